"""`reportedly export`: the ledger in, a file that other programs read out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import LedgerOption, open_ledger, read_incidents, write_file, write_out
from reportedly.errors import UsageError

if TYPE_CHECKING:
    from reportedly.ledger import Ledger
    from reportedly.records import Document, Event, Record


class Format(StrEnum):
    """What an export can be."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


def export(
    format_: Annotated[Format, typer.Option("--format", help="What to write.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file; stdout if not given.")
    ] = None,
    with_names: Annotated[
        bool,
        typer.Option("--with-names", help="Keep private persons' names and the documents' texts."),
    ] = False,
    incidents: Annotated[
        bool, typer.Option("--incidents", help="Write the incidents, and no single events (jsonl).")
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a CSV file with a mark that spreadsheets look for.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Write the ledger's events for other programs.

    Persons of whom only a name is known are written as [person], and documents without their
    text, unless --with-names is given. The same ledger always gives the same bytes.

    Example: reportedly export --format csv -o events.csv
    """
    with open_ledger(ledger) as book:
        if incidents and format_ is not Format.JSONL:
            raise UsageError(f"--incidents: no {format_.value} of incidents: wanted --format jsonl")
        if incidents:
            chunks = list_incidents(book, with_names)
        else:
            chunks = make_chunks(book, format_, with_names=with_names, bom=bom)
        if output is None:
            write_out(chunks)
        else:
            write_file(output, chunks)


def make_chunks(
    book: Ledger, format_: Format, *, with_names: bool = False, bom: bool = False
) -> Iterable[bytes]:
    """Return the export, a piece at a time."""
    from reportedly.export.csv import write_csv
    from reportedly.export.geojson import write_geojson
    from reportedly.export.jsonl import write_jsonl

    if format_ is Format.JSONL:
        return write_jsonl(list_records(book, with_names))
    told = list_told(book, with_names)
    return write_csv(told, bom=bom) if format_ is Format.CSV else write_geojson(told)


def list_incidents(book: Ledger, with_names: bool) -> Iterable[bytes]:
    """Return the incidents as lines, without private names unless they are wanted."""
    from reportedly.export.jsonl import write_jsonl
    from reportedly.export.redact import redact_incident

    found = read_incidents(book)
    return write_jsonl(found if with_names else map(redact_incident, found))


def list_told(book: Ledger, with_names: bool) -> Iterator[tuple[Document, Event]]:
    """Yield events with their documents, without private names unless they are wanted."""
    from itertools import groupby

    from reportedly.export.redact import redact_all

    for _, pairs in groupby(book.told(), key=lambda pair: pair[0].id):
        told = list(pairs)
        document, events = told[0][0], tuple(event for _, event in told)
        if not with_names:
            tallies = tuple(book.tallies(document.id))
            document, events, _ = redact_all(document, events, tallies)
        yield from ((document, event) for event in events)


def list_records(book: Ledger, with_names: bool) -> Iterator[Record]:
    """Yield every document followed by its events and tallies, then the issues."""
    from reportedly.export.redact import redact_all
    from reportedly.ledger import EventFilter

    for document in book.documents():
        events = tuple(book.events(EventFilter(document=document.id)))
        tallies = tuple(book.tallies(document.id))
        if not with_names:
            document, events, tallies = redact_all(document, events, tallies)
        yield document
        yield from events
        yield from tallies
    yield from book.issues()
