"""Pairs of views in, links out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any
from unittest import mock

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.merge import strength
from reportedly.merge.cluster import is_strong
from reportedly.merge.features import FEATURES, find_most
from reportedly.merge.score import Link, may_tell_one, score_pair
from reportedly.merge.view import View, make_views
from reportedly.records import Document, Event, Rival

Gold = tuple[list[Document], list[Event], dict[str, str]]
Story = Callable[..., tuple[Document, Event]]

TOLD = st.fixed_dictionaries(
    {
        "text": st.sampled_from(
            ["A drone hit the depot in Olmo.", "Soldiers shot a man, he said."]
        ),
        "kind": st.sampled_from([None, "drone", "aerial", "firearms"]),
        "category": st.sampled_from(["ASSAULT", "ACCUSE"]),
        "when": st.sampled_from([None, "2021-03-06", "2021-03-07", "2021-03-01..2021-03-31"]),
        "where": st.sampled_from([None, "Olmo", "Tarn"]),
        "country": st.sampled_from([None, "CO", "PE"]),
        "actor": st.sampled_from([None, "gunmen", "the Olmo Front", "Tarn Army"]),
        "recipient": st.sampled_from([None, "a man", "the Olmo Front"]),
        "target": st.sampled_from([None, "depot"]),
        "killed": st.sampled_from([None, 1, 5, 12]),
        "stage": st.sampled_from(["occurred", "planned", "did_not_happen"]),
        "published": st.sampled_from([None, "2021-03-08", "2021-05-08"]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TOLD, max_size=6))
def test_many_at_once_are_scored_as_each_alone(story: Story, some: list[dict[str, Any]]) -> None:
    told = [story(name=str(n), **one) for n, one in enumerate(some)]
    views = make_views([d for d, _ in told], [e for _, e in told])
    with mock.patch.object(strength, "AT_ONCE", 4):
        assert find_all_strong(views) == score_all(views)


def find_all_strong(views: list[View]) -> dict[tuple[int, int], int]:
    pairs = np.array(list(combinations(range(len(views)), 2)), dtype=int).reshape(-1, 2)
    return strength.find_strong(views, pairs)


def score_all(views: list[View]) -> dict[tuple[int, int], int]:
    """Score each pair alone, all reasons given."""
    links = {
        (a, b): score_pair(views[a], views[b])
        for a, b in combinations(range(len(views)), 2)
        if may_tell_one(views[a], views[b])
    }
    return {pair: round(1000 * link.points) for pair, link in links.items() if is_strong(link)}


@pytest.fixture(scope="module")
def views(gold: Gold) -> list[View]:
    documents, events, _ = gold
    return make_views(documents, events)


def test_no_feature_gives_more_than_its_most(views: list[View]) -> None:
    for a, b in combinations(views, 2):
        most = find_most(a.told & b.told)
        for feature, bound in zip(FEATURES, most, strict=True):
            assert feature(a, b).points <= bound, feature.__name__


def test_the_gold_set_is_linked_alike_either_way(views: list[View]) -> None:
    strong = score_all(views)
    assert strong
    assert find_all_strong(views) == strong


def link(*told: tuple[Document, Event]) -> Link:
    """Return the link between two reports' first events."""
    views = make_views([d for d, _ in told], [e for _, e in told])
    first, second = (next(v for v in views if v.document.id == d.id) for d, _ in told[:2])
    return score_pair(first, second)


SHOT = "Gunmen shot two clerks in Olmo on Monday."


@pytest.mark.parametrize(
    ("precision", "rivals", "barred"),
    [
        ("city", (), True),
        ("site", (), False),  # no gazetteer knows it: only the story says in which country
        ("city", ("CO",), False),  # the name might mean another place, in the other's country
    ],
)
def test_only_a_country_that_is_sure_bars(
    story: Story, precision: str, rivals: tuple[str, ...], barred: bool
) -> None:
    here = story(SHOT, name="a", where="Olmo", country="CO")
    document, event = story(SHOT, name="b", where="clerks", country="PE")
    others = tuple(
        Rival(name="Olmo", geonameid=n, country=c, score=0.3) for n, c in enumerate(rivals)
    )
    where = msgspec.structs.replace(event.where, precision=precision, rivals=others)
    there = document, msgspec.structs.replace(event, where=where)
    found = link(here, there)
    assert (found.barred is not None) == barred
    assert any("lies in" in r.because and r.points < 0 for r in found.reasons) == barred


def test_the_only_events_of_their_kind_are_likelier_one(story: Story) -> None:
    body = "The mayor of Olmo, Ilse Quandt, called Brigadier Tarn and Bishop Aurelio."
    one, other = (story(SHOT, name=name, body=body) for name in "ab")
    alone = link(one, other)
    document, event = one
    again = msgspec.structs.replace(event, id=f"{event.id} again")
    assert link(one, other, (document, again)).points < alone.points
    assert "one such event" in alone.reasons[-1].because
