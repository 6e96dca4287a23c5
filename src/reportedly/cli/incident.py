"""`reportedly incident`: a slug in, every report of one incident side by side out."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.common import (
    LedgerOption,
    link,
    make_console,
    open_ledger,
    read_told,
    write_out,
)


def incident(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="An incident's slug, or its first characters.")
    ],
    json: Annotated[bool, typer.Option("--json", help="The incident as one JSON object.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Show who says what about one incident, and who disagrees.

    A slug that it had before it was merged or renamed still finds it.

    Example: reportedly incident SLUG
    """
    from reportedly.cli.sheet import show_incident

    with open_ledger(ledger) as book:
        link(book)
        found = book.incident(slug)
        documents, events = read_told(book, [found])
    if json:
        from reportedly.export.jsonl import write_jsonl

        write_out(write_jsonl([found]))
        return
    show_incident(make_console(), found, documents, events)
