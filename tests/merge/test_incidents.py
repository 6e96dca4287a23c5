"""Events in, incidents out."""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.merge import make_incidents
from reportedly.merge.features import FEATURES
from reportedly.merge.syndication import find_voices
from reportedly.records import Document, Event, Incident

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "merge.toml").read_text("utf8"))
Gold = tuple[list[Document], list[Event], dict[str, str]]
Story = Callable[..., tuple[Document, Event]]


def incidents_of(*told: tuple[Document, Event]) -> tuple[Incident, ...]:
    return make_incidents([d for d, _ in told], [e for _, e in told])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case["why"]))
def test_case(case: dict[str, Any], story: Story) -> None:
    found = incidents_of(story(name="a", **case["a"]), story(name="b", **case["b"]))
    assert (len(found) == 1) == case["same"]
    if case["same"]:
        assert [d.field for d in found[0].disputes] == case.get("disputed", [])


def test_gold_events_meet_as_coded(gold: Gold) -> None:
    documents, events, incident_of = gold
    found = make_incidents(documents, events)
    incident = {e: i.id for i in found for e in i.events}
    precision, recall = find_b3(incident, incident_of)
    assert 2 * precision * recall / (precision + recall) >= 0.95


def find_b3(found: dict[str, str], wanted: dict[str, str]) -> tuple[float, float]:
    """Return B3 precision and recall."""
    left: defaultdict[str, set[str]] = defaultdict(set)
    right: defaultdict[str, set[str]] = defaultdict(set)
    for event in wanted:
        left[found[event]].add(event)
        right[wanted[event]].add(event)
    both = {e: len(left[found[e]] & right[wanted[e]]) for e in wanted}
    precision = sum(both[e] / len(left[found[e]]) for e in wanted) / len(wanted)
    return precision, sum(both[e] / len(right[wanted[e]]) for e in wanted) / len(wanted)


def test_the_strike_told_five_times(gold: Gold) -> None:
    documents, events, _ = gold
    article = {d.id: d.article for d in documents}
    strike = max(make_incidents(documents, events), key=lambda incident: len(incident.events))
    told = {article[e.document] for e in events if e.id in strike.events}
    assert told == {"01", "02", "03", "04", "05"}
    assert (strike.sources, strike.independent_sources) == (5, 4), "05 is a copy of 01"
    assert {d.field for d in strike.disputes} >= {"killed", "place"}
    killed = next(d for d in strike.disputes if d.field == "killed")
    assert {p.value for p in killed.positions} == {"9", "at least 14", "15", "16"}
    assert strike.slug.startswith("assault-chajal-2023-03-13-")


def test_a_denial_by_the_accused_is_about_the_blame(story: Story) -> None:
    text = "The army said the Red Dawn Front bombed a bus in Hilla. The Red Dawn Front denied it."
    facts = {"when": "2016-05-02", "where": "Hilla", "country": "IQ", "kind": "explosives"}
    said = {"The army": "accuses", "The Red Dawn Front": "denies"}
    (incident,) = incidents_of(story(text, actor="Red Dawn Front", says=said, **facts))
    assert [d.field for d in incident.disputes] == ["perpetrator"]
    assert [p.value for p in incident.disputes[0].positions] == [
        "Red Dawn Front",
        "not Red Dawn Front",
    ]


def test_figures_stand_under_their_speakers_name_once(story: Story) -> None:
    text = "Gunmen killed six soldiers near Mopti on Saturday, an army spokesman said."
    body = "The attackers came on motorcycles at dawn and left towards the river before help came."
    facts = {"when": "2021-03-06", "where": "Mopti", "country": "ML", "killed": 6}
    said = {"an army spokesman": "asserts"}
    copies = [story(text, name=str(n), body=body, says=said, **facts) for n in range(4)]
    (incident,) = incidents_of(*copies)
    assert (incident.sources, incident.independent_sources) == (4, 1)
    (figure,) = incident.figures
    assert figure.claim is not None and figure.claim.by[0].party is not None
    assert (figure.low, figure.claim.by[0].party.text) == (6, "an army spokesman")


def test_two_reporters_are_two_voices(gold: Gold) -> None:
    documents = gold[0]
    voices = find_voices(documents)
    article = {d.article: voices[d.id] for d in documents}
    assert article["01"] == article["05"]
    assert len(set(article.values())) == len(documents) - 1


def test_every_feature_says_why(gold: Gold) -> None:
    from reportedly.merge.view import make_views

    a, b, *_ = make_views(gold[0], gold[1])
    for feature in FEATURES:
        assert feature.__doc__, feature
        assert feature(a, b).because
        assert feature(a, b).points == feature(b, a).points, "a pair has no first and second"


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(gold: Gold, chance: random.Random) -> None:
    documents, events = list(gold[0]), list(gold[1])
    before = msgspec.json.encode(make_incidents(documents, events))
    chance.shuffle(documents)
    chance.shuffle(events)
    assert msgspec.json.encode(make_incidents(documents, events + events[:3])) == before


FACTS = st.fixed_dictionaries(
    {
        "text": st.sampled_from(
            ["Gunmen attacked Mopti.", "Rebels shelled Goma town.", "Bomb hits bus in Hilla."]
        ),
        "when": st.sampled_from([None, "2021-03-06", "2021-03-07", "2021-03-01..2021-03-31"]),
        "where": st.sampled_from([None, "Mopti", "Goma"]),
        "country": st.sampled_from([None, "ML", "CD"]),
        "killed": st.sampled_from([None, 0, 3, 9]),
        "stage": st.sampled_from(["occurred", "planned", "did_not_happen"]),
        "published": st.sampled_from([None, "2021-03-08", "2021-05-01"]),
    }
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(FACTS, max_size=9), st.randoms(use_true_random=False))
def test_any_events_any_order(
    story: Story, facts: list[dict[str, Any]], chance: random.Random
) -> None:
    told = [story(name=str(n), **fact) for n, fact in enumerate(facts)]
    found = incidents_of(*told)
    members = [e for incident in found for e in incident.events]
    assert sorted(members) == sorted(e.id for _, e in told), "each event is in one incident"
    chance.shuffle(told)
    assert incidents_of(*told) == found
    for incident in found:
        days = [e.when.start for _, e in told if e.id in incident.events and is_dated(e)]
        assert not days or (max(days) - min(days)).days <= 2


def is_dated(event: Event) -> bool:
    return getattr(event.when, "precision", None) == "day"
