"""A sentence and its event word in, how far the event got out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.coding.views import make_view, read_parse

from reportedly.analyze.base import Mention
from reportedly.codebook import read_book
from reportedly.coding.speech import read_grammar
from reportedly.coding.stage import join_stages, read_signs, stage_of
from reportedly.coding.view import View

CASES = Path(__file__).parents[1] / "cases" / "stage.toml"
BOOK = read_book()
SIGNS = read_signs(BOOK.cues, read_grammar(BOOK.speech).verbs)


def load() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return cases


def view_of(case: dict[str, Any], learned: str | None = None) -> tuple[View, int]:
    at = next(t.i for t in read_parse(case["parse"]).tokens if t.text == case["event"])
    told = [Mention(at, "ASSAULT", 0.9, None, learned, "reported")] if learned else []
    return make_view(case["parse"], mentions=told), at


@pytest.mark.parametrize("case", load(), ids=lambda case: case["why"])
def test_did_it_happen(case: dict[str, Any]) -> None:
    view, at = view_of(case)
    assert stage_of(view, at, SIGNS, "ASSAULT") == case["stage"]


def test_what_is_threatened_does_not_touch_the_threat() -> None:
    case = next(c for c in load() if c["why"] == "it is to come")
    view, at = view_of(case)
    assert stage_of(view, at, SIGNS, "THREATEN") == "occurred"


def test_an_inquiry_is_no_word_of_its_own() -> None:
    case = next(c for c in load() if c["why"] == "it is to come")
    view, at = view_of(case)
    assert stage_of(view, at, SIGNS, "ACCUSE", "allege") == "occurred"
    assert stage_of(view, at, SIGNS, "ACCUSE", "investigate") == case["stage"]


def test_the_learned_head_speaks_where_no_word_does() -> None:
    case = next(c for c in load() if c["why"] == "the plain past")
    view, at = view_of(case, learned="attempted")
    assert stage_of(view, at, SIGNS, "ASSAULT") == "attempted"


def test_a_word_in_the_text_beats_the_learned_head() -> None:
    case = next(c for c in load() if c["why"] == "it did not happen")
    view, at = view_of(case, learned="occurred")
    assert stage_of(view, at, SIGNS, "ASSAULT") == "did_not_happen"


def test_certain_facts_beat_a_sign_of_the_future() -> None:
    assert join_stages("planned", "occurred", 2.9) == "occurred"
    assert join_stages("planned", "occurred", -2.0) == "planned"
