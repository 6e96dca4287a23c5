"""`reportedly explain`: an event's id in, why each of its fields was read so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import LedgerOption, link, make_console, open_ledger

if TYPE_CHECKING:
    from reportedly.records import Run


def explain(
    name: Annotated[
        str, typer.Argument(metavar="EVENT|INCIDENT", help="An event's id or an incident's slug.")
    ],
    ledger: LedgerOption = None,
) -> None:
    """Show an event in its page and why each field was read so, or why an incident's events meet.

    Example: reportedly explain EVENT
    """
    from reportedly.cli.judge import describe
    from reportedly.cli.reasons import show_reasons
    from reportedly.cli.show import show_document
    from reportedly.review.standing import find_standing

    if not re.fullmatch(r"[0-9a-f]+", name):
        explain_incident(name, ledger)
        return
    with open_ledger(ledger) as book:
        found = book.find(name)
        document = book.document(found.document)
        run = book.run_of(document.id)
        standing = find_standing(book.judgements())
    console = make_console()
    show_document(console, document)
    console.print()
    show_reasons(console, found, document)
    console.print()
    console.print(describe_run(run), style="dim")
    for one in standing:
        if found.id in one.judgement.events:
            console.print(describe(one), markup=False)


def explain_incident(slug: str, ledger: str | None) -> None:
    """Show an incident's events, what brought each to it, and what people decided."""
    from reportedly.cli.meeting import show_meeting
    from reportedly.review.standing import find_standing
    from reportedly.run.showing import read_shown

    with open_ledger(ledger) as book:
        link(book)
        incident = book.incident(slug)
        documents, shown = read_shown(book, incident.events, whole=True)
        standing = find_standing(book.judgements())
    events = {key: one.event for key, one in shown.items()}
    show_meeting(make_console(), incident, documents, events, standing)


def describe_run(run: Run | None) -> str:
    """Say what coded the event."""
    if run is None:
        return "coded by: not recorded"
    return (
        f"coded by reportedly {run.version}, model {run.model[:12] or 'none'}, "
        f"codebook {run.codebook[:12] or 'none'}, first run {run.started:%Y-%m-%d %H:%M} UTC"
    )
