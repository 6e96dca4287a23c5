"""A ledger's documents in, their keys, their strong pairs and their incidents out.

What the incidents are made by, without a word on what has to be made anew: that is linking's. All
of it reads what is committed and writes nothing, so that several processes can do it side by side.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import sqlalchemy as sa

from reportedly.ledger import incidents as rows
from reportedly.ledger.judgements import find_newest, read_kinds
from reportedly.ledger.write import make_incident_row
from reportedly.merge.cluster import find_groups
from reportedly.merge.incident import make_incident
from reportedly.merge.keys import Numbers, find_keys
from reportedly.merge.strength import find_strong
from reportedly.merge.view import View, view_all, view_bare
from reportedly.records import Action, Document, Event, Judgement, Pair, Ties, find_successor
from reportedly.review.standing import find_standing
from reportedly.review.ties import find_ties
from reportedly.run.folding import Book, read_book
from reportedly.run.listing import find_facets, find_words

TYING: tuple[Action, ...] = ("merge", "split", "same_source")
See = Callable[[Document, Sequence[Event]], Iterator[View]]
NO_BOOK = Book((), {})
KEPT = 5_000  # documents whose views are kept at hand, by each process; some 30 kB each


class Decisions(msgspec.Struct, frozen=True):
    """Decisions of some kinds that count, what they say of events and documents, and what the
    events that any of them names are called now."""

    judgements: tuple[Judgement, ...]
    now: dict[str, str]
    ties: Ties


def read_decisions(connection: sa.Connection, actions: Iterable[Action] = TYING) -> Decisions:
    """Return what people decided that reaches across the ledger: merges, splits, shared sources.

    Decisions on single events are many, and read by document (`folding.read_book`).
    """
    wanted = tuple(actions)
    standing = find_standing(read_kinds(connection, wanted))
    counting = tuple(
        s.judgement for s in standing if s.state == "counts" and s.judgement.action in wanted
    )
    named = {i for j in counting for i in (*j.events, *j.others)}
    by_document: dict[str, list[Event]] = {}
    for event in rows.read_old_events(connection, named).values():
        by_document.setdefault(event.document, []).append(event)
    now: dict[str, str] = {}
    for document, events in rows.read_tellings(connection, by_document):
        for event in by_document[document.id]:
            if successor := find_successor(event, events):
                now[event.id] = successor.id
    return Decisions(counting, now, find_ties(counting, now))


class Shelf:
    """Documents' views, made once and kept while there is room.

    Another process may read a document anew, or judge it, between two batches of ours.
    """

    def __init__(self) -> None:
        self.kept: OrderedDict[str, tuple[View, ...]] = OrderedDict()
        self.codings: dict[str, str] = {}
        self.checked: set[str] = set()
        self.newest = 0  # the number of the last decision that the views know of

    def open(self, newest: int) -> None:
        """Begin a batch: what was kept has to be looked at again before it is used."""
        self.checked.clear()
        if newest != self.newest:
            self.kept.clear()
            self.newest = newest

    def take(
        self, connection: sa.Connection, documents: Iterable[str], see: See = view_all
    ) -> dict[str, tuple[View, ...]]:
        """Return the views of each document's events, those left out that people called none.

        Only whole views are kept.
        """
        wanted = set(documents)
        for key, coding in rows.read_codings(connection, wanted - self.checked).items():
            if self.codings.get(key) != coding:
                self.kept.pop(key, None)
            self.codings[key] = coding
            self.checked.add(key)
        missing = wanted - self.kept.keys()
        book = read_book(connection, missing) if self.newest else NO_BOOK
        made = {
            document.id: make_views_of(document, events, book, see)
            for document, events in rows.read_tellings(connection, missing)
        }
        found = {key: self.kept[key] for key in wanted if key in self.kept} | made
        if see is view_all:
            self.kept |= made
        for key in sorted(wanted & self.kept.keys()):
            self.kept.move_to_end(key)
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return found


def make_views_of(
    document: Document, events: Sequence[Event], book: Book, see: See
) -> tuple[View, ...]:
    """Return the views of a document's events as people see them."""
    shown = book.fold(document, events)
    none = {s.event.id for s in shown if s.decision == "not_event"}
    views = see(document, [s.event for s in shown])
    return tuple(view for view in views if view.event.id not in none)


class Meetings(NamedTuple):
    """Events that share keys: in order of their ids, with their documents, and which share one, by
    place in that order; shape (pairs, 2), the lower first."""

    events: list[str]
    documents: list[str]
    pairs: Numbers


class Hanging(NamedTuple):
    """Events that hang together, their documents, the strong pairs among them, and the groups of
    them, by id, that stand as incidents of which nothing changes as long as the group does not."""

    events: list[str]
    documents: list[str]
    strong: dict[Pair, int]
    standing: set[tuple[str, ...]]


class Folded(NamedTuple):
    """An incident: its row, its events with their documents, and what it is found by."""

    row: rows.Row
    members: list[tuple[str, str]]
    facets: set[tuple[str, str]]
    words: str

    @property
    def id(self) -> str:
        """The incident's id."""
        return str(self.row["id"])

    @property
    def names(self) -> tuple[str, str]:
        """What the incident is found under."""
        return self.id, str(self.row["slug"])

    @property
    def events(self) -> list[str]:
        """The ids of its events."""
        return [event for event, _ in self.members]


class Bench:
    """Where one process works on a batch: the decisions that count, and the views at hand."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.decisions = Decisions((), {}, Ties())

    def open(self, connection: sa.Connection) -> None:
        """Begin a batch."""
        self.decisions = read_decisions(connection)
        self.shelf.open(find_newest(connection))

    def take(
        self, connection: sa.Connection, documents: Iterable[str], see: See = view_all
    ) -> dict[str, View]:
        """Return the views of the documents' events, by event."""
        found = self.shelf.take(connection, documents, see)
        return {view.event.id: view for views in found.values() for view in views}


def list_keys(
    bench: Bench, connection: sa.Connection, documents: Sequence[str]
) -> list[rows.KeyRow]:
    """Return what the documents' events are found by."""
    return [
        (view.event.id, view.document.id, rows.hash_fact(key.fact), key.first, key.last)
        for view in bench.take(connection, documents).values()
        for key in find_keys(view)
    ]


def score_pairs(
    bench: Bench, connection: sa.Connection, meetings: Meetings
) -> list[tuple[str, str, int]]:
    """Return the pairs that are enough alone, with their points in thousandths."""
    events = meetings.events
    view_of = bench.take(connection, set(meetings.documents))
    present = np.array([key in view_of for key in events], dtype=bool)
    pairs = meetings.pairs[present[meetings.pairs].all(axis=1)]
    views = [view_of[key] for key in events if key in view_of]
    place = np.cumsum(present) - 1
    found = find_strong(views, place[pairs])
    return [(views[a].event.id, views[b].event.id, points) for (a, b), points in found.items()]


def fold(bench: Bench, connection: sa.Connection, hanging: Sequence[Hanging]) -> list[Folded]:
    """Return the incidents of events that hang together, without those that stand already."""
    found = bench.take(connection, {key for one in hanging for key in one.documents}, view_bare)
    views = [found[key] for key in sorted(e for one in hanging for e in one.events) if key in found]
    present = {view.event.id for view in views}
    strong = {p: n for one in hanging for p, n in one.strong.items() if present.issuperset(p)}
    standing = set[tuple[str, ...]]().union(*(one.standing for one in hanging))
    ties = bench.decisions.ties
    groups = find_groups(views, strong, ties)
    changed = (g for g in groups if tuple(view.event.id for view in g) not in standing)
    return [write_down(group, ties) for group in changed]


def write_down(group: Sequence[View], ties: Ties) -> Folded:
    """Return the incident that the views tell, as it goes into the ledger."""
    incident = make_incident(group, ties.sources)
    told = [(view.document, view.event) for view in group]
    members = [(event.id, document.id) for document, event in told]
    return Folded(
        make_incident_row(incident), members, find_facets(incident, told), find_words(told)
    )
