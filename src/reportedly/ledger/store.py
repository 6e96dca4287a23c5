"""The ledger as one object: open it, add to it, ask it.

The work is done by functions in `write` and `read`; here they meet one engine and one way to
tell errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TypeVar

import sqlalchemy as sa

from reportedly.ledger import engine as engines
from reportedly.ledger import judgements, read, write
from reportedly.ledger.read import EventFilter
from reportedly.records import Document, Event, Incident, Issue, Judgement, Run, Tally

T = TypeVar("T")
EVERYTHING = EventFilter()


class Ledger:
    """What was coded so far. Writes are idempotent; one article is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str, *, create: bool = True, upgrade: bool = False) -> Ledger:
        """Open the ledger at a URL such as sqlite:///ledger.db or postgresql://host/name."""
        return cls(engines.open_engine(url, create=create, upgrade=upgrade))

    def close(self) -> None:
        """Give the database back."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """Name the ledger as a message would."""
        return engines.name(self.engine.url)

    def add(self, coded: write.Coded, run: Run | None = None) -> bool:
        """Write what one article came to; tell whether anything was new."""
        return self._ask(lambda: write.write_coded(self.engine, coded, run))

    def documents(self) -> Iterator[Document]:
        """Yield every document, by day of publication."""
        return self._stream(read.read_documents(self.engine))

    def events(self, wanted: EventFilter = EVERYTHING) -> Iterator[Event]:
        """Yield the events asked for, in the order of their documents."""
        return self._stream(read.read_events(self.engine, wanted))

    def told(self, wanted: EventFilter = EVERYTHING) -> Iterator[tuple[Document, Event]]:
        """Yield the events asked for, each with the document that tells it."""
        return self._stream(read.read_told(self.engine, wanted))

    def tallies(self, document_id: str | None = None) -> Iterator[Tally]:
        """Yield every tally, or those of one document."""
        return self._stream(read.read_tallies(self.engine, document_id))

    def issues(self) -> Iterator[Issue]:
        """Yield what could not be used, and why."""
        return self._stream(read.read_issues(self.engine))

    def find(self, prefix: str) -> Event:
        """Return the one event whose id begins so."""
        return self._ask(lambda: read.find_event(self.engine, prefix))

    def incidents(self, disputed: bool | None = None) -> Iterator[Incident]:
        """Yield every incident, as last folded, by id; or those disputed, or those not."""
        return self._stream(read.read_incidents(self.engine, disputed))

    def incident(self, name: str) -> Incident:
        """Return the one incident that a slug, or a name it once had, leads to."""
        return self._ask(lambda: read.find_incident(self.engine, name))

    def judgements(self) -> list[Judgement]:
        """Return people's decisions, in the order of their arrival."""
        with self.reading() as connection:
            return judgements.read_judgements(connection)

    def find_document(self, prefix: str) -> Document:
        """Return the one document whose id, or whose source's id, begins so."""
        return self._ask(lambda: read.find_document(self.engine, prefix))

    def document(self, document_id: str) -> Document:
        """Return one document."""
        return self._ask(lambda: read.read_document(self.engine, document_id))

    def run_of(self, document_id: str) -> Run | None:
        """Return the run whose coding of the document counts."""
        return self._ask(lambda: read.read_run(self.engine, document_id))

    def counts(self) -> dict[str, int]:
        """Return how many articles, documents, events, tallies and issues there are."""
        return self._ask(lambda: read.count_rows(self.engine))

    def check_writing(self) -> None:
        """See that this user may write here; nothing is written."""
        self._ask(lambda: write.try_writing(self.engine))

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Hold a connection to read by."""
        with engines.telling_errors(self.engine.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Hold the one write transaction on incidents and decisions: all of it is kept, or none."""
        with engines.telling_errors(self.engine.url), engines.writing(self.engine) as connection:
            engines.queue_up(connection)
            yield connection

    @contextmanager
    def noting(self) -> Iterator[sa.Connection]:
        """Hold a write transaction on what is no part of the incidents: accounts, jobs, readers'
        corrections. It waits for no folding where the database has more than one writer."""
        with engines.telling_errors(self.engine.url), engines.writing(self.engine) as connection:
            yield connection

    def _ask(self, question: Callable[[], T]) -> T:
        with engines.telling_errors(self.engine.url):
            return question()

    def _stream(self, rows: Iterator[T]) -> Iterator[T]:
        with engines.telling_errors(self.engine.url):
            yield from rows
