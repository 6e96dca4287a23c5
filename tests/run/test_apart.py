"""T4: an article that ends its reader, or keeps it for ever, costs itself and nothing else."""

import importlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from reportedly.errors import ModelError, ReportedlyError
from reportedly.records import Article
from reportedly.run.apart import Apart


@pytest.fixture
def rough(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the rough coder so that the process can import it too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "helpers"))
    return importlib.import_module("rough_coder")


@pytest.fixture
def apart(rough: ModuleType) -> Iterator[Apart]:
    coder = Apart(rough.RoughCoder, seconds=2.0)
    yield coder
    coder.end()


def make(text: str) -> Article:
    return Article(name=text, media="text", text=text)


STORY = "Gunmen killed 6 soldiers near Mopti, police said."


def test_t4_the_rest_goes_on_whatever_one_article_does(apart: Apart) -> None:
    texts = [STORY, "die", STORY, "hang", STORY, "raise", STORY]
    begun = time.monotonic()
    coded = list(apart.code([make(text) for text in texts]))
    assert [len(one.events) for one in coded] == [1, 0, 1, 0, 1, 0, 1]
    died, hung, raised = (coded[at].issues[0] for at in (1, 3, 5))
    assert died.reason == "the coder died on this article" and "9" in died.detail
    assert hung.reason == "it took too long"
    assert "KeyError" in raised.detail
    assert time.monotonic() - begun < 60


def test_the_process_is_another_and_goes_when_it_is_ended(apart: Apart) -> None:
    apart.code_one(make(STORY))
    assert apart.worker is not None
    process = apart.worker.process
    assert process.pid != os.getpid() and process.is_alive()
    apart.code_one(make(STORY))
    assert apart.worker.process is process, "one process reads one article after the other"
    apart.end()
    assert not process.is_alive()


def test_a_model_that_is_not_there_is_no_articles_fault(rough: ModuleType) -> None:
    with pytest.raises(ModelError, match="install reportedly again"):
        Apart(rough.open_without_model).code_one(make(STORY))
    with pytest.raises(ReportedlyError, match="code 3 at its start"):
        Apart(rough.open_and_die).code_one(make(STORY))
