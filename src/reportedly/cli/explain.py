"""`reportedly explain`: an event's id in, why each of its fields was read so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import LedgerOption, make_console, open_ledger

if TYPE_CHECKING:
    from reportedly.records import Run


def explain(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="An event's id, or its first characters.")
    ],
    ledger: LedgerOption = None,
) -> None:
    """Show an event in its page, and why each field was read so.

    Example: reportedly explain EVENT
    """
    from reportedly.cli.reasons import show_reasons
    from reportedly.cli.show import show_document

    with open_ledger(ledger) as book:
        found = book.find(event)
        document = book.document(found.document)
        run = book.run_of(document.id)
    console = make_console()
    show_document(console, document)
    console.print()
    show_reasons(console, found, document)
    console.print()
    console.print(describe_run(run), style="dim")


def describe_run(run: Run | None) -> str:
    """Say what coded the event."""
    if run is None:
        return "coded by: not recorded"
    return (
        f"coded by reportedly {run.version}, model {run.model[:12] or 'none'}, "
        f"codebook {run.codebook[:12] or 'none'}, first run {run.started:%Y-%m-%d %H:%M} UTC"
    )
