"""What somebody looks for in, the incidents that have it out, page by page and within a time."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from reportedly.errors import SlowError
from reportedly.ledger import schema
from reportedly.ledger import schema_newsroom as tables
from reportedly.ledger.findable import find_told
from reportedly.ledger.incidents import AT_ONCE, batched
from reportedly.ledger.patience import UNTIL, limit, patience
from reportedly.records import Incident

Sort = Literal["newest", "oldest", "sources", "disputes"]
KINDS = ("type", "mode", "status", "stage", "country", "place", "actor", "source", "disputed",
         "year")  # fmt: skip
MOST_COUNTED = 1_000  # of more, "more than 1,000" says enough
MANY = 30_000  # of incidents: fewer are looked up and sorted, more are met soon on the way
HEAD = 4_000  # of an order, where what is asked for is looked for first: 20 ms at most


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for. Values of one facet are alternatives; days are closed intervals."""

    words: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    sort: Sort = "newest"


class Cursor(msgspec.Struct, frozen=True):
    """Where a page ends: the value it is sorted by, and the incident."""

    value: str | int | None
    incident: str


@contextmanager
def within(connection: sa.Connection, seconds: float) -> Iterator[None]:
    """Stop what is asked inside when its own time is up, or the request's, with SlowError."""
    left = (UNTIL.get() or math.inf) - time.monotonic()
    try:
        with patience(min(seconds, left)):
            limit(connection)
            yield
    except OperationalError as error:
        if "interrupted" in str(error.orig) or "statement timeout" in str(error.orig):
            raise SlowError("that question takes too long: narrow it") from error
        raise
    limit(connection)


Has = Callable[[sa.ColumnElement[str]], sa.ColumnElement[bool]]


class Having(msgspec.Struct, frozen=True):
    """One thing that an incident has to have, as SQL: the incidents that have it and the column
    they are named by; whether one has it, quick where many are asked (`each`) or where few are
    (`some`); and what to count them by."""

    ids: sa.Select[Any]
    key: sa.ColumnElement[str]
    each: Has
    some: Has
    counted: sa.Select[Any]


def make_conditions(connection: sa.Connection, wanted: Search) -> list[sa.ColumnElement[bool]]:
    """Return what an incident has to meet."""
    having = list(find_having(connection, wanted))
    row = schema.incident.c
    met = [row.id.in_(look_up(connection, having))] if having else []
    return [*met, *make_dated(wanted)]


def make_dated(wanted: Search) -> list[sa.ColumnElement[bool]]:
    """Return the days that are asked for, as SQL."""
    row = schema.incident.c
    found = [row.end >= wanted.since] if wanted.since is not None else []
    return [*found, row.start <= wanted.until] if wanted.until is not None else found


def look_up(connection: sa.Connection, having: Sequence[Having]) -> sa.Select[Any]:
    """Return a question for the incidents that have all of this: what the fewest have is looked
    up, and the rest asked of each of those. No planner knows which is which."""
    # Counting them costs time too: where there is nothing to choose, it is left.
    counts = [count(connection, one.counted) if len(having) > 1 else 0 for one in having]
    fewest = having[counts.index(min(counts))]
    return fewest.ids.where(*(one.each(fewest.key) for one in having if one is not fewest))


def find_having(connection: sa.Connection, wanted: Search) -> Iterator[Having]:
    """Yield what is asked for, one facet or the words at a time."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in wanted.facets:
        by_kind.setdefault(kind, []).append(value)
    for kind, values in by_kind.items():
        yield find_valued(kind, values)
    if wanted.words.strip():
        yield find_worded(connection, wanted.words)


def find_valued(kind: str, values: list[str]) -> Having:
    """Return that an incident has one of a facet's values."""
    facet = tables.facet.alias().c  # of its own: one facet is asked of another's incidents
    has = sa.and_(facet.kind == kind, facet.value.in_(values))
    ids = sa.select(facet.incident).where(has)
    ids = ids.distinct() if len(values) > 1 else ids

    def holds(key: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        return sa.exists().where(has, facet.incident == key)

    return Having(ids, facet.incident, holds, holds, ids)


def find_worded(connection: sa.Connection, words: str) -> Having:
    """Return that an incident is told in these words."""
    listed = tables.listed.alias().c
    told = find_told(connection, words)
    ids = sa.select(listed.incident).where(listed.number.in_(told))
    this = find_told(connection, words, listed.number).correlate(listed.number.table)

    def each(key: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        return sa.exists().where(listed.incident == key, listed.number.in_(told))

    def some(key: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        return sa.exists().where(listed.incident == key, this.exists())

    # The beginning of a word stands for many, and would be looked up anew for each incident.
    return Having(ids, listed.incident, each, each if "*" in words else some, told)


def count(connection: sa.Connection, having: sa.Select[Any]) -> int:
    """Return how many rows a question has, MANY where there are more."""
    query = sa.select(sa.func.count()).select_from(having.limit(MANY).subquery())
    return int(connection.execute(query).scalar_one())


def find_page(
    connection: sa.Connection, wanted: Search, limit: int, beyond: Cursor | None = None
) -> tuple[list[Incident], Cursor | None]:
    """Return a page of incidents, and where the next begins, None where there is none."""
    row = schema.incident.c
    column, down = {
        "newest": (row.start, True), "oldest": (row.start, False),
        "sources": (row.independent_sources, True), "disputes": (row.disputes, True),
    }[wanted.sort]  # fmt: skip
    conditions = make_dated(wanted)
    if beyond is not None:
        conditions.append(make_beyond(column, down, beyond))
    # The page is found by id first: rows are wide, and most that are looked at are not shown.
    ids = sa.select(row.id, column).where(*conditions).order_by(*make_order(column, row.id, down))
    found = find_first(connection, wanted, ids, down, limit + 1)
    shown = [key for key, _ in found[:limit]]
    incidents = read_incidents(connection, shown)
    rest = len(found) > limit
    key, value = found[limit - 1] if rest else ("", None)
    end = Cursor(value.isoformat() if isinstance(value, dt.date) else value, key) if rest else None
    return [incidents[key] for key in shown if key in incidents], end


def make_order(value: Any, key: Any, down: bool) -> tuple[Any, Any]:
    """Return an order, both the one way: so that an index is read as it stands, from either end."""
    if down:
        return value.desc().nulls_last(), key.desc()
    return value.asc().nulls_last(), key.asc()


def find_first(
    connection: sa.Connection, wanted: Search, ids: sa.Select[Any], down: bool, most: int
) -> list[tuple[Any, Any]]:
    """Return the first of some incidents in their order, by id and value, that have what is asked.

    What is not rare is met at the head of the order; what all the many have is asked of each on
    the way, for a page is full soon; what few have is looked up and put in order.
    """
    having = list(find_having(connection, wanted))
    key = schema.incident.c.id
    if not having:
        return [(one, value) for one, value in connection.execute(ids.limit(most))]
    if not wanted.words.strip():
        head = ids.limit(HEAD).subquery()  # both databases hand its rows on in their order
        here, value = head.c[0], head.c[1]
        query = sa.select(here, value).where(*(one.some(here) for one in having)).limit(most)
        if len(found := connection.execute(query).all()) == most:
            return [(one, value) for one, value in found]
    if min(count(connection, one.counted) for one in having) >= MANY:
        ids = ids.where(*(one.some(key) for one in having))
    else:
        some = look_up(connection, having).subquery()
        ids = ids.join(some, some.c[0] == key)
    return [(one, value) for one, value in connection.execute(ids.limit(most))]


def make_beyond(column: Any, down: bool, cursor: Cursor) -> Any:
    """Return the condition to come after a cursor; those without a value are last."""
    row = schema.incident.c
    later = row.id < cursor.incident if down else row.id > cursor.incident
    if cursor.value is None:
        return sa.and_(column.is_(None), later)
    value: Any = cursor.value
    if isinstance(value, str):
        value = dt.date.fromisoformat(value)
    further = column < value if down else column > value
    same = sa.and_(column == value, later)
    return sa.or_(further, same, column.is_(None))


def read_incidents(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Incident]:
    """Return incidents by id."""
    row = schema.incident.c
    decode = msgspec.json.Decoder(Incident).decode
    found: dict[str, Incident] = {}
    for some in batched(ids, AT_ONCE):
        query = sa.select(row.id, row.json).where(row.id.in_(some))
        found |= {key: decode(json) for key, json in connection.execute(query)}
    return found


def find_some(connection: sa.Connection, wanted: Search) -> list[str]:
    """Return incidents that are found, in no order: all, or one more than MOST_COUNTED."""
    having = list(find_having(connection, wanted))
    dated = make_dated(wanted)
    if having and not dated:  # asked for alone, the first thousand are there at once
        query = look_up(connection, having)
    else:
        query = sa.select(schema.incident.c.id).where(*make_conditions(connection, wanted))
    return list(connection.execute(query.limit(MOST_COUNTED + 1)).scalars())


def count_facets(
    connection: sa.Connection, found: Iterable[str] | None, most: int
) -> dict[str, list[tuple[str, int]]]:
    """Return, for each facet, its commonest values among incidents, and how often each stands;
    None: among all there are."""
    facet = tables.facet.c
    query = sa.select(facet.kind, facet.value, sa.func.count()).group_by(facet.kind, facet.value)
    asked = (
        [query] if found is None
        else [query.where(facet.incident.in_(some)) for some in batched(found, MOST_COUNTED)]
    )  # fmt: skip
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for one in asked:
        for kind, value, number in connection.execute(one):
            counts[kind][value] += number
    return {
        kind: sorted(values.items(), key=lambda one: (-one[1], one[0]))[:most]
        for kind, values in counts.items()
    }
