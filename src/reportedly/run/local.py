"""Articles in, one Coded for each out, in the order given, whatever happens to one of them.

One worker codes in this process. More are processes of their own, each with its own coder. All
are handed one article at a time: the model quantises a batch as a whole, so documents read together
change each other's outcome; alone, an article gives the same whatever stands beside it and however
many workers there are, and when one dies we know on which article.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final, Protocol

from reportedly.errors import ReportedlyError
from reportedly.ids import make_id
from reportedly.pipeline import Coded
from reportedly.records import Article, Issue

# A fork would copy the threads of the model's runtime in the middle of their work.
START_METHOD: Final = "spawn"
AHEAD = 4  # finished articles each worker may be ahead of a slow one, to bound memory
STOP_SECONDS = 2  # how long a worker may take to end by itself
STAGE = "run"


class CodesArticles(Protocol):
    """What the pipeline's Coder does; a fake of a few lines does it too."""

    def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
        """Yield one Coded for each article, in order."""
        ...


OpenCoder = Callable[[], CodesArticles]  # runs in the worker, so it must be picklable


def code_articles(
    articles: Iterable[Article | Issue], open_coder: OpenCoder, *, workers: int = 1
) -> Iterator[Coded]:
    """Code the articles on one process or several; the outcome is the same."""
    if workers == 1:
        coder = open_coder()
        return (code_one(coder, article) for article in articles)
    return Pool(open_coder, workers).code(articles)


def code_one(coder: CodesArticles, article: Article | Issue) -> Coded:
    """Code one article; a bug that it brings to light costs this article and no other."""
    try:
        (coded,) = coder.code([article])
    except ReportedlyError:
        raise
    except Exception as error:
        return refuse(article, "the coder failed", describe_error(error))
    return coded


def refuse(article: Article | Issue, reason: str, detail: str) -> Coded:
    """Return an issue in an article's place."""
    subject = article.subject if isinstance(article, Issue) else article.name
    issue = Issue(
        id=make_id(subject, STAGE, reason, detail),
        subject=subject,
        stage=STAGE,
        reason=reason,
        detail=detail,
    )
    return Coded(document=None, events=(), tallies=(), issues=(issue,))


def describe_error(error: Exception) -> str:
    """Name an error and the line it came from, as a bug report needs it."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


class Worker:
    """A process with a coder, and the number of the article it has in hand."""

    def __init__(self, open_coder: OpenCoder) -> None:
        context = multiprocessing.get_context(START_METHOD)
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(open_coder, theirs), daemon=True)
        self.process.start()
        theirs.close()  # else its end would never be seen
        self.ready = False
        self.number: int | None = None

    def stop(self) -> None:
        """End the process: kindly, then not."""
        self.pipe.close()
        self.process.join(STOP_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def serve(open_coder: OpenCoder, pipe: Connection) -> None:
    """Code what comes through the pipe until it is closed. Runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    try:
        coder = open_coder()
        pipe.send(None)
        while True:
            pipe.send(code_one(coder, pipe.recv()))
    except EOFError:
        return
    except ReportedlyError as error:
        pipe.send(error)
    except (BrokenPipeError, ConnectionResetError):
        return


class Pool:
    """Worker processes, the articles they have in hand, and what they have finished."""

    def __init__(self, open_coder: OpenCoder, workers: int) -> None:
        self.open_coder = open_coder
        self.size = workers
        self.workers: list[Worker] = []
        self.in_hand: dict[int, Article | Issue] = {}
        self.done: dict[int, Coded] = {}

    def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
        """Yield one Coded for each article, in order."""
        coming = enumerate(articles)
        waiting: deque[tuple[int, Article | Issue]] = deque()
        due, more = 0, True
        try:
            while True:
                while more and len(waiting) + len(self.in_hand) + len(self.done) < self.room:
                    following = next(coming, None)
                    if following is None:
                        more = False
                    else:
                        waiting.append(following)
                self.hand_out(waiting)
                while due in self.done:
                    yield self.done.pop(due)
                    due += 1
                if self.in_hand or waiting:
                    self.collect()
                elif not more:
                    return
        finally:
            for worker in self.workers:
                worker.stop()

    @property
    def room(self) -> int:
        """Return how many articles may be under way."""
        return self.size * AHEAD

    def hand_out(self, waiting: deque[tuple[int, Article | Issue]]) -> None:
        """Give each idle worker an article; start workers while there is more to do than hands."""
        while len(self.workers) < min(self.size, len(waiting) + len(self.in_hand)):
            self.workers.append(Worker(self.open_coder))
        for worker in tuple(self.workers):
            if not waiting or not worker.ready or worker.number is not None:
                continue
            number, article = waiting.popleft()
            try:
                worker.pipe.send(article)
            except OSError:
                self.bury(worker)  # it died while idle: not this article's fault
                waiting.appendleft((number, article))
            else:
                worker.number = number
                self.in_hand[number] = article

    def collect(self) -> None:
        """Wait for workers to finish, or to die."""
        pipes: dict[Any, Worker] = {worker.pipe: worker for worker in self.workers}
        for pipe in wait(list(pipes)):
            worker = pipes[pipe]
            try:
                word = worker.pipe.recv()
            except (EOFError, OSError):
                self.mourn(worker)
                continue
            if isinstance(word, ReportedlyError):
                raise word
            if word is None:
                worker.ready = True
            elif worker.number is not None:
                self.finish(worker.number, word)
                worker.number = None

    def mourn(self, worker: Worker) -> None:
        """Put an issue in the place of the article a worker died on."""
        self.bury(worker)
        code = worker.process.exitcode
        if not worker.ready:
            raise ReportedlyError(f"a worker ended with code {code} before it could start")
        if worker.number is not None:
            article = self.in_hand[worker.number]
            detail = f"exit code {code}"
            self.finish(worker.number, refuse(article, "the worker died on this article", detail))

    def bury(self, worker: Worker) -> None:
        """Take a dead worker out of the pool."""
        worker.stop()
        self.workers.remove(worker)

    def finish(self, number: int, coded: Coded) -> None:
        """Keep what came of an article until its turn."""
        del self.in_hand[number]
        self.done[number] = coded
