"""A stretch of days in, how many incidents began and how many reports came out on each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from reportedly.ledger.schema import coding, document, incident, tally
from reportedly.records import Tally

Condition = sa.ColumnElement[bool]
WIDEST_DAYS = 7  # a date vaguer than a week is on no day; such incidents are counted beside


class Course(msgspec.Struct, frozen=True):
    """Incidents by the day they began, by category, and reports by the day they came out.

    A day with no reports is a day without data: nothing is said about it.
    """

    incidents: list[tuple[dt.date, str, int]]
    reports: list[tuple[dt.date, int]]
    undated: int


def read_course(connection: sa.Connection, wanted: Sequence[Condition]) -> Course:
    """Return the course of what was reported."""
    columns = incident.c
    dated = sa.and_(columns.start.is_not(None), is_narrow(connection))
    by_day = (
        sa.select(columns.start, columns.category, sa.func.count())
        .where(dated, *wanted)
        .group_by(columns.start, columns.category)
        .order_by(columns.start, columns.category)
    )
    vague = sa.select(sa.func.count()).where(
        sa.or_(columns.start.is_(None), sa.not_(is_narrow(connection))), *wanted
    )
    published = (
        sa.select(document.c.published, sa.func.count())
        .where(document.c.published.is_not(None))
        .group_by(document.c.published)
        .order_by(document.c.published)
    )
    return Course(
        incidents=[(day, category, n) for day, category, n in connection.execute(by_day)],
        reports=[(day, n) for day, n in connection.execute(published)],
        undated=connection.execute(vague).scalar_one(),
    )


class Month(msgspec.Struct, frozen=True):
    """How many incidents began and how many reports came out in a month: 2024-03."""

    month: str
    incidents: int
    reports: int


def read_months(connection: sa.Connection, wanted: Sequence[Condition]) -> tuple[list[Month], int]:
    """Return the course by month, the latest first; and how many incidents are on no day."""
    columns, day = incident.c, document.c.published
    narrow = sa.and_(columns.start.is_not(None), is_narrow(connection))
    began = count_months(connection, columns.start, narrow, *wanted)
    came = count_months(connection, day, day.is_not(None))
    everything = sa.select(sa.func.count()).select_from(incident).where(*wanted)
    undated = connection.execute(everything).scalar_one() - sum(began.values())
    months = sorted(began.keys() | came.keys(), reverse=True)
    return [Month(one, began.get(one, 0), came.get(one, 0)) for one in months], undated


def count_months(
    connection: sa.Connection, day: sa.ColumnElement[dt.date | None], *wanted: Condition
) -> dict[str, int]:
    """Return how many rows there are of each month."""
    if connection.dialect.name == "postgresql":
        month = sa.func.to_char(day, "YYYY-MM")
    else:
        month = sa.func.substr(day, 1, 7)
    query = sa.select(month, sa.func.count()).where(*wanted).group_by(month)
    return {str(name): count for name, count in connection.execute(query)}


def is_narrow(connection: sa.Connection) -> Condition:
    """Return whether an incident's dates are no wider than a week, as SQL."""
    columns = incident.c
    if connection.dialect.name == "postgresql":
        return columns.end - columns.start <= WIDEST_DAYS
    return sa.func.julianday(columns.end) - sa.func.julianday(columns.start) <= WIDEST_DAYS


def read_dated_tallies(
    connection: sa.Connection, most: int | None = None
) -> list[tuple[Tally, dt.date | None]]:
    """Return tallies with the day their report came out, the latest reports first."""
    query = (
        sa.select(tally.c.json, document.c.published)
        .join(coding, coding.c.id == tally.c.coding)
        .join(document, document.c.coding == coding.c.id)
        .order_by(document.c.published.desc().nulls_last(), document.c.id, tally.c.ordinal)
        .limit(most)
    )
    decode = msgspec.json.Decoder(Tally).decode
    return [(decode(json), published) for json, published in connection.execute(query)]
