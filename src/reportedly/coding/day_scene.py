"""A document's events and times in, a Scene out: what the signs of a day ask of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from reportedly.coding.draft import Draft
from reportedly.coding.story import DEEDS, number_paragraphs
from reportedly.coding.times import attachment
from reportedly.coding.told import Told
from reportedly.coding.view import View
from reportedly.records import Interval

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "such"})


class Dated(msgspec.Struct, frozen=True):
    """An event that has its day already, and where it was told."""

    at: int
    start: int
    sentence: int
    category: str
    when: Interval


class Scene:
    """What the signs ask of a document, found once."""

    def __init__(
        self,
        view: View,
        events: Sequence[Draft],
        told: Sequence[Told],
        said: Mapping[int, int],
        published: Interval | None,
    ) -> None:
        self.view = view
        self.told = told
        self.said = said
        self.published = published
        self.paragraphs = number_paragraphs(view)
        self.mentions = sorted((at, k) for k, e in enumerate(events) for at in e.mentions)
        self.category_at = {at: events[k].category for at, k in self.mentions}
        self.owners = {t.number: self.find_owner(t) for t in told}
        self.sentences_with_time = {t.sentence for t in told}
        self.first_day: Interval | None = None
        self.days: list[Interval] = []
        self.paragraphs_with_time = {self.paragraphs[t.sentence] for t in told}

    def find_owner(self, time: Told) -> tuple[int, int] | None:
        """Return the event word that a time hangs nearest to, and how far off."""
        best: tuple[int, int, int] | None = None
        low, high = self.view.sentences[time.sentence]
        for at, _ in self.mentions:
            if low <= at < high:
                steps = count_steps(self.view, at, time.head)
                if steps is not None and (best is None or (steps, abs(at - time.head)) < best[:2]):
                    best = (steps, abs(at - time.head), at)
        return (best[2], best[0]) if best else None


def count_steps(view: View, at: int, head: int) -> int | None:
    """Return the steps in the tree from an event word to a time in its sentence."""
    return 0 if head in view.roles(at, "ARGM-TMP") else attachment(view, at, head)


def sort_of(category: str) -> str:
    """Return whether the event is done with hands or with words."""
    return "deed" if category in DEEDS else "word"


def tense_of(view: View, i: int) -> str:
    """Return the tense of an event word, or what sort of noun it is."""
    token = view.tokens[i]
    if token.upos not in ("VERB", "AUX"):
        kids = view.kids(i, "det", "nmod:poss")
        return "the noun" if any(view.tokens[c].lemma in DEFINITE for c in kids) else "noun"
    aux = [view.tokens[c] for c in view.children[i] if view.tokens[c].rel.startswith("aux")]
    if any(a.lemma == "have" for a in aux):
        return "had" if any(a.text.lower() in ("had", "'d", "’d") for a in aux) else "has"
    if any(a.xpos == "MD" for a in aux):
        return "modal"
    if token.xpos == "VBD" or any(a.xpos == "VBD" for a in aux):
        return "past"
    if token.xpos in ("VBZ", "VBP") or any(a.xpos in ("VBZ", "VBP") for a in aux):
        return "present"
    return "infinitive" if token.xpos == "VB" else "participle"


def nearest_mention(scene: Scene, event: Draft, sentence: int) -> int:
    """Return the event's telling that is nearest to a sentence; the first of equals."""
    sentence_of = scene.view.sentence_of
    return min(event.mentions, key=lambda at: abs(sentence_of[at] - sentence))


def bucket(count: int) -> str:
    """Return a distance by its size."""
    for most, name in ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8")):
        if count <= most:
            return name
    return "9+"


def age_of(when: Interval, published: Interval | None) -> str:
    """Return how long before the report a day is."""
    if published is None:
        return "unknown"
    days = (published.start - when.end).days
    if days < 0:
        return "to come" if when.start > published.start else "under way"
    for most, name in ((0, "day"), (1, "eve"), (7, "week"), (31, "month"), (366, "year")):
        if days <= most:
            return name
    return "years"


def same_days(a: Interval, b: Interval) -> bool:
    """Tell whether two intervals are the same days."""
    return a.start == b.start and a.end == b.end
