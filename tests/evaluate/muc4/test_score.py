"""Templates against templates: what is right, half right, wrong, spurious, missing."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.evaluate.muc4.score import score, score_f, sum_all, sum_slot
from reportedly.evaluate.muc4.table import write_table
from reportedly.evaluate.muc4.tally import Tally


def count(tally: Tally) -> tuple[int, int, int, int, int]:
    """Return cor, par, inc, spu, mis."""
    return tally.cor, tally.par, tally.inc, tally.spu, tally.mis


def test_a_copy_of_the_key_is_all_right(raid: Any) -> None:
    scored = score([raid()], [raid()], [])
    assert score_f(scored) == 100
    assert count(sum_all(scored)["ALL TEMPLATES"]) == (15, 0, 0, 0, 0)


def test_alternatives_and_premodifiers_match(raid: Any) -> None:
    scored = score([raid()], [raid({9: '"The two Raiders"'})], [])
    assert sum_slot(scored, 9).cor == 1


@pytest.mark.parametrize(
    ("slot", "text", "wanted"),
    [
        (2, "04 MAR 91", (1, 0, 0, 0, 0)),  # as the scorer of 1992: one last digit may differ
        (2, "10 MAR 91", (0, 0, 1, 0, 0)),
        (3, "UR", (0, 1, 0, 0, 0)),
        (3, "UR: KISH (CITY)", (0, 1, 0, 0, 0)),
        (3, "ELAM: NIPPUR (CITY)", (0, 0, 1, 0, 0)),
        (5, "ATTEMPTED", (0, 0, 1, 0, 0)),
        (8, "-", (0, 0, 0, 0, 1)),
        (9, '"RAIDERS"\n  "SAILORS"', (1, 0, 0, 1, 0)),
        (9, '"SAILORS"\n  "PRIESTS"', (0, 0, 1, 1, 0)),
        (12, '"GATE"', (0, 0, 0, 1, 0)),
        # The wider word is half right, whatever it points to.
        (20, 'POLITICAL FIGURE: "X"\n   CIVILIAN: "SHEPHERDS"', (1, 1, 0, 0, 0)),
        (20, 'GOVERNMENT OFFICIAL\n   CIVILIAN: "SHEPHERDS"', (1, 1, 0, 0, 0)),
        (21, '1: "ENLIL BANI"\n   3: "SAILORS"', (1, 0, 1, 0, 0)),
    ],
)
def test_slot(raid: Any, slot: int, text: str, wanted: tuple[int, ...]) -> None:
    assert count(sum_slot(score([raid()], [raid({slot: text})], []), slot)) == wanted


def test_what_points_to_a_matched_string_points_right(raid: Any) -> None:
    people = {
        19: '"MAYOR OF NIPPUR": "ENLIL BANI"\n   "THE SHEPHERDS"',
        23: 'DEATH: "ENLIL BANI"\n   INJURY: "THE SHEPHERDS"',
    }
    assert count(sum_slot(score([raid()], [raid(people)], []), 23)) == (2, 0, 0, 0, 0)


def test_an_optional_fill_may_lack_but_not_be_wrong(raid: Any) -> None:
    key = raid({8: "? TERRORIST ACT"})
    assert count(sum_slot(score([key], [raid({8: "-"})], []), 8)) == (0, 0, 0, 0, 0)
    assert count(sum_slot(score([key], [raid()], []), 8)) == (1, 0, 0, 0, 0)
    wrong = raid({8: "STATE-SPONSORED VIOLENCE"})
    assert count(sum_slot(score([key], [wrong], []), 8)) == (0, 0, 1, 0, 0)


def test_missing_spurious_and_optional_templates(raid: Any) -> None:
    fire = raid({4: "ARSON", 9: '"MONKS"'}, message="OUR-0002")
    scored = score([raid()], [fire], [])
    assert score([raid()], [], []).pairings == scored.pairings  # a message nobody asked about
    nothing = raid({1: "*"}, message="OUR-0002")
    totals = sum_all(score([raid(), nothing], [fire], []))
    assert count(totals["ALL TEMPLATES"]) == (0, 0, 0, 15, 15)
    assert count(totals["MATCHED/MISSING"]) == (0, 0, 0, 0, 15)
    assert count(totals["MATCHED/SPURIOUS"]) == (0, 0, 0, 15, 0)
    assert count(totals["MATCHED ONLY"]) == (0, 0, 0, 0, 0)
    optional = sum_all(score([raid({1: "1 (OPTIONAL)"})], [], []))
    assert optional["ALL TEMPLATES"].possible == 0


def test_templates_pair_by_content_not_by_number(raid: Any) -> None:
    first, second = raid(), raid({1: "2", 2: "20 JUN 91", 9: '"MONKS"', 5: "ATTEMPTED"})
    swapped = [raid({1: "7", 2: "20 JUN 91", 9: '"MONKS"', 5: "ATTEMPTED"}), raid({1: "8"})]
    scored = score([first, second], swapped, [])
    numbers = [(p.key.number, p.response.number) for p in scored.pairings]
    assert numbers == [(1, 8), (2, 7)]
    by_hand = score([first, second], swapped, [], {"OUR-0001": ((1, 7),)})
    numbers = [(p.key and p.key.number, p.response and p.response.number) for p in by_hand.pairings]
    assert numbers == [(1, 7), (2, None), (None, 8)]


def test_templates_of_other_types_never_pair(raid: Any) -> None:
    scored = score([raid({4: "BOMBING"})], [raid({4: "ROBBERY"})], [])
    assert sum_all(scored)["MATCHED ONLY"].possible == 0
    wider = score([raid({4: "BOMBING"})], [raid()], [])  # an attack may be a bombing
    assert count(sum_slot(wider, 4)) == (0, 1, 0, 0, 0)


def test_table_gives_the_official_rows(raid: Any) -> None:
    optional = raid({1: "1 (OPTIONAL)"}, message="OUR-0003")
    quiet = raid({1: "*"}, message="OUR-0002")
    given = [raid({3: "UR"}), raid(message="OUR-0002"), raid(message="OUR-0003")]
    lines = list(write_table(score([raid(), quiet, optional], given, [])))
    rows = {line[:19].strip(): line[19:].replace("|", " ").split() for line in lines}
    assert rows["inc-loc"] == "2 3 1 1 0 0 0 1 0 0 75 50 33".split()
    assert rows["ALL TEMPLATES"] == "30 45 29 1 0 0 0 15 0 36 98 66 33".split()
    assert rows["TEXT FILTERING"] == "1 2 1 * * * * 1 0 * 100 50 50".split()
    # 2 * 98 * 66 / (98 + 66): the official F is made of rounded recall and precision
    assert lines[-1].startswith("F-MEASURES  P&R 78.88 ")
