"""Names that incidents once had in, the incidents that tell the same today out.

A name is given up when its incident is merged, split, renamed or read anew. It is kept with the
events it then stood for, and they are looked for whenever it is asked for: so it leads to the right
place again after the merge is undone, however many names the incident had meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

import msgspec
import sqlalchemy as sa

from reportedly.ledger import schema
from reportedly.ledger.incidents import AT_ONCE, batched, read_old_events, read_tellings
from reportedly.ledger.write import put
from reportedly.records import Event, Incident, find_successor

LAST = "\U0010ffff"  # comes after every letter


def begins(
    connection: sa.Connection, column: sa.ColumnElement[str], prefix: str
) -> sa.ColumnElement[bool]:
    """Return the condition that a column begins so. No index of SQLite serves LIKE; a range is
    read off one, since SQLite compares text letter by letter. PostgreSQL may not."""
    like = column.startswith(prefix, autoescape=True)
    if connection.dialect.name == "postgresql":
        return like
    return sa.and_(column >= prefix, column < prefix + LAST)


def keep_names(connection: sa.Connection, going: Iterable[Incident], names: Container[str]) -> None:
    """Keep the names of incidents that are not among the new ones."""
    for old in going:
        for name in sorted({old.id, old.slug}):
            if name not in names:
                row = {"name": name, "events": order(connection, old)}
                put(connection, schema.alias, row, key="name")


def order(connection: sa.Connection, incident: Incident) -> str:
    """Return the incident's events as a JSON list, the one that named it first."""
    event, coding, document = schema.event.c, schema.coding.c, schema.document.c
    day: dict[str, str] = {}
    for some in batched(incident.events, AT_ONCE):
        query = (
            sa.select(event.id, document.published)
            .join(schema.coding, coding.id == event.coding)
            .join(schema.document, document.id == coding.document)
            .where(event.id.in_(some))
        )
        day.update((key, str(published or "9999")) for key, published in connection.execute(query))
    return msgspec.json.encode(sorted(incident.events, key=lambda e: (day.get(e, ""), e))).decode()


def find_former(connection: sa.Connection, name: str) -> str | None:
    """Return the id of the incident that a former name leads to; None where it is no such name.

    An empty string: it was a name, and none of its events is told any more.
    """
    query = sa.select(schema.alias.c.events).where(schema.alias.c.name == name)
    json = connection.execute(query).scalar()
    if json is None:
        return None
    events = msgspec.json.decode(json, type=list[str])
    old = read_old_events(connection, events)
    holder = find_holders(connection, list(old.values()))
    if events[0] in holder:
        return holder[events[0]]
    counts = Counter(holder.values())
    return min(counts, key=lambda key: (-counts[key], key), default="")


def find_holders(connection: sa.Connection, events: Sequence[Event]) -> dict[str, str]:
    """Return the incident that each event, or what it is read as now, stands in."""
    now: dict[str, str] = {}
    told = read_tellings(connection, {event.document for event in events})
    present = {document.id: found for document, found in told}
    for event in events:
        successor = find_successor(event, present.get(event.document, ()))
        if successor is not None:
            now[event.id] = successor.id
    member = schema.member.c
    holder: dict[str, str] = {}
    for some in batched(sorted(set(now.values())), AT_ONCE):
        rows = sa.select(member.event, member.incident).where(member.event.in_(some))
        holder.update((key, incident) for key, incident in connection.execute(rows))
    return {key: holder[one] for key, one in now.items() if one in holder}
