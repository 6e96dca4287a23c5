"""Times are found where news tells them, and mean the days news means."""

from __future__ import annotations

import datetime as dt
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Gap, Interval
from reportedly.resolve.when import find_times, resolve_time

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "when.toml").read_text("utf-8"))[
    "case"
]
ANCHOR = dt.date(2024, 3, 4)  # a Monday
NO_DATE = {"duration", "clock", "vague", "set"}
WORDS = st.sampled_from(
    [
        "the",
        "a",
        "of",
        "in",
        "on",
        "since",
        "between",
        "and",
        "to",
        "3",
        "31",
        "29",
        "2024",
        "0",
        "99",
        "may",
        "March",
        "FEB",
        "Friday",
        "sun",
        "last",
        "next",
        "this",
        "week",
        "days",
        "ago",
        "later",
        "two",
        "few",
        "past",
        "early",
        "half",
        "night",
        "1990s",
        "'s",
        "'",
        "-",
        ",",
        ".",
        "\n",
        "10/11/12",
        "5th",
        "first",
        "quarter",
        "year",
        "before",
        "overnight",
        "recently",
        "9/11",
        "Easter",
        "Monday",
        "Christmas",
        "Day",
    ]
)


def tell(found: Interval | Gap) -> str:
    """Write a result as the cases do."""
    if isinstance(found, Gap):
        return found.gap
    return f"{found.start}..{found.end} {found.precision}"


def make_story(day: str | None) -> Interval | None:
    """Make the interval of the event told beside a time."""
    if day is None:
        return None
    date = dt.date.fromisoformat(day)
    return Interval(start=date, end=date, precision="day", basis="stated")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    spans = find_times(case["text"])
    if "quote" not in case:
        assert [span.quote for span in spans if span.kind not in NO_DATE] == []
        return
    span = next((s for s in spans if s.quote == case["quote"]), None)
    assert span is not None, [s.quote for s in spans]
    assert span.kind == case.get("kind", span.kind)
    found = resolve_time(
        span,
        anchor=dt.date.fromisoformat(case.get("anchor", ANCHOR.isoformat())),
        narrative=make_story(case.get("story")),
        tense=case.get("tense"),
    )
    assert tell(found) == case["means"]
    if isinstance(found, Interval):
        assert found.span is not None
        assert found.span.quote == case["quote"]


@pytest.mark.parametrize("case", [c for c in CASES if "quote" in c], ids=lambda c: c["why"])
def test_capitals_change_nothing(case: dict[str, Any]) -> None:
    text = case["text"].upper()
    if "O'CLOCK" in text or len(text) != len(case["text"]):
        pytest.skip("capitals change the length")
    assert case["quote"].upper() in [span.quote for span in find_times(text)]


@pytest.mark.parametrize("words", ["on Sunday", "last week", "yesterday", "March 4", "in May"])
def test_no_anchor_leaves_a_gap(words: str) -> None:
    (span,) = find_times(f"It happened {words}.")
    assert tell(resolve_time(span, anchor=None)) == "not_resolved"


def test_a_stated_date_needs_no_anchor() -> None:
    (span,) = find_times("It happened on 4 March 2024.")
    found = resolve_time(span, anchor=None)
    assert isinstance(found, Interval)
    assert (found.start, found.basis) == (ANCHOR, "stated")


def test_a_relative_date_says_so() -> None:
    (span,) = find_times("It happened on Sunday.")
    found = resolve_time(span, anchor=ANCHOR)
    assert isinstance(found, Interval)
    assert found.basis == "relative"


def test_only_the_part_asked_for_is_read() -> None:
    text = "On Monday he left. On Friday he came back."
    (span,) = find_times(text, 19, len(text))
    assert (span.quote, text[span.start : span.end]) == ("Friday", "Friday")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join)), st.dates(), st.dates())
def test_any_text_gives_true_spans_and_closed_intervals(
    text: str, anchor: dt.date, day: dt.date
) -> None:
    story = Interval(start=day, end=day, precision="day", basis="stated")
    last = 0
    for span in find_times(text):
        assert last <= span.start < span.end
        assert text[span.start : span.end] == span.quote
        last = span.end
        for tense in ("past", "future", None):
            for near, narrative in ((anchor, story), (anchor, None), (None, story), (None, None)):
                found = resolve_time(span, anchor=near, narrative=narrative, tense=tense)
                assert isinstance(found, Gap) or found.start <= found.end


@pytest.mark.parametrize(
    "unit",
    ["1,", "a ", "-", " ", "May 3 to ", "the early ", "two and ", "\n ", "1.", "12/", "\u2019"],
)
def test_time_grows_no_faster_than_text(unit: str) -> None:
    def measure(size: int) -> float:
        text = (unit * size)[:size]
        best = 9e9
        for _ in range(2):
            begin = time.process_time()
            find_times(text)
            best = min(best, time.process_time() - begin)
        return best

    small, large = measure(2_000), measure(16_000)
    assert large < 0.05 or large < 8 * 3 * small  # eight times the text; three for the noise
