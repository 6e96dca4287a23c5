"""Choosing among candidates by what their reasons weigh."""

from __future__ import annotations

from reportedly.coding.ranking import Bars, Filler, choose, points

WEIGHTS = {"": -1.0, "its subject": 3.0, "a time": -4.0, "a person": 0.5}
BARS = Bars(none=0.5, more=0.3)


def test_points_are_the_sum_of_the_reasons() -> None:
    assert points(Filler(0, ("its subject", "a person", "never counted")), WEIGHTS) == 2.5


def test_the_likeliest_filler_is_chosen() -> None:
    gunmen, monday = Filler(4, ("its subject", "a person")), Filler(7, ("its subject", "a time"))
    assert choose([gunmen, monday], WEIGHTS, BARS) == [4]


def test_two_as_likely_are_both_chosen_in_order_of_text() -> None:
    reasons = ("its subject",)
    assert choose([Filler(9, reasons), Filler(4, reasons)], WEIGHTS, BARS) == [4, 9]


def test_nothing_is_chosen_where_nothing_speaks_for_anyone() -> None:
    assert choose([Filler(4, ("a person",)), Filler(7, ("a time",))], WEIGHTS, BARS) == []
    assert choose([], WEIGHTS, BARS) == []
