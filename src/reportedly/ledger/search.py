"""What somebody looks for in, the incidents that have it out, page by page and within a time."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Iterable, Iterator
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


class Having(msgspec.Struct, frozen=True):
    """One thing that an incident has to have, as SQL: the incidents that have it; whether one has
    it, quick where many are asked (`each`) or where few are (`some`); and what to count them by."""

    ids: sa.Select[Any]
    each: sa.ColumnElement[bool]
    some: sa.ColumnElement[bool]
    counted: sa.Select[Any]


def make_conditions(connection: sa.Connection, wanted: Search, page: bool = False) -> list[Any]:
    """Return what an incident has to meet; `page`: for the first few of them in an order.

    What the fewest have is looked up, and the rest asked of each of those. For a page, what all the
    many have is asked of each incident in the page's order, which is full soon: the more have it,
    the sooner. No planner knows which is which.
    """
    row = schema.incident.c
    having = list(find_having(connection, wanted))
    found: list[Any]
    # Counting them costs time too: where there is nothing to choose, it is left.
    counts = [count(connection, one.counted) if page or len(having) > 1 else 0 for one in having]
    if page and having and min(counts) >= MANY:
        found = [one.some for one in having]
    else:
        fewest = having[counts.index(min(counts))] if having else None
        found = [row.id.in_(one.ids) if one is fewest else one.each for one in having]
    if wanted.since is not None:
        found.append(row.end >= wanted.since)
    if wanted.until is not None:
        found.append(row.start <= wanted.until)
    return found


def find_having(connection: sa.Connection, wanted: Search) -> Iterator[Having]:
    """Yield what is asked for, one facet or the words at a time."""
    row, facet, listed = schema.incident.c, tables.facet.c, tables.listed
    by_kind: dict[str, list[str]] = {}
    for kind, value in wanted.facets:
        by_kind.setdefault(kind, []).append(value)
    for kind, values in by_kind.items():
        has = sa.and_(facet.kind == kind, facet.value.in_(values))
        ids = sa.select(facet.incident).where(has)
        ids = ids.distinct() if len(values) > 1 else ids
        one = sa.exists().where(has, facet.incident == row.id)
        yield Having(ids, one, one, ids)
    if wanted.words.strip():
        told = find_told(connection, wanted.words)
        ids = sa.select(listed.c.incident).where(listed.c.number.in_(told))
        here = listed.c.incident == row.id
        each = sa.exists().where(here, listed.c.number.in_(told))  # all their numbers, once
        this = find_told(connection, wanted.words, listed.c.number).correlate(listed)
        # The beginning of a word stands for many, and would be looked up anew for each incident.
        some = each if "*" in wanted.words else sa.exists().where(here, this.exists())
        yield Having(ids, each, some, told)


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
    conditions = make_conditions(connection, wanted, page=True)
    if beyond is not None:
        conditions.append(make_beyond(column, down, beyond))
    # Both the one way, so that the index is read as it stands, from either end.
    order = (
        (column.desc().nulls_last(), row.id.desc()) if down
        else (column.asc().nulls_last(), row.id.asc())
    )  # fmt: skip
    # The page is found by id first: rows are wide, and most that are looked at are not shown.
    ids = sa.select(row.id, column).where(*conditions).order_by(*order).limit(limit + 1)
    found = [(key, value) for key, value in connection.execute(ids)]
    shown = [key for key, _ in found[:limit]]
    incidents = read_incidents(connection, shown)
    rest = len(found) > limit
    key, value = found[limit - 1] if rest else ("", None)
    end = Cursor(value.isoformat() if isinstance(value, dt.date) else value, key) if rest else None
    return [incidents[key] for key in shown if key in incidents], end


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


def count_found(connection: sa.Connection, wanted: Search) -> int:
    """Return how many incidents there are, one more than MOST_COUNTED where there are more."""
    some = find_ids(connection, wanted).limit(MOST_COUNTED + 1).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def find_ids(connection: sa.Connection, wanted: Search) -> sa.Select[Any]:
    """Return a question for the incidents that are found, in no order, each once. Where one thing
    alone is asked for, it is asked for alone: the first thousand are there at once."""
    having = list(find_having(connection, wanted))
    if len(having) == 1 and wanted.since is None and wanted.until is None:
        return having[0].ids
    return sa.select(schema.incident.c.id).where(*make_conditions(connection, wanted))


def count_facets(
    connection: sa.Connection, wanted: Search, most: int
) -> dict[str, list[tuple[str, int]]]:
    """Return, for each facet, its commonest values among what is found, and how often each stands.

    Values of one facet are alternatives, so what is chosen of it does not narrow its own counts.
    Where more than MOST_COUNTED are found, the counts are those of as many of them.
    """
    found = count_values(connection, wanted)
    for kind in dict.fromkeys(kind for kind, _ in wanted.facets):
        others = tuple(one for one in wanted.facets if one[0] != kind)
        wider = msgspec.structs.replace(wanted, facets=others)
        found[kind] = count_values(connection, wider, kind).get(kind, [])
    rank = {k: sorted(v, key=lambda one: (-one[1], one[0]))[:most] for k, v in found.items()}
    return {kind: rank.get(kind, []) for kind in KINDS}


def count_values(
    connection: sa.Connection, wanted: Search, kind: str | None = None
) -> dict[str, list[tuple[str, int]]]:
    """Return how often each value of all facets, or of one, stands among what is found."""
    facet = tables.facet.c
    query = sa.select(facet.kind, facet.value, sa.func.count()).group_by(facet.kind, facet.value)
    if kind is not None:
        query = query.where(facet.kind == kind)
    if wanted.words.strip() or wanted.facets or wanted.since or wanted.until:
        some = find_ids(connection, wanted).limit(MOST_COUNTED).subquery()
        query = query.select_from(some.join(tables.facet, facet.incident == some.c[0]))
    found: dict[str, list[tuple[str, int]]] = {}
    for name, value, count in connection.execute(query):
        found.setdefault(name, []).append((value, count))
    return found
