"""What a person wants in, a decision in the ledger out, with the incidents it changes.

Each function writes one row and folds the incidents anew. A decision that cannot be taken raises
and writes nothing; one that came second is written, does not count, and says who was first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa

from reportedly.errors import LedgerError, ReviewError
from reportedly.ids import make_id
from reportedly.ledger import Ledger
from reportedly.ledger import incidents as rows
from reportedly.ledger import judgements as book
from reportedly.ledger.read import find_event
from reportedly.records import Action, Incident, Judgement
from reportedly.review.correct import correct
from reportedly.review.standing import Standing, find_last, find_standing
from reportedly.review.ties import check
from reportedly.run.linking import link_ledger


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides, when and why. `after` is the last decision on the subject that they saw; None:
    whatever is the last when theirs arrives."""

    by: str
    at: dt.datetime
    reason: str = ""
    after: str | None = None


def judge(
    ledger: Ledger,
    prefix: str,
    action: Action,
    person: Person,
    field: str | None = None,
    value: str | None = None,
) -> Standing:
    """Accept an event, call it none, or correct a field of it."""
    event = find_event(ledger.engine, prefix)
    if action == "correct":
        if field is None or value is None:
            raise ReviewError("a correction wants a field and a value")
        correct(event, ledger.document(event.document), field, value)  # raises what is wrong
    with ledger.writing() as connection:
        standing = put(connection, person, action, event.id, events=(event.id,), field=field,
                       value=value)  # fmt: skip
        rows.mark_stale(connection, [event.document])
    link_ledger(ledger)
    return standing


def merge(ledger: Ledger, names: Sequence[str], person: Person) -> Standing:
    """Say that incidents are one. The first gives the judgement its subject.

    One event of each stands for it: reports that join either later come along, and the machine
    stays free to take others out again.
    """
    found = [ledger.incident(name) for name in names]
    if len({incident.id for incident in found}) < 2:
        raise ReviewError(f"{', '.join(names)}: one incident already: wanted two or more")
    events = sorted({incident.events[0] for incident in found})
    return tie(ledger, "merge", found[0], events, (), person)


def split(ledger: Ledger, name: str, prefixes: Iterable[str], person: Person) -> Standing:
    """Say that some events of an incident tell another."""
    incident = ledger.incident(name)
    leaving = sorted({find_member(incident, prefix) for prefix in prefixes})
    staying = sorted(set(incident.events) - set(leaving))
    if not leaving or not staying:
        raise ReviewError(f"{incident.slug}: wanted some of its events to leave and some to stay")
    return tie(ledger, "split", incident, leaving, staying, person)


def tie(
    ledger: Ledger,
    action: Action,
    incident: Incident,
    events: Sequence[str],
    others: Sequence[str],
    person: Person,
) -> Standing:
    """Write a merge or a split, if it contradicts nothing that counts."""
    with ledger.writing() as connection:
        standing = put(connection, person, action, incident.slug, events=tuple(events),
                       others=tuple(others))  # fmt: skip
        documents = rows.find_documents(connection, (*events, *others))
        rows.mark_stale(connection, set(documents.values()))
    link_ledger(ledger)
    return standing


def same_source(ledger: Ledger, prefixes: Sequence[str], person: Person) -> Standing:
    """Say that documents are one source, however they are worded."""
    documents = sorted({ledger.find_document(prefix).id for prefix in prefixes})
    if len(documents) < 2:
        raise ReviewError("wanted two documents or more to be one source")
    with ledger.writing() as connection:
        standing = put(connection, person, "same_source", documents[0], documents=tuple(documents))
        rows.mark_stale(connection, documents)
    link_ledger(ledger)
    return standing


def undo(ledger: Ledger, prefix: str, person: Person) -> Standing:
    """Take a decision back; an undo can be taken back too."""
    with ledger.writing() as connection:
        target = book.find_judgement(connection, prefix)
        standing = put(connection, person, "undo", target.id)
        chain = [target]
        while chain[-1].action == "undo":
            chain.append(book.find_judgement(connection, chain[-1].subject))
        events = (*chain[-1].events, *chain[-1].others)
        old = rows.read_old_events(connection, events)
        documents = {event.document for event in old.values()} | {*chain[-1].documents}
        rows.mark_stale(connection, documents)
    link_ledger(ledger)
    return standing


def put(
    connection: sa.Connection,
    person: Person,
    action: Action,
    subject: str,
    *,
    events: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    field: str | None = None,
    value: str | None = None,
) -> Standing:
    """Write a decision and return its standing among those before it."""
    if not person.by.strip():
        raise ReviewError("a decision wants a name: --by")
    before = book.read_judgements(connection)
    last = find_last(before, subject)
    judgement = Judgement(
        id="",
        action=action,
        subject=subject,
        by=person.by.strip(),
        at=person.at,
        reason=person.reason,
        events=events,
        others=others,
        documents=documents,
        field=field,
        value=value,
        after=person.after or (last.id if last else None),
    )
    judgement = msgspec.structs.replace(judgement, id=make_id("judgement", judgement))
    counting = [s.judgement for s in find_standing(before) if s.state == "counts"]
    if action in ("merge", "split"):
        check(judgement, counting)
    if not book.put_judgement(connection, judgement):
        raise ReviewError(f"{judgement.id[:8]}: this very decision is in the ledger already")
    return find_standing([*before, judgement])[-1]


def find_member(incident: Incident, prefix: str) -> str:
    """Return the one event of the incident whose id begins so."""
    found = [event for event in incident.events if event.startswith(prefix) and prefix]
    if len(found) != 1:
        what = "fits several events" if found else "is no event"
        raise LedgerError(f"{prefix}: {what} of {incident.slug}: try `explain {incident.slug}`")
    return found[0]
