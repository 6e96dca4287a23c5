"""The matcher that stands in for people: right, half right, or wrong by doubt."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.evaluate.muc4.guess import Guess, guess_value
from reportedly.evaluate.muc4.score import score, sum_slot
from reportedly.evaluate.muc4.slots import find_slot
from reportedly.evaluate.muc4.verdict import Verdict


@pytest.mark.parametrize(
    ("slot", "response", "key", "wanted"),
    [
        ("hum-tgt-desc", "OLD SHEPHERDS", "SHEPHERDS", "MATCH"),
        ("hum-tgt-desc", "OLD SHEPHERDS, A WITNESS SAID", "SHEPHERDS", "PARTIAL"),
        ("hum-tgt-desc", "SHEPHERDS WHO SAW IT", "SHEPHERDS", "PARTIAL"),
        ("hum-tgt-desc", "SHEPHERDS", "OLD SHEPHERDS OF UR", "PARTIAL"),
        ("hum-tgt-desc", "THE WIFE OF A SHEPHERD", "SHEPHERD", "WRONG"),
        ("hum-tgt-desc", "OLD MAYOR OF UR", "MAYOR OF UR", "MATCH"),
        ("hum-tgt-desc", "PRIESTS", "SHEPHERDS", "WRONG"),
        ("hum-tgt-name", "BANI", "ENLIL BANI", "PARTIAL"),
        ("hum-tgt-name", "MR. ENLIL BANI", "ENLIL BANI", "MATCH"),
        ("hum-tgt-name", "SIN BANI", "ENLIL BANI", "WRONG"),
        ("perp-org-id", "ARMY OF UR [AU]", "AU", "MATCH"),
        ("perp-org-id", "ARMY", "ARMY OF UR", "PARTIAL"),
        ("inc-date", "2 MARCH 1991", "02 MAR 91", "MATCH"),
        ("inc-date", "02 MAR 91", "- 02 MAR 91", "PARTIAL"),
        ("inc-date", "01 MAR 91", "- 02 MAR 91", "WRONG"),
        ("inc-date", "- 02 MAR 91", "01 MAR 91 - 02 MAR 91", "PARTIAL"),
        ("inc-date", "- 02 MAR 91", "01 MAR 91", "WRONG"),
        ("inc-date", "01 MAR 91", "28 FEB 91 - 02 MAR 91", "PARTIAL"),
        ("inc-date", "31 FEB 91", "28 FEB 91", "WRONG"),
        ("inc-loc", "UR: NIPPUR (CITY)", "UR", "PARTIAL"),
        ("hum-tgt-num", "7", "~7", "PARTIAL"),
        ("hum-tgt-num", "7", "5 - 7", "PARTIAL"),
        ("hum-tgt-num", "6", "5 - 7", "WRONG"),
    ],
)
def test_value(slot: str, response: str, key: str, wanted: str) -> None:
    assert guess_value(find_slot(slot), response, key) == Verdict[wanted]


def test_a_wrong_reference_halves(raid: Any) -> None:
    response = raid({19: '"MAYOR": "ASHUR"\n   "OLD SHEPHERDS"', 23: 'DEATH: "ASHUR"'})
    scored = score([raid()], [response], [Guess()])
    described, effects = sum_slot(scored, 19), sum_slot(scored, 23)
    assert (described.cor, described.par) == (1, 1)
    assert (effects.cor, effects.par, effects.mis) == (0, 1, 1)


def test_strict_gives_no_half_points(raid: Any) -> None:
    response = raid({18: '"BANI"', 19: '"OLD SHEPHERDS"'})
    scored = score([raid()], [response], [Guess(strict=True)])
    assert (sum_slot(scored, 18).inc, sum_slot(scored, 19).cor) == (1, 1)
