"""A page of the ledger's records in, the same as other programs may have them out.

Private persons' names and the documents' texts go, unless they are asked for: what `export` does,
a page at a time. A name that is found in one record of a document goes from all of them.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from reportedly.export.redact import redact_all, redact_incident
from reportedly.ledger import Ledger, pages, search
from reportedly.ledger import incidents as rows
from reportedly.ledger.pages import IncidentFilter, Key, Page
from reportedly.ledger.read import EventFilter
from reportedly.ledger.search import Cursor, Search
from reportedly.records import Document, Event, Incident, Issue, Judgement, Tally
from reportedly.run.folding import read_book


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How records are wanted: with private names and texts, as people judged them."""

    names: bool = False
    judged: bool = False


class Told(msgspec.Struct, frozen=True):
    """A document with all it tells."""

    document: Document
    events: tuple[Event, ...]
    tallies: tuple[Tally, ...]


def read_told(connection: sa.Connection, documents: Iterable[str], share: Share) -> dict[str, Told]:
    """Return documents by id with all they tell, as they are wanted."""
    names = set(documents)
    book = read_book(connection, names) if share.judged else None
    tallies = pages.read_tallies_of(connection, names)
    found: dict[str, Told] = {}
    for document, coded in rows.read_tellings(connection, names):
        events = tuple(coded)
        if book is not None:
            shown = book.fold(document, events)
            events = tuple(one.event for one in shown if one.decision != "not_event")
        told = (document, events, tallies.get(document.id, ()))
        found[document.id] = Told(*(told if share.names else redact_all(*told)))
    return found


def share_documents(ledger: Ledger, share: Share, after: Key | None, most: int) -> Page[Document]:
    """Return documents, by id."""
    with ledger.reading() as connection:
        page = pages.read_documents(connection, after, most)
        told = read_told(connection, (one.id for one in page.items), share)
    return Page(tuple(told[one.id].document for one in page.items if one.id in told), page.after)


def share_document(ledger: Ledger, name: str, share: Share) -> Document:
    """Return one document, by its id or the beginning of it."""
    document = ledger.find_document(name)
    with ledger.reading() as connection:
        return read_told(connection, [document.id], share)[document.id].document


def share_events(
    ledger: Ledger, share: Share, wanted: EventFilter, after: Key | None, most: int
) -> Page[tuple[Document, Event]]:
    """Return events with their documents. Where people called one none, a page is shorter."""
    with ledger.reading() as connection:
        page = pages.read_events(connection, wanted, after, most)
        told = read_told(connection, (one.document for one in page.items), share)
    shown = {event.id: event for one in told.values() for event in one.events}
    return Page(
        tuple(
            (told[one.document].document, shown[one.id]) for one in page.items if one.id in shown
        ),
        page.after,
    )


def share_event(ledger: Ledger, name: str, share: Share) -> Event | None:
    """Return one event, by its id or the beginning of it; None where people called it none."""
    event = ledger.find(name)
    with ledger.reading() as connection:
        told = read_told(connection, [event.document], share)
    return next((one for one in told[event.document].events if one.id == event.id), None)


def share_tallies(
    ledger: Ledger, share: Share, of: str | None, after: Key | None, most: int
) -> Page[Tally]:
    """Return running totals, of all documents or of one."""
    with ledger.reading() as connection:
        page = pages.read_tallies(connection, of, after, most)
        told = read_told(connection, (one.document for one in page.items), share)
    shown = {tally.id: tally for one in told.values() for tally in one.tallies}
    return Page(tuple(shown[one.id] for one in page.items if one.id in shown), page.after)


def share_incidents(
    ledger: Ledger, share: Share, wanted: IncidentFilter, after: Key | None, most: int
) -> Page[Incident]:
    """Return incidents, which are as people see them anyway."""
    with ledger.reading() as connection:
        page = pages.read_incidents(connection, wanted, after, most)
    items = page.items if share.names else tuple(map(redact_incident, page.items))
    return Page(items, page.after)


def search_incidents(
    ledger: Ledger, share: Share, wanted: Search, after: Cursor | None, most: int
) -> tuple[list[Incident], Cursor | None]:
    """Return incidents that are told in some words, the newest first."""
    with ledger.reading() as connection:
        found, more = search.find_page(connection, wanted, most, after)
    return (found if share.names else [redact_incident(one) for one in found]), more


def share_incident(ledger: Ledger, name: str, share: Share) -> Incident:
    """Return one incident, by its slug or one it once had."""
    incident = ledger.incident(name)
    return incident if share.names else redact_incident(incident)


def share_judgements(
    ledger: Ledger, subject: str | None, after: Key | None, most: int
) -> Page[Judgement]:
    """Return people's decisions. Their reasons and values are people's words, and stay."""
    with ledger.reading() as connection:
        return pages.read_judgements(connection, subject, after, most)


def share_issues(ledger: Ledger, after: Key | None, most: int) -> Page[Issue]:
    """Return what could not be used, and why."""
    with ledger.reading() as connection:
        return pages.read_issues(connection, after, most)
