"""Editions and what is public, as rows. Editions never change; `published` is made anew at will."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from reportedly.ledger import schema
from reportedly.ledger.incidents import AT_ONCE
from reportedly.ledger.judgements import read_decided
from reportedly.ledger.schema_newsroom import edition, public_article, published
from reportedly.ledger.write import add_new, add_rows, encode
from reportedly.records import Edition, Interval, Judgement, Place
from reportedly.records.base import Record


class Public(Record, frozen=True, kw_only=True):
    """An edition that readers see, and when it was published."""

    edition: Edition
    at: dt.datetime


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which published incidents are asked for; what is empty is not asked."""

    category: str = ""
    country: str = ""
    day: dt.date | None = None
    words: tuple[str, ...] = ()


def put_edition(connection: sa.Connection, record: Edition) -> None:
    """Write an edition, once."""
    row = {"id": record.id, "slug": record.slug, "json": encode(record)}
    add_new(connection, edition, row)


def read_edition(connection: sa.Connection, edition_id: str) -> Edition | None:
    """Return an edition by its id."""
    query = sa.select(edition.c.json).where(edition.c.id == edition_id)
    json = connection.execute(query).scalar()
    return None if json is None else msgspec.json.decode(json, type=Edition)


def read_about(connection: sa.Connection, slug: str) -> list[Judgement]:
    """Return the decisions on an incident, with those on them (undo), in order of arrival."""
    return read_decided(connection, [slug])


def read_subjects(connection: sa.Connection) -> list[str]:
    """Return every slug that an edition was ever made of."""
    return list(connection.execute(sa.select(edition.c.slug).distinct()).scalars())


def show(
    connection: sa.Connection, slug: str, record: Edition | None, by: Judgement | None
) -> None:
    """Let readers see an edition under a slug; or nothing, where there is none."""
    connection.execute(sa.delete(public_article).where(public_article.c.slug == slug))
    connection.execute(sa.delete(published).where(published.c.slug == slug))
    if record is None or by is None:
        return
    incident = record.incident
    when, where = incident.when, incident.where
    row = {
        "slug": slug,
        "edition": record.id,
        "judgement": by.id,
        "at": by.at.timestamp(),
        "category": incident.category,
        "country": where.country if isinstance(where, Place) else None,
        "start": when.start if isinstance(when, Interval) else None,
        "told": gather_words(record),
    }
    add_rows(connection, published, [row])
    articles = [{"document": document.id, "slug": slug} for document in record.documents]
    add_rows(connection, public_article, articles)


def find_shown(connection: sa.Connection, slug: str) -> str | None:
    """Return the id of the edition that readers see under a slug."""
    query = sa.select(published.c.edition).where(published.c.slug == slug)
    found: str | None = connection.execute(query).scalar()
    return found


def read_public(connection: sa.Connection, slug: str) -> Public | None:
    """Return what readers see under a slug."""
    rows = list(stream(connection, published.c.slug == slug, 1))
    return rows[0] if rows else None


def read_article(connection: sa.Connection, document_id: str) -> list[Public]:
    """Return what is published of a report: each incident it stands in."""
    inside = sa.select(public_article.c.slug).where(public_article.c.document == document_id)
    return list(stream(connection, published.c.slug.in_(inside), AT_ONCE))


def read_list(connection: sa.Connection, wanted: Wanted, most: int, skip: int = 0) -> list[Public]:
    """Return what readers asked for, the newest first, at most so many."""
    columns = published.c
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.category:
        conditions.append(columns.category == wanted.category)
    if wanted.country:
        conditions.append(columns.country == wanted.country)
    if wanted.day:
        conditions.append(columns.start == wanted.day)
    conditions += [columns.told.contains(word.casefold(), autoescape=True) for word in wanted.words]
    return list(stream(connection, sa.and_(sa.true(), *conditions), most, skip))


def gather_words(record: Edition) -> str:
    """Return what a reader sees of an edition, to be searched through: in small letters."""
    incident = record.incident
    where = incident.where
    texts = [record.title, record.note, incident.slug, incident.category, incident.mode or ""]
    texts += [party.name or party.text for party in incident.parties]
    texts += [word for some in record.words.values() for word in some]
    for document in record.documents:
        texts += [document.title or "", document.source.name or "", document.source.domain or ""]
    if isinstance(where, Place):
        texts += [where.name, where.admin1 or "", where.country or ""]
    return "\n".join(filter(None, texts)).casefold().replace("\0", "")


def stream(connection: sa.Connection, condition: Any, most: int, skip: int = 0) -> Iterator[Public]:
    """Yield what is published, the newest first."""
    query = (
        sa.select(edition.c.json, published.c.at)
        .join(published, published.c.edition == edition.c.id)
        .where(condition)
        .order_by(published.c.at.desc(), published.c.slug)
        .limit(most)
        .offset(skip)
    )
    decode = msgspec.json.Decoder(Edition).decode
    for json, at in connection.execute(query.execution_options(yield_per=100)):
        yield Public(edition=decode(json), at=dt.datetime.fromtimestamp(at, dt.UTC))


def read_slugs(connection: sa.Connection) -> list[tuple[str, dt.datetime]]:
    """Return every published slug with its last change, by slug: the sitemap."""
    query = sa.select(published.c.slug, published.c.at).order_by(published.c.slug)
    return [(slug, dt.datetime.fromtimestamp(at, dt.UTC)) for slug, at in connection.execute(query)]


def read_former(connection: sa.Connection) -> list[str]:
    """Return the published slugs that are, or once were, former names of an incident."""
    alias = schema.alias.c
    query = sa.select(published.c.slug).join(schema.alias, alias.name == published.c.slug)
    return list(connection.execute(query.order_by(published.c.slug)).scalars())


def count_by(connection: sa.Connection, name: str, most: int = 60) -> list[tuple[str, int]]:
    """Return how many incidents of each category or country are published, the most first."""
    column = published.c[name]
    number = sa.func.count()
    query = (
        sa.select(column, number).where(column.is_not(None)).group_by(column)
        .order_by(number.desc(), column).limit(most)
    )  # fmt: skip
    return [(value, many) for value, many in connection.execute(query)]


def find_today(connection: sa.Connection, former: str) -> str | None:
    """Return the slug that an incident goes by today, by its id."""
    query = sa.select(schema.incident.c.slug).where(schema.incident.c.id == former)
    slug: str | None = connection.execute(query).scalar()
    return slug
