"""Documents and events in, views out: each event with all that pairs are compared by, made once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from reportedly.merge.words import find_stems
from reportedly.records import Document, Event, Interval, Place, Span

SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s|\n")
NAME = re.compile(r"\b[A-Z][^\W_]+|\b\d{2,}\b")  # what a story is known by: names and numbers
EXACT_DAYS = 3  # an interval of at most so many days is a date, a longer one a period


class View(msgspec.Struct, frozen=True):
    """One event, ready to be compared. `words` weighs the stems of its own sentences, `story`
    those of the whole document: the rarer in the collection, the heavier."""

    event: Event
    document: Document
    words: dict[str, float]
    story: dict[str, float]

    @property
    def when(self) -> Interval | None:
        """The event's date, where it has one."""
        return self.event.when if isinstance(self.event.when, Interval) else None

    @property
    def where(self) -> Place | None:
        """The event's place, where it has one; a country that is only inferred is none."""
        where = self.event.where
        return where if isinstance(where, Place) and where.name else None

    @property
    def country(self) -> str | None:
        """The country of the event's place."""
        return self.where.country if self.where else None


def is_exact(when: Interval | None) -> bool:
    """Tell whether the interval is a date that somebody gave, and no period or guess."""
    return (
        when is not None
        and when.basis != "published"
        and when.precision == "day"
        and (when.end - when.start).days < EXACT_DAYS
    )


def gap_days(a: Interval, b: Interval) -> int:
    """Return the days between two intervals, 0 where they overlap."""
    return max(0, (a.start - b.end).days, (b.start - a.end).days)


def distance_km(a: Place, b: Place) -> float | None:
    """Return the distance along the ground, or None where a place has no coordinates."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = math.radians(b.longitude - a.longitude) / 2
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(half) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def make_views(documents: Sequence[Document], events: Sequence[Event]) -> list[View]:
    """Return one view an event, by event id; events whose document is not given are left out."""
    by_id = {d.id: d for d in documents}
    kept = sorted(
        {e.id: e for e in events if e.document in by_id}.values(), key=lambda event: event.id
    )
    texts = {d.id: f"{d.title or ''}\n{take_story(d)}" for d in by_id.values()}
    stems = {key: find_stems(text) for key, text in texts.items()}
    frequency = Counter(stem for found in stems.values() for stem in found)
    weight = {s: math.log((1 + len(by_id)) / n) for s, n in frequency.items()}
    story = {
        key: _scale(
            {s: weight[s] for s in sorted(stems[key] & find_stems(" ".join(NAME.findall(text))))}
        )
        for key, text in texts.items()
    }
    return [
        View(
            event,
            by_id[event.document],
            _scale(_weigh(event, by_id[event.document], weight)),
            story[event.document],
        )
        for event in kept
    ]


def take_story(document: Document) -> str:
    """Return the document's text without its litter."""
    parts, at = [], 0
    for span in sorted(document.litter):
        parts.append(document.text[at : span.start])
        at = max(at, span.end)
    return "\n".join([*parts, document.text[at:]])


def _weigh(event: Event, document: Document, weight: dict[str, float]) -> dict[str, float]:
    """Return the weighed stems of the sentences that tell the event."""
    spans = sorted({take_sentence(document.text, s) for s in (event.anchor, *event.evidence)})
    stems = find_stems("\n".join(document.text[start:end] for start, end in spans))
    return {s: weight.get(s, 0.0) for s in sorted(stems)}


def take_sentence(text: str, span: Span) -> tuple[int, int]:
    """Return roughly the sentence around a span; half-open."""
    start = 0
    for match in SENTENCE_END.finditer(text, max(0, span.start - 600), span.start):
        start = match.end()
    after = SENTENCE_END.search(text, span.end)
    return max(start, span.start - 600), after.end() if after else len(text)


def _scale(weights: dict[str, float]) -> dict[str, float]:
    """Return the weights with length one, so that a product of two is a cosine."""
    length = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {s: w / length for s, w in weights.items()} if length else {}


def find_likeness(a: dict[str, float], b: dict[str, float]) -> float:
    """Return the cosine of two weighed sets of stems."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(w * large[s] for s, w in small.items() if s in large)


def find_published(view: View) -> dt.date | None:
    """Return the day the event's document was published."""
    return view.document.published
