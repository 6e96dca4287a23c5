"""Of people's decisions in the order of arrival, which count."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.records import Judgement
from reportedly.review.standing import find_last, find_standing

Decide = Callable[..., Judgement]


def states(*judgements: Judgement) -> list[str]:
    return [standing.state for standing in find_standing(judgements)]


def test_of_two_who_saw_the_same_the_first_counts(decide: Decide) -> None:
    first, second = decide("1", "accept"), decide("2", "not_event", by="Bo")
    other = decide("3", "accept", subject="f")
    assert states(first, second, other) == ["counts", "late", "counts"]
    assert find_standing([first, second])[1].by == first
    assert find_last([first, second], "e") == first, "what came second is not followed"
    assert states(first, second, decide("4", "not_event", after="1")) == [
        "counts", "late", "counts",
    ]  # fmt: skip


def test_an_undo_can_be_undone(decide: Decide) -> None:
    chain = [
        decide("1", "accept"),
        decide("2", "undo", "1"),
        decide("3", "undo", "2"),
        decide("4", "undo", "3"),
    ]
    assert states(*chain[:2]) == ["undone", "counts"]
    assert states(*chain[:3]) == ["counts", "undone", "counts"]
    assert states(*chain) == ["undone", "counts", "undone", "counts"]


def test_an_undo_that_came_second_undoes_nothing(decide: Decide) -> None:
    first, undo, late = decide("1", "accept"), decide("2", "undo", "1"), decide("3", "undo", "1")
    redo = decide("4", "undo", "2")
    assert states(first, undo, late) == ["undone", "counts", "late"]
    assert states(first, undo, late, redo) == ["counts", "undone", "late", "counts"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.booleans()), max_size=12))
def test_what_counted_does_not_become_late(
    decide: Decide, drawn: list[tuple[int, bool, bool]]
) -> None:
    judgements: list[Judgement] = []
    for number, (pick, undo, blind) in enumerate(drawn):
        subject = judgements[pick % len(judgements)].id if undo and judgements else "e"
        last = find_last(judgements, subject)
        after = None if blind or last is None else last.id
        action = "undo" if subject != "e" else "accept"
        before = find_standing(judgements)
        judgements.append(decide(str(number), action, subject, after=after))
        now = find_standing(judgements)
        assert len(now) == len(judgements), "each is kept"
        for old, new in zip(before, now, strict=False):
            assert (old.state == "late") == (new.state == "late")
        assert now[-1].state != "undone"
        if now[-1].state == "late":
            assert now[:-1] == before, "who came second changes nothing"
