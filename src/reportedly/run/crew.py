"""Work to be divided in, what each worker made of its share out.

One worker is this process. More are processes of their own that read the ledger for themselves:
what they see is what was committed, so whoever divides the work holds the ledger's write lock.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType
from typing import Final, TypeVar

import sqlalchemy as sa

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.run.bench import Bench

START_METHOD: Final = "spawn"  # a fork would share the database's connection
YOUNG = 100_000  # objects made before Python looks for rings among them: views hold none
T = TypeVar("T")
R = TypeVar("R")
Task = Callable[[Bench, sa.Connection, T], R]


class Crew:
    """Who works on the batches: this process until more are called."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.bench, self.batch = ledger, Bench(), 0
        self.pools: list[ProcessPoolExecutor] = []
        self.rings = gc.get_threshold()

    def call(self, workers: int) -> None:
        """Have so many processes do the work, unless they are there or the ledger is in memory."""
        url = self.ledger.engine.url
        if self.pools or workers < 2 or not url.database or url.database == ":memory:":
            return
        told = url.render_as_string(hide_password=False)
        context = multiprocessing.get_context(START_METHOD)
        # One process a pool: each is asked for the same part of the reports every time, and has
        # their views at hand.
        self.pools = [
            ProcessPoolExecutor(1, context, initializer=settle, initargs=(told,))
            for _ in range(workers)
        ]

    def __enter__(self) -> Crew:
        gc.set_threshold(YOUNG, 20, 1000)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        gc.set_threshold(*self.rings)
        for pool in self.pools:
            pool.shutdown(wait=error is None, cancel_futures=True)

    def open(self, connection: sa.Connection) -> None:
        """Begin a batch."""
        self.batch += 1
        self.bench.open(connection)

    def share(self, connection: sa.Connection, task: Task[T, R], parts: Sequence[T]) -> Iterator[R]:
        """Return what the task makes of each part, in order. The parts go to one worker each, who
        begin at once; without workers, each is begun when its turn comes."""
        if not self.pools:
            return (task(self.bench, connection, part) for part in parts)
        with self.telling():
            return self.gather(
                [
                    self.pools[n % len(self.pools)].submit(work, self.batch, task, part)
                    for n, part in enumerate(parts)
                ]
            )

    def gather(self, asked: Iterable[Future[R]]) -> Iterator[R]:
        """Yield what workers made, as soon as it is there."""
        with self.telling():
            for one in asked:
                yield one.result()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what to do where a worker is gone."""
        try:
            yield
        except BrokenProcessPool as error:
            raise LedgerError(
                f"{self.ledger.name}: a process that linked reports ended: run again, or with "
                "--workers 1: what was linked so far is kept"
            ) from error

    @property
    def size(self) -> int:
        """Return how many parts there are to be."""
        return len(self.pools) or 1


class Place:
    """A worker's own ledger and bench; set once, when it starts."""

    ledger: Ledger
    bench: Bench
    batch = 0


def settle(url: str) -> None:
    """Open the ledger. Runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    gc.set_threshold(YOUNG, 20, 1000)
    Place.ledger, Place.bench = Ledger.open(url, create=False), Bench()


def work(batch: int, task: Task[T, R], part: T) -> R:
    """Do a task. Runs in the worker."""
    with Place.ledger.reading() as connection:
        if Place.batch != batch:
            Place.bench.open(connection)
            Place.batch = batch
        return task(Place.bench, connection, part)
