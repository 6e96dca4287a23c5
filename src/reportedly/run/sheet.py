"""An event's id in, all that its page shows out: report, fields, decisions, incident."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, schema
from reportedly.ledger import incidents as rows
from reportedly.ledger import judgements as book
from reportedly.ledger.judgements import read_decided
from reportedly.records import Document, Event, Incident, Judgement
from reportedly.review.fold import Shown
from reportedly.review.standing import Standing, find_last, find_standing
from reportedly.run.folding import read_book

RECENT = 8  # decisions shown beside the queue


class Sheet(msgspec.Struct, frozen=True):
    """An event with its report. `after` is the last decision on it, as a form sends it back."""

    document: Document
    shown: Shown
    incident: Incident | None
    others: tuple[Shown, ...]  # what else the report tells, in its order
    standing: tuple[Standing, ...]
    after: str

    @property
    def event(self) -> Event:
        """The event as people see it."""
        return self.shown.event


class Deed(msgspec.Struct, frozen=True):
    """A decision as a list shows it: what it speaks of, and what an undo of it has to follow."""

    standing: Standing
    about: str
    way: str
    after: str

    @property
    def judgement(self) -> Judgement:
        """The decision."""
        return self.standing.judgement


def read_sheet(ledger: Ledger, prefix: str) -> Sheet:
    """Return an event's page by the beginning of its id."""
    event = ledger.find(prefix)
    with ledger.reading() as connection:
        decisions = read_book(connection, [event.document])
        ((document, coded),) = rows.read_tellings(connection, [event.document])
        shown = decisions.fold(document, coded)
        incident = rows.read_incidents_of(connection, [event.id]).get(event.id)
    ours = [one for one in shown if one.event.id == event.id]
    if not ours:
        raise LedgerError(f"{prefix}: no event of the ledger has an id that begins so")
    about = [s for s in decisions.standing if s.judgement.subject == event.id]
    undone = {s.judgement.id for s in about}
    trail = [s for s in decisions.standing if s in about or s.judgement.subject in undone]
    last = find_last([s.judgement for s in decisions.standing], event.id)
    return Sheet(document, ours[0], incident, shown, tuple(trail), last.id if last else "")


def read_recent(connection: sa.Connection, limit: int = RECENT) -> list[Deed]:
    """Return the last decisions of anybody, the newest first."""
    columns = schema.judgement.c
    query = sa.select(columns.json).order_by(columns.number.desc()).limit(limit)
    decode = msgspec.json.Decoder(Judgement).decode
    found = [decode(json) for json in connection.execute(query).scalars()]
    return make_deeds(connection, found)


def make_deeds(connection: sa.Connection, judgements: Iterable[Judgement]) -> list[Deed]:
    """Return decisions with their standing and what they speak of, in the order given."""
    asked = list(judgements)
    targets = {}
    for one in asked:
        target = one
        while target.action == "undo":
            target = book.find_judgement(connection, target.subject)
        targets[one.id] = target
    subjects = {one.subject for one in asked} | {one.id for one in asked}
    known = read_decided(connection, subjects)
    standing = {s.judgement.id: s for s in find_standing(known)}
    named = {i for t in targets.values() for i in t.events[:1]}
    events = rows.read_old_events(connection, named)
    deeds = []
    for one in asked:
        target = targets[one.id]
        last = find_last(known, one.id)
        about, way = describe_subject(target, events)
        deeds.append(Deed(standing[one.id], about, way, last.id if last else ""))
    return deeds


def describe_subject(judgement: Judgement, events: dict[str, Event]) -> tuple[str, str]:
    """Return what a decision speaks of, in words, and the way to it below the desk."""
    if judgement.action in ("accept", "not_event", "correct"):
        event = events.get(judgement.subject)
        words = f"{event.category}: {event.anchor.quote}" if event else judgement.subject[:8]
        return words, f"event/{judgement.subject}"
    if judgement.action == "same_source":
        return f"{len(judgement.documents)} reports are one source", ""
    return judgement.subject, f"incident/{judgement.subject}"
