"""T22: no question to the ledger takes longer than whoever asks is ready to wait."""

import threading
import time
from contextvars import copy_context

import pytest
import sqlalchemy as sa

from reportedly.errors import SlowError
from reportedly.ledger import Ledger
from reportedly.ledger.patience import patience

ENDLESS = sa.text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200000000)"
    " SELECT max(x) FROM n"
)


def ask(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        connection.execute(ENDLESS).all()


def test_t22_an_endless_question_ends(ledger: Ledger) -> None:
    begun = time.monotonic()
    with patience(0.2), pytest.raises(SlowError, match="in time"):
        ask(ledger)
    assert time.monotonic() - begun < 5


def test_t22_the_limit_goes_along_into_a_thread(ledger: Ledger) -> None:
    found: list[type] = []

    def run() -> None:
        try:
            ask(ledger)
        except SlowError as error:
            found.append(type(error))

    with patience(0.2):
        thread = threading.Thread(target=copy_context().run, args=(run,))
        thread.start()
        thread.join()
    assert found == [SlowError]


def test_t22_an_earlier_askers_limit_is_not_the_nexts(ledger: Ledger) -> None:
    with patience(0.05), pytest.raises(SlowError):
        ask(ledger)
    small = sa.text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000)"
        " SELECT max(x) FROM n"
    )
    with ledger.reading() as connection:  # the same connection, from the pool
        assert connection.execute(small).scalar_one() == 300_000
    with patience(30), ledger.noting() as connection:
        assert connection.execute(small).scalar_one() == 300_000
