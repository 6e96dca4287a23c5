"""Several processes link what one does."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.ledger import Ledger
from reportedly.run import linking
from reportedly.run.linking import link_ledger


def test_two_workers_make_what_one_makes(
    desk: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "MANY", 1)
    monkeypatch.setattr(linking, "BATCH", 5)
    text = "{} killed {} soldiers near {}."
    sides = [("Gunmen", 6, "Mopti"), ("Raiders", 9, "Goma"), ("Red Front rebels", 6, "Mopti")]
    reports = [desk.code(f"r{n}", text.format(*sides[n % 3]), n % 4) for n in range(12)]
    alone = desk.open_new()
    for one in reports:
        ledger.add(one)
        alone.add(one)
    done: list[int] = []
    assert link_ledger(ledger, done.append, workers=2) == 12
    assert done == [10, 12]
    assert desk.dump(ledger) == desk.dump(alone)
    assert desk.dump(ledger).count(b"\n") < 12
