"""What a person writes into a field, and what is no value for it."""

from __future__ import annotations

import pytest

from reportedly.errors import ReviewError
from reportedly.pipeline import Coded
from reportedly.records import Gap, Interval, Place, holds
from reportedly.review.correct import FIELDS, correct, look_up


def put(coded: Coded, field: str, value: str) -> object:
    assert coded.document is not None
    return look_up(correct(coded.events[0], coded.document, field, value), field)


def test_words_are_those_of_the_report_nearest_to_the_event(coded: Coded) -> None:
    assert coded.document is not None
    event = correct(coded.events[0], coded.document, "recipients", "soldiers; an army spokesman")
    assert [party.text for party in event.recipients] == ["soldiers", "an army spokesman"]
    assert all(holds(party.span, coded.document) for party in event.recipients)
    assert put(coded, "actors", "none") == ()
    (thing,) = correct(coded.events[0], coded.document, "targets", "Mopti").targets
    assert holds(thing.span, coded.document)


def test_days_and_ranges_of_days(coded: Coded) -> None:
    for value, precision in (
        ("2024-03-01", "day"), ("2024-03-01..2024-03-03", "day"),
        ("2024-03-01..2024-03-07", "week"),
        ("2024-03-01..2024-03-31", "month"), ("2023-03-01..2024-03-31", "year"),
    ):  # fmt: skip
        found = put(coded, "when", value)
        assert isinstance(found, Interval) and found.precision == precision
    assert isinstance(put(coded, "when", "none"), Gap)


def test_numbers_and_open_ranges(coded: Coded) -> None:
    for value, low, high in (("3", 3, 3), ("3..5", 3, 5), ("3..", 3, None), ("..5", None, 5)):
        (count,) = put(coded, "killed", value)  # type: ignore[misc]
        assert (count.low, count.high) == (low, high)
    assert put(coded, "killed", "-") == ()
    (count,) = put(coded, "injured", "2")  # type: ignore[misc]
    assert count.effect == "injured"


def test_a_place_is_words_of_the_report_and_a_country(coded: Coded) -> None:
    found = put(coded, "where", "Gao, ml")
    assert isinstance(found, Place) and (found.name, found.country) == ("Gao", "ML")
    assert isinstance(put(coded, "where", "none"), Gap)


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("id", "x", "wanted one of abducted"),
        ("category", "ATTACK", "wanted one of ACCUSE"),
        ("mode", "riot", "wanted a mode of ASSAULT"),
        ("stage", "done", "wanted one of occurred"),
        ("status", "", "wanted one of claimed"),
        ("when", "Saturday", "wanted a day such as 2024-03-01"),
        ("when", "2024-03-01..2024-03-02..2024-03-03", "wanted a day"),
        ("when", "2024-02-30", "wanted a day"),
        ("when", "2024-03-02..2024-03-01", "ends before it begins"),
        ("where", "Timbuktu, ML", "stands nowhere in the report"),
        ("where", "Mopti, Mali", "a two-letter country"),
        ("where", ", ML", "wanted a place's name"),
        ("actors", "the navy", "wanted words copied from it"),
        ("killed", "some", "wanted a number or a range"),
        ("killed", "..", "wanted a number or a range"),
        ("killed", "-3", None),
        ("killed", "5..3", "ends below where it begins"),
        ("killed", "1" * 30, "wanted a number or a range"),
    ],
)
def test_what_is_no_value_is_named(
    coded: Coded, field: str, value: str, wanted: str | None
) -> None:
    if wanted is None:  # a minus sign opens a range: "up to 3"
        (count,) = put(coded, field, value)  # type: ignore[misc]
        assert (count.low, count.high) == (None, 3)
        return
    with pytest.raises(ReviewError, match=wanted) as error:
        put(coded, field, value)
    assert field in str(error.value) or value.partition(",")[0].strip() in str(error.value)


def test_every_field_can_be_emptied_or_has_fixed_values(coded: Coded) -> None:
    for field in FIELDS:
        if field not in ("category", "stage", "status"):
            assert not put(coded, field, "none") or isinstance(put(coded, field, "none"), Gap)
