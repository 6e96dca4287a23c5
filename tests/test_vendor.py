"""What runs in the browser is what its makers published, byte for byte."""

from pathlib import Path

import pytest
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
