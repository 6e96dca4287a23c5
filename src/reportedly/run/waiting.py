"""What linking brought up to date in, the rows of what waits for a person out; and the queue.

An event waits until somebody accepts it or calls it none; one that was read anew, so that a
decision fits it no longer, goes first. The rows are kept by linking, so that asking what comes next
costs the same however large the ledger is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from reportedly.ledger import schema_newsroom as tables
from reportedly.ledger.incidents import AT_ONCE, batched
from reportedly.ledger.write import add_rows
from reportedly.review.fold import Shown
from reportedly.review.queue import Why
from reportedly.run.bench import Folded

RANKS: tuple[Why, ...] = ("again", "disputed", "undecided")
UNDATED = 4_000_000  # days: after all dates there are
MOST_COUNTED = 10_000  # of more, "more than 10,000" says enough
NOWHERE = ""  # as incident: the event stands in none


class Place(msgspec.Struct, frozen=True, order=True):
    """Where an event stands in the queue, to compare by."""

    rank: int
    age: int
    incident: str
    event: str

    @property
    def why(self) -> Why:
        """Why it waits."""
        return RANKS[self.rank]


class Near(msgspec.Struct, frozen=True):
    """Where one is in the queue: the event asked for if it waits, those before and after it."""

    here: Place | None
    before: Place | None
    after: tuple[Place, ...]


def keep_waiting(
    connection: sa.Connection,
    events: Iterable[str],
    documents: Iterable[str],
    incidents: Iterable[Folded],
    decided: Iterable[Shown],
) -> None:
    """Write anew which of the events, and of the documents' events, wait. `decided` are the events
    of documents that anybody judged, as they are shown now: all others are undecided."""
    column = tables.waiting.c
    for some in batched(sorted(set(events)), AT_ONCE):
        connection.execute(sa.delete(tables.waiting).where(column.event.in_(some)))
    for some in batched(sorted(set(documents)), AT_ONCE):
        connection.execute(sa.delete(tables.waiting).where(column.document.in_(some)))
    known = {shown.event.id: shown for shown in decided}
    found: dict[str, dict[str, str | int]] = {}
    for incident in incidents:
        rank = 1 if incident.row["disputes"] else 2
        for event, document in incident.members:
            if event not in known or known[event].waits:
                again = event in known and bool(known[event].again)
                found[event] = make_row(event, document, incident, 0 if again else rank)
    for key, shown in known.items():
        if shown.again and key not in found and shown.event.document in documents:
            found[key] = make_row(key, shown.event.document, None, 0)
    add_rows(connection, tables.waiting, list(found.values()))


def make_row(event: str, document: str, incident: Folded | None, rank: int) -> dict[str, str | int]:
    """Return a row of what waits."""
    start = incident.row["start"] if incident else None
    return {
        "event": event,
        "document": document,
        "incident": incident.id if incident else NOWHERE,
        "rank": rank,
        "age": dt.date.max.toordinal() - start.toordinal() if start else UNDATED,
    }


def find_near(
    connection: sa.Connection, event: str | None, ahead: int = 1, incident: str | None = None
) -> Near:
    """Return an event's place in the queue and those around it; without one, the first.

    `incident` narrows the queue to one incident's events.
    """
    here = find_place(connection, event) if event else None
    after = read_places(connection, here, ahead, incident)
    before = read_places(connection, here, 1, incident, back=True) if here else ()
    return Near(here, before[0] if before else None, after)


def find_place(connection: sa.Connection, event: str) -> Place | None:
    """Return where an event stands in the queue, None where it does not wait."""
    columns = tables.waiting.c
    query = sa.select(columns.rank, columns.age, columns.incident, columns.event)
    row = connection.execute(query.where(columns.event == event)).one_or_none()
    return Place(*row) if row else None


def read_places(
    connection: sa.Connection,
    beyond: Place | None,
    limit: int,
    incident: str | None = None,
    back: bool = False,
) -> tuple[Place, ...]:
    """Return what stands beyond a place in the queue, the nearest first."""
    columns = tables.waiting.c
    order = (columns.rank, columns.age, columns.incident, columns.event)
    query = sa.select(*order).limit(limit)
    query = query.order_by(*(column.desc() for column in order) if back else order)
    if beyond is not None:
        here = sa.tuple_(*order)
        there = (beyond.rank, beyond.age, beyond.incident, beyond.event)
        query = query.where(here < there if back else here > there)
    if incident is not None:
        query = query.where(columns.incident == incident)
    return tuple(Place(*row) for row in connection.execute(query))


def count_waiting(connection: sa.Connection, incident: str | None = None) -> dict[Why, int]:
    """Return how many events wait, by why; of more than MOST_COUNTED, one more than that."""
    columns = tables.waiting.c
    counts: dict[Why, int] = {}
    for rank, why in enumerate(RANKS):
        some = sa.select(sa.literal(1)).select_from(tables.waiting).where(columns.rank == rank)
        if incident is not None:
            some = some.where(columns.incident == incident)
        query = sa.select(sa.func.count()).select_from(some.limit(MOST_COUNTED + 1).subquery())
        counts[why] = int(connection.execute(query).scalar_one())
    return counts
