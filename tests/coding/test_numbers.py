"""Numbers are read as news means them, and only people are counted."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.coding.numbers import Quantity, add, find_quantities, parse_quantity

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "numbers.toml").read_text("utf-8"))[
    "case"
]
WORDS = st.sampled_from(
    [
        "a",
        "one",
        "two",
        "twenty",
        "hundred",
        "thousand",
        "dozen",
        "dozens",
        "of",
        "and",
        "to",
        "-",
        "between",
        "at",
        "least",
        "up",
        "over",
        "no",
        "half",
        "family",
        "casualties",
        "man",
        "5",
        "1,200",
        "3.5",
        "24",
        "year",
        "old",
        "%",
        "$",
        "million",
        "several",
        "few",
        "or",
        "more",
        "3rd",
        ".",
        ",",
        "tens",
    ]
)


def tell(quantity: Quantity) -> str:
    """Write a range as the cases do."""
    low, high = ("?" if end is None else str(end) for end in (quantity.low, quantity.high))
    return f"{low}..{high}"


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    spans = find_quantities(case["text"])
    assert [tell(s.quantity) for s in spans if s.unit == "people?"] == case["counts"]
    assert [f"{s.quote} {s.unit}" for s in spans if s.unit != "people?"] == case.get("others", [])


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_capitals_change_no_count(case: dict[str, Any]) -> None:
    spans = find_quantities(case["text"].upper())
    assert [tell(s.quantity) for s in spans if s.unit == "people?"] == case["counts"]


def test_the_qualifier_is_kept() -> None:
    assert parse_quantity("nearly 50 people") == Quantity(50, 50, "about")
    assert parse_quantity("at least 5") == Quantity(5, None, "at least")
    assert parse_quantity("gunmen") is None


def test_parts_add_up_and_open_ends_stay_open() -> None:
    children, woman = (span.quantity for span in find_quantities("two children and a woman"))
    assert add(children, woman) == Quantity(3, 3)
    assert add(Quantity(5, None, "at least"), Quantity(2, 2)) == Quantity(7, None, "at least")
    assert add(Quantity(None, 40, "up to"), Quantity(2, 2)) == Quantity(2, 42, "up to")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_gives_true_spans_and_closed_ranges(text: str) -> None:
    last = 0
    for span in find_quantities(text):
        assert last <= span.start < span.end
        assert text[span.start : span.end] == span.quote
        last = span.end
        low, high = span.quantity.low, span.quantity.high
        assert low is None or high is None or low <= high


@pytest.mark.parametrize("unit", ["1,", "a ", "two ", "hundred and ", "- ", "a family of ", "no "])
def test_time_grows_no_faster_than_text(unit: str) -> None:
    def measure(size: int) -> float:
        text = (unit * size)[:size]
        best = 9e9
        for _ in range(2):
            begin = time.process_time()
            find_quantities(text)
            best = min(best, time.process_time() - begin)
        return best

    small, large = measure(2_000), measure(16_000)
    assert large < 0.05 or large < 8 * 3 * small  # eight times the text; three for the noise
