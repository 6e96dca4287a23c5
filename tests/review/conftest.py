"""Short ways to write a decision and an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reportedly.pipeline import Coded
from reportedly.records import Article, Judgement
from reportedly.run.fake import FakeCoder

DAY = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)


def say(key: str, action: str, subject: str = "e", by: str = "Ada", **rest: Any) -> Judgement:
    """Return a decision; its id is given, so that a test can name it."""
    return Judgement(id=key, action=action, subject=subject, by=by, at=DAY, **rest)  # type: ignore[arg-type]


@pytest.fixture
def decide() -> Callable[..., Judgement]:
    return say


@pytest.fixture
def coded() -> Coded:
    """Return a report of one killing."""
    text = "Gunmen killed 6 soldiers near Mopti, an army spokesman said. Soldiers fled to Gao."
    article = Article(name="a", media="text", text=text, published=DAY.date(), source="The Post")
    (found,) = FakeCoder().code([article])
    return found
