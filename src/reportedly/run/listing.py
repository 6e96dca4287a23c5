"""Incidents in, what they are found by out: facets, and words to search for.

Linking makes both with the incident; here they are made where an upgraded ledger has none. The
words are those of the sentences that tell the incident, not of the whole reports: who searches for
a name finds the incidents it has a part in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import sqlalchemy as sa

from reportedly.export.words import name_outlet, name_party
from reportedly.ledger import Ledger, findable, schema
from reportedly.ledger import schema_newsroom as tables
from reportedly.ledger.incidents import AT_ONCE, batched
from reportedly.merge.view import take_sentence
from reportedly.merge.words import is_generic
from reportedly.records import Document, Event, Incident, Interval, Party, Place
from reportedly.run.folding import read_tellings

BATCH = 200  # incidents made by one transaction
LONGEST = 200  # characters of a facet's value
PRONOUNS = frozenset("i we he she it they you us them me".split())
Telling = tuple[Document, Event]


def list_incidents(ledger: Ledger) -> int:
    """Make what incidents are found by that are found by nothing yet; return how many they are."""
    total = 0
    while True:
        with ledger.reading() as connection:  # who may only read, may read what is up to date
            if not read_unlisted(connection, 1):
                return total
        with ledger.writing() as connection:
            changed = read_unlisted(connection, BATCH)
            list_some(connection, changed)
        total += len(changed)


def read_unlisted(connection: sa.Connection, limit: int) -> list[str]:
    """Return incidents whose facets and words are not those of today."""
    query = sa.select(tables.unlisted.c.incident).limit(limit)
    return list(connection.execute(query).scalars())


def list_some(connection: sa.Connection, changed: Iterable[str]) -> None:
    """Make anew what some incidents are found by; those that are no more are found by nothing."""
    changed = sorted(changed)
    findable.forget(connection, changed)
    found = [
        (key, find_facets(incident, told), find_words(told))
        for key, (incident, told) in read_told(connection, changed)
    ]
    findable.put(connection, found)
    for some in batched(changed, AT_ONCE):
        column = tables.unlisted.c.incident
        connection.execute(sa.delete(tables.unlisted).where(column.in_(some)))


def read_told(
    connection: sa.Connection, incidents: Iterable[str]
) -> Iterator[tuple[str, tuple[Incident, list[Telling]]]]:
    """Yield the incidents by id, each with the events that tell it and their documents."""
    member, row = schema.member.c, schema.incident.c
    for some in batched(incidents, AT_ONCE):
        query = sa.select(row.json).where(row.id.in_(some))
        decode = msgspec.json.Decoder(Incident).decode
        found = [decode(json) for json in connection.execute(query).scalars()]
        rows = sa.select(member.document).where(member.incident.in_(some)).distinct()
        event_of: dict[str, Telling] = {
            shown.event.id: (told.document, shown.event)
            for told in read_tellings(connection, connection.execute(rows).scalars().all())
            for shown in told.shown
        }
        for incident in found:
            told = [event_of[key] for key in incident.events if key in event_of]
            yield incident.id, (incident, told)


def find_facets(incident: Incident, told: Iterable[Telling]) -> set[tuple[str, str]]:
    """Return what an incident is found by: kinds and values."""
    found = {("type", incident.category)}
    if incident.mode:
        found.add(("mode", f"{incident.category} {incident.mode}"))
    if isinstance(incident.where, Place):
        found.add(("country", incident.where.country or ""))
        found.add(("place", incident.where.name))
    if isinstance(incident.when, Interval):
        found.add(("year", str(incident.when.start.year)))
    found.update(("disputed", dispute.field) for dispute in incident.disputes)
    for document, event in told:
        found |= {("status", event.status), ("stage", event.stage)}
        found.add(("source", name_outlet(document) or document.source_id))
        found.update(("actor", name_party(party)) for party in event.actors if is_somebody(party))
    return {(kind, value[:LONGEST]) for kind, value in found if value}


def is_somebody(party: Party) -> bool:
    """Tell whether a party is known by a name: "gunmen" lead nowhere."""
    if party.id is not None or party.name is not None:
        return True
    return not (party.collective or is_generic(party.text)) and party.text.lower() not in PRONOUNS


def find_words(told: Iterable[Telling]) -> str:
    """Return the words that an incident is told in, each sentence once."""
    parts: dict[str, None] = {}
    for document, event in told:
        spans = (event.anchor, *event.evidence, *(claim.span for claim in event.claims))
        sentences = sorted({take_sentence(document.text, span) for span in spans})
        parts |= dict.fromkeys(" ".join(document.text[a:b].split()) for a, b in sentences)
        parts |= dict.fromkeys(filter(None, (document.title, name_outlet(document))))
        parts |= dict.fromkeys(p.name for p in (*event.actors, *event.recipients) if p.name)
        if isinstance(event.where, Place):
            parts[event.where.name] = None
    return "\n".join(filter(None, parts))
