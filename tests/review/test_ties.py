"""Merges, splits and shared sources as ties, and what contradicts what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.errors import ReviewError
from reportedly.records import Judgement
from reportedly.review.ties import check, find_groups, find_ties, find_torn

Decide = Callable[..., Judgement]


def test_a_merge_ties_a_split_parts_and_old_ids_are_todays(decide: Decide) -> None:
    merge = decide("1", "merge", events=("a", "b", "c"))
    split = decide("2", "split", events=("x",), others=("y", "z"))
    same = decide("3", "same_source", documents=("q", "p"))
    ties = find_ties([merge, split, same, decide("4", "accept", events=("a",))], {"z": "w"})
    assert ties.together == {("a", "b"), ("b", "c")}
    assert ties.apart == {("x", "y"), ("w", "x")}
    assert ties.sources == {("p", "q")}


def test_pairs_lead_on_step_by_step() -> None:
    groups = find_groups([("a", "b"), ("c", "d"), ("e", "f"), ("b", "c")])
    assert groups["a"] == groups["d"] == {"a", "b", "c", "d"}
    assert groups["e"] == {"e", "f"}


@pytest.mark.parametrize("turned", [False, True])
def test_a_contradiction_is_found_through_others_and_names_what_it_can(
    decide: Decide, turned: bool
) -> None:
    first = decide("1" * 20, "merge", events=("a", "b"))
    second = decide("2" * 20, "merge", events=("b", "c"), by="Bo")
    split = decide("3" * 20, "split", events=("a",), others=("c",), by="Cy")
    if turned:
        check(first, [split], {})
        with pytest.raises(ReviewError, match="earlier merges and splits"):
            check(second, [split, first], {})
        with pytest.raises(ReviewError, match=r"the split 33333333 by Cy \(2024-04-01 00:00\)"):
            check(second, [split, first], {}, along=("a",))
    else:
        check(second, [first], {})
        with pytest.raises(ReviewError, match="contradict"):
            check(split, [first, second], {})
        check(split, [first], {})


def test_a_contradiction_is_found_in_todays_ids(decide: Decide) -> None:
    split = decide("1", "split", events=("old",), others=("c",))
    merge = decide("2", "merge", events=("new", "c"))
    check(merge, [split], {})
    with pytest.raises(ReviewError, match="contradict the split"):
        check(merge, [split], {"old": "new"})


def test_what_a_new_reading_tore_bars_no_other_decision(decide: Decide) -> None:
    merge = decide("1", "merge", events=("a", "b"))
    split = decide("2", "split", events=("c",), others=("b",))
    now = {"a": "c"}
    assert find_torn(find_ties([merge, split], now)) == {("b", "c")}
    check(decide("3", "merge", events=("x", "y")), [merge, split], now)
    with pytest.raises(ReviewError, match="contradict the merge"):
        check(decide("4", "split", events=("x",), others=("y",)),
              [merge, split, decide("3", "merge", events=("x", "y"))], now)  # fmt: skip
