"""Words for parties, from tests/cases/who.toml, and what holds for any words at all."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Party, Span
from reportedly.resolve.actor_book import load_actors
from reportedly.resolve.aliases import find_aliases
from reportedly.resolve.who import resolve_loaded, resolve_party

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "who.toml").read_text("utf-8"))
SECTORS = {
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
    "IGO",
    "UNO",
    "EUR",
    "NGO",
}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    span = Span(0, len(text), text)
    party = resolve_party(text, span, load_actors(), {}, home=case.get("home"))
    assert party == Party(
        text=text,
        span=span,
        name=case.get("name"),
        id=case.get("id"),
        country=case.get("country"),
        sector=case.get("sector"),
        collective=case.get("collective", False),
    )


def test_a_short_name_stands_for_what_the_report_says() -> None:
    aliases = find_aliases("The Islamic Resistance in Iraq (IRI) said it had fired drones.")
    party = resolve_party("the IRI", Span(0, 7, "the IRI"), load_actors(), aliases)
    assert party.text == "the IRI"
    assert (party.name, party.country) == ("Islamic Resistance in Iraq", "IQ")


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("the Ta'ang Liberation Army (TLA) said", {"TLA": "Ta'ang Liberation Army"}),
        ("THE NATIONAL LIBERATION ARMY [ELN] FLED", {"ELN": "NATIONAL LIBERATION ARMY"}),
        ("Fuerza Nacional, known as Zorro, took it", {"Zorro": "Fuerza Nacional"}),
        ("John Smith (Reuters) wrote", {}),
        ("at least five people (AP) died", {}),
    ],
)
def test_find_aliases(text: str, aliases: dict[str, str]) -> None:
    assert find_aliases(text) == aliases


@pytest.mark.parametrize(
    ("text", "home", "country"),
    [
        ("the usurping entity", "LB", "IL"),
        ("the usurping entity", "NO", None),
        ("the regime", "SY", "SY"),
        ("the regime", None, None),
        ("occupiers", "UA", "RU"),
        ("the garden", "SY", None),
    ],
)
def test_loaded_names_need_a_context(text: str, home: str | None, country: str | None) -> None:
    found = resolve_loaded(text, load_actors(), home)
    assert (found.country if found else None) == country


def test_the_books_are_whole() -> None:
    book = load_actors()
    actors = {alias.actor for aliases in book.actors.values() for alias in aliases}
    assert len(actors) > 500
    assert {a.sector for a in actors} <= SECTORS
    assert {r.sector for r in book.roles.values()} <= SECTORS | {None}
    assert {a.country for a in actors} <= set(book.countries.near) | {None}
    assert all(not last or first <= last for first, last in (a.years for a in actors))


def test_years_tell_actors_apart() -> None:
    text, book = "the Islamic State of Iraq", load_actors()
    party = resolve_party(text, Span(0, len(text), text), book, {}, year=2010)
    assert party.id == "actor:islamic-state-of-iraq"


WORDS = st.lists(
    st.sampled_from(
        [*"abcXYZ ,.-'\u2019()[]0é\n", " Minister ", "Iran", " army ", " of ", "IS", "\u2019s "]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=100, deadline=None)
@given(text=WORDS, capitals=st.booleans())
def test_never_raises(text: str, capitals: bool) -> None:
    text = text.upper() if capitals else text
    span = Span(0, len(text), text)
    party = resolve_party(text, span, load_actors(), find_aliases(text), home="SY")
    assert party.text == text and party.span == span
    assert party.sector is None or party.sector in SECTORS
    resolve_loaded(text, load_actors(), "SY")


def test_a_long_text_is_read_in_linear_time() -> None:
    text = "The National Army of Here and There known as " * 5_000
    started = time.perf_counter()
    find_aliases(text)
    resolve_party(text, Span(0, 3, "The"), load_actors(), {})
    assert time.perf_counter() - started < 5
