"""A folder with reports, a ledger beside it, and the fake coder in the real one's place."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reportedly.cli import app, common
from reportedly.run.fake import FakeCoder

REPORTS = {
    "army": {
        "source": "The Post",
        "title": "Six soldiers killed near Mopti",
        "published": "2024-03-03",
        "text": "Gunmen killed 6 soldiers near Mopti on Saturday, an army spokesman said.",
    },
    "mayor": {
        "source": "River Radio",
        "title": "Mayor counts the dead",
        "published": "2024-03-04",
        "text": "Gunmen killed 9 soldiers near Mopti on Saturday, the mayor said.",
    },
}


class Outcome(NamedTuple):
    """What a command left."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with two reports in reports/ and no settings of the user's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTEDLY_LEDGER", f"sqlite:///{tmp_path / 'ledger.db'}")
    for name in ("CONFIG", "WORKERS", "MAX_BYTES", "MODEL"):
        monkeypatch.delenv(f"REPORTEDLY_{name}", raising=False)
    (tmp_path / "reports").mkdir()
    for name, report in REPORTS.items():
        path = tmp_path / "reports" / f"{name}.json"
        path.write_text(json.dumps({"id": name, "url": None} | report), encoding="utf-8")
    return tmp_path


@pytest.fixture
def gold(folder: Path) -> Path:
    """Write the two reports to gold/ as a person would code them."""
    place = folder / "gold"
    place.mkdir()
    for name, report in REPORTS.items():
        number = 6 if name == "army" else 9
        speaker = "an army spokesman" if name == "army" else "the mayor"
        event = {
            "id": "e1", "anchor": f"killed {number} soldiers", "type": "ASSAULT", "mode": None,
            "acled": None, "stage": "occurred", "actor": ["Gunmen"],
            "recipient": [f"{number} soldiers"], "target": [], "weapon": [], "start": None,
            "end": None, "date_precision": None, "place": "Mopti", "country": "ML",
            "killed": [number, number], "injured": None, "abducted": None, "arrested": None,
            "status": "reported", "said_by": [speaker], "channel": [], "denied_by": [],
            "incident": None,
        }  # fmt: skip
        coded = {
            "id": name, "cluster": None, "events": [event], "tallies": [],
            "figures_in_dispute": [], "must_not_code": [], **report,
        }  # fmt: skip
        (place / f"{name}.json").write_text(json.dumps(coded), encoding="utf-8")
    return place


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Return a function that runs a command line as the shell would."""
    monkeypatch.setattr(common, "open_coder", lambda _: FakeCoder())

    def run_words(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["reportedly", *words])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            app.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        code = left.value.code
        return Outcome(code if isinstance(code, int) else 0, out.decode(), err.decode())

    return run_words
