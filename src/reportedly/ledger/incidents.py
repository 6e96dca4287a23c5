"""The ledger's incidents: what is not in them yet, what hangs together, and their rows.

All functions work on a connection, so that what belongs together is one transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from reportedly.ledger import schema
from reportedly.ledger.write import add_rows, add_values
from reportedly.records import Document, Event, Incident, Pair

AT_ONCE = 400  # values in one question: SQLite takes no more than some thousands
MANY_AT_ONCE = 5_000  # values in one parameter
LONGEST_DAYS = 48  # of a key's range, see merge.keys: what begins earlier cannot reach a day
T = TypeVar("T")
Row = dict[str, Any]
KeyRow = tuple[str, str, int, int, int]  # event, document, fact, first and last day


def read_among(
    connection: sa.Connection,
    query: sa.Select[Any],
    column: sa.ColumnElement[Any],
    values: Iterable[str],
) -> Iterator[Any]:
    """Yield the rows of a query whose column has one of many values.

    SQLite takes them as one parameter: to write so many into a question takes longer than to
    answer it.
    """
    if connection.dialect.name != "sqlite":
        for some in batched(sorted(values), AT_ONCE):
            yield from connection.execute(query.where(column.in_(some))).all()
        return
    for some in batched(sorted(values), MANY_AT_ONCE):
        json = msgspec.json.encode(some).decode()
        given = sa.select(sa.func.json_each(json).table_valued("value").c.value)
        yield from connection.execute(query.where(column.in_(given))).all()


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the values in lists of at most so many."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def find_stale(connection: sa.Connection, most: int) -> list[str]:
    """Return documents whose reading that counts is not in the incidents yet, by day of
    publication: so what tells one incident comes together, and its first report first."""
    document, told = schema.document.c, schema.told.c
    query = (
        sa.select(document.id)
        .join(schema.told, told.document == document.id, isouter=True)
        .where(sa.or_(told.coding.is_(None), told.coding != document.coding))
        .order_by(sa.nulls_last(document.published), document.id)
        .limit(most)
    )
    return list(connection.execute(query).scalars())


def read_codings(connection: sa.Connection, documents: Iterable[str]) -> dict[str, str]:
    """Return the reading that counts of each document."""
    columns = schema.document.c
    query = sa.select(columns.id, columns.coding)
    return dict(read_among(connection, query, columns.id, documents))


def read_seen(connection: sa.Connection, coding: str, event: str) -> Event | None:
    """Return an event as one reading has it."""
    columns = schema.event.c
    query = sa.select(columns.json).where(columns.coding == coding, columns.id == event)
    found = list(connection.execute(query.order_by(columns.ordinal)).scalars())
    return msgspec.json.decode(found[-1], type=Event) if found else None


def mark_told(connection: sa.Connection, documents: Sequence[str]) -> None:
    """Note that the documents stand in the incidents as they are now read."""
    for some in batched(documents, AT_ONCE):
        connection.execute(sa.delete(schema.told).where(schema.told.c.document.in_(some)))
        columns = schema.document.c
        query = sa.select(columns.id, columns.coding).where(columns.id.in_(some))
        rows = [{"document": i, "coding": coding} for i, coding in connection.execute(query)]
        add_rows(connection, schema.told, rows)


def mark_stale(connection: sa.Connection, documents: Iterable[str]) -> None:
    """Note that the documents' incidents have to be made anew."""
    for some in batched(documents, AT_ONCE):
        connection.execute(sa.delete(schema.told).where(schema.told.c.document.in_(some)))


def read_tellings(
    connection: sa.Connection, documents: Iterable[str]
) -> Iterator[tuple[Document, list[Event]]]:
    """Yield each document with the events of the reading that counts, by id."""
    document, event = schema.document.c, schema.event.c
    query = (
        sa.select(document.id, document.json, event.json)
        .join(schema.event, event.coding == document.coding, isouter=True)
        .order_by(document.id, event.ordinal)
    )
    for some in batched(sorted(documents), AT_ONCE):
        found: dict[str, tuple[Document, list[Event]]] = {}
        for key, document_json, event_json in read_among(connection, query, document.id, some):
            if key not in found:
                found[key] = (msgspec.json.decode(document_json, type=Document), [])
            if event_json is not None:
                found[key][1].append(msgspec.json.decode(event_json, type=Event))
        yield from found.values()


def read_old_events(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Event]:
    """Return events by id, whichever reading they come from: words and category are the same."""
    found: dict[str, Event] = {}
    for some in batched(sorted(ids), AT_ONCE):
        query = sa.select(schema.event.c.id, schema.event.c.json).where(schema.event.c.id.in_(some))
        for key, json in connection.execute(query):
            found[key] = msgspec.json.decode(json, type=Event)
    return found


@lru_cache(maxsize=100_000)  # a batch's events share most of theirs
def hash_fact(fact: str) -> int:
    """Return a fact as a number that every database can index."""
    digest = hashlib.blake2b(fact.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def put_keys(connection: sa.Connection, rows: Sequence[KeyRow]) -> None:
    """Write what events are found by."""
    columns = ("event", "document", "fact", "first", "last")
    add_values(connection, schema.event_key, columns, rows)


def read_blocks(connection: sa.Connection, rows: Iterable[KeyRow]) -> Iterator[KeyRow]:
    """Yield the rows of every event that may share a key with one of these: those of the same
    facts, begun before the last of these ends and not long before the first."""
    days: dict[int, tuple[int, int]] = {}
    for _, _, fact, first, last in rows:
        low, high = days.get(fact, (first, last))
        days[fact] = min(low, first), max(high, last)
    key = schema.event_key.c
    for some in batched(sorted(days, key=days.__getitem__), AT_ONCE):
        query = sa.select(key.event, key.document, key.fact, key.first, key.last).where(
            key.fact.in_(some),
            key.first >= min(days[fact][0] for fact in some) - LONGEST_DAYS,
            key.first <= max(days[fact][1] for fact in some),
        )
        yield from (tuple(row) for row in connection.execute(query).all())


def find_partners(
    connection: sa.Connection, events: Iterable[str], documents: Iterable[str]
) -> set[str]:
    """Return the events of other documents that share a key with any of these, which the documents
    tell: keys are found by document."""
    mine, theirs = schema.event_key.alias(), schema.event_key.alias()
    asked, found = sorted(events), set[str]()
    for some in batched(sorted(documents), AT_ONCE):
        query = (
            sa.select(theirs.c.event)
            .join(mine, theirs.c.fact == mine.c.fact)
            .where(mine.c.document.in_(some), mine.c.event.in_(asked))
            .where(theirs.c.document != mine.c.document)
            .where(theirs.c.first.between(mine.c.first - LONGEST_DAYS, mine.c.last))
            .where(theirs.c.last >= mine.c.first)
        )
        found.update(connection.execute(query).scalars())
    return found


def drop_documents(connection: sa.Connection, documents: Sequence[str]) -> set[str]:
    """Take documents' events out of keys and links; return those that were linked with them."""
    member, key = schema.member.c, schema.event_key
    query = sa.select(member.event)
    gone = {row[0] for row in read_among(connection, query, member.document, documents)}
    for some in batched(documents, AT_ONCE):
        connection.execute(sa.delete(key).where(key.c.document.in_(some)))
    linked = {event for pair in read_links(connection, gone) for event in pair}
    for some in batched(sorted(gone), AT_ONCE):
        for column in (schema.link.c.a, schema.link.c.b):
            connection.execute(sa.delete(schema.link).where(column.in_(some)))
    return linked | gone


def read_links(connection: sa.Connection, events: Iterable[str]) -> dict[Pair, int]:
    """Return the pairs that were found to tell one incident, of which any of these is one, with
    their points in thousandths."""
    link = schema.link.c
    query, asked = sa.select(link.a, link.b, link.points), set(events)
    return {
        (a, b): points
        for one in (link.a, link.b)
        for a, b, points in read_among(connection, query, one, asked)
    }


def put_links(connection: sa.Connection, links: Iterable[tuple[str, str, int]]) -> None:
    """Write which events tell one incident, and how surely: thousandths of points."""
    add_values(connection, schema.link, ("a", "b", "points"), sorted(links))


def find_events(connection: sa.Connection, documents: Iterable[str]) -> set[str]:
    """Return the events of the documents' present readings."""
    event, document = schema.event.c, schema.document.c
    query = sa.select(event.id).join(schema.document, document.coding == event.coding)
    return {row[0] for row in read_among(connection, query, document.id, documents)}


def find_documents(connection: sa.Connection, events: Iterable[str]) -> dict[str, str]:
    """Return the document of each event that stands in the ledger's present readings."""
    event, document = schema.event.c, schema.document.c
    query = sa.select(event.id, document.id).join(schema.document, document.coding == event.coding)
    return dict(read_among(connection, query, event.id, events))


def replace_incidents(
    connection: sa.Connection,
    old: Iterable[str],
    incidents: Sequence[Row],
    members: Iterable[tuple[str, str, str]],
) -> None:
    """Put incidents and their members (incident, event, document) in the place of old ones."""
    for some in batched(sorted(old), AT_ONCE):
        connection.execute(sa.delete(schema.member).where(schema.member.c.incident.in_(some)))
        connection.execute(sa.delete(schema.incident).where(schema.incident.c.id.in_(some)))
    add_rows(connection, schema.incident, list(incidents))
    rows = [{"event": e, "incident": i, "document": d} for i, e, d in members]
    add_rows(connection, schema.member, rows)


def read_holders(connection: sa.Connection, events: Iterable[str]) -> set[str]:
    """Return the ids of the incidents that hold any of the events."""
    member = schema.member.c
    query = sa.select(member.incident)
    return {row[0] for row in read_among(connection, query, member.event, events)}


def read_groups(connection: sa.Connection, events: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the incidents that hold any of the events, by id, with those of them that each holds,
    in order: all it holds, where the events hang together."""
    member = schema.member.c
    found: dict[str, list[str]] = {}
    query = sa.select(member.incident, member.event)
    for incident, event in read_among(connection, query, member.event, events):
        found.setdefault(incident, []).append(event)
    return {incident: tuple(sorted(held)) for incident, held in found.items()}


def read_incidents(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Incident]:
    """Return incidents by id."""
    row, decode = schema.incident.c, msgspec.json.Decoder(Incident).decode
    query = sa.select(row.id, row.json)
    return {key: decode(json) for key, json in read_among(connection, query, row.id, ids)}


def read_members(connection: sa.Connection, incidents: Iterable[str]) -> set[str]:
    """Return the events that the incidents hold."""
    member = schema.member.c
    query = sa.select(member.event)
    return {row[0] for row in read_among(connection, query, member.incident, incidents)}


def read_incidents_of(connection: sa.Connection, events: Iterable[str]) -> dict[str, Incident]:
    """Return the incident that each event stands in."""
    member, incident = schema.member.c, schema.incident.c
    found: dict[str, Incident] = {}
    for some in batched(sorted(events), AT_ONCE):
        query = sa.select(member.event, incident.json).join(
            schema.incident, incident.id == member.incident
        )
        for event, json in connection.execute(query.where(member.event.in_(some))):
            found[event] = msgspec.json.decode(json, type=Incident)
    return found
