"""`reportedly demo`: ten sample reports in, incidents with who says what out."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import (
    ProgressOption,
    Tallying,
    code_paths,
    follow,
    make_console,
    read_incidents,
    read_settings,
    read_told,
    say,
)

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

SHOWN = 8  # incidents shown in full: more is a wall


def demo(
    all_: Annotated[bool, typer.Option("--all", help="Show every incident in full.")] = False,
    progress: ProgressOption = None,
) -> None:
    """Code ten sample reports and show who says what. Nothing is kept, nothing is fetched.

    Example: reportedly demo
    """
    import time
    from importlib.resources import as_file, files

    from reportedly.ledger import Ledger

    began = time.monotonic()
    tallying = Tallying()
    with (
        tempfile.TemporaryDirectory(prefix="reportedly-demo-", ignore_cleanup_errors=True) as place,
        as_file(files("reportedly") / "demo") as samples,
    ):
        config = read_settings(ledger=f"sqlite:///{place}/ledger.db", workers=1)
        with Ledger.open(config.ledger_url) as book:
            paths = sorted(str(path) for path in samples.glob("*.json"))
            for coded in follow(code_paths(paths, config), tallying, progress):
                book.add(coded)
            disputed = show_ledger(book, None if all_ else SHOWN)
    console = make_console()
    seconds = time.monotonic() - began
    console.print(f"{tallying}; {disputed}; {seconds:.1f} s", style="bold", markup=False)
    tallying.leave()


def show_ledger(book: Ledger, most: int | None) -> str:
    """Print the ledger's incidents, those told most often first, then the tallies and issues."""
    from reportedly.cli.sheet import make_title, show_incident
    from reportedly.cli.show import show_issue, show_tally

    console = make_console()
    incidents = read_incidents(book)
    documents, events = read_told(book, incidents)
    incidents.sort(key=lambda one: (-one.independent_sources, -len(one.events), one.slug))
    for incident in incidents[:most]:
        show_incident(console, incident, documents, events)
        console.print()
    if incidents[len(incidents[:most]) :]:
        console.print("and", say(len(incidents) - len(incidents[:most]), "more incident") + ":")
        for incident in incidents[most:]:
            console.print("  ", make_title(incident), sep="")
        console.print()
    tallies = list(book.tallies())
    if tallies:
        console.print("running totals, which belong to no incident:", style="dim")
        for tally in tallies:
            show_tally(console, tally)
        console.print()
    for issue in book.issues():
        show_issue(console, issue)
    disputed = sum(bool(incident.disputes) for incident in incidents)
    return f"{say(len(incidents), 'incident')}, {disputed} disputed"
