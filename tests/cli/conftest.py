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
