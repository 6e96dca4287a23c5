"""Events and people's decisions in, the ledger's incidents brought up to date.

A report that is new, or read anew, or judged, is "stale". Its events are compared with those that
share a key with them, and every incident that hangs together with one of them is folded again: no
other is looked at, so the time does not grow with the ledger. What comes out is what folding
everything at once would give, whatever the order and however it was divided.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

import msgspec
import sqlalchemy as sa

from reportedly.ledger import Ledger
from reportedly.ledger import incidents as rows
from reportedly.ledger.judgements import read_judgements
from reportedly.ledger.names import keep_names
from reportedly.merge.cluster import find_groups
from reportedly.merge.incident import make_incident
from reportedly.merge.keys import find_keys
from reportedly.merge.score import may_tell_one, tells_one
from reportedly.merge.view import View, count_twins, make_view, tell_story
from reportedly.records import Document, Event, Judgement, Pair, Ties, find_successor
from reportedly.review.fold import Shown, fold_events
from reportedly.review.standing import find_standing
from reportedly.review.ties import find_ties
from reportedly.run.listing import list_incidents
from reportedly.run.waiting import keep_waiting

BATCH = 400  # documents brought in by one transaction: seconds, for others wait
ROUND = 50_000  # documents looked up at once
KEPT = 5_000  # documents whose views are kept at hand; some 40 kB each

Progress = Callable[[int], None]


def link_ledger(ledger: Ledger, progress: Progress = lambda _: None) -> int:
    """Bring the incidents up to date; return how many documents were stale."""
    shelf, total = Shelf(), 0
    while True:
        with ledger.reading() as connection:  # who may only read, may read what is up to date
            waiting = rows.find_stale(connection, ROUND)
        if not waiting:
            list_incidents(ledger)
            return total
        for stale in rows.batched(waiting, BATCH):
            with ledger.writing() as connection:
                relink(connection, stale, shelf)
                rows.mark_told(connection, stale)
            total += len(stale)
            progress(total)


class Decisions(msgspec.Struct, frozen=True):
    """The decisions that count; by their ids the events they were made on, as they were read then;
    and what the events that any of them names are called now."""

    judgements: tuple[Judgement, ...]
    judged: dict[str, Event]
    now: dict[str, str]
    ties: Ties
    about: dict[str, tuple[Judgement, ...]]  # those on events, by document

    def fold(self, document: Document, events: Sequence[Event]) -> tuple[Shown, ...]:
        """Return a document's events with the decisions folded in."""
        return fold_events(document, events, self.about.get(document.id, ()), self.judged)


def read_decisions(connection: sa.Connection) -> Decisions:
    """Return what people decided."""
    standing = find_standing(read_judgements(connection))
    counting = tuple(s.judgement for s in standing if s.state == "counts")
    named = {i for j in counting for i in (*j.events, *j.others)}
    old = rows.read_old_events(connection, named)
    judged = {
        j.id: event
        for j in counting
        if j.coding and (event := rows.read_seen(connection, j.coding, j.subject))
    }
    by_document: dict[str, list[Event]] = {}
    for event in old.values():
        by_document.setdefault(event.document, []).append(event)
    now: dict[str, str] = {}
    for document, events in rows.read_tellings(connection, by_document):
        for event in by_document[document.id]:
            if successor := find_successor(event, events):
                now[event.id] = successor.id
    about: dict[str, tuple[Judgement, ...]] = {}
    for j in counting:
        if seen := judged.get(j.id):
            about[seen.document] = (*about.get(seen.document, ()), j)
    return Decisions(counting, judged, now, find_ties(counting, now), about)


class Shelf:
    """Documents' views, made once and kept while there is room.

    Another process may read a document anew, or judge it, between two batches of ours.
    """

    def __init__(self) -> None:
        self.kept: OrderedDict[str, tuple[View, ...]] = OrderedDict()
        self.codings: dict[str, str] = {}
        self.checked: set[str] = set()
        self.judgements: tuple[Judgement, ...] = ()

    def open(self, decisions: Decisions) -> None:
        """Begin a batch: what was kept has to be looked at again before it is used."""
        self.checked.clear()
        if decisions.judgements != self.judgements:
            self.kept.clear()
            self.judgements = decisions.judgements

    def take(
        self, connection: sa.Connection, documents: Iterable[str], decisions: Decisions
    ) -> dict[str, tuple[View, ...]]:
        """Return the views of each document's events, those left out that people called none."""
        wanted = set(documents)
        for key, coding in rows.read_codings(connection, wanted - self.checked).items():
            if self.codings.get(key) != coding:
                self.kept.pop(key, None)
            self.codings[key] = coding
            self.checked.add(key)
        missing = wanted - self.kept.keys()
        for document, events in rows.read_tellings(connection, missing):
            self.kept[document.id] = make_views_of(document, events, decisions)
        found = {key: self.kept[key] for key in wanted if key in self.kept}
        for key in sorted(wanted & self.kept.keys()):
            self.kept.move_to_end(key)
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return found

    def forget(self, documents: Iterable[str]) -> None:
        """Drop what may have changed."""
        for key in documents:
            self.kept.pop(key, None)


def make_views_of(
    document: Document, events: Sequence[Event], decisions: Decisions
) -> tuple[View, ...]:
    """Return the views of a document's events as people see them."""
    shown = decisions.fold(document, events)
    story, twins = tell_story(document), count_twins(s.event for s in shown)
    return tuple(
        make_view(s.event, document, story, twins[s.event.id])
        for s in shown
        if s.decision != "not_event"
    )


def relink(connection: sa.Connection, stale: Sequence[str], shelf: Shelf) -> None:
    """Bring the incidents of the stale documents up to date."""
    decisions = read_decisions(connection)
    shelf.open(decisions)
    seeds = rows.drop_documents(connection, stale)
    shelf.forget(stale)
    views = [v for found in shelf.take(connection, stale, decisions).values() for v in found]
    rows.put_keys(connection, ((v.event.id, v.document.id, k) for v in views for k in find_keys(v)))
    rows.put_links(connection, find_new_links(connection, stale, shelf, decisions))
    seeds |= {view.event.id for view in views}
    reach = close(connection, seeds, decisions.ties)
    document_of = rows.find_documents(connection, reach)
    near = shelf.take(connection, set(document_of.values()), decisions)
    present = {v.event.id: v for found in near.values() for v in found if v.event.id in reach}
    strong = [p for p in rows.read_links(connection, present) if p[1] in present]
    groups = find_groups([present[i] for i in sorted(present)], decisions.ties, strong)
    made = (make_incident(group, decisions.ties.sources) for group in groups)
    incidents = sorted(made, key=lambda incident: incident.id)
    keep_names(connection, reach, incidents)
    rows.replace_incidents(connection, reach, incidents, document_of)
    judged = decisions.about.keys() & {*stale, *document_of.values()}
    told = rows.read_tellings(connection, judged)
    decided = [one for document, events in told for one in decisions.fold(document, events)]
    keep_waiting(connection, reach, stale, incidents, document_of, decided)


def find_new_links(
    connection: sa.Connection, stale: Sequence[str], shelf: Shelf, decisions: Decisions
) -> set[Pair]:
    """Return the pairs, one of them of a stale document, that tell one incident."""
    pairs = list(rows.find_partners(connection, stale))
    near = {*stale, *(document for _, _, document in pairs)}
    found = shelf.take(connection, near, decisions)
    view_of = {view.event.id: view for views in found.values() for view in views}
    links: set[Pair] = set()
    for event, partner, _ in sorted(pairs, key=lambda pair: pair[2]):
        a, b = view_of.get(min(event, partner)), view_of.get(max(event, partner))
        if a and b and may_tell_one(a, b) and tells_one(a, b):
            links.add((a.event.id, b.event.id))
    return links


def close(connection: sa.Connection, seeds: Iterable[str], ties: Ties) -> set[str]:
    """Return every event that hangs together with one of these: by links, by people's word, or by
    standing in one incident until now, since whatever held it together may be gone."""
    tied: dict[str, set[str]] = {}
    for a, b in ties.together:
        tied.setdefault(a, set()).add(b)
        tied.setdefault(b, set()).add(a)
    found = set(seeds)
    edge = set(seeds)
    while edge:
        beyond = rows.read_linked(connection, edge)
        beyond |= rows.read_members(connection, rows.read_holders(connection, edge))
        beyond.update(*(tied.get(event, ()) for event in edge))
        edge = beyond - found
        found |= edge
    return found
