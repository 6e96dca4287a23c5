"""The gold events and the coded events of one report in, pairs that tell the same event out.

A coded event tells a gold event when one of its spans touches an occurrence of the gold anchor, or
its sentence, and enough of the rest agrees. Each is paired at most once, the closest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportedly.evaluate.gold import GoldEvent, Report
from reportedly.records import Event, Interval, Party, Place, Thing

NO_LETTERS = re.compile(r"\W+")
SMALL_WORDS = frozenset(
    "the a an of in on at by for to and or its his her their this that these those near some"
    .split()
)  # fmt: skip

# Points by which two accounts come closer; a pair below ENOUGH is none. The anchor alone is a pair,
# its sentence alone is not; neither is a type with one agreeing field in another sentence.
ENOUGH = 2.5
ANCHOR, SENTENCE, TYPE, SIDE, DAY, MODE, PLACE = 3.0, 1.5, 1.5, 0.75, 0.75, 0.5, 0.5

Range = tuple[int, int]  # half-open, in characters


def split_words(text: str) -> list[str]:
    """Return the words that carry meaning, in lower case."""
    return [w for w in NO_LETTERS.split(text.lower()) if w and w not in SMALL_WORDS]


def alike(one: str, other: str) -> bool:
    """The two wordings name the same thing: one holds the other, or they share their head words."""
    a, b = split_words(one), split_words(other)
    if not a or not b:
        return False
    common, shorter = set(a) & set(b), min(len(set(a)), len(set(b)))
    if len(common) == shorter:
        return True
    return 2 * len(common) >= shorter and (a[-1] == b[-1] or len(common) >= 2)


def any_alike(wanted: Iterable[str], got: Sequence[str]) -> bool:
    """Some right answer was given."""
    return any(alike(a, b) for a in wanted for b in got)


def list_names(things: Iterable[Party | Thing]) -> list[str]:
    """Return every wording of some parties or things."""
    found: list[str | None] = []
    for thing in things:
        found += [thing.text, thing.name if isinstance(thing, Party) else None, thing.span.quote]
    return [words for words in found if words]


def find_all(text: str, words: str) -> list[Range]:
    """Return every place in the text where the words stand; they may overlap."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def find_sentence(text: str, at: int) -> Range:
    """Return the stretch between full stops or line ends; enough to tell whether two are near."""
    before = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at))
    ends = [x for x in (text.find(". ", at), text.find("\n", at)) if x >= 0]
    return before + 1, min(ends, default=len(text)) + 1


def touch(a: Range, b: Range) -> bool:
    """The two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


def nearness(wanted: GoldEvent, event: Event, text: str) -> float:
    """Return the points for where in the text it is told."""
    anchors = find_all(text, wanted.anchor)
    spans = [(span.start, span.end) for span in (*event.evidence, event.anchor)]
    if any(touch(a, s) for a in anchors for s in spans):
        return ANCHOR
    near = any(touch(find_sentence(text, a[0]), s) for a in anchors for s in spans)
    return SENTENCE if near else 0.0


def closeness(wanted: GoldEvent, event: Event, text: str) -> float:
    """Return how much of two accounts agrees, in points."""
    when = event.when.start if isinstance(event.when, Interval) else None
    place = event.where.name if isinstance(event.where, Place) else ""
    undergone = list_names(event.recipients) + list_names(event.targets)
    agreed = (
        (TYPE, event.category == wanted.type),
        (MODE, wanted.mode is not None and event.mode == wanted.mode),
        (SIDE, any_alike(wanted.actor, list_names(event.actors))),
        (SIDE, any_alike(wanted.undergone_by, undergone)),
        (DAY, wanted.start is not None and when == wanted.start),
        (PLACE, wanted.place is not None and alike(wanted.place, place)),
    )
    return nearness(wanted, event, text) + sum(points for points, holds in agreed if holds)


def match(report: Report, events: Sequence[Event]) -> dict[int, int]:
    """Return which coded event tells which gold event, by their places in the two lists."""
    pairs = [
        (points, i, j)
        for i, wanted in enumerate(report.events)
        for j, event in enumerate(events)
        if (points := closeness(wanted, event, report.text)) >= ENOUGH
    ]
    matched: dict[int, int] = {}
    # On a tie the one told later goes first: any rule does, but it must be one and the same.
    for _, i, j in sorted(pairs, reverse=True):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched
