"""Any number of workers gives the same, in order; one bad article costs itself only."""

import importlib
from collections.abc import Generator, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from reportedly.errors import ModelError, ReportedlyError
from reportedly.ids import make_id
from reportedly.records import Article, Issue
from reportedly.run.fake import FakeCoder
from reportedly.run.local import code_articles


@pytest.fixture
def rough(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the rough coder so that spawned workers can import it too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "helpers"))
    return importlib.import_module("rough_coder")


def make_article(number: int, text: str | None = None) -> Article:
    words = text if text is not None else f"Raiders killed {number} herders. " * (1 + number % 3)
    return Article(name=f"{number:02}.txt", media="text", text=words)


def test_two_workers_give_what_one_gives_in_the_same_order() -> None:
    refused = Issue(id=make_id("x"), subject="x.html", stage="fetch", reason="not a page")
    articles = [*(make_article(number) for number in range(20)), refused]
    alone = list(code_articles(articles, FakeCoder, workers=1))
    together = list(code_articles(iter(articles), FakeCoder, workers=2))
    assert together == alone
    assert len(alone) == 21 and alone[-1].issues == (refused,)


def test_a_bug_costs_one_article_and_is_named(rough: ModuleType) -> None:
    articles = [make_article(1), make_article(2, "raise"), make_article(3)]
    first, bad, last = code_articles(articles, rough.RoughCoder, workers=1)
    assert first.events and last.events
    assert bad.document is None
    (issue,) = bad.issues
    assert issue.subject == "02.txt"
    assert issue.detail.startswith("KeyError: 'no such token' (rough_coder.py:")


def test_a_dead_worker_costs_one_article_and_is_replaced(rough: ModuleType) -> None:
    articles = [make_article(number, "die" if number in (1, 4) else None) for number in range(8)]
    coded = list(code_articles(articles, rough.RoughCoder, workers=2))
    assert [bool(one.issues) for one in coded] == [n in (1, 4) for n in range(8)]
    assert coded[4].issues[0].subject == "04.txt"
    assert coded[4].issues[0].detail == "exit code 9"


def test_a_missing_model_ends_the_run_whoever_looks_for_it(rough: ModuleType) -> None:
    for workers in (1, 2):
        with pytest.raises(ModelError, match="install reportedly again"):
            list(code_articles([make_article(1)], rough.open_without_model, workers=workers))


def test_a_worker_that_cannot_start_ends_the_run(rough: ModuleType) -> None:
    with pytest.raises(ReportedlyError, match="code 3 before it could start"):
        list(code_articles([make_article(1)], rough.open_and_die, workers=2))


def test_articles_are_read_no_further_than_needed() -> None:
    read: list[int] = []

    def come() -> Iterator[Article]:
        for number in range(100):
            read.append(number)
            yield make_article(number)

    coming = code_articles(come(), FakeCoder, workers=2)
    next(coming)
    assert len(read) <= 10
    assert isinstance(coming, Generator)
    coming.close()
