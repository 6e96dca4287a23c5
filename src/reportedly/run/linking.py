"""Events and people's decisions in, the ledger's incidents brought up to date.

A report that is new, or read anew, or judged, is "stale". Its events are compared with those that
share a key with them, and every incident that hangs together with one of them is folded again: no
other is looked at, so the time does not grow with the ledger. What comes out is what folding
everything at once would give, whatever the order, however it was divided and by however many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa

from reportedly.ledger import Ledger, findable
from reportedly.ledger import incidents as rows
from reportedly.ledger.engine import State, read_state
from reportedly.ledger.incidents import KeyRow
from reportedly.ledger.names import keep_names
from reportedly.merge.cluster import find_components
from reportedly.merge.keys import Numbers, find_partners
from reportedly.records import Pair, Ties
from reportedly.run.bench import Folded, Hanging, Meetings, fold, list_keys, score_pairs
from reportedly.run.crew import Crew
from reportedly.run.folding import read_book
from reportedly.run.listing import list_incidents
from reportedly.run.waiting import keep_waiting

BATCH = 800  # documents a worker, brought in by one transaction: seconds, for others wait
ROUND = 50_000  # documents looked up at once
MANY = 600  # stale documents from which on it is worth while to start other processes

Progress = Callable[[int], None]


def link_ledger(ledger: Ledger, progress: Progress = lambda _: None, *, workers: int = 1) -> int:
    """Bring the incidents up to date; return how many documents were stale."""
    total = 0
    with Crew(ledger) as crew:
        while True:
            with ledger.reading() as connection:  # who may only read, may read what is up to date
                waiting = rows.find_stale(connection, ROUND)
            if not waiting:
                list_incidents(ledger)
                return total
            if len(waiting) >= MANY:
                crew.call(workers)
            batches = list(rows.batched(waiting, BATCH * crew.size))
            begun: Begun | None = None
            for stale, ahead in zip(batches, [*batches[1:], []], strict=True):
                with ledger.writing() as connection:
                    begun = relink(connection, stale, crew, begun, ahead)
                    rows.mark_told(connection, stale)
                total += len(stale)
                progress(total)


class Begun(NamedTuple):
    """Documents being linked: their keys, their strong pairs as they are found, and the state of
    the ledger that both rest on."""

    keys: list[KeyRow]
    scored: Iterator[Sequence[tuple[str, str, int]]]
    state: State | None


def relink(
    connection: sa.Connection,
    stale: Sequence[str],
    crew: Crew,
    begun: Begun | None = None,
    ahead: Sequence[str] = (),
) -> Begun | None:
    """Bring the incidents of the stale documents up to date; those ahead come next.

    Who works beside us always has something to do: while we write one batch, the next is compared.
    What was begun so counts only if nobody else wrote anything meanwhile.
    """
    crew.open(connection)
    ties = crew.bench.decisions.ties
    state = read_state(connection)
    seeds = rows.drop_documents(connection, stale)
    seeds |= rows.find_events(connection, stale)
    parts = divide(stale, crew.size)
    if begun is None or begun.state is None or begun.state != state:
        begun = begin(connection, parts, crew.share(connection, list_keys, parts), crew)
    next_parts = divide(ahead, crew.size) if ahead and state and crew.pools else []
    next_keys = crew.share(connection, list_keys, next_parts)
    rows.put_keys(connection, begun.keys)  # while others score
    for found in begun.scored:
        rows.put_links(connection, found)
    reach, links = close(connection, seeds, ties)
    document_of = rows.find_documents(connection, reach)
    old = rows.read_groups(connection, reach)
    standing = find_standing(old, document_of, {*stale, *(d for p in ties.sources for d in p)})
    hanging = find_hanging(document_of, links, ties, standing.values())
    folded = fold_all(connection, hanging, parts, crew)
    coming = begin(connection, next_parts, next_keys, crew) if next_parts else None
    changed = [one for some in folded for one in some]
    moved = {event for one in changed for event in one.events}
    same = {key for key, events in standing.items() if moved.isdisjoint(events)}
    gone = rows.read_incidents(connection, old.keys() - same)
    keep_names(connection, gone.values(), {name for one in changed for name in one.names})
    replace(connection, gone.keys(), changed)
    touched = reach.difference(*(standing[key] for key in same))
    book = read_book(connection, {*stale, *document_of.values()})
    told = rows.read_tellings(connection, book.judged_documents)
    decided = [one for document, events in told for one in book.fold(document, events)]
    keep_waiting(connection, touched, stale, changed, decided)
    return coming


def begin(
    connection: sa.Connection,
    parts: Sequence[Sequence[str]],
    listed: Iterable[list[KeyRow]],
    crew: Crew,
) -> Begun:
    """Have the documents' events compared with each other and with those that the ledger holds."""
    keys = list(listed)
    mine = [row for some in keys for row in some]
    own = {document for part in parts for document in part}  # what is held of them is out of date
    others = (row for row in rows.read_blocks(connection, mine) if row[1] not in own)
    scored = crew.share(connection, score_pairs, find_meetings(keys, others))
    return Begun(mine, scored, read_state(connection))


def fold_all(
    connection: sa.Connection,
    hanging: Iterable[Hanging],
    parts: Sequence[Sequence[str]],
    crew: Crew,
) -> Iterator[list[Folded]]:
    """Yield the incidents of events that hang together, without those that stand already."""
    place = {key: number for number, part in enumerate(parts) for key in part}
    shares: list[list[Hanging]] = [[] for _ in parts]
    for one in hanging:
        # To who has most of its documents at hand.
        shares[max(place.get(key, 0) for key in one.documents)].append(one)
    return crew.share(connection, fold, shares)


def find_standing(
    old: Mapping[str, tuple[str, ...]], document_of: Mapping[str, str], changed: Set[str]
) -> dict[str, tuple[str, ...]]:
    """Return those of the incidents, by id with their events, that would come out as they are if
    they were made anew of the same events: no document of theirs has changed."""
    return {
        key: events
        for key, events in old.items()
        if all(e in document_of and document_of[e] not in changed for e in events)
    }


def replace(connection: sa.Connection, gone: Set[str], changed: Sequence[Folded]) -> None:
    """Put changed incidents, and what they are found by, in the place of those that are gone."""
    members = ((one.id, event, document) for one in changed for event, document in one.members)
    rows.replace_incidents(connection, gone, [one.row for one in changed], members)
    findable.forget(connection, gone | {one.id for one in changed})
    findable.put(connection, ((one.id, one.facets, one.words) for one in changed))


def find_meetings(parts: Sequence[Sequence[KeyRow]], others: Iterable[KeyRow]) -> list[Meetings]:
    """Return, for each part, its events with those of other parts after it, and with others, that
    share a key with them. A pair of two parts is the earlier one's to ask about."""
    number: dict[str, int] = {}
    facts: dict[int, int] = {}
    documents: list[str] = []
    found: list[tuple[int, int, int, int]] = []
    ends = [0]
    for part in (*parts, others):
        for event, document, fact, first, last in part:
            here = number.setdefault(event, len(number))
            if here == len(documents):
                documents.append(document)
            found.append((here, facts.setdefault(fact, len(facts)), first, last))
        ends.append(len(number))
    events = list(number)
    pairs = find_partners(np.array(found, dtype=np.int64).reshape(-1, 4), ends[-2])
    cuts = np.searchsorted(pairs[:, 0], ends[:-1])
    return [take_meetings(events, documents, pairs[a:b]) for a, b in pairwise(cuts)]


def take_meetings(events: Sequence[str], documents: Sequence[str], pairs: Numbers) -> Meetings:
    """Return the pairs, given by number, with the events that they are of."""
    used = sorted(np.unique(pairs).tolist(), key=events.__getitem__)
    place = np.zeros(len(events), dtype=np.int64)
    place[used] = np.arange(len(used))
    return Meetings(
        [events[n] for n in used], [documents[n] for n in used], np.sort(place[pairs], axis=1)
    )


def divide(documents: Sequence[str], parts: int) -> list[Sequence[str]]:
    """Return the documents in so many parts, those of one time in one part."""
    size = -(-len(documents) // parts) or 1
    return [documents[at : at + size] for at in range(0, len(documents), size)]


def find_hanging(
    document_of: Mapping[str, str],
    strong: Mapping[Pair, int],
    ties: Ties,
    standing: Iterable[tuple[str, ...]],
) -> list[Hanging]:
    """Return the events in groups that no strong pair and no tie leads out of."""
    known = document_of.keys()
    pairs = [pair for pair in strong if pair[0] in known and pair[1] in known]
    tied = [pair for pair in ties.together if pair[0] in known and pair[1] in known]
    found: list[Hanging] = []
    holder: dict[str, Hanging] = {}
    for events in find_components(sorted(known), (*pairs, *tied)):
        one = Hanging(events, sorted({document_of[e] for e in events}), {}, set())
        found.append(one)
        holder.update(dict.fromkeys(events, one))
    for pair in pairs:
        holder[pair[0]].strong[pair] = strong[pair]
    for group in standing:
        holder[group[0]].standing.add(group)
    return found


def close(
    connection: sa.Connection, seeds: Iterable[str], ties: Ties
) -> tuple[set[str], dict[Pair, int]]:
    """Return every event that hangs together with one of these: by links, by people's word, or by
    standing in one incident until now, since whatever held it together may be gone. And the links,
    with their points in thousandths."""
    tied: dict[str, set[str]] = {}
    for a, b in ties.together:
        tied.setdefault(a, set()).add(b)
        tied.setdefault(b, set()).add(a)
    found = set(seeds)
    edge = set(seeds)
    links: dict[Pair, int] = {}
    while edge:
        near = rows.read_links(connection, edge)
        links |= near
        beyond = {event for pair in near for event in pair}
        beyond |= rows.read_members(connection, rows.read_holders(connection, edge))
        beyond.update(*(tied.get(event, ()) for event in edge))
        edge = beyond - found
        found |= edge
    return found, links
