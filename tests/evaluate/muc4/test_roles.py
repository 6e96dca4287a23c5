"""The measures of today's papers."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluate.muc4.roles import (
    Entity,
    choose_pairs,
    count_pairs,
    hit,
    normalize,
    score_messages,
    score_templates,
    sum_hits,
    write_roles,
)
from reportedly.evaluate.muc4.template import Fill, Template

ENTITIES = st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1, max_size=3), max_size=4)


def make_template(kind: str, victims: list[Entity]) -> Template:
    """Return a template of a type with victims."""
    fills = tuple(Fill(values=tuple(sorted(v))) for v in victims)
    slots = [()] * 25
    slots[4], slots[18] = (Fill(values=(kind,)),), fills  # type: ignore[call-overload]
    return Template(message="OUR-0001", number=1, slots=tuple(slots))


TEMPLATES = st.lists(
    st.builds(make_template, st.sampled_from(["ARSON", "ROBBERY"]), ENTITIES), max_size=3
)


def test_mentions_are_compared_without_dress() -> None:
    assert normalize('The "Raiders", of An-Nasiriya') == "raiders of annasiriya"


def test_messages_merge_what_templates_repeat(raid: Any) -> None:
    keys = [raid(), raid({1: "2", 18: '"ENLIL BANI" / "BANI"\n  "SIN"'})]
    hits = score_messages(keys, [raid({18: '"ENLIL BANI"\n   "ASHUR"'})])
    victims = hits["Victim"]
    assert (victims.wanted, victims.given, victims.given_right) == (2, 2, 1)
    assert hits["PerpInd"].f == 100


@given(ENTITIES, ENTITIES)
def test_as_many_as_can_are_paired(mine: list[Entity], theirs: list[Entity]) -> None:
    short, long = sorted((mine, theirs), key=len)
    ways = itertools.permutations(long, len(short))
    most = max(
        sum(a <= b if short is mine else b <= a for a, b in zip(short, way, strict=True))
        for way in ways
    )
    assert count_pairs(mine, theirs) == most


@given(TEMPLATES, TEMPLATES)
def test_pairs_of_templates_are_the_best(keys: list[Template], responses: list[Template]) -> None:
    def worth(pairs: list[tuple[int, int]]) -> int:
        found = [sum_hits(hit(keys[k], responses[r])) for k, r in pairs]
        return sum(h.given_right + h.wanted_right for h in found)

    def fits(k: int, r: int) -> bool:
        return keys[k].slots[4] == responses[r].slots[4]

    ways = itertools.permutations([*range(len(keys)), *[-1] * len(responses)], len(responses))
    best = max(worth([(k, r) for r, k in enumerate(way) if k >= 0 and fits(k, r)]) for way in ways)
    assert worth(choose_pairs(keys, responses)) == best


def test_type_counts_as_a_role_and_must_agree(raid: Any) -> None:
    hits = score_templates([raid({4: "ATTACK / BOMBING"})], [raid({4: "BOMBING"})])
    assert (hits["type"].f, hits["Victim"].f) == (100, 100)
    hits = score_templates([raid()], [raid({4: "BOMBING"})])
    assert sum_hits(hits).given_right == 0
    assert (hits["Victim"].given, hits["Victim"].wanted) == (1, 1)


def test_lines_end_in_the_micro_average(raid: Any) -> None:
    lines = list(write_roles([raid()], [raid()]))
    assert [line for line in lines if line.startswith("micro")] == [
        "micro    100.00 100.00 100.00"
    ] * 2
