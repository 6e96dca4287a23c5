"""Events and people's decisions in, the ledger's incidents brought up to date.

A report that is new, or read anew, or judged, is "stale". Its events are compared with those that
share a key with them, and every incident that hangs together with one of them is folded again: no
other is looked at, so the time does not grow with the ledger. What comes out is what folding
everything at once would give, whatever the order, however it was divided and by however many.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

import networkx as nx
import sqlalchemy as sa

from reportedly.ledger import Ledger
from reportedly.ledger import incidents as rows
from reportedly.ledger.incidents import KeyRow
from reportedly.ledger.names import keep_names
from reportedly.records import Pair, Ties
from reportedly.run.bench import Hanging, Meeting, fold, list_keys, score_pairs
from reportedly.run.crew import Crew
from reportedly.run.folding import read_book
from reportedly.run.listing import list_incidents
from reportedly.run.waiting import keep_waiting

BATCH = 400  # documents a worker, brought in by one transaction: seconds, for others wait
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
            for stale in rows.batched(waiting, BATCH * crew.size):
                with ledger.writing() as connection:
                    relink(connection, stale, crew)
                    rows.mark_told(connection, stale)
                total += len(stale)
                progress(total)


def relink(connection: sa.Connection, stale: Sequence[str], crew: Crew) -> None:
    """Bring the incidents of the stale documents up to date."""
    crew.open(connection)
    ties = crew.bench.decisions.ties
    seeds = rows.drop_documents(connection, stale)
    parts = divide(stale, crew.size)
    seeds |= rows.find_events(connection, stale)
    keys = crew.share(connection, list_keys, parts)
    for some in keys:
        rows.put_keys(connection, some)
    asked = frozenset(stale)
    meetings = [find_meetings(some, rows.read_blocks(connection, some), asked) for some in keys]
    for links in crew.share(connection, score_pairs, meetings):
        rows.put_links(connection, links)
    reach = close(connection, seeds, ties)
    document_of = rows.find_documents(connection, reach)
    hanging = find_hanging(document_of, rows.read_links(connection, document_of), ties)
    place = {key: number for number, part in enumerate(parts) for key in part}
    shares: list[list[Hanging]] = [[] for _ in parts]
    for one in hanging:  # to who has most of its documents at hand
        shares[max(place.get(key, 0) for key in one.documents)].append(one)
    made = (incident for found in crew.share(connection, fold, shares) for incident in found)
    incidents = sorted(made, key=lambda incident: incident.id)
    keep_names(connection, reach, incidents)
    rows.replace_incidents(connection, reach, incidents, document_of)
    book = read_book(connection, {*stale, *document_of.values()})
    told = rows.read_tellings(connection, book.judged_documents)
    decided = [one for document, events in told for one in book.fold(document, events)]
    keep_waiting(connection, reach, stale, incidents, document_of, decided)


def find_meetings(
    mine: Sequence[KeyRow], theirs: Iterable[KeyRow], asked: Set[str]
) -> list[Meeting]:
    """Return each event of `mine` with those of other documents that share a key with it. Of a pair
    of which both documents are asked, the first by id asks."""
    block: defaultdict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
    for event, document, fact, first, last in theirs:
        block[fact].append((first, last, event, document))
    for found_by_one in block.values():
        found_by_one.sort()
    found: set[tuple[str, str, str, str]] = set()
    for event, document, fact, first, last in mine:
        others = block[fact]
        low = bisect_left(others, (first - rows.LONGEST_DAYS,))
        high = bisect_left(others, (last + 1,))
        found.update(
            (event, other, document, beside)
            for _, end, other, beside in others[low:high]
            if end >= first and (document < beside or (document > beside and beside not in asked))
        )
    return [Meeting(*one) for one in found]


def divide(documents: Sequence[str], parts: int) -> list[Sequence[str]]:
    """Return the documents in so many parts, those of one time in one part."""
    size = -(-len(documents) // parts)
    return [documents[at : at + size] for at in range(0, len(documents), size)]


def find_hanging(
    document_of: Mapping[str, str], strong: Mapping[Pair, int], ties: Ties
) -> list[Hanging]:
    """Return the events in groups that no strong pair and no tie leads out of."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(document_of))
    pairs = [pair for pair in strong if pair[0] in document_of and pair[1] in document_of]
    graph.add_edges_from(pairs)
    graph.add_edges_from(p for p in ties.together if p[0] in document_of and p[1] in document_of)
    found: list[Hanging] = []
    holder: dict[str, Hanging] = {}
    for events in nx.connected_components(graph):
        one = Hanging(sorted(events), sorted({document_of[e] for e in events}), {})
        found.append(one)
        holder.update(dict.fromkeys(events, one))
    for pair in pairs:
        holder[pair[0]].strong[pair] = strong[pair]
    return found


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
