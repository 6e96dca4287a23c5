"""Decisions that people made, in a history of our own."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.evaluate.muc4.history import History, read_history
from reportedly.evaluate.muc4.score import score, sum_slot
from reportedly.evaluate.muc4.template import Fault
from reportedly.evaluate.muc4.verdict import Verdict

TEXT = r"""(("OUR-0001" ("1"
  (perp-ind-id
   ("\"BANDITS\"" match (or "\"RAIDERS\"" "\"TWO RAIDERS\""))
   ("\"THE KING\"" fail))
  (inc-date ("01 MAR 91" partial (or (range "01 MAR 91" "02 MAR 91") "02 MAR 91")))
  (inc-loc ((location "UR" (qualified "KISH" "CITY")) fail))
  (hum-tgt-desc ("\"PEOPLE OF NIPPUR\"" partial
   (all-of (xref (or "\"MAYOR\"" "\"MAYOR OF NIPPUR\"") "\"ENLIL BANI\"")
           (optional "\"SHEPHERDS\"")))))))"""


@pytest.fixture
def history() -> History:
    """Return the decisions."""
    found = read_history(TEXT, "history")
    assert isinstance(found, History)
    return found


def test_history_reads_every_form(history: History) -> None:
    (dated,) = history.decisions["OUR-0001", 1, 2]
    assert dated.keys[0].values == ("01 MAR 91 - 02 MAR 91", "02 MAR 91")
    (placed,) = history.decisions["OUR-0001", 1, 3]
    assert (placed.response.values, placed.verdict) == (("UR: KISH (CITY)",), Verdict.WRONG)
    (spread,) = history.decisions["OUR-0001", 1, 19]
    assert [fill.refs for fill in spread.keys] == [("ENLIL BANI",), ()]


def test_a_match_by_hand_counts_and_is_marked(raid: Any, history: History) -> None:
    response = raid({9: '"THE BANDITS"'})  # the article makes no difference
    tally = sum_slot(score([raid()], [response], [history]), 9)
    assert (tally.cor, tally.icr, tally.inc) == (1, 1, 0)
    assert sum_slot(score([raid()], [response], []), 9).inc == 1


def test_a_failure_by_hand_is_wrong(raid: Any, history: History) -> None:
    assert sum_slot(score([raid()], [raid({9: '"THE KING"'})], [history]), 9).inc == 1


def test_one_string_can_be_half_right_for_several(raid: Any, history: History) -> None:
    tally = sum_slot(score([raid()], [raid({19: '"PEOPLE OF NIPPUR"'})], [history]), 19)
    assert (tally.par, tally.ipa, tally.mis, tally.spu) == (2, 2, 0, 0)


@pytest.mark.parametrize("text", ["", "(", "())", "(a b)", '(("M" ("1" (no-slot ("X" fail)))))'])
def test_what_is_no_history_says_so(text: str) -> None:
    fault = read_history(text, "history")
    assert isinstance(fault, Fault)
    assert str(fault).startswith("history:1: no history of a scorer")
