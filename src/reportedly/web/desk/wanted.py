"""What the map and the timeline are asked for, as it stands in the address."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
import sqlalchemy as sa
from fastapi import Depends, Query

from reportedly.codebook.model import MODES
from reportedly.ledger.schema import incident

CATEGORIES = tuple(MODES)  # PLOVER's event types


class Wanted(msgspec.Struct, frozen=True):
    """Which incidents are asked for; what is empty is not asked. Days are closed intervals."""

    category: str = ""
    country: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def read_wanted(
    category: Annotated[str, Query(max_length=32)] = "",
    country: Annotated[str, Query(max_length=2)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
) -> Wanted:
    """Return what the address asks for; an empty field of a form is not asked."""
    return Wanted(category.upper(), country.upper(), read_day(since), read_day(until))


def read_day(text: str) -> dt.date | None:
    """Return a day, or None where there is none to read."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def make_conditions(asked: Wanted) -> list[sa.ColumnElement[bool]]:
    """Return the question as SQL."""
    columns = incident.c
    conditions: list[sa.ColumnElement[bool]] = []
    if asked.category:
        conditions.append(columns.category == asked.category)
    if asked.country:
        conditions.append(columns.country == asked.country)
    if asked.since:
        conditions.append(columns.end >= asked.since)
    if asked.until:
        conditions.append(columns.start <= asked.until)
    return conditions


AskedFor = Annotated[Wanted, Depends(read_wanted)]
