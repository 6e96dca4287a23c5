"""What people bring in is coded once, reported truthfully, and survives the end of the program."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from reportedly.config import Config
from reportedly.errors import ModelError
from reportedly.fetch.files import make_issue
from reportedly.ledger import Ledger, jobs
from reportedly.ledger.jobs import MAX_TRIES, Wanted
from reportedly.pipeline import Coded
from reportedly.records import Article, Issue
from reportedly.records.adding import Job
from reportedly.run.accounts import make_account
from reportedly.run.adding import Adding, Renewing
from reportedly.run.apart import Apart
from reportedly.run.fake import FakeCoder

TEXT = b'{"text": "Gunmen killed 6 soldiers near Mopti, police said."}'
OTHER = b'{"text": "Rebels killed 3 guards near Goma, a colonel said."}'


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        make_account(ledger, "Ada", "coder", "a long enough password")
        yield ledger


def bring(book: Ledger, *wanted: Wanted, name: str = "j1") -> None:
    with book.noting() as connection:
        account = connection.exec_driver_sql("SELECT id FROM account").scalar_one()
        jobs.add_job(connection, name, account, time.time(), wanted)


def look(book: Ledger, name: str = "j1") -> Job:
    with book.reading() as connection:
        job = jobs.read_job(connection, name)
    assert job is not None
    return job


def adding(book: Ledger, fetch: object = None) -> Adding:
    return Adding(book, Config(), FakeCoder, fetch=fetch)  # type: ignore[arg-type]


def test_each_thing_gets_a_report_of_its_own(book: Ledger) -> None:
    def fetch(link: str) -> Iterator[Article | Issue]:
        yield make_issue(link, "closed", "the site asks for money (status 402)")

    lines = TEXT + b"\n{oops\n" + OTHER
    bring(
        book,
        Wanted("text", "pasted", TEXT),
        Wanted("file", "a.jsonl", lines),
        Wanted("file", "photo.png", b"\x89PNG"),
        Wanted("link", "https://news.example/x"),
    )
    assert adding(book, fetch).work() == 4
    job = look(book)
    assert [item.state for item in job.items] == ["done", "done", "failed", "failed"]
    assert job.ended and job.by == "Ada"
    pasted, several, photo, link = (item.report for item in job.items)
    assert len(pasted[0].events) == 1 and pasted[0].new
    assert [bool(one.document) for one in several] == [True, False, True]
    assert several[1].issues[0].reason == "bad_json" and several[1].name == "a.jsonl:2"
    assert photo[0].issues[0].reason == "unknown_suffix"
    assert link[0].issues[0].reason == "closed"
    assert len(list(book.incidents())) == 2, "what was added is folded into incidents"


def test_what_was_there_already_is_said_so(book: Ledger) -> None:
    bring(book, Wanted("text", "pasted", TEXT), Wanted("text", "pasted", TEXT))
    adding(book).work()
    assert [item.report[0].new for item in look(book).items] == [True, False]


def test_bytes_go_when_a_document_came_of_them(book: Ledger) -> None:
    bring(book, Wanted("text", "a", TEXT), Wanted("file", "b.txt", b"  "))
    adding(book).work()
    with book.reading() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM job_item ORDER BY ordinal").all()
    assert [body for (body,) in bodies] == [None, b"  "]


def test_what_failed_can_be_tried_again_and_nothing_else_is(book: Ledger) -> None:
    answers: list[Article | Issue] = [
        make_issue("l", "unreachable", "away"),
        Article(name="l", media="text", text=TEXT.decode()),
    ]

    def fetch(link: str) -> Iterator[Article | Issue]:
        yield answers.pop(0)

    bring(book, Wanted("text", "a", TEXT), Wanted("link", "l"))
    worker = adding(book, fetch)
    worker.work()
    assert [item.state for item in look(book).items] == ["done", "failed"]
    with book.noting() as connection:
        jobs.try_again(connection, "j1")
    assert worker.work() == 1
    assert [item.state for item in look(book).items] == ["done", "done"]


def test_the_first_thing_of_each_job_comes_first(book: Ledger) -> None:
    bring(book, *(Wanted("text", f"a{i}", TEXT) for i in range(3)), name="ja")
    bring(book, Wanted("text", "b0", TEXT), name="jb")
    worker, order = adding(book), []
    while item := worker.lease():
        order.append(item.wanted.name)
        worker.take(item)
    assert order == ["a0", "b0", "a1", "a2"]


def test_a_model_that_cannot_be_opened_is_told_and_ends_nothing(book: Ledger) -> None:
    def broken() -> FakeCoder:
        raise ModelError("model.onnx: not there: wanted the shipped model")

    bring(book, Wanted("text", "a", TEXT), Wanted("file", "b.png", b""))
    Adding(book, Config(), broken).work()
    first, second = look(book).items
    assert first.state == "failed" and "model.onnx" in first.report[0].issues[0].detail
    assert second.report[0].issues[0].reason == "unknown_suffix"


def test_two_servers_never_hold_one_thing(book: Ledger) -> None:
    bring(book, *(Wanted("text", f"{i}", TEXT) for i in range(12)))
    workers = [adding(book) for _ in range(3)]
    held: list[int] = []

    def take_all(worker: Adding) -> None:
        while item := worker.lease():
            held.append(item.ordinal)

    threads = [threading.Thread(target=take_all, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == list(range(12))


def test_a_lease_that_ran_out_is_no_longer_ours_to_finish(book: Ledger) -> None:
    bring(book, Wanted("text", "a", TEXT))
    slow = Adding(book, Config(), FakeCoder, lease_seconds=-1.0)
    late = slow.lease()
    assert late is not None
    adding(book).work()
    before = look(book)
    with book.noting() as connection:
        jobs.finish(connection, late, "failed", [])
    assert look(book) == before


def test_a_lease_is_renewed_while_the_work_goes_on(book: Ledger) -> None:
    bring(book, Wanted("text", "a", TEXT))
    worker = Adding(book, Config(), FakeCoder, lease_seconds=0.3)
    item = worker.lease()
    assert item is not None
    with Renewing(worker.renew, item, every=0.05):
        time.sleep(0.6)
        assert worker.lease() is None


KILLED = """
import os, signal, sys
from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder

class Dying(FakeCoder):
    coded = 0
    def code(self, articles):
        for coded in super().code(articles):
            if Dying.coded == {after} and "{when}" == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            yield coded
            Dying.coded += 1

ledger = Ledger.open(sys.argv[1])
worker = Adding(ledger, Config(), Dying, lease_seconds=0.2)
finish = worker.add
def add(coded, name):
    brought = finish(coded, name)
    if Dying.coded == {after} + 1 and "{when}" == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return brought
worker.add = add
worker.work()
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("after", [0, 2])
def test_p4_what_was_taken_in_survives_kill_9(
    book: Ledger, tmp_path: Path, after: int, when: str
) -> None:
    """Killed while coding, and between the ledger's rows and the report."""
    texts = [TEXT.replace(b"6", str(n).encode()) for n in range(4, 9)]
    bring(book, *(Wanted("text", f"{i}", text) for i, text in enumerate(texts)))
    script = KILLED.format(after=after, when=when)
    url = f"sqlite:///{tmp_path}/ledger.db"
    ended = subprocess.run([sys.executable, "-c", script, url], check=False, env=dict(os.environ))
    assert ended.returncode == -signal.SIGKILL
    assert not look(book).ended
    time.sleep(0.3)  # until the dead one's lease is over
    adding(book).work()
    job = look(book)
    assert [item.state for item in job.items] == ["done"] * 5
    assert sum(len(item.report[0].events) for item in job.items) == 5
    assert len(list(book.events())) == 5 and len(list(book.documents())) == 5


def test_t4_what_ends_the_program_each_time_is_put_aside(book: Ledger) -> None:
    bring(book, Wanted("text", "poison", TEXT), Wanted("text", "good", OTHER))
    dying = Adding(book, Config(), FakeCoder, lease_seconds=-1.0)
    for _ in range(MAX_TRIES):
        item = dying.lease()
        assert item is not None and item.wanted.name == "poison" and not item.spent
    adding(book).work()
    poison, good = look(book).items
    assert poison.state == "failed" and poison.report[0].issues[0].reason == "gave_up"
    assert good.state == "done"


def test_the_thread_takes_up_what_waits_and_stops_when_told(book: Ledger) -> None:
    bring(book, Wanted("text", "left behind", TEXT))
    with adding(book) as worker:
        bring(book, Wanted("text", "new", OTHER), name="j2")
        worker.wake()
        for _ in range(200):
            if look(book).ended and look(book, "j2").ended:
                break
            time.sleep(0.05)
    assert worker.thread is not None and not worker.thread.is_alive()
    assert look(book).count("done") == look(book, "j2").count("done") == 1


def test_a_bug_in_the_coder_costs_one_article(book: Ledger) -> None:
    class Sick(FakeCoder):
        def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
            for coded in super().code(articles):
                if coded.events and coded.events[0].counts[0].low == 6:
                    raise RuntimeError("a bug")
                yield coded

    bring(book, Wanted("text", "a", TEXT), Wanted("text", "b", OTHER))
    Adding(book, Config(), Sick).work()
    bad, good = look(book).items
    assert bad.state == "failed" and "a bug" in bad.report[0].issues[0].detail
    assert good.state == "done"


def test_a_server_that_is_stopped_blames_no_article(
    book: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The coder's process is ended with the server; what it had in hand is taken up later."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "helpers"))
    monkeypatch.setattr("reportedly.run.adding.STOP_SECONDS", 0.2)
    from rough_coder import RoughCoder

    bring(book, Wanted("text", "long", b'{"text": "hang"}'))
    with Adding(book, Config(), lambda: Apart(RoughCoder), lease_seconds=0.5) as worker:
        for _ in range(400):
            if isinstance(worker.coder, Apart) and worker.coder.worker is not None:
                break
            time.sleep(0.05)
        time.sleep(1)
    assert worker.thread is not None
    worker.thread.join(20)
    assert not worker.thread.is_alive()
    (item,) = look(book).items
    assert item.state == "leased" and item.report == ()
    assert list(book.issues()) == []
