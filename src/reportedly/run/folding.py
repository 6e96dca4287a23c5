"""Documents in, their events as people see them out, by the decisions on these documents alone.

A page shows a few documents, linking has a batch of them at hand: both ask for what was decided on
these, so their time does not grow with the book of decisions. What reaches across the ledger, ties,
is `bench.read_decisions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import sqlalchemy as sa

from reportedly.ledger import incidents as rows
from reportedly.ledger import schema
from reportedly.ledger.judgements import read_decided, read_kinds
from reportedly.records import Document, Event, Judgement
from reportedly.review.fold import JUDGING, Shown, fold_events
from reportedly.review.standing import Standing, find_standing


class Told(msgspec.Struct, frozen=True):
    """A document with its events as people see them."""

    document: Document
    shown: tuple[Shown, ...]


class Book(msgspec.Struct, frozen=True):
    """Decisions on some subjects with their standing, in order of arrival, and the events that
    those on events were made on, as they were read then."""

    standing: tuple[Standing, ...]
    judged: dict[str, Event]

    @property
    def judged_documents(self) -> set[str]:
        """The documents of the events that decisions which count were made on."""
        counting = {s.judgement.id for s in self.standing if s.state == "counts"}
        return {event.document for key, event in self.judged.items() if key in counting}

    def fold(self, document: Document, events: Sequence[Event]) -> tuple[Shown, ...]:
        """Return a document's events with the decisions that count folded in."""
        counting = [s.judgement for s in self.standing if s.state == "counts"]
        return fold_events(document, events, counting, self.judged)


def read_tellings(connection: sa.Connection, documents: Iterable[str]) -> Iterator[Told]:
    """Yield documents by id, each with its events as people see them."""
    wanted = sorted(set(documents))
    book = read_book(connection, wanted)
    for document, events in rows.read_tellings(connection, wanted):
        yield Told(document, book.fold(document, events))


def read_book(connection: sa.Connection, documents: Iterable[str]) -> Book:
    """Return the decisions on the events of documents, in whatever reading they were made."""
    return make_book(connection, read_decided(connection, read_event_ids(connection, documents)))


def read_whole_book(connection: sa.Connection) -> Book:
    """Return the decisions on all events there are: for who goes through the whole ledger."""
    return make_book(connection, read_kinds(connection, JUDGING))


def make_book(connection: sa.Connection, judgements: Sequence[Judgement]) -> Book:
    """Return decisions with the events that they were made on."""
    standing = find_standing(judgements)
    judged = {
        j.id: event
        for j in judgements
        if j.coding and (event := rows.read_seen(connection, j.coding, j.subject))
    }
    return Book(standing, judged)


def read_event_ids(connection: sa.Connection, documents: Iterable[str]) -> set[str]:
    """Return the ids of all events that any reading of the documents ever had."""
    event, coding = schema.event.c, schema.coding.c
    query = sa.select(event.id).join(schema.coding, coding.id == event.coding)
    return {row[0] for row in rows.read_among(connection, query, coding.document, documents)}
