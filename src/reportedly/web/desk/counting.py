"""What is looked for in, how many incidents it finds and of what out; kept for a moment."""

from __future__ import annotations

import time
from threading import Lock

import msgspec
import sqlalchemy as sa

from reportedly.errors import SlowError
from reportedly.ledger import Ledger
from reportedly.ledger.search import (
    KINDS,
    MOST_COUNTED,
    Search,
    count_facets,
    find_some,
    within,
)

COUNT_SECONDS = 0.2  # a count may take no longer: after that the page says that there are many
WHOLE_SECONDS = 2.0  # of all there is everybody asks: it is counted for everybody
SHOWN = 8  # values of a facet
KEPT_SECONDS = 30.0  # for so long counts may be of a moment ago: listings never are
KEPT_TIMES = 100  # what took long to count is kept longer: for so many times of that
MOST_KEPT = 500
EVERYTHING = Search()
Facets = dict[str, list[tuple[str, int]] | None]


class Counts(msgspec.Struct, frozen=True):
    """How many incidents are found, and the commonest values of each facet among them. None: it
    would take too long to say."""

    found: int | None
    facets: Facets


Key = tuple[str, Search]  # which ledger, and what was asked of it


class Memory:
    """Counts of a moment ago. Where they are old, one counts anew and the others take the old."""

    def __init__(self) -> None:
        self.kept: dict[Key, tuple[float, Counts]] = {}  # until when, and what
        self.counting: set[Key] = set()
        self.lock = Lock()

    def find(self, key: Key) -> Counts | None:
        """Return counts that are young enough, or that somebody else is making anew; None asks
        whoever gets it to count."""
        with self.lock:
            until, counts = self.kept.get(key, (0.0, None))
            if counts and (time.monotonic() < until or key in self.counting):
                return counts
            self.counting.add(key)
            return None

    def keep(self, key: Key, counts: Counts, took: float) -> None:
        """Keep counts that took so many seconds; the oldest go."""
        with self.lock:
            self.counting.discard(key)
            self.kept.pop(key, None)
            until = time.monotonic() + max(KEPT_SECONDS, KEPT_TIMES * took)
            self.kept[key] = (until, counts)
            while len(self.kept) > MOST_KEPT:
                self.kept.pop(next(iter(self.kept)))


MEMORY = Memory()


def is_narrowed(wanted: Search) -> bool:
    """Tell whether less than everything is looked for."""
    return wanted != Search(sort=wanted.sort)


def count(ledger: Ledger, wanted: Search) -> Counts:
    """Return how many there are and of what; what takes too long is left out.

    Values of one facet are alternatives, so what is chosen of it does not narrow its own counts:
    they are those of the wider question, which is where people come from, so they are known.
    Where more than MOST_COUNTED are found, the counts are those of as many of them.
    """
    wanted = msgspec.structs.replace(wanted, sort=EVERYTHING.sort)
    counts = recall(ledger, wanted)
    facets = dict(counts.facets)
    for kind in dict.fromkeys(kind for kind, _ in wanted.facets):
        others = tuple(one for one in wanted.facets if one[0] != kind)
        wider = recall(ledger, msgspec.structs.replace(wanted, facets=others))
        facets[kind] = wider.facets[kind]
    return Counts(counts.found, facets)


def recall(ledger: Ledger, wanted: Search) -> Counts:
    """Return counts of a moment ago, or make them."""
    key = (str(ledger.engine.url), wanted)
    counts = MEMORY.find(key)
    if counts is None:
        began = time.monotonic()
        with ledger.reading() as connection:
            counts = make_counts(connection, wanted)
        MEMORY.keep(key, counts, time.monotonic() - began)
    return counts


def make_counts(connection: sa.Connection, wanted: Search) -> Counts:
    """Count, for as long as somebody may wait."""
    found: int | None = None
    facets: Facets = dict.fromkeys(KINDS)
    try:
        with within(connection, COUNT_SECONDS):
            some = find_some(connection, wanted)
            found = len(some)
        narrowed = is_narrowed(wanted)
        with within(connection, COUNT_SECONDS if narrowed else WHOLE_SECONDS):
            facets |= count_facets(connection, some[:MOST_COUNTED] if narrowed else None, SHOWN)
    except SlowError:
        connection.rollback()
    return Counts(found, facets)
