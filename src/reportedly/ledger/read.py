"""The ledger's rows in, records out, always in the same order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from reportedly.errors import LedgerError
from reportedly.ledger import schema
from reportedly.ledger.names import begins, find_former
from reportedly.records import Document, Event, Incident, Issue, Run, Tally

BATCH_ROWS = 500  # rows held at a time, so an export of any size stays small
NAMED = 8  # how many events are named when a prefix fits several


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are asked for; what is None is not asked. Days are closed intervals."""

    document: str | None = None
    category: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    status: str | None = None
    stage: str | None = None


def make_conditions(wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    """Return the filter as SQL. An event without a date is in no period."""
    columns = schema.event.c
    conditions: list[sa.ColumnElement[bool]] = []
    for column, value in (
        (schema.document.c.id, wanted.document),
        (columns.category, wanted.category and wanted.category.upper()),
        (columns.country, wanted.country and wanted.country.upper()),
        (columns.status, wanted.status),
        (columns.stage, wanted.stage),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.since is not None:
        conditions.append(columns.end >= wanted.since)
    if wanted.until is not None:
        conditions.append(columns.start <= wanted.until)
    return conditions


def make_order() -> tuple[sa.ColumnElement[Any], ...]:
    """Return the order of documents: by day of publication, the undated last, then by id."""
    return (schema.document.c.published.asc().nulls_last(), schema.document.c.id)


def read_documents(engine: sa.Engine) -> Iterator[Document]:
    """Yield every document."""
    query = sa.select(schema.document.c.json).order_by(*make_order())
    decode = msgspec.json.Decoder(Document).decode
    return (decode(json) for (json,) in stream(engine, query))


def read_events(engine: sa.Engine, wanted: EventFilter) -> Iterator[Event]:
    """Yield the events asked for, as each document's coding that counts has them."""
    query = (
        sa.select(schema.event.c.json)
        .join(schema.document, schema.document.c.coding == schema.event.c.coding)
        .where(*make_conditions(wanted))
        .order_by(*make_order(), schema.event.c.ordinal)
    )
    decode = msgspec.json.Decoder(Event).decode
    return (decode(json) for (json,) in stream(engine, query))


def read_told(engine: sa.Engine, wanted: EventFilter) -> Iterator[tuple[Document, Event]]:
    """Yield the events asked for, each with the document that tells it."""
    query = (
        sa.select(schema.document.c.id, schema.document.c.json, schema.event.c.json)
        .join(schema.document, schema.document.c.coding == schema.event.c.coding)
        .where(*make_conditions(wanted))
        .order_by(*make_order(), schema.event.c.ordinal)
    )
    decode_document = msgspec.json.Decoder(Document).decode
    decode_event = msgspec.json.Decoder(Event).decode
    document: Document | None = None
    for document_id, document_json, event_json in stream(engine, query):
        if document is None or document.id != document_id:
            document = decode_document(document_json)
        yield document, decode_event(event_json)


def read_tallies(engine: sa.Engine, document_id: str | None = None) -> Iterator[Tally]:
    """Yield every tally, or those of one document."""
    query = (
        sa.select(schema.tally.c.json)
        .join(schema.document, schema.document.c.coding == schema.tally.c.coding)
        .order_by(*make_order(), schema.tally.c.ordinal)
    )
    if document_id is not None:
        query = query.where(schema.document.c.id == document_id)
    decode = msgspec.json.Decoder(Tally).decode
    return (decode(json) for (json,) in stream(engine, query))


def read_issues(engine: sa.Engine) -> Iterator[Issue]:
    """Yield what could not be used, unless the article came to a document after all."""
    issue, article, document = schema.issue.c, schema.article.c, schema.document.c
    query = (
        sa.select(issue.json)
        .join(schema.article, issue.article == article.id)
        .outerjoin(schema.document, document.coding == issue.coding)
        .where(document.id.is_not(None) | (issue.coding.is_(None) & article.document.is_(None)))
        .order_by(issue.article, issue.ordinal, issue.id)
    )
    decode = msgspec.json.Decoder(Issue).decode
    return (decode(json) for (json,) in stream(engine, query))


def find_event(engine: sa.Engine, prefix: str) -> Event:
    """Return the one event whose id begins so."""
    if not re.fullmatch(r"[0-9a-f]+", prefix):
        raise LedgerError(f"{prefix!r}: wanted an event's id or its first characters (0-9, a-f)")
    query = (
        sa.select(schema.event.c.id, sa.func.min(schema.event.c.json))
        .join(schema.document, schema.document.c.coding == schema.event.c.coding)
        # A range and not LIKE, which no index of SQLite serves: "g" comes after all of 0-9, a-f.
        .where(schema.event.c.id >= prefix, schema.event.c.id < f"{prefix}g")
        .group_by(schema.event.c.id)
        .order_by(schema.event.c.id)
        .limit(NAMED + 1)
    )
    with engine.connect() as connection:
        found = connection.execute(query).all()
    if not found:
        raise LedgerError(f"{prefix}: no event of the ledger has an id that begins so")
    if len(found) > 1:
        more = ", ..." if len(found) > NAMED else ""
        names = ", ".join(row[0] for row in found[:NAMED])
        raise LedgerError(f"{prefix}: fits several events: {names}{more}")
    return msgspec.json.decode(found[0][1], type=Event)


def read_document(engine: sa.Engine, document_id: str) -> Document:
    """Return one document."""
    query = sa.select(schema.document.c.json).where(schema.document.c.id == document_id)
    with engine.connect() as connection:
        json = connection.execute(query).scalar()
    if json is None:
        raise LedgerError(f"{document_id}: no such document in the ledger")
    return msgspec.json.decode(json, type=Document)


def read_run(engine: sa.Engine, document_id: str) -> Run | None:
    """Return the run whose coding of the document counts."""
    query = (
        sa.select(schema.run.c.json)
        .join(schema.coding, schema.coding.c.run == schema.run.c.id)
        .join(schema.document, schema.document.c.coding == schema.coding.c.id)
        .where(schema.document.c.id == document_id)
    )
    with engine.connect() as connection:
        json = connection.execute(query).scalar()
    return None if json is None else msgspec.json.decode(json, type=Run)


def count_rows(engine: sa.Engine) -> dict[str, int]:
    """Return how many there are of each: articles, documents, events, tallies, issues."""
    counting = {
        "articles": sa.select(sa.func.count()).select_from(schema.article),
        "documents": sa.select(sa.func.count()).select_from(schema.document),
    }
    for plural, table in (("events", schema.event), ("tallies", schema.tally)):
        joined = table.join(schema.document, schema.document.c.coding == table.c.coding)
        counting[plural] = sa.select(sa.func.count()).select_from(joined)
    with engine.connect() as connection:
        counts = {name: connection.execute(query).scalar_one() for name, query in counting.items()}
    return counts | {"issues": sum(1 for _ in read_issues(engine))}


def find_incident(engine: sa.Engine, name: str) -> Incident:
    """Return the one incident that a slug, an id, their beginning or an old name leads to."""
    columns = schema.incident.c
    with engine.connect() as connection:
        exact = sa.select(columns.json).where(sa.or_(columns.slug == name, columns.id == name))
        found = list(connection.execute(exact).scalars())
        if not found and (former := find_former(connection, name)) is not None:
            found = list(
                connection.execute(sa.select(columns.json).where(columns.id == former)).scalars()
            )
            if not found:
                raise LedgerError(
                    f"{name}: this incident is no more: its reports, as they are read now or as "
                    "people judged them, do not tell it"
                )
        if not found and name:
            fits = [begins(connection, column, name) for column in (columns.slug, columns.id)]
            query = sa.select(columns.json).where(sa.or_(*fits)).order_by(columns.slug)
            found = list(connection.execute(query.limit(NAMED + 1)).scalars())
    if not found:
        raise LedgerError(f"{name}: no incident has a slug that begins so: try `incidents`")
    incidents = [msgspec.json.decode(json, type=Incident) for json in found]
    if len(incidents) > 1:
        more = ", ..." if len(incidents) > NAMED else ""
        slugs = [incident.slug for incident in incidents]
        names = ", ".join(slugs[:NAMED] if len(set(slugs)) > 1 else [one.id for one in incidents])
        raise LedgerError(f"{name}: fits several incidents: {names}{more}")
    return incidents[0]


def read_incidents(engine: sa.Engine, disputed: bool | None = None) -> Iterator[Incident]:
    """Yield every incident, by id; or those that are disputed, or those that are not."""
    columns = schema.incident.c
    query = sa.select(columns.json).order_by(columns.id)
    if disputed is not None:
        query = query.where(columns.disputes > 0 if disputed else columns.disputes == 0)
    decode = msgspec.json.Decoder(Incident).decode
    return (decode(json) for (json,) in stream(engine, query))


def find_document(engine: sa.Engine, prefix: str) -> Document:
    """Return the one document whose id begins so, or whose source's id is this."""
    columns = schema.document.c
    with engine.connect() as connection:
        fits = sa.or_(begins(connection, columns.id, prefix), columns.source_id == prefix)
        query = sa.select(columns.json).where(fits).order_by(columns.id).limit(NAMED + 1)
        found = list(connection.execute(query).scalars()) if prefix else []
    documents = [msgspec.json.decode(json, type=Document) for json in found]
    if not documents:
        raise LedgerError(f"{prefix}: no document of the ledger has an id that begins so")
    if len(documents) > 1:
        names = ", ".join(document.id for document in documents[:NAMED])
        raise LedgerError(f"{prefix}: fits several documents: {names}")
    return documents[0]


def stream(engine: sa.Engine, query: sa.Select[Any]) -> Iterator[Any]:
    """Yield a query's rows, a batch at a time; who stops early leaves nothing open."""
    options = {"yield_per": BATCH_ROWS}
    with (
        engine.connect() as connection,
        connection.execute(query, execution_options=options) as rows,
    ):
        yield from rows
