"""`reportedly muc4 score`: the table on stdout, what cannot be read on stderr."""

from pathlib import Path
from typing import Any

import pytest

from reportedly.cli.muc4 import score
from reportedly.evaluate.muc4.template import Fill, Template
from reportedly.evaluate.muc4.write import write_templates


@pytest.fixture
def key(folder: Path) -> Path:
    """Write a key of one robbery, which is its own best response."""
    slots: list[tuple[Fill, ...]] = [()] * 25
    slots[4], slots[18] = (Fill(values=("ROBBERY",)),), (Fill(values=("ENLIL BANI",)),)
    path = folder / "KEY"
    path.write_text(write_templates([Template(message="OUR-1", number=1, slots=tuple(slots))]))
    (folder / "RESPONSE").write_text(path.read_text().replace('"ENLIL BANI"', '"BANI"'))
    return path


def find_row(out: str, name: str) -> list[str]:
    """Return the columns of one row."""
    row = next(line for line in out.splitlines() if line.startswith(name))
    return row.removeprefix(name).replace("|", " ").split()


def test_the_table_is_printed(run: Any, key: Path) -> None:
    words = ("muc4", "score", "--key", str(key), "--response", "RESPONSE")
    code, out, err = run(*words, "--roles")
    assert (code, err) == (0, "")
    assert find_row(out, "ALL TEMPLATES")[:5] == ["2", "2", "1", "1", "0"]
    assert find_row(out, "Victim") == ["0.00", "0.00", "0.00"]
    code, out, err = run(*words, "--known-only")
    assert find_row(out, "ALL TEMPLATES")[:2] == ["2", "2"]
    assert find_row(out, "MATCHED ONLY")[:2] == ["0", "0"]  # no string holds them together


def test_history_and_pairs_are_replayed(run: Any, key: Path, folder: Path) -> None:
    (folder / "history").write_text(
        r'(("OUR-1" ("1" (hum-tgt-name ("\"BANI\"" match "\"ENLIL BANI\"")))))'
    )
    words = ("muc4", "score", "--key", str(key), "--response", "RESPONSE")
    out = run(*words, "--history", "history").out
    assert find_row(out, "ALL TEMPLATES")[2:7] == ["2", "0", "0", "1", "0"]
    (folder / "report").write_text(
        "OUR-1   key: 1  response: <NONE>\nALL TEMPLATES 2 0| 0 0 0| 0 0| 0 2 9|\n"
    )
    out = run(*words, "--pairs", "report").out
    assert find_row(out, "MATCHED ONLY")[0] == "0"


def test_what_cannot_be_read_names_file_line_and_slot(run: Any, key: Path, folder: Path) -> None:
    (folder / "RESPONSE").write_text(key.read_text().replace('BANI"', "BANI"))
    code, out, err = run("muc4", "score", "--key", str(key), "--response", "RESPONSE")
    assert (code, out) == (1, "")
    assert err.startswith("reportedly: RESPONSE:19: slot 18: a quote that does not close")
    (folder / "RESPONSE").write_text("")
    assert "no templates" in run("muc4", "score", "--key", str(key), "--response", "RESPONSE").err
    missing = run("muc4", "score", "--key", "none", "--response", "RESPONSE")
    assert (missing.code, "none" in missing.err) == (1, True)
    words = ("muc4", "score", "--key", str(key), "--response", str(key))
    assert "no history" in run(*words, "--history", str(key)).err
    assert "no official report" in run(*words, "--pairs", str(key)).err


def test_the_helps_example_runs(run: Any, key: Path) -> None:
    assert key.is_file()
    example = (score.__doc__ or "").strip().splitlines()[-1]
    assert run(*example.split("reportedly ", 1)[1].split()).code == 0
