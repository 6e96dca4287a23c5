"""What runs in the browser is what its makers published, byte for byte."""

import json
from pathlib import Path

import pytest
from tools import make_outline
from tools.vendor import FOLDER, LIST, find_faults, read_list


def test_the_files_are_those_that_the_list_names() -> None:
    assert list(find_faults(FOLDER)) == []
    assert all(entry["licence"] for entry in read_list(FOLDER))


def test_a_file_that_was_touched_is_named(tmp_path: Path) -> None:
    entry = 'name="a"\nversion="1"\nlicence="MIT"\nsource="-"\nfile="a.js"\nmember="a.js"\n'
    (tmp_path / LIST).write_text(f'[[file]]\n{entry}sha256="00"\n')
    (tmp_path / "b.js").write_text("b")
    assert list(find_faults(tmp_path)) == [
        "a.js: is not there",
        f"b.js: stands in no entry of {LIST}",
    ]
    (tmp_path / "a.js").write_text("a")
    assert "and not 00" in next(find_faults(tmp_path))
    (tmp_path / LIST).write_text(f"[[file]]\n{entry}")
    with pytest.raises(SystemExit, match=r"a\.js: wanted sha256"):
        read_list(tmp_path)


def test_the_outlines_are_those_of_the_atlas() -> None:
    """What `tools/make_outline.py` draws is what is shipped, and crosses no map."""
    arcs = make_outline.read_arcs(json.loads(make_outline.ATLAS.read_text(encoding="utf-8")))
    paths = "".join(map(make_outline.draw, arcs))
    assert paths in make_outline.OUT.read_text(encoding="utf-8")
    assert make_outline.project((0, 0)) == (2560, 2560)
    assert not make_outline.draw([(179.9, 10), (-179.9, 10)])
