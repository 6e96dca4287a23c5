"""A report's dateline gives the place and the day it speaks from."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.resolve.dateline import find_dateline

PUBLISHED = dt.date(2024, 3, 4)  # a Monday
LINES = [
    ("SAN SALVADOR, 10 JAN 90 (AFP) -- [TEXT] SOLDIERS", "SAN SALVADOR", "1990-01-10"),
    ("BOGOTA, 1 MAY 89 (CADENA 1) -- [TEXT] POLICE", "BOGOTA", "1989-05-01"),
    ("BAGHDAD, March 4 (Reuters) - Gunmen killed six.", "BAGHDAD", "2024-03-04"),
    ("Dhaka, 3 March: Bangladesh began mourning.", "Dhaka", "2024-03-03"),
    ("NICE, Monday - Whistles greeted the minister.", "NICE", "2024-03-04"),
    ("MARAWI CITY (MindaNow News/1 March) — Marines fell.", "MARAWI CITY", "2024-03-01"),
    ("JERUSALEM (ISRAEL), 29 AUG 89 (TASS) -- [TEXT]", "JERUSALEM (ISRAEL)", "1989-08-29"),
    ("MADRID, 2 October 2017\n\nThere was no vote.", "MADRID", "2017-10-02"),
    ("Kyiv — Sirens sounded again.", "Kyiv", None),
    ("THE HAGUE — Capitals were at odds on Friday.", "THE HAGUE", None),
    ("BRUSSELS (APA) — A court on Saturday charged a man.", "BRUSSELS", None),
    ("Crane falls in Mecca\n\nSaturday, September 12, 2015\n\nPilgrims", None, "2015-09-12"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "day"), LINES, ids=[line[0][:30] for line in LINES])
def test_datelines(text: str, place: str | None, day: str | None) -> None:
    found = find_dateline(text, anchor=PUBLISHED)
    assert found is not None
    assert (found.place.quote if found.place else None) == place
    assert (found.date.isoformat() if found.date else None) == day
    assert text.startswith(found.span.quote, found.span.start)


@pytest.mark.parametrize(
    "text",
    [
        "The army said on 3 March that it had killed six men.",
        "A man was killed - nobody knows by whom.",
        "On Friday police - or so they said - left.",
        "",
        "Friday 1 March\nThe chronicle of a week",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    found = find_dateline(text, anchor=PUBLISHED)
    assert found is None or found.place is None


def test_a_day_long_past_in_the_story_is_no_dateline() -> None:
    text = "A quiet vote, this time.\n\nRemember 9 May 1978. Then the ballots burned."
    assert find_dateline(text, anchor=PUBLISHED) is None


def test_a_missing_year_needs_an_anchor() -> None:
    found = find_dateline("BAGHDAD, March 4 (Reuters) - Gunmen killed six.")
    assert found is not None
    assert found.date is None
    assert found.date_span is not None


@given(st.text(max_size=300), st.dates())
def test_any_text_gives_a_true_span(text: str, anchor: dt.date) -> None:
    found = find_dateline(text, anchor=anchor)
    if found is not None:
        for span in (found.span, found.place, found.date_span):
            assert span is None or text[span.start : span.end] == span.quote
