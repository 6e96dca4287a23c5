"""`reportedly events`: the ledger in, a list of events on stdout."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, get_args

import typer

from reportedly.cli.common import LedgerOption, make_console, open_ledger, write_out


def events(
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type, such as ASSAULT.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Two letters (ISO 3166), such as IL.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Events that end on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="Events that begin on this day or earlier.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="WORD", help="claimed, confirmed, reported, alleged or denied."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Whole records, as one JSON list.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """List the ledger's events.

    Example: reportedly events --type assault --since 2024-03-01 --status claimed
    """
    from reportedly.ledger import EventFilter

    wanted = EventFilter(
        category=type_,
        country=country,
        since=read_day("--since", since),
        until=read_day("--until", until),
        status=check_status(status),
    )
    with open_ledger(ledger) as book:
        if json:
            write_json(book.events(wanted))
        else:
            show_list(book.told(wanted))


def read_day(option: str, word: str | None) -> dt.date | None:
    """Return the day an option names."""
    from reportedly.errors import UsageError

    try:
        return None if word is None else dt.date.fromisoformat(word)
    except ValueError as error:
        raise UsageError(f"{option} {word}: wanted a day such as 2024-03-01") from error


def check_status(word: str | None) -> str | None:
    """Return a status that exists."""
    from reportedly.errors import UsageError
    from reportedly.records import Status

    if word is not None and word not in get_args(Status):
        raise UsageError(f"--status {word}: wanted one of {', '.join(get_args(Status))}")
    return word


def write_json(events: Any) -> None:
    """Write the events as one JSON list, an event at a time."""
    import msgspec

    write_out([b"["])
    between = b"\n"
    for event in events:
        write_out([between, msgspec.json.encode(event)])
        between = b",\n"
    write_out([b"\n]\n"])


def show_list(told: Any) -> None:
    """Print the events, each with its document's name."""
    from reportedly.cli.show import show_document, show_event

    console = make_console()
    shown = None
    for document, event in told:
        if document.id != shown:
            show_document(console, document)
            shown = document.id
        show_event(console, event, document, quote=False)
        console.print()
