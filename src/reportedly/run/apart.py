"""A coder in a process of its own in, one that cannot hurt the server out (T4).

Coding keeps a processor busy, so pages would wait for it; and an article may end the process that
reads it, or never be done. Here either costs that article, and nobody else notices.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator

from reportedly.errors import ReportedlyError
from reportedly.pipeline import Coded
from reportedly.records import Article, Issue
from reportedly.run.local import CodesArticles, OpenCoder, Worker, refuse

MAX_SECONDS = 300.0  # for one article; the longest we took from a newspaper needs one or two
START_SECONDS = 120.0  # for the model, on a machine that has much else to do
NICE = 5  # pages go first


class Apart:
    """Hands articles to a process, one at a time, and starts another when it is gone."""

    def __init__(self, open_coder: OpenCoder, seconds: float = MAX_SECONDS) -> None:
        self.open_coder = functools.partial(open_nicely, open_coder)
        self.seconds = seconds
        self.worker: Worker | None = None

    def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
        """Yield one Coded for each article."""
        return (self.code_one(article) for article in articles)

    def code_one(self, article: Article | Issue) -> Coded:
        """Return what an article came to, or that it took too much."""
        worker = self.worker or self.start()
        try:
            worker.pipe.send(article)
            if not worker.pipe.poll(self.seconds):
                self.end()
                return refuse(article, "it took too long", f"more than {self.seconds:g} seconds")
            word = worker.pipe.recv()
        except (EOFError, OSError):
            self.end()
            detail = f"exit code {worker.process.exitcode}"
            return refuse(article, "the coder died on this article", detail)
        if isinstance(word, ReportedlyError):
            self.end()
            raise word
        assert isinstance(word, Coded)
        return word

    def start(self) -> Worker:
        """Start the process; what keeps it from starting is no fault of an article."""
        worker = self.worker = Worker(self.open_coder)
        try:
            word = worker.pipe.recv() if worker.pipe.poll(START_SECONDS) else TimeoutError()
        except (EOFError, OSError) as error:
            word = error
        if word is None:
            return worker
        self.end()
        if isinstance(word, ReportedlyError):
            raise word
        raise ReportedlyError(f"the coder ended with code {worker.process.exitcode} at its start")

    def end(self) -> None:
        """End the process, if there is one; at once, since it may be lost in its work."""
        if self.worker is not None:
            self.worker.process.kill()
            self.worker.stop()
            self.worker = None


def open_nicely(open_coder: OpenCoder) -> CodesArticles:
    """Open a coder where others go first. Runs in the process."""
    os.nice(NICE)
    return open_coder()
