"""`reportedly queue`: the ledger in, what waits for a person's decision out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import LedgerOption, make_console, open_ledger

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.records import Document
    from reportedly.review.queue import Waiting

SHOWN = 20  # events that one sitting may take


def queue(
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=0, help="Stop after so many; 0: never.")
    ] = SHOWN,
    json: Annotated[bool, typer.Option("--json", help="Whole records, as one JSON list.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """List what waits for review: decisions that no longer fit, then disputes, then the rest.

    A decision no longer fits where the report was read anew and what was judged has changed.

    Example: reportedly queue --limit 5
    """
    from itertools import islice

    from reportedly.cli.events import write_json
    from reportedly.run.showing import read_queue

    with open_ledger(ledger) as book:
        waiting = islice(read_queue(book), limit or None)
        if json:
            write_json(waiting)
            return
        console = make_console()
        for one in waiting:
            show_waiting(console, one, book.document(one.event.document))


def show_waiting(console: Console, waiting: Waiting, document: Document) -> None:
    """Print an event that waits: why, where it stands, its words, and what no longer fits."""
    from rich.text import Text

    from reportedly.cli.judge import describe_judgement
    from reportedly.cli.show import highlight, is_plain, put, tame
    from reportedly.export.words import name_outlet

    event, document = tame(waiting.event), tame(document)
    why = f"disputed: {', '.join(waiting.disputed)}" if waiting.disputed else "undecided"
    head = Text(f"{event.id[:8]}  {event.category}  ", style="bold")
    head.append("look again" if waiting.why == "again" else why)
    head.append(f"  {waiting.incident or 'in no incident'}", style="dim")
    console.print(head)
    outlet = name_outlet(document) or document.source_id
    put(console, highlight(document, event, plain=is_plain(console)), label=outlet)
    for judgement in waiting.decisions:
        put(console, Text(f"no longer fits: {describe_judgement(judgement)}", style="dim"))
