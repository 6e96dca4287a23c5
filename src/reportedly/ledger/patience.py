"""How long may be waited for the database: said once for a request, kept by every question of it.

Whoever answers strangers says `with patience(5):`; every statement that is begun inside, in this
thread or one that it hands its context to, is stopped by the database when the time is up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa

STEPS = 20_000  # of SQLite's instructions between two looks at the clock: about a millisecond
LEAST_MS = 1  # 0 would mean for ever
UNTIL: ContextVar[float | None] = ContextVar("until", default=None)
SET = "ledger_patience_set"


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Give all questions asked inside so long together."""
    token = UNTIL.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        UNTIL.reset(token)


def is_over() -> bool:
    """Tell whether the time is up."""
    until = UNTIL.get()
    return until is not None and time.monotonic() > until


def keep_patience(engine: sa.Engine) -> None:
    """Let an engine's transactions keep to the time that is given when they begin."""
    sa.event.listen(engine, "begin", limit)


def limit(connection: sa.Connection) -> None:
    """Tell the database how long it has, or that nobody waits."""
    until = UNTIL.get()
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(None if until is None else is_over, STEPS)
    elif until is not None:
        left = max(LEAST_MS, int((until - time.monotonic()) * 1000))
        connection.execute(sa.text(f"SET LOCAL statement_timeout = {left}"))
