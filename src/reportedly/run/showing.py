"""Events' ids in, the events as people see them out, with their documents; and what waits."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from reportedly.ledger import Ledger
from reportedly.ledger import incidents as rows
from reportedly.records import Document, Event, Incident
from reportedly.review.fold import Shown
from reportedly.review.queue import Waiting, make_waiting
from reportedly.run.folding import Book, read_tellings, read_whole_book
from reportedly.run.linking import link_ledger


def read_shown(
    ledger: Ledger, events: Iterable[str], *, whole: bool = False
) -> tuple[dict[str, Document], dict[str, Shown]]:
    """Return the documents of the events by id, and the events by id with decisions folded in;
    with `whole` all that the documents tell."""
    wanted = set(events)
    documents: dict[str, Document] = {}
    shown: dict[str, Shown] = {}
    with ledger.reading() as connection:
        names = set(rows.find_documents(connection, wanted).values())
        for told in read_tellings(connection, names):
            documents[told.document.id] = told.document
            shown |= {one.event.id: one for one in told.shown if whole or one.event.id in wanted}
    return documents, shown


def read_judging(ledger: Ledger) -> Callable[[Document, Sequence[Event]], tuple[Event, ...]]:
    """Return what turns a document's events into those that people see."""
    with ledger.reading() as connection:
        book = read_whole_book(connection)

    def judge(document: Document, events: Sequence[Event]) -> tuple[Event, ...]:
        shown = book.fold(document, events)
        return tuple(one.event for one in shown if one.decision != "not_event")

    return judge


def read_queue(ledger: Ledger) -> Iterator[Waiting]:
    """Yield what waits for a person: first what a decision no longer fits, then what is disputed,
    then what nobody looked at."""
    link_ledger(ledger)
    with ledger.reading() as connection:
        book = read_whole_book(connection)
        documents = [*rows.read_tellings(connection, book.judged_documents)]
        held = {i for document, coded in documents for i in (event.id for event in coded)}
        incident_of = rows.read_incidents_of(connection, held)
    seen: set[str] = set()
    for document, coded in documents:
        for one in book.fold(document, coded):
            waiting = make_waiting(one, incident_of.get(one.event.id))
            if waiting is not None and waiting.why == "again":
                seen.add(one.event.id)
                yield waiting
    for disputed in (True, False):
        for incident in ledger.incidents(disputed=disputed):
            yield from read_waiting(ledger, incident, book, seen)


def read_waiting(
    ledger: Ledger, incident: Incident, book: Book, seen: Container[str]
) -> Iterator[Waiting]:
    """Yield the events of an incident that wait, those left out that were seen."""
    told = set(incident.events)
    with ledger.reading() as connection:
        documents = set(rows.find_documents(connection, told).values())
        for document, coded in [*rows.read_tellings(connection, documents)]:
            for one in book.fold(document, coded):
                if one.event.id in told and one.event.id not in seen:
                    waiting = make_waiting(one, incident)
                    if waiting is not None:
                        yield waiting
