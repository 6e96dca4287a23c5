"""Two groupings in, how far they agree out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluate.clusters import Grouping, compare

ITEMS = "abcdefg"
GROUPINGS = st.fixed_dictionaries({item: st.sampled_from("1234567") for item in ITEMS})


def group(*clusters: str) -> Grouping:
    return {item: cluster for cluster in clusters for item in cluster}


def test_worked_example() -> None:
    """Luo 2005: what was found puts the second and third group in one."""
    wanted = group("12345", "67", "89abc")
    found = group("12345", "6789abc")
    score = compare(found, wanted)
    assert score.b3.precision == pytest.approx((5 + 4 / 7 + 25 / 7) / 12)
    assert score.b3.recall == 1.0
    assert score.muc.precision == pytest.approx(9 / 10)
    assert score.muc.recall == 1.0
    # Best pairing: the first with itself, the large one with "89abc".
    likeness = 1 + 2 * 5 / 12
    assert score.ceaf.precision == pytest.approx(likeness / 2)
    assert score.ceaf.recall == pytest.approx(likeness / 3)


def test_ceaf_pairs_best_over_all_and_not_one_by_one() -> None:
    wanted, found = group("abc", "defgh"), group("abcde", "fgh")
    score = compare(found, wanted)
    assert score.ceaf.f1 == pytest.approx((2 * 3 / 8 + 2 * 3 / 8) / 2)


def test_singletons_hold_no_link() -> None:
    score = compare(group("a", "b", "c"), group("abc"))
    assert (score.muc.precision, score.muc.recall, score.muc.f1) == (0.0, 0.0, 0.0)
    assert (score.b3.precision, score.b3.recall) == (1.0, pytest.approx(1 / 3))


def test_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match="same items"):
        compare(group("ab"), group("abc"))


@given(GROUPINGS, GROUPINGS)
def test_the_other_way_round_precision_is_recall(found: Grouping, wanted: Grouping) -> None:
    for here, there in zip(compare(found, wanted), compare(wanted, found), strict=True):
        assert here.precision == pytest.approx(there.recall)
        assert here.recall == pytest.approx(there.precision)


@given(GROUPINGS)
def test_what_agrees_wholly_scores_one(wanted: Grouping) -> None:
    score = compare({item: f"cluster {name}" for item, name in wanted.items()}, wanted)
    assert score.b3.f1 == score.ceaf.f1 == pytest.approx(1.0)
    assert score.muc.f1 == pytest.approx(1.0 if len(set(wanted.values())) < len(wanted) else 0.0)
