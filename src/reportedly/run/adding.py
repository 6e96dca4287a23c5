"""What people brought in, coded one by one in the background of a server.

One thread owns the one coder, which is opened, in a process of its own, when there is something to
code. Each item is leased, coded, written and only then let go; adding is idempotent, so an item
that was in hand when the program was killed is simply coded again.
"""

from __future__ import annotations

import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from reportedly.config import Config
from reportedly.errors import ReportedlyError
from reportedly.fetch.files import Fetch, make_issue, read_bytes
from reportedly.ids import make_id
from reportedly.ledger import Ledger
from reportedly.ledger import jobs as rows
from reportedly.ledger.accounts import now_utc
from reportedly.ledger.jobs import MAX_TRIES, Leased, Wanted
from reportedly.pipeline import Coded, Coder
from reportedly.records import Article, Issue, Run
from reportedly.records.adding import Brought, ItemState
from reportedly.run.apart import Apart
from reportedly.run.identity import make_run
from reportedly.run.linking import link_ledger
from reportedly.run.local import CodesArticles, OpenCoder, code_one

LEASE_SECONDS = 60.0  # after a crash an item waits no longer than this
RENEW_SECONDS = 20.0
POLL_SECONDS = 5.0  # how soon we see what another process wrote, or left behind
STOP_SECONDS = 10.0
FOLD_ITEMS = 50  # coded between two foldings, where much waits

log = logging.getLogger("reportedly.adding")


class Adding:
    """Codes what waits in a ledger, in a thread of its own."""

    def __init__(
        self,
        ledger: Ledger,
        config: Config,
        open_coder: OpenCoder | None = None,
        fetch: Fetch | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self.ledger = ledger
        self.config = config
        self.open_coder = open_coder or functools.partial(open_apart, config)
        self.fetch = fetch
        self.lease_seconds = lease_seconds
        self.coder: CodesArticles | None = None
        self.thread: threading.Thread | None = None
        self.busy = False  # something is being coded here, or folded into incidents
        self.woken = threading.Event()
        self.stopping = threading.Event()

    def __enter__(self) -> Self:
        self.stopping.clear()
        self.thread = threading.Thread(target=self.run, name="adding", daemon=True)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stopping.set()
        self.woken.set()
        if self.thread is not None:
            self.thread.join(STOP_SECONDS)
        if isinstance(self.coder, Apart):
            self.coder.end()
            self.coder = None

    def wake(self) -> None:
        """Say that something new waits."""
        self.woken.set()

    def run(self) -> None:
        """Work until stopped. Whatever goes wrong with the ledger, the next round may go well."""
        while not self.stopping.is_set():
            self.woken.clear()
            try:
                self.work()
            except Exception:
                log.exception("could not go on adding articles; trying again")
            self.woken.wait(POLL_SECONDS)

    def work(self) -> int:
        """Code all that waits, then fold it into the incidents; return how many items."""
        done = 0
        try:
            while not self.stopping.is_set() and (item := self.lease()):
                self.busy = True
                self.take(item)
                done += 1
                if done % FOLD_ITEMS == 0:
                    link_ledger(self.ledger)
            if done:
                link_ledger(self.ledger)
        finally:
            self.busy = False
        return done

    def lease(self) -> Leased | None:
        """Take up the next item."""
        now = time.time()
        with self.ledger.reading() as connection:
            if not rows.has_free(connection, now):
                return None
        with self.ledger.noting() as connection:
            return rows.lease_next(connection, now, now + self.lease_seconds)

    def take(self, item: Leased) -> None:
        """Code one item and write what came of it."""
        if item.spent:
            report = [give_up(item.wanted.name)]
        else:
            report = []
            with Renewing(self.renew, item):
                for name, coded in self.code(item.wanted):
                    if self.stopping.is_set() and coded.document is None:
                        return  # its coder was stopped, not the article's fault: the lease runs out
                    report.append(self.add(coded, name))
        state: ItemState = "done" if any(each.document for each in report) else "failed"
        with self.ledger.noting() as connection:
            rows.finish(connection, item, state, report)

    def code(self, wanted: Wanted) -> Iterator[tuple[str, Coded]]:
        """Yield what each article of an item comes to."""
        for article in self.read(wanted):
            name = article.subject if isinstance(article, Issue) else article.name
            try:
                if self.coder is None and isinstance(article, Article):
                    self.coder = self.open_coder()
                if self.coder is None or isinstance(article, Issue):
                    assert isinstance(article, Issue)
                    yield name, Coded(document=None, events=(), tallies=(), issues=(article,))
                else:
                    yield name, code_one(self.coder, article)
            except ReportedlyError as error:  # the model cannot be opened: not this article's fault
                issue = make_issue(name, "the coder cannot work", str(error))
                yield name, Coded(document=None, events=(), tallies=(), issues=(issue,))

    def read(self, wanted: Wanted) -> Iterator[Article | Issue]:
        """Yield the articles of an item; a link is fetched now."""
        if wanted.kind == "link":
            yield from self.find_fetch()(wanted.name)
        else:
            yield from read_bytes(
                wanted.body or b"",
                wanted.name,
                max_bytes=self.config.max_bytes,
                media="json" if wanted.kind == "text" else None,
            )

    def find_fetch(self) -> Fetch:
        """Return what fetches links: one for all, so that it knows which sites to be slow with."""
        if self.fetch is None:
            from reportedly.fetch.files import open_fetch

            self.fetch = open_fetch(self.config.max_bytes)
        return self.fetch

    @functools.cached_property
    def who(self) -> Run:
        """Return the run that stands beside what is coded here."""
        return make_run(self.config, now_utc())

    def add(self, coded: Coded, name: str) -> Brought:
        """Write what an article came to; return what a person is told of it."""
        new = self.ledger.add(coded, self.who)
        document = coded.document
        return Brought(
            name=name,
            document=document.id if document else None,
            title=document.title if document else None,
            events=tuple(event.id for event in coded.events),
            tallies=len(coded.tallies),
            new=new,
            issues=coded.issues,
        )

    def renew(self, item: Leased) -> None:
        """Keep an item in hand."""
        with self.ledger.noting() as connection:
            rows.renew(connection, item, time.time() + self.lease_seconds)


def open_apart(config: Config) -> Apart:
    """Return the real coder, in a process of its own."""
    return Apart(functools.partial(Coder.open, config))


class Renewing:
    """Keeps a lease while the work on it goes on, however long that takes."""

    def __init__(
        self, renew: Callable[[Leased], None], item: Leased, every: float = RENEW_SECONDS
    ) -> None:
        self.renew = renew
        self.item = item
        self.every = every
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self) -> None:
        """Renew now and then until it is over."""
        while not self.over.wait(self.every):
            try:
                self.renew(self.item)
            except ReportedlyError:
                log.warning("a lease could not be renewed; the item may be coded twice")

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()


def give_up(name: str) -> Brought:
    """Return the report on an item that ended the program each time it was read."""
    detail = f"the program ended {MAX_TRIES} times while it read this"
    key = make_id("issue", name, "run", "gave_up")
    issue = Issue(id=key, subject=name, stage="run", reason="gave_up", detail=detail)
    return Brought(name=name, issues=(issue,))
