"""When two wordings name one thing, and which coded event tells which gold event."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from reportedly.evaluate.gold import read_gold
from reportedly.evaluate.match import alike, find_all, find_sentence, match
from reportedly.records import Event


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the army", "Army", True),
        ("army spokesman", "an army spokesman in Bamako", True),
        ("Colonel Ruiz", "Col. Ruiz", True),  # the head word, and half of the shorter one
        ("Defence Ministry of Mali", "Mali Defence Ministry official", True),
        ("the army of Mali", "the army of Niger", False),
        ("gunmen", "soldiers", False),
        ("the", "the", False),  # nothing that carries meaning
        ("", "gunmen", False),
    ],
)
def test_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_places_in_a_text_are_all_found() -> None:
    assert find_all("aaa", "aa") == [(0, 2), (1, 3)]
    assert find_all("text", "no") == []
    text = "One fell. Two fell.\nThree."
    start, end = find_sentence(text, text.index("Two"))
    assert text[start:end].strip() == "Two fell."


def test_each_is_paired_once_and_the_closest_first(copy: Any, gold_folder: Path) -> None:
    report = read_gold(gold_folder)[1]
    events = [r for r in copy((report,)) if isinstance(r, Event)]
    assert match(report, events) == {i: i for i in range(len(events))}
    assert match(report, events[::-1]) == {i: len(events) - 1 - i for i in range(len(events))}
    worse = msgspec.structs.replace(events[0], category="AID", actors=(), id="worse")
    assert match(report, [worse, *events]) == {i: i + 1 for i in range(len(events))}
    assert match(report, [worse])[0] == 0  # its anchor alone is enough


def test_an_event_told_elsewhere_is_another(copy: Any, gold_folder: Path) -> None:
    report = read_gold(gold_folder)[1]
    event = next(r for r in copy((report,)) if isinstance(r, Event))
    far = msgspec.structs.replace(event.anchor, start=0, end=6, quote=report.text[:6])
    bare = msgspec.structs.replace(
        event, anchor=far, evidence=(), actors=(), recipients=(), targets=()
    )
    one = msgspec.structs.replace(report, events=report.events[:1])
    assert match(one, [event]) == {0: 0}
    assert match(one, [msgspec.structs.replace(bare, category="AID")]) == {}
