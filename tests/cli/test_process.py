"""The command as a process: fast help, a closed pipe, a kill in the middle."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportedly
from reportedly.fetch.files import read_paths
from reportedly.ledger import Ledger
from reportedly.run.fake import FakeCoder

PROGRAM = "import sys; from reportedly.cli import app, common"
FAKE = "from reportedly.run.fake import FakeCoder; common.open_coder = lambda _: FakeCoder()"
# The process must find the package that is under test, from whatever folder it is started.
ENVIRON = os.environ | {"PYTHONPATH": str(Path(reportedly.__file__).parents[1])}
SLOW = ("pandas", "numpy", "onnxruntime", "sqlalchemy", "alembic", "msgspec", "rich", "trafilatura")


def run_python(*lines: str, words: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "\n".join(lines), *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, env=ENVIRON)


def test_help_is_fast_since_it_imports_nothing_heavy() -> None:
    # Processor time, not wall time: a busy machine must not fail the test.
    done = run_python(
        PROGRAM,
        "import os",
        "try: app.app(['--help'])",
        "except SystemExit: spent = os.times()",
        f"print([name for name in {SLOW} if name in sys.modules])",
        "print(spent.user + spent.system)",
    )
    *_, imported, seconds = done.stdout.decode().splitlines()
    assert imported == "[]"
    assert float(seconds) < 0.5


def write_reports(folder: Path, number: int) -> None:
    folder.mkdir()
    for at in range(number):
        text = f"Raiders killed {at} herders near Mopti, a mayor said. " * 20
        report = {"id": f"{at:03}", "text": text, "source": "The Post", "published": "2024-03-03"}
        (folder / f"{at:03}.json").write_text(json.dumps(report))


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise elsewhere")
@pytest.mark.parametrize("options", [("--jsonl",), ()])
def test_a_reader_that_has_had_enough_is_no_error(folder: Path, options: tuple[str, ...]) -> None:
    write_reports(folder / "many", 60)
    code = [sys.executable, "-c", f"{PROGRAM}\n{FAKE}\napp.main()", "code", "many", *options]
    with subprocess.Popen(
        code, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRON
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() != b""
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL elsewhere")
def test_a_run_killed_in_the_middle_is_simply_run_again(folder: Path) -> None:
    write_reports(folder / "many", 12)
    program = f"{PROGRAM}\n{FAKE}\n"
    words = ("add", "many", "--ledger", "sqlite:///killed.db")
    # The process kills itself inside the sixth article's transaction, where it hurts most.
    killer = (
        "import os; from reportedly.ledger import write; rows = write.make_tally_rows; seen = []\n"
        "def kill(*given): seen.append(1); len(seen) == 6 and os.kill(os.getpid(), 9)\n"
        "write.make_tally_rows = lambda *given: kill() or rows(*given)\n"
    )
    assert run_python(program, killer, "app.main()", words=words).returncode == -9
    articles = list(read_paths(["many"]))
    exports = []
    for url, new in (("sqlite:///killed.db", 7), ("sqlite:///whole.db", 12)):
        with Ledger.open(url) as ledger:
            assert sum(ledger.add(coded) for coded in FakeCoder().code(articles)) == new
            exports.append(list(ledger.told()))
    assert exports[0] == exports[1]
