"""Phrases for places, from tests/cases/where.toml, and what holds for any words at all."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Gap, Place, Span
from reportedly.resolve.context import PlaceContext, arc_km, build_context
from reportedly.resolve.countries import country_of
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.where import find_place, resolve_place

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "where.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_case(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    phrase = case["phrase"]
    context = build_context(case.get("among", []), gazetteer)
    span = Span(0, len(phrase), phrase)
    place = resolve_place(phrase, span, gazetteer, context)
    if "gap" in case:
        assert isinstance(place, Gap) and place.gap == case["gap"] and place.why
        return
    assert isinstance(place, Place), place
    for field in ("name", "precision", "country", "admin1", "geonameid"):
        if field in case:
            assert getattr(place, field) == case[field], place
    assert place.span == span
    if "near" in case:
        assert place.latitude is not None and place.longitude is not None
        assert arc_km(place.latitude, place.longitude, *case["near"]) < 60
    if case.get("precision") == "site":
        assert place.name in phrase


def test_names_found_in_the_phrase_are_used(gazetteer: Gazetteer) -> None:
    phrase = "a school in the eastern Al-Shaaf quarter of Aleppo"
    span = Span(0, len(phrase), phrase)
    place = resolve_place(phrase, span, gazetteer, PlaceContext(), names=("Al-Shaaf", "Aleppo"))
    assert isinstance(place, Place)
    assert (place.country, place.precision, place.geonameid) == ("SY", "site", 170063)


def test_a_toss_up_within_one_country_keeps_the_country(gazetteer: Gazetteer) -> None:
    place = find_place("Springfield", gazetteer, context=PlaceContext())
    assert isinstance(place, Place)
    assert place.country == "US" and place.geonameid is None and place.latitude is None
    assert {r.name for r in place.rivals} >= {"Springfield, Missouri", "Springfield, Massachusetts"}


def test_rivals_are_kept_with_scores(gazetteer: Gazetteer) -> None:
    place = find_place("Tripoli", gazetteer, context=PlaceContext())
    assert isinstance(place, Place)
    assert any(r.country == "LB" and 0 <= r.score <= 1 for r in place.rivals)


def test_a_village_abroad_is_not_believed(gazetteer: Gazetteer) -> None:
    austria = build_context(["Austria", "Vienna", "Salzburg"], gazetteer)
    assert isinstance(find_place("Rupert", gazetteer, context=austria), Gap)


def test_the_text_pins_names_down(gazetteer: Gazetteer) -> None:
    text = "Police in Paris, Texas, said on Monday the man had left Paris by car."
    context = build_context(["Paris", "Texas", "Paris"], gazetteer, text=text)
    place = find_place("Paris", gazetteer, context=context)
    assert isinstance(place, Place) and place.admin1 == "Texas"


def test_context_shares_add_up(gazetteer: Gazetteer) -> None:
    context = build_context(["Syria", "Syrian", "Aleppo", "Turkey", "Ankara"], gazetteer)
    assert sum(context.countries.values()) == pytest.approx(1.0)
    assert next(iter(context.countries)) == "SY"
    assert context.dominant() == "SY" or context.countries["SY"] < 0.6


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Iraqi", "IQ"),
        ("Iraqis", "IQ"),
        ("US", "US"),
        ("U.S.", "US"),
        ("us", None),
        ("Britain", "GB"),
        ("ISRAELI", "IL"),
        ("the Netherlands", "NL"),
        ("Russia's", "RU"),
        ("Washington", None),
        ("Burkinabe", "BF"),
        ("South Sudanese", "SS"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Côte d\u2019Ivoire", "CI"),
        ("Englishmen", "GB"),
        ("", None),
        ("Hezbollah", None),
        ("DR Congo", "CD"),
        ("Salvadoran", "SV"),
    ],
)
def test_country_of(words: str, code: str | None) -> None:
    assert country_of(words) == code


def test_every_country_of_the_table_is_a_place(gazetteer: Gazetteer) -> None:
    unknown = [code for code in gazetteer.countries.titles if gazetteer.nation(code) is None]
    # These have no town of a thousand people, or no people at all.
    assert set(unknown) <= {
        "AQ",
        "BV",
        "HM",
        "GS",
        "TF",
        "UM",
        "IO",
        "PN",
        "CC",
        "CX",
        "NU",
        "TK",
        "NF",
        "SJ",
        "AX",
        "BL",
        "VA",
        "MS",
        "SH",
        "FK",
    }, unknown


WORDS = st.lists(
    st.sampled_from([*"abcXYZ ,.-'\u2019()/éŁ\n\t0", "Haifa", " border ", " of ", "Syria"]),
    max_size=60,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(phrase=WORDS)
def test_never_raises(gazetteer: Gazetteer, phrase: str) -> None:
    span = Span(0, len(phrase), phrase)
    place = resolve_place(phrase, span, gazetteer, PlaceContext())
    assert isinstance(place, Place | Gap)
    if isinstance(place, Place):
        assert place.name
    build_context([phrase], gazetteer, text=phrase)


def test_a_long_phrase_costs_no_more_than_its_start(gazetteer: Gazetteer) -> None:
    phrase = "Haifa and the border of " * 5_000
    started = time.perf_counter()
    resolve_place(phrase, Span(0, 5, "Haifa"), gazetteer, PlaceContext())
    build_context([phrase[:50]] * 1000, gazetteer, text=phrase)
    assert time.perf_counter() - started < 5
