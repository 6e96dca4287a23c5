"""Two events are found by each other exactly where they share a fact and a day."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.merge import keys as of
from reportedly.merge.keys import Key, find_partners
from reportedly.merge.score import find_pairs
from reportedly.merge.view import make_views
from reportedly.records import Document, Event

Story = Callable[..., tuple[Document, Event]]
KEYS = st.builds(
    lambda fact, first, length: Key(fact, first, first + length),
    st.sampled_from("ab"),
    st.integers(0, 20),
    st.integers(0, 6),
)


@given(st.lists(st.lists(KEYS, max_size=3), max_size=8), st.integers(0, 8))
def test_partners_are_those_of_every_pair_compared(keys: list[list[Key]], asked: int) -> None:
    wanted = [
        [number, other]
        for number, other in combinations(range(len(keys)), 2)
        if number < asked
        and any(
            x.fact == y.fact and x.first <= y.last and y.first <= x.last
            for x in keys[number]
            for y in keys[other]
        )
    ]
    rows = [(n, ord(key.fact), key.first, key.last) for n, some in enumerate(keys) for key in some]
    with mock.patch.object(of, "AT_ONCE", 5):
        assert find_partners(np.array(rows, dtype=int).reshape(-1, 4), asked).tolist() == wanted


def share(*told: tuple[Document, Event]) -> bool:
    views = make_views([d for d, _ in told], [e for _, e in told])
    return find_pairs(views).tolist() == [[0, 1]]


def test_what_reports_may_share(story: Story) -> None:
    text = "Gunmen attacked Mopti."
    dated = {"when": "2021-03-06", "where": "Mopti", "country": "ML"}
    first = story(text, name="a", **dated)
    assert share(first, story(text, name="b", **(dated | {"when": "2021-03-08"})))
    assert not share(first, story(text, name="b", **(dated | {"when": "2021-03-09"})))
    goma = dated | {"where": "Goma", "country": "CD"}
    assert not share(first, story("Gunmen attacked Goma.", name="b", **goma))
    week = {"published": "2021-03-08"}
    assert share(
        story(text, name="a", **dated, **week), story(text, name="b", where="Mopti", **week)
    )
    undated = {"where": "Mopti", "actor": "Gunmen", "target": "Mopti", "killed": 6}
    assert share(story(text, name="a", **undated), story(text, name="b", **undated))
    assert not share(story(text, name="a", where="Mopti"), story(text, name="b", where="Mopti")), (
        "where no day is known, one fact is too few"
    )


def test_reports_find_each_other_by_the_names_they_say_most(story: Story) -> None:
    def tell(name: str, body: str, **told: object) -> tuple[Document, Event]:
        return story("He was shot there.", name=name, published="2021-03-08", body=body, **told)

    quandt = tell("a", "Quandt fled. Quandt had feared Vasko.")
    assert share(quandt, tell("b", "Nobody saw Quandt, or heard Quandt."))
    assert not share(quandt, tell("b", "Nobody saw Hollin, or heard Hollin."))
    assert not share(quandt, tell("b", "Quandt, Quandt.", category="COERCE", kind="arrest"))
