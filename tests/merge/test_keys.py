"""Two events are found by each other exactly where they share a fact and a day."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from reportedly.merge.keys import Key, find_keys, find_partners
from reportedly.merge.view import make_views
from reportedly.records import Document, Event

Story = Callable[..., tuple[Document, Event]]
KEYS = st.builds(
    lambda fact, first, length: Key(fact, first, first + length),
    st.sampled_from("ab"),
    st.integers(0, 20),
    st.integers(0, 6),
)


@given(st.lists(st.lists(KEYS, max_size=3).map(tuple), max_size=8))
def test_partners_are_those_of_every_pair_compared(keys: list[tuple[Key, ...]]) -> None:
    wanted = [
        {
            other
            for other in range(number + 1, len(keys))
            for x in keys[number]
            for y in keys[other]
            if x.fact == y.fact and x.first <= y.last and y.first <= x.last
        }
        for number in range(len(keys))
    ]
    assert find_partners(keys) == wanted


def share(*told: tuple[Document, Event]) -> bool:
    views = make_views([d for d, _ in told], [e for _, e in told])
    return find_partners([find_keys(view) for view in views])[0] == {1}


def test_what_reports_may_share(story: Story) -> None:
    text = "Gunmen attacked Mopti."
    dated = {"when": "2021-03-06", "where": "Mopti", "country": "ML"}
    first = story(text, name="a", **dated)
    assert share(first, story(text, name="b", **(dated | {"when": "2021-03-08"})))
    assert not share(first, story(text, name="b", **(dated | {"when": "2021-03-09"})))
    assert not share(first, story(text, name="b", **(dated | {"where": "Goma", "country": "CD"})))
    week = {"published": "2021-03-08"}
    assert share(
        story(text, name="a", **dated, **week), story(text, name="b", where="Mopti", **week)
    )
    undated = {"where": "Mopti", "actor": "Gunmen", "target": "Mopti", "killed": 6}
    assert share(story(text, name="a", **undated), story(text, name="b", **undated))
    assert not share(story(text, name="a", where="Mopti"), story(text, name="b", where="Mopti")), (
        "where no day is known, one fact is too few"
    )
