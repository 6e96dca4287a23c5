"""One coded article in, its rows in the ledger out, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Protocol

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from reportedly.ids import make_id
from reportedly.ledger import schema
from reportedly.ledger.engine import writing
from reportedly.records import (
    Document,
    Event,
    Incident,
    Interval,
    Issue,
    Place,
    Record,
    Run,
    Tally,
)

PLAIN = (sa.String, sa.Integer, sa.Float)  # what every driver takes as it is
COUNTED = {"preserve_rowcount": True}


class Coded(Protocol):
    """What the pipeline made of one article; its own record has these fields."""

    @property
    def document(self) -> Document | None: ...
    @property
    def events(self) -> tuple[Event, ...]: ...
    @property
    def tallies(self) -> tuple[Tally, ...]: ...
    @property
    def issues(self) -> tuple[Issue, ...]: ...


def write_coded(engine: sa.Engine, coded: Coded, run: Run | None) -> bool:
    """Write what one article came to; tell whether anything was new.

    Nothing is written where the ledger already holds it, so a re-run leaves the file as it was.
    """
    if coded.document is None:
        return write_refused(engine, coded.issues)
    document = keep_first(engine, coded.document)
    coding_id = make_id(document.id, coded.events, coded.tallies, coded.issues)
    article_row = {"id": clip(coded.document.article), "document": document.id}
    if holds_coding(engine, document, coding_id) and holds_article(engine, article_row):
        return False
    with writing(engine) as connection:
        write_run(connection, run)
        put(connection, schema.document, make_document_row(document, coding_id))
        put(connection, schema.article, article_row)
        row = {"id": coding_id, "document": document.id, "run": run.id if run else None}
        if add_new(connection, schema.coding, row):
            add_rows(connection, schema.event, make_event_rows(coding_id, coded.events))
            add_rows(connection, schema.tally, make_tally_rows(coding_id, coded.tallies))
            issues = make_issue_rows(article_row["id"], coding_id, coded.issues)
            add_rows(connection, schema.issue, issues)
    return True


def write_refused(engine: sa.Engine, issues: Sequence[Issue]) -> bool:
    """Write why an article came to no document."""
    if not issues:
        return False
    article_id = clip(issues[0].subject)
    query = sa.select(schema.issue.c.id).where(schema.issue.c.article == article_id)
    with engine.connect() as connection:
        known = set(connection.execute(query).scalars())
    if known.issuperset(issue.id for issue in issues):
        return False
    with writing(engine) as connection:
        add_new(connection, schema.article, {"id": article_id, "document": None})
        for row in make_issue_rows(article_id, None, issues):
            add_new(connection, schema.issue, row)
    return True


def keep_first(engine: sa.Engine, document: Document) -> Document:
    """Return the document under the first name, in order, that it came by.

    One page may come as two articles: with the same text, title, outlet, day and address they are
    one document, and which of the two is added first must not show.
    """
    query = sa.select(schema.document.c.json).where(schema.document.c.id == document.id)
    with engine.connect() as connection:
        json = connection.execute(query).scalar()
    if json is None:
        return document
    known = msgspec.json.decode(json, type=Document)
    return min(document, known, key=lambda one: (one.article, one.source_id, one is known))


def holds_coding(engine: sa.Engine, document: Document, coding_id: str) -> bool:
    """Tell whether the ledger's word on the document is this very coding."""
    columns = schema.document.c
    query = sa.select(columns.coding, columns.json).where(columns.id == document.id)
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    return row is not None and tuple(row) == (coding_id, encode(document))


def holds_article(engine: sa.Engine, row: Mapping[str, Any]) -> bool:
    """Tell whether the ledger knows what document the article came to."""
    query = sa.select(schema.article.c.document).where(schema.article.c.id == row["id"])
    with engine.connect() as connection:
        document = connection.execute(query).scalar()
    return bool(document == row["document"])


def try_writing(engine: sa.Engine) -> None:
    """Write a row and take it back: the only way to know that one may."""
    with writing(engine) as connection:
        probe = connection.begin_nested()
        connection.execute(sa.insert(schema.run).values(id="probe", json=""))
        probe.rollback()


def write_run(connection: sa.Connection, run: Run | None) -> None:
    """Write the run that makes codings, once."""
    if run is not None:
        add_new(connection, schema.run, {"id": run.id, "json": encode(run)})


def add_new(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless it is there; tell whether it was new."""
    if connection.dialect.name == "postgresql":
        statement: Any = postgresql.insert(table).values(row).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).values(row).on_conflict_do_nothing()
    # Without the option a driver may answer -1, and new rows would pass for old ones.
    added: int = connection.execute(statement, execution_options=COUNTED).rowcount
    return added > 0


def add_rows(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows that are not there yet, all at once; each has the same columns."""
    if not rows:
        return
    if len(rows[0]) < 2 or not all(isinstance(table.c[key].type, PLAIN) for key in rows[0]):
        connection.execute(sa.insert(table), rows)
        return
    add_values(connection, table, tuple(rows[0]), [tuple(row.values()) for row in rows])


def add_values(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    values: Sequence[tuple[Any, ...]],
) -> None:
    """Insert rows of plain values, two or more each, that are not there yet, all at once.

    Straight to the driver: to look at every value of every row costs more than to write it.
    """
    if not values:
        return
    dialect = connection.dialect
    compiled = sa.insert(table).compile(dialect=dialect, column_keys=list(columns))
    if order := compiled.positiontup:
        taken = itemgetter(*(columns.index(column) for column in order))
        connection.exec_driver_sql(compiled.string, list(map(taken, values)))
    else:
        rows = [dict(zip(columns, row, strict=True)) for row in values]
        connection.exec_driver_sql(compiled.string, rows)


def put(
    connection: sa.Connection, table: sa.Table, row: Mapping[str, Any], key: str = "id"
) -> None:
    """Insert a row, or bring the one with its key up to date."""
    if not add_new(connection, table, row):
        rest = {column: value for column, value in row.items() if column != key}
        connection.execute(sa.update(table).where(table.c[key] == row[key]).values(rest))


def make_document_row(document: Document, coding_id: str) -> dict[str, Any]:
    """Return a document's row."""
    return {
        "id": document.id,
        "source_id": clip(document.source_id),
        "published": document.published,
        "language": document.language,
        "coding": coding_id,
        "json": encode(document),
    }


def make_event_rows(coding_id: str, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return the rows of a coding's events, in their order."""
    return [
        {
            "coding": coding_id,
            "ordinal": ordinal,
            "id": event.id,
            "category": event.category,
            "mode": event.mode,
            "stage": event.stage,
            "status": event.status,
            "start": event.when.start if isinstance(event.when, Interval) else None,
            "end": event.when.end if isinstance(event.when, Interval) else None,
            "country": event.where.country if isinstance(event.where, Place) else None,
            "place": clip(event.where.name) if isinstance(event.where, Place) else None,
            "json": encode(event),
        }
        for ordinal, event in enumerate(events)
    ]


def make_tally_rows(coding_id: str, tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    """Return the rows of a coding's tallies, in their order."""
    return [
        {
            "coding": coding_id,
            "ordinal": ordinal,
            "id": tally.id,
            "effect": tally.effect,
            "json": encode(tally),
        }
        for ordinal, tally in enumerate(tallies)
    ]


def make_issue_rows(
    article_id: str, coding_id: str | None, issues: Sequence[Issue]
) -> list[dict[str, Any]]:
    """Return the rows of an article's issues, in their order."""
    return [
        {
            "key": make_id(article_id, coding_id, ordinal, issue.id),
            "id": issue.id,
            "article": article_id,
            "coding": coding_id,
            "ordinal": ordinal,
            "stage": issue.stage,
            "json": encode(issue),
        }
        for ordinal, issue in enumerate(issues)
    ]


def make_incident_row(incident: Incident) -> dict[str, Any]:
    """Return an incident's row."""
    when, where = incident.when, incident.where
    return {
        "id": incident.id,
        "slug": incident.slug,
        "category": incident.category,
        "mode": incident.mode,
        "start": when.start if isinstance(when, Interval) else None,
        "end": when.end if isinstance(when, Interval) else None,
        "country": where.country if isinstance(where, Place) else None,
        "sources": incident.sources,
        "independent_sources": incident.independent_sources,
        "disputes": len(incident.disputes),
        "latitude": where.latitude if isinstance(where, Place) else None,
        "longitude": where.longitude if isinstance(where, Place) else None,
        "json": encode(incident),
    }


def encode(record: Record) -> str:
    """Return a record's one JSON form."""
    return msgspec.json.encode(record).decode()


def clip(text: str) -> str:
    """Return text that every database can index: PostgreSQL stores no NUL and no endless key."""
    return text.replace("\0", "")[:500]
