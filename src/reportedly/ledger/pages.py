"""Where a page begins in, the rows of that page out, and where the next begins.

A page is found by the key after which it begins, not by a number of rows to skip: its time does not
grow with how far one has come, and what is added meanwhile shifts nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa

from reportedly.ledger import schema
from reportedly.ledger.incidents import batched
from reportedly.ledger.read import EventFilter, make_conditions
from reportedly.records import Document, Event, Incident, Issue, Judgement, Tally

T = TypeVar("T")
AT_ONCE = 400
Key = tuple[str | int, ...]


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Some rows, and the key after which the next page begins; None where this is the last."""

    items: tuple[T, ...]
    after: Key | None


class IncidentFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are asked for; what is None is not asked. Days are closed intervals."""

    category: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    disputed: bool | None = None


def read_page(
    connection: sa.Connection,
    query: sa.Select[Any],
    keys: Sequence[sa.ColumnElement[Any]],
    after: Key | None,
    most: int,
) -> tuple[list[sa.Row[Any]], Key | None]:
    """Return at most so many rows behind a key. The query's last columns are the keys."""
    if after is not None:
        query = query.where(sa.tuple_(*keys) > sa.tuple_(*map(sa.literal, after)))
    rows = list(connection.execute(query.order_by(*keys).limit(most + 1)))
    more = len(rows) > most
    rows = rows[:most]
    return rows, tuple(rows[-1][-len(keys) :]) if more else None


def read_documents(connection: sa.Connection, after: Key | None, most: int) -> Page[Document]:
    """Return documents, by id."""
    columns = schema.document.c
    query = sa.select(columns.json, columns.id)
    rows, more = read_page(connection, query, [columns.id], after, most)
    decode = msgspec.json.Decoder(Document).decode
    return Page(tuple(decode(row[0]) for row in rows), more)


def read_events(
    connection: sa.Connection, wanted: EventFilter, after: Key | None, most: int
) -> Page[Event]:
    """Return events as the codings that count have them, by document and place in it."""
    document, event = schema.document.c, schema.event.c
    query = (
        sa.select(event.json, document.id, event.ordinal)
        .join(schema.document, document.coding == event.coding)
        .where(*make_conditions(wanted))
    )
    rows, more = read_page(connection, query, [document.id, event.ordinal], after, most)
    decode = msgspec.json.Decoder(Event).decode
    return Page(tuple(decode(row[0]) for row in rows), more)


def read_tallies(
    connection: sa.Connection, of: str | None, after: Key | None, most: int
) -> Page[Tally]:
    """Return running totals, of all documents or of one, by document and place in it."""
    document, tally = schema.document.c, schema.tally.c
    query = sa.select(tally.json, document.id, tally.ordinal).join(
        schema.document, document.coding == tally.coding
    )
    if of is not None:
        query = query.where(document.id == of)
    rows, more = read_page(connection, query, [document.id, tally.ordinal], after, most)
    decode = msgspec.json.Decoder(Tally).decode
    return Page(tuple(decode(row[0]) for row in rows), more)


def read_incidents(
    connection: sa.Connection, wanted: IncidentFilter, after: Key | None, most: int
) -> Page[Incident]:
    """Return incidents, as last folded, by id."""
    columns = schema.incident.c
    query = sa.select(columns.json, columns.id)
    if wanted.category is not None:
        query = query.where(columns.category == wanted.category.upper())
    if wanted.country is not None:
        query = query.where(columns.country == wanted.country.upper())
    if wanted.since is not None:
        query = query.where(columns.end >= wanted.since)
    if wanted.until is not None:
        query = query.where(columns.start <= wanted.until)
    if wanted.disputed is not None:
        query = query.where(columns.disputes > 0 if wanted.disputed else columns.disputes == 0)
    rows, more = read_page(connection, query, [columns.id], after, most)
    decode = msgspec.json.Decoder(Incident).decode
    return Page(tuple(decode(row[0]) for row in rows), more)


def read_judgements(
    connection: sa.Connection, subject: str | None, after: Key | None, most: int
) -> Page[Judgement]:
    """Return people's decisions, on all subjects or on one, in the order of their arrival."""
    columns = schema.judgement.c
    query = sa.select(columns.json, columns.number)
    if subject is not None:
        query = query.where(columns.subject == subject)
    rows, more = read_page(connection, query, [columns.number], after, most)
    decode = msgspec.json.Decoder(Judgement).decode
    return Page(tuple(decode(row[0]) for row in rows), more)


def read_issues(connection: sa.Connection, after: Key | None, most: int) -> Page[Issue]:
    """Return what could not be used, and why."""
    columns = schema.issue.c
    query = sa.select(columns.json, columns.key)
    rows, more = read_page(connection, query, [columns.key], after, most)
    decode = msgspec.json.Decoder(Issue).decode
    return Page(tuple(decode(row[0]) for row in rows), more)


def read_tallies_of(
    connection: sa.Connection, documents: Iterable[str]
) -> dict[str, tuple[Tally, ...]]:
    """Return the running totals of each of the documents that has any."""
    document, tally = schema.document.c, schema.tally.c
    decode = msgspec.json.Decoder(Tally).decode
    found: dict[str, tuple[Tally, ...]] = {}
    for some in batched(sorted(documents), AT_ONCE):
        query = (
            sa.select(document.id, tally.json)
            .join(schema.document, document.coding == tally.coding)
            .where(document.id.in_(some))
            .order_by(document.id, tally.ordinal)
        )
        for key, json in connection.execute(query):
            found[key] = (*found.get(key, ()), decode(json))
    return found
