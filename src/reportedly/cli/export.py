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
    from reportedly.records import Document, Event, Record, Tally


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
    judged: Annotated[
        bool,
        typer.Option("--judged", help="As people corrected them, without what they called none."),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a CSV file with a mark that spreadsheets look for.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Write the ledger's events for other programs.

    Persons of whom only a name is known are written as [person], and documents without their
    text, unless --with-names is given. The same ledger always gives the same bytes.
    Events are as the machine coded them unless --judged is given; incidents are as people see them.

    Example: reportedly export --format csv -o events.csv
    """
    with open_ledger(ledger) as book:
        if incidents and format_ is not Format.JSONL:
            raise UsageError(f"--incidents: no {format_.value} of incidents: wanted --format jsonl")
        if incidents:
            chunks = list_incidents(book, with_names)
        else:
            shown = ReadSo(book, with_names=with_names, judged=judged)
            chunks = make_chunks(shown, format_, bom=bom)
        if output is None:
            write_out(chunks)
        else:
            write_file(output, chunks)


def make_chunks(read: ReadSo, format_: Format, *, bom: bool = False) -> Iterable[bytes]:
    """Return the export, a piece at a time."""
    from reportedly.export.csv import write_csv
    from reportedly.export.geojson import write_geojson
    from reportedly.export.jsonl import write_jsonl

    if format_ is Format.JSONL:
        return write_jsonl(read.list_records())
    told = read.list_told()
    return write_csv(told, bom=bom) if format_ is Format.CSV else write_geojson(told)


def list_incidents(book: Ledger, with_names: bool) -> Iterable[bytes]:
    """Return the incidents as lines, without private names unless they are wanted."""
    from reportedly.export.jsonl import write_jsonl
    from reportedly.export.redact import redact_incident

    found = read_incidents(book)
    return write_jsonl(found if with_names else map(redact_incident, found))


class ReadSo:
    """The ledger, read as an export wants it: with or without names, judged or not."""

    def __init__(self, book: Ledger, *, with_names: bool = False, judged: bool = False) -> None:
        from reportedly.run.showing import read_judging

        self.book = book
        self.with_names = with_names
        self.judge = read_judging(book) if judged else lambda _, events: tuple(events)

    def list_told(self) -> Iterator[tuple[Document, Event]]:
        """Yield events with their documents."""
        from itertools import groupby

        for _, pairs in groupby(self.book.told(), key=lambda pair: pair[0].id):
            told = list(pairs)
            document, events, _ = self.show(told[0][0], tuple(event for _, event in told))
            yield from ((document, event) for event in events)

    def list_records(self) -> Iterator[Record]:
        """Yield every document followed by its events and tallies, then the issues."""
        from reportedly.ledger import EventFilter

        for document in self.book.documents():
            coded = tuple(self.book.events(EventFilter(document=document.id)))
            shown, events, tallies = self.show(document, coded)
            yield shown
            yield from events
            yield from tallies
        yield from self.book.issues()

    def show(
        self, document: Document, events: tuple[Event, ...]
    ) -> tuple[Document, tuple[Event, ...], tuple[Tally, ...]]:
        """Return a document with its events and tallies as they are wanted."""
        from reportedly.export.redact import redact_all

        tallies = tuple(self.book.tallies(document.id))
        judged = self.judge(document, events)
        return (
            (document, judged, tallies)
            if self.with_names
            else redact_all(document, judged, tallies)
        )
