"""Documents in, their events as people see them out, by the decisions on these documents alone.

`linking.read_decisions` reads every decision there is, for ties reach across the ledger. A page
shows a few documents, and asks for what was decided on them: its time does not grow with the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import sqlalchemy as sa

from reportedly.ledger import incidents as rows
from reportedly.ledger import schema
from reportedly.ledger.incidents import AT_ONCE, batched
from reportedly.records import Document, Event, Judgement
from reportedly.review.fold import Shown, fold_events
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
    judgements = read_decided(connection, read_event_ids(connection, documents))
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
    found: set[str] = set()
    for some in batched(sorted(documents), AT_ONCE):
        query = sa.select(event.id).join(schema.coding, coding.id == event.coding)
        found.update(connection.execute(query.where(coding.document.in_(some))).scalars())
    return found


def read_decided(connection: sa.Connection, subjects: Iterable[str]) -> list[Judgement]:
    """Return the decisions on subjects, and those on these decisions, in order of arrival."""
    columns = schema.judgement.c
    decode = msgspec.json.Decoder(Judgement).decode
    found: dict[int, Judgement] = {}
    asked = set(subjects)
    while asked:
        new: dict[int, Judgement] = {}
        for some in batched(sorted(asked), AT_ONCE):
            query = sa.select(columns.number, columns.json).where(columns.subject.in_(some))
            new |= {number: decode(json) for number, json in connection.execute(query)}
        found |= new
        asked = {judgement.id for judgement in new.values()}
    return [found[number] for number in sorted(found)]
