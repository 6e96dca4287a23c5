"""Which words say an event: cases/triggers.toml, and the fields of a trigger."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.coding.views import read_parse

from reportedly.analyze.base import Analysis
from reportedly.analyze.conllu import make_text
from reportedly.codebook import read_book
from reportedly.coding.triggers import Trigger, find_triggers

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "triggers.toml").read_text("utf8"))[
    "case"
]


def triggers_of(case: dict[str, Any]) -> tuple[Analysis, tuple[Trigger, ...]]:
    analysis = read_parse(case["parse"])
    return analysis, find_triggers(analysis, read_book())


def find_case(why: str) -> dict[str, Any]:
    return next(case for case in CASES if case["why"] == why)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    analysis, found = triggers_of(case)
    assert make_text(analysis) == case["text"]
    said = [[t.category, t.mode or "", analysis.tokens[t.at].text] for t in found]
    assert said == case["wants"]


def test_a_light_verb_is_part_of_the_trigger() -> None:
    analysis, (trigger,) = triggers_of(find_case("a light verb carries the noun"))
    assert trigger.source == "light"
    assert trigger.support is not None
    assert analysis.tokens[trigger.support].text == "carried"
    assert analysis.tokens[trigger.first].text == "carried"
    assert analysis.tokens[trigger.last].text == "strikes"


def test_what_stands_inside_a_phrase_is_not_its_word() -> None:
    analysis, (trigger,) = triggers_of(
        find_case("taking hostages with the hostages between the words")
    )
    assert [analysis.tokens[i].text for i in trigger.tokens] == ["took", "hostage"]
    assert trigger.source == "phrase"


def test_every_trigger_has_a_weight_and_a_frame() -> None:
    book = read_book()
    for case in CASES:
        for trigger in triggers_of(case)[1]:
            assert 0 < trigger.weight < 1
            assert trigger.frame is book.frames[trigger.frame.name]
            assert trigger.first <= trigger.at <= trigger.last


def test_a_passive_and_an_active_give_the_same_code() -> None:
    active = read_parse(
        "Rebels rebel NOUN NNS 2 nsubj _\nambushed ambush VERB VBD 0 root _\n"
        "a a DET DT 4 det _\nconvoy convoy NOUN NN 2 obj _"
    )
    passive = read_parse(
        "A a DET DT 2 det _\nconvoy convoy NOUN NN 4 nsubj:pass _\n"
        "was be AUX VBD 4 aux:pass _\nambushed ambush VERB VBN 0 root _"
    )
    book = read_book()
    codes = [[(t.category, t.mode) for t in find_triggers(a, book)] for a in (active, passive)]
    assert codes == [[("ASSAULT", "firearms")]] * 2


def test_a_word_inside_a_name_is_no_event() -> None:
    rows = (
        "Strike strike PROPN NNP 2 compound Name=B-ORG\nForce force PROPN NNP 3 nsubj Name=I-ORG\n"
        "Seven seven PROPN NNP 4 nsubj Name=I-ORG\nslept sleep VERB VBD 0 root _"
    )
    assert find_triggers(read_parse(rows), read_book()) == ()


def test_no_words_no_triggers() -> None:
    assert find_triggers(Analysis("empty", (), ()), read_book()) == ()


def test_time_grows_with_length_only() -> None:
    """A list run together as one sentence of 5,000 words under one head is still read."""
    head = "listed list VERB VBD 0 root _"
    rows = "\n".join([head, *("attack attack NOUN NN 1 obj _" for _ in range(5_000))])
    assert len(find_triggers(read_parse(rows), read_book())) == 5_000
