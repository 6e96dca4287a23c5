"""Several processes link what one does."""

from __future__ import annotations

import random
from typing import Any

import pytest

from reportedly.export.jsonl import write_jsonl
from reportedly.ledger import Ledger
from reportedly.merge import make_incidents
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


@pytest.mark.parametrize("disturbed", [False, True])
def test_what_was_begun_counts_unless_somebody_else_wrote(
    disturbed: bool, desk: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "MANY", 1)
    monkeypatch.setattr(linking, "BATCH", 2)
    begun: list[int] = []
    begin = linking.begin

    def count(*given: Any) -> Any:
        begun.append(1)
        return begin(*given)

    monkeypatch.setattr(linking, "begin", count)
    text = "Gunmen killed {} soldiers near Mopti."
    reports = [desk.code(f"r{n}", text.format(6 + n % 2), n) for n in range(10)]
    desk.add_all(ledger, reports)

    def meanwhile(done: int) -> None:
        if disturbed and done == 4:
            with Ledger.open(str(ledger.engine.url)) as other:
                for coded in reports[4:]:
                    other.add(desk.read_anew(coded, random.Random(2)))

    assert link_ledger(ledger, meanwhile, workers=2) == 10
    assert len(begun) == 3 + disturbed, "each batch once, and again what rests on what is past"
    found = b"".join(write_jsonl(ledger.incidents()))
    assert found == b"".join(write_jsonl(make_incidents(ledger.documents(), ledger.events())))
