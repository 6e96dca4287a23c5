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
from reportedly.records import Action, Event, Incident, Judgement
from reportedly.review.correct import correct
from reportedly.review.publish import PUBLISHING
from reportedly.review.standing import Standing, find_last, find_standing
from reportedly.review.ties import check, find_groups, find_ties
from reportedly.run.bench import read_decisions
from reportedly.run.folding import read_tellings
from reportedly.run.linking import link_ledger
from reportedly.run.releasing import settle

PARTING: tuple[Action, ...] = ("merge", "split")
NONE_SEEN = ""  # as `after`: the person saw that nobody had decided yet


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides, when and why. `after` is the last decision on the subject that they saw, by the
    beginning of its id, or NONE_SEEN; None: whatever is the last when theirs arrives."""

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
    if action != "correct" and (field is not None or value is not None):
        raise ReviewError(f"{action}: only a correction has a field and a value")
    event = ledger.find(prefix)
    with ledger.writing() as connection:
        coding = rows.read_codings(connection, [event.document])[event.document]
        if action == "correct":
            try_correction(connection, event, field, value)
        if rows.read_seen(connection, coding, event.id) is None:
            raise ReviewError(f"{event.id}: its report was read anew just now: look again")
        standing = put(connection, person, action, event.id, events=(event.id,), field=field,
                       value=value, coding=coding)  # fmt: skip
        rows.mark_stale(connection, [event.document])
    link_ledger(ledger)
    return standing


def try_correction(
    connection: sa.Connection, event: Event, field: str | None, value: str | None
) -> None:
    """Raise ReviewError where the event, as people see it now, cannot be corrected so."""
    if field is None or value is None:
        raise ReviewError("a correction wants a field and a value")
    for told in read_tellings(connection, [event.document]):
        for shown in told.shown:
            if shown.event.id == event.id:
                correct(shown.event, told.document, field, value)


def merge(ledger: Ledger, names: Sequence[str], person: Person) -> Standing:
    """Say that incidents are one. The first gives the judgement its subject.

    One event of each stands for it: reports that join either later come along, and the machine
    stays free to take others out again.
    """
    link_ledger(ledger)
    found = [ledger.incident(name) for name in names]
    if len({incident.id for incident in found}) < 2:
        raise ReviewError(f"{', '.join(names)}: one incident already: wanted two or more")
    events = sorted({incident.events[0] for incident in found})
    along = sorted({event for incident in found for event in incident.events})
    return tie(ledger, "merge", found[0], events, (), person, along)


def split(ledger: Ledger, name: str, prefixes: Iterable[str], person: Person) -> Standing:
    """Say that some events of an incident tell another."""
    link_ledger(ledger)
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
    along: Sequence[str] = (),
) -> Standing:
    """Write a merge or a split, if it contradicts nothing that counts."""
    with ledger.writing() as connection:
        standing = put(connection, person, action, incident.slug, events=tuple(events),
                       others=tuple(others), along=along)  # fmt: skip
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
        rows.mark_stale(connection, find_sources(connection, documents))
    link_ledger(ledger)
    return standing


def find_sources(connection: sa.Connection, documents: Iterable[str]) -> set[str]:
    """Return all documents that any decision, whether it counts or not, ever tied to these."""
    tying = book.read_kinds(connection, ("same_source",))
    groups = find_groups(find_ties(tying, {}).sources)
    return {one for document in documents for one in groups.get(document, {document})}


def undo(ledger: Ledger, prefix: str, person: Person, *, two_people: bool = True) -> Standing:
    """Take a decision back; an undo can be taken back too.

    Where that makes something public again, `two_people` says whether one person may do so.
    """
    with ledger.writing() as connection:
        target = book.find_judgement(connection, prefix)
        refuse_idle(book.read_decided(connection, [target.subject]), target)
        standing = put(connection, person, "undo", target.id)
        while target.action == "undo":
            target = book.find_judgement(connection, target.subject)
        if target.action in PUBLISHING:
            settle(connection, target.subject, person.by, two_people)
            return standing
        old = rows.read_old_events(connection, (*target.events, *target.others))
        documents = {event.document for event in old.values()}
        rows.mark_stale(connection, documents | find_sources(connection, target.documents))
    link_ledger(ledger)
    return standing


def refuse_idle(judgements: Sequence[Judgement], target: Judgement) -> None:
    """Raise ReviewError where the decision does not count anyway."""
    (standing,) = (s for s in find_standing(judgements) if s.judgement.id == target.id)
    if standing.by is None:
        return
    by = standing.by
    who = f"{by.id[:8]} by {by.by} ({by.at:%Y-%m-%d %H:%M})"
    if standing.state == "undone":
        raise ReviewError(f"{target.id[:8]}: undone already: `undo {by.id[:8]}` brings it back")
    raise ReviewError(f"{target.id[:8]}: does not count: {who} came first")


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
    coding: str | None = None,
    along: Sequence[str] = (),
) -> Standing:
    """Write a decision and return its standing among those before it."""
    if not person.by.strip():
        raise ReviewError("a decision wants a name: --by")
    before = book.read_decided(connection, [subject])
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
        coding=coding,
        after=find_after(connection, before, subject, person),
    )
    judgement = msgspec.structs.replace(judgement, id=make_id("judgement", judgement))
    if not book.put_judgement(connection, judgement):
        raise ReviewError(f"{judgement.id[:8]}: this very decision is in the ledger already")
    standing = find_standing([*before, judgement])[-1]
    if standing.state == "counts":
        refuse_contradiction(connection, judgement, along)
    return standing


def find_after(
    connection: sa.Connection, before: Sequence[Judgement], subject: str, person: Person
) -> str | None:
    """Return the id of the last decision on the subject that the person saw."""
    if person.after is None:
        last = find_last(before, subject)
        return last.id if last else None
    if person.after == NONE_SEEN:
        return None
    seen = book.find_judgement(connection, person.after)
    if seen.subject != subject:
        raise ReviewError(f"{seen.id[:8]}: decides on {seen.subject}, not on {subject}: --after")
    # Who saw a decision that came second saw the first beside it.
    (standing,) = (s for s in find_standing(before) if s.judgement.id == seen.id)
    return standing.by.id if standing.state == "late" and standing.by else seen.id


def refuse_contradiction(connection: sa.Connection, new: Judgement, along: Sequence[str]) -> None:
    """Raise ReviewError where a merge or split that now counts contradicts one that did before.

    An undo of an undo makes one count again. `new` is in the ledger already.
    """
    target = new
    while target.action == "undo":
        target = book.find_judgement(connection, target.subject)
    if target.action not in PARTING:
        return
    decided = book.read_kinds(connection, PARTING)
    before = find_counting(j for j in decided if j.id != new.id)
    known = {judgement.id for judgement in before}
    for one in find_counting(decided):
        if one.id not in known and one.action in PARTING:
            check(one, before, read_decisions(connection, PARTING).now, along)


def find_counting(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the decisions that count."""
    return [s.judgement for s in find_standing(tuple(judgements)) if s.state == "counts"]


def find_member(incident: Incident, prefix: str) -> str:
    """Return the one event of the incident whose id begins so."""
    found = [event for event in incident.events if event.startswith(prefix) and prefix]
    if len(found) != 1:
        what = "fits several events" if found else "is no event"
        raise LedgerError(f"{prefix}: {what} of {incident.slug}: try `explain {incident.slug}`")
    return found[0]
