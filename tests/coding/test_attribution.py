"""Sentences of news in, who says what out; then which voices speak for an event, and its status."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.coding.views import make_document, make_view

from reportedly.analyze.base import Analysis
from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.claims import Voices
from reportedly.coding.phrases import phrase
from reportedly.coding.speech import read_grammar
from reportedly.coding.status import status_of
from reportedly.coding.view import View
from reportedly.records import Claim, Hop, Party, Span, Stance

CASES = Path(__file__).parents[1] / "cases" / "attribution.toml"
GRAMMAR = read_grammar(read_book().speech)


def load() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return cases


def words(view: View, where: tuple[int, int]) -> str:
    return view.text[view.tokens[where[0]].start : view.tokens[where[1]].end]


def describe(view: View, a: Attribution) -> dict[str, Any]:
    """Return an attribution as a case writes it."""
    shown: dict[str, Any] = {
        "cue": words(view, (a.cue, a.cue)),
        "stance": a.stance,
        "says": " | ".join(words(view, (first, end - 1)) for first, end in a.content),
    }
    ranges = {
        "by": a.phrase,
        "meant": None if a.resolved is None else phrase(view, a.resolved),
        "via": a.channel,
        "to": a.hearer,
        "when": a.said,
        "accused": None if a.accused is None else phrase(view, a.accused),
    }
    shown |= {key: words(view, where) for key, where in ranges.items() if where is not None}
    if a.earlier:
        shown["earlier"] = " | ".join(words(view, (first, end - 1)) for first, end in a.earlier)
    if a.relays:
        shown["relays"] = " | ".join(words(view, phrase(view, r)) for r in a.relays)
    if a.quote == "direct":
        shown["quote"] = "direct"
    if a.own:
        shown["own"] = True
    if a.negated:
        shown["negated"] = True
    return shown


@pytest.mark.parametrize("case", load(), ids=lambda case: case["why"])
def test_who_says_what(case: dict[str, Any]) -> None:
    view = make_view(case["parse"])
    assert view.text == case["text"]
    assert [describe(view, a) for a in find_attributions(view, GRAMMAR)] == case["claims"]


def voices_of(why: str, word: str, reached: Sequence[str] = ()) -> list[tuple[str, str | None]]:
    """Return stance and speaker of each voice for the event at a word of a case."""
    view = make_view(next(c["parse"] for c in load() if c["why"] == why))
    attributions = find_attributions(view, GRAMMAR)
    voices = Voices(view, attributions)
    at = next(t.i for t in view.tokens if t.text == word)
    links = [(a, a.stance) for a in attributions if view.tokens[a.cue].text in reached]
    found = voices.find(at, reached=links)
    return [(v.stance, None if v.speaker is None else words(view, phrase(view, v.speaker)))
            for v in found]  # fmt: skip


def test_the_accuser_speaks_for_the_deed() -> None:
    assert voices_of("whoever accuses and whoever is accused never swap", "shelling") == [
        ("accuses", "Ukraine")
    ]


def test_a_denial_of_an_accusation_leaves_both_voices() -> None:
    assert voices_of("a rejected accusation", "fired") == [("denies", "Moscow"), ("accuses", None)]


def test_who_says_he_did_it_claims_it() -> None:
    why = "the group is the one last named"
    assert voices_of(why, "fired") == [("claims_responsibility", "Hamas")]


def test_words_said_elsewhere_add_their_voice() -> None:
    why = "the group is the one last named"
    assert ("claims_responsibility", "Hamas") in voices_of(why, "fired", reached=["claimed"])
    assert len(voices_of(why, "fired", reached=["claimed"])) == 2
    assert len(voices_of(why, "fired")) == 1


def test_what_a_denial_of_it_means_is_left_to_reach() -> None:
    why = "a denial of what was just said"
    assert voices_of(why, "burned") == [("asserts", "Residents")]
    assert voices_of(why, "burned", reached=["called"]) == [
        ("asserts", "Residents"), ("denies", "The army"),
    ]  # fmt: skip


def test_no_missile_is_a_denial_of_the_missile() -> None:
    assert voices_of("to say that nothing happened is to deny it", "reached") == [
        ("denies", "A spokesman")
    ]


def test_each_of_two_speakers_has_his_own_figure() -> None:
    why = "two voices, each with its own"
    assert voices_of(why, "hurt") == [("asserts", "Police")]
    assert voices_of(why, "died") == [("asserts", "doctors")]


def test_reading_is_linear() -> None:
    parse = next(c["parse"] for c in load() if c["why"] == "the group is the one last named")

    def clock(times: int) -> float:
        view = make_view("\n\n".join([parse.strip()] * times))
        start = time.process_time()
        find_attributions(view, GRAMMAR)
        return time.process_time() - start

    clock(20)
    short, long = clock(100), clock(800)
    assert long < 8 * short * 2.5  # twice linear would be 64 times


def test_an_empty_document_says_nothing() -> None:
    view = View(make_document(""), Analysis("x", (), ()))
    assert find_attributions(view, GRAMMAR) == ()


def party(text: str, country: str | None = None, sector: str | None = None) -> Party:
    return Party(text=text, span=Span(0, len(text), text), country=country, sector=sector)


def claim(by: Party | None, stance: Stance = "asserts") -> Claim:
    return Claim(by=(Hop(party=by, verb="say"),), stance=stance, span=Span(0, 0, ""))


HAMAS = party("Hamas", "PS", "REB")
ARMY = party("the army", "IL", "MIL")
MINISTRY = party("the health ministry", "PS", "GOV")
UN = party("the United Nations", "UNO", None)
FAMILY = party("a family of five", "PS", "CVL")
WITNESSES = party("witnesses")


@pytest.mark.parametrize(
    ("why", "actors", "victims", "claims", "category", "status"),
    [
        ("nobody but the paper", [HAMAS], [], [], "ASSAULT", "reported"),
        ("witnesses", [HAMAS], [], [claim(WITNESSES)], "ASSAULT", "reported"),
        ("the doer", [HAMAS], [], [claim(HAMAS, "claims_responsibility")], "ASSAULT", "claimed"),
        ("a state is a doer too", [ARMY], [FAMILY],
         [claim(party("the defence ministry", "IL", "GOV"))], "ASSAULT", "claimed"),
        ("the victims' ministry", [ARMY], [FAMILY], [claim(MINISTRY)], "ASSAULT", "confirmed"),
        ("the victims' ministry, and the doer", [ARMY], [FAMILY],
         [claim(ARMY, "claims_responsibility"), claim(MINISTRY)], "ASSAULT", "confirmed"),
        ("the victims' ministry against the accused's word", [ARMY], [FAMILY],
         [claim(MINISTRY), claim(ARMY, "denies")], "ASSAULT", "alleged"),
        ("the United Nations, whatever the accused says", [ARMY], [FAMILY],
         [claim(UN), claim(ARMY, "denies")], "ASSAULT", "confirmed"),
        ("who owns to it is no authority on it", [HAMAS], [FAMILY],
         [claim(ARMY, "claims_responsibility"), claim(ARMY)], "ASSAULT", "claimed"),
        ("an accusation", [ARMY], [FAMILY], [claim(HAMAS, "accuses")], "ASSAULT", "alleged"),
        ("an accusation by nobody named", [HAMAS], [], [claim(None, "accuses")], "ASSAULT",
         "alleged"),
        ("only the enemy", [ARMY], [FAMILY], [claim(HAMAS)], "ASSAULT", "alleged"),
        ("only a denial", [ARMY], [FAMILY], [claim(ARMY, "denies")], "ASSAULT", "denied"),
        ("a threat is told", [HAMAS], [ARMY], [claim(HAMAS)], "THREATEN", "reported"),
        ("a meeting, whoever else tells of it", [HAMAS], [], [claim(UN)], "CONSULT",
         "reported"),
        ("an arrest is the police's own act", [], [FAMILY], [claim(party("police", "IL", "COP"))],
         "COERCE", "claimed"),
    ],
)  # fmt: skip
def test_status(
    why: str, actors: list[Party], victims: list[Party], claims: list[Claim], category: str,
    status: str,
) -> None:  # fmt: skip
    assert status_of(actors, victims, claims, category, None, GRAMMAR) == status, why


def test_only_what_nobody_else_tells_is_denied() -> None:
    span = Span(start=0, end=4, quote="Army")
    army = Party(text="Army", span=span, sector="MIL")
    denial = Claim(by=(Hop(party=army),), stance="denies", span=span)
    assert status_of((), (), (denial,), "ASSAULT", None, GRAMMAR) == "denied"
    assert status_of((), (), (denial,), "ASSAULT", None, GRAMMAR, told=True) == "reported"
