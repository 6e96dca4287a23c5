"""What commands share: options, settings, the ledger, the coder, stdout and progress."""

from __future__ import annotations

import functools
import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.config import Config
    from reportedly.ledger import Ledger
    from reportedly.pipeline import Coded
    from reportedly.records import Document, Event, Incident
    from reportedly.run.local import CodesArticles

LINKED = 1000  # documents between two lines of progress
EXIT_OK = 0
EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_PARTLY = 3

PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Files (.html, .txt, .json), folders, links, or - for stdin."
    ),
]
LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="URL",
        help="sqlite:///FILE or postgresql://...; else REPORTEDLY_LEDGER, else your data folder.",
    ),
]
MANY = 64  # articles: fewer are coded before a second process is up
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", help="How many processes code and link; else one a core for many."
    ),
]
ProgressOption = Annotated[
    bool | None,
    typer.Option("--progress/--no-progress", help="Show progress on stderr, or do not."),
]


def read_settings(**flags: Any) -> Config:
    """Return the settings of this run."""
    from reportedly.config import read_config

    return read_config(flags)


def open_ledger(url: str | None, *, create: bool = False, upgrade: bool = False) -> Ledger:
    """Open the ledger that an option, the environment or the settings name."""
    from reportedly.ledger import Ledger

    return Ledger.open(read_settings(ledger=url).ledger_url, create=create, upgrade=upgrade)


def open_coder(config: Config) -> CodesArticles:
    """Open the real coder. Runs in each worker."""
    from reportedly.pipeline import Coder

    return Coder.open(config)


def code_paths(paths: Iterable[str], config: Config) -> Iterator[Coded]:
    """Code the articles in files, folders or stdin, in order."""
    import msgspec

    from reportedly.fetch.files import read_paths
    from reportedly.run.local import code_articles

    articles = read_paths(paths, max_bytes=config.max_bytes)
    first = list(itertools.islice(articles, 0 if config.workers else MANY))
    cores = os.cpu_count() or 1
    workers = config.workers or (cores if len(first) == MANY else 1)
    if workers > 1 and config.threads == 0:
        # Each worker has a model of its own; together they should fill the cores, not fight.
        config = msgspec.structs.replace(config, threads=max(1, cores // workers))
    opener = functools.partial(open_coder, config)
    return code_articles(itertools.chain(first, articles), opener, workers=workers)


def read_incidents(ledger: Ledger) -> list[Incident]:
    """Return the ledger's incidents by id, brought up to date where something new came in."""
    link(ledger)
    return list(ledger.incidents())


def link(ledger: Ledger, progress: bool | None = None, workers: int = 1) -> None:
    """Bring the incidents up to date; a long run says on stderr how far it is."""
    from reportedly.run.linking import link_ledger

    shown = sys.stderr.isatty() if progress is None else progress
    link_ledger(ledger, lambda n: print(f"linked {say(n, 'document')}", file=sys.stderr)
                if shown and n % LINKED == 0 else None, workers=workers)  # fmt: skip


def read_told(
    ledger: Ledger, incidents: Iterable[Incident]
) -> tuple[dict[str, Document], dict[str, Event]]:
    """Return the documents and the events, as people see them, that tell the incidents."""
    from reportedly.run.showing import read_shown

    wanted = {event for incident in incidents for event in incident.events}
    documents, shown = read_shown(ledger, wanted)
    return documents, {key: one.event for key, one in shown.items()}


class Tallying:
    """Counts what a run came to, for the last line and the exit code."""

    def __init__(self) -> None:
        self.articles = self.documents = self.events = self.tallies = self.issues = 0

    def add(self, coded: Coded) -> None:
        """Count one article."""
        self.articles += 1
        self.documents += coded.document is not None
        self.events += len(coded.events)
        self.tallies += len(coded.tallies)
        self.issues += len(coded.issues)

    def __str__(self) -> str:
        return (
            f"{say(self.articles, 'article')}: {say(self.documents, 'document')}, "
            f"{say(self.events, 'event')}, {say(self.tallies, 'tally', 'tallies')}, "
            f"{say(self.issues, 'issue')}"
        )

    def leave(self) -> None:
        """Leave with the exit code that the counts call for."""
        if not self.articles:
            print("reportedly: there was no article to read", file=sys.stderr)
            raise typer.Exit(EXIT_FAILURE)
        if self.issues:
            used = "some of it" if self.documents else "none of it"
            print(f"reportedly: {say(self.issues, 'issue')}: {used} was used", file=sys.stderr)
            raise typer.Exit(EXIT_PARTLY if self.documents else EXIT_FAILURE)


def say(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


@contextmanager
def show_progress(asked: bool | None, tallying: Tallying) -> Iterator[Any]:
    """Show the counts on stderr while articles are coded; a pipe sees nothing unless asked."""
    if not (sys.stderr.isatty() if asked is None else asked):
        yield lambda: None
        return
    if not sys.stderr.isatty():  # asked for in a log: a line now and then, no spinner
        yield lambda: tallying.articles % 100 or print(tallying, file=sys.stderr)
        print(tallying, file=sys.stderr)
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield lambda: status.update(str(tallying))


def follow(articles: Iterable[Coded], tallying: Tallying, progress: bool | None) -> Iterator[Coded]:
    """Yield the coded articles, counting them and showing progress."""
    with show_progress(progress, tallying) as step:
        for coded in articles:
            tallying.add(coded)
            step()
            yield coded


def write_out(chunks: Iterable[bytes]) -> None:
    """Write bytes to stdout, as they come."""
    out = sys.stdout.buffer
    try:
        for chunk in chunks:
            out.write(chunk)
        out.flush()
    except BrokenPipeError:
        leave_quietly()


def leave_quietly() -> NoReturn:
    """Leave when the reader of our output has had enough, as `head` does."""
    # Python flushes stdout once more at exit and would complain about the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(EXIT_OK)


def write_file(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all."""
    import tempfile

    from reportedly.errors import ReportedlyError

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~find_umask())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise ReportedlyError(f"{path}: {error.strerror}: wanted a file to write") from error


def find_umask() -> int:
    """Return the user's umask; a temporary file would else stay closed to everybody else."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def make_console() -> Console:
    """Return a console on stdout: colours on a terminal only, and never under NO_COLOR."""
    from rich.console import Console

    class QuietConsole(Console):
        def on_broken_pipe(self) -> None:
            leave_quietly()

    return QuietConsole(highlight=False, soft_wrap=not sys.stdout.isatty())
