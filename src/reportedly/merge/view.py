"""Documents and events in, views out: each event with all that pairs are compared by, made once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from reportedly.merge.rarity import RARE, Weights, find_weight, weigh
from reportedly.merge.words import are_paired, find_name_words, find_stems
from reportedly.records import Document, Event, Gap, Interval, Place, Span

SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s|\n")
NAME = re.compile(r"\b[A-Z][^\W_]+|\b\d{2,}\b")  # what a story is known by: names and numbers
EXACT_DAYS = 3  # an interval of at most so many days is a date, a longer one a period
ABOUT = 3  # names that a report is known by: those that it says most, of the rare ones


BARE = Weights()  # of a view that no pair is scored by

# What an event tells, as bits: so that it costs nothing to say what two events both tell.
DATED, EXACT, PLACED, ACTORS, RECIPIENTS, TARGETS, COUNTS, LONE = (1 << n for n in range(8))


class Story(NamedTuple):
    """What a whole document tells of: the stems of its names and numbers, weighed, and the few
    rare names that it says most."""

    names: Weights
    about: tuple[str, ...]


class View(msgspec.Struct, frozen=True):
    """One event, ready to be compared. `words` weighs the stems of its own sentences, `story`
    those of the whole document: the rarer in the collection, the heavier. `about` are the few names
    that the document says most. `when` and `where` are None where there is a gap; a country that is
    only inferred is no place. `told` has a bit for each part that the event tells. `twin` counts
    the events of the same words and category before this one in its document."""

    event: Event
    document: Document
    words: Weights
    story: Weights
    about: tuple[str, ...]
    when: Interval | None
    where: Place | None
    told: int
    twin: int = 0

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
    if a.start <= b.end and b.start <= a.end:
        return 0
    return max((a.start - b.end).days, (b.start - a.end).days)


def distance_km(a: Place, b: Place) -> float | None:
    """Return the distance along the ground, or None where a place has no coordinates."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = math.radians(b.longitude - a.longitude) / 2
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(half) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def make_views(
    documents: Iterable[Document], events: Iterable[Event], beside: Iterable[Event] = ()
) -> list[View]:
    """Return one view an event, by event id; events whose document is not given are left out.

    `beside` are what else the documents tell: how an event is seen depends on that, too.
    """
    wanted = {event.id: event for event in events}
    told: dict[str, list[Event]] = {}
    for event in ({event.id: event for event in beside} | wanted).values():
        told.setdefault(event.document, []).append(event)
    by_id = {d.id: d for d in documents}
    found = [v for key, its in told.items() if key in by_id for v in view_all(by_id[key], its)]
    return sorted((v for v in found if v.event.id in wanted), key=lambda view: view.event.id)


def view_all(document: Document, events: Sequence[Event]) -> Iterator[View]:
    """Yield one view an event of a document, given all that it tells."""
    story, twins = tell_story(document), count_twins(events)
    for event in events:
        lone = not any(are_rivals(event, other) for other in events if other is not event)
        yield make_view(event, document, story, twins[event.id], lone=lone)


def view_bare(document: Document, events: Sequence[Event]) -> Iterator[View]:
    """Yield one view an event of a document without what pairs are scored by: its words and story.
    It takes a hundredth of the time, and is enough to tell what an incident comes to."""
    twins = count_twins(events)
    for event in events:
        when, where = find_when_and_where(event)
        told = find_told(event, when, where)
        yield View(event, document, BARE, BARE, (), when, where, told, twins[event.id])


def are_rivals(x: Event, y: Event) -> bool:
    """Tell whether another report's event could be either of two: of kinds that reports mix up,
    and not on different days."""
    if not are_paired("family", x.category, y.category):
        return False
    if x.mode and y.mode and not are_paired("alike", x.mode, y.mode):
        return False
    when = [w for w in (x.when, y.when) if isinstance(w, Interval)]
    return len(when) < 2 or gap_days(*when) <= 1


def count_twins(events: Iterable[Event]) -> dict[str, int]:
    """Return, for each event, how many of the same words and category go before it, by id."""
    seen: Counter[tuple[str, Span, str]] = Counter()
    found: dict[str, int] = {}
    for event in sorted(events, key=lambda event: event.id):
        key = (event.document, event.anchor, event.category)
        found[event.id] = seen[key]
        seen[key] += 1
    return found


def make_view(event: Event, document: Document, story: Story, twin: int, *, lone: bool) -> View:
    """Return an event's view. `story` is what `tell_story` made of its document; `lone` that the
    document tells no other event that might be taken for it."""
    spans = sorted({take_sentence(document.text, s) for s in (event.anchor, *event.evidence)})
    words = find_stems("\n".join(document.text[start:end] for start, end in spans))
    when, where = find_when_and_where(event)
    told = find_told(event, when, where) | (LONE if lone else 0)
    own = weigh(words - find_compared(event))
    return View(event, document, own, *story, when, where, told, twin)


def find_when_and_where(event: Event) -> tuple[Interval | None, Place | None]:
    """Return an event's date and place, None where there is a gap or a country only inferred."""
    when = event.when if isinstance(event.when, Interval) else None
    return when, event.where if isinstance(event.where, Place) and event.where.name else None


def find_told(event: Event, when: Interval | None, where: Place | None) -> int:
    """Return the parts that an event tells, as bits."""
    parts = (
        (DATED, when),
        (EXACT, is_exact(when)),
        (PLACED, where),
        (ACTORS, event.actors),
        (RECIPIENTS, event.recipients),
        (TARGETS, event.targets),
        (COUNTS, event.counts),
    )
    return sum(bit for bit, part in parts if part)


def find_compared(event: Event) -> frozenset[str]:
    """Return the stems of date, place and parties: features of their own compare those."""
    names = [party.text for party in (*event.actors, *event.recipients)]
    if isinstance(event.where, Place):
        names.append(event.where.name)
    spans = [field.span for field in (event.when, event.where) if not isinstance(field, Gap)]
    return find_stems(" ".join([*names, *(span.quote for span in spans if span)]))


def tell_story(document: Document) -> Story:
    """Return what a whole document tells of."""
    text = f"{document.title or ''}\n{take_story(document)}"
    said: Counter[str] = Counter()
    for name, times in Counter(NAME.findall(text)).items():
        for stem in find_name_words(name):
            said[stem] += times
    rare = {s: n * w for s, n in said.items() if (w := find_weight(s)) >= RARE}
    about = sorted(rare, key=lambda stem: (-rare[stem], stem))[:ABOUT]
    return Story(weigh(said), tuple(about))


def take_story(document: Document) -> str:
    """Return the document's text without its litter."""
    parts, at = [], 0
    for span in sorted(document.litter):
        parts.append(document.text[at : span.start])
        at = max(at, span.end)
    return "\n".join([*parts, document.text[at:]])


@lru_cache(maxsize=20_000)  # of the reports at hand: asked for by what compares and what lists
def take_sentence(text: str, span: Span) -> tuple[int, int]:
    """Return roughly the sentence around a span; half-open."""
    start = 0
    for match in SENTENCE_END.finditer(text, max(0, span.start - 600), span.start):
        start = match.end()
    after = SENTENCE_END.search(text, span.end)
    return max(start, span.start - 600), after.end() if after else len(text)


def find_published(view: View) -> dt.date | None:
    """Return the day the event's document was published."""
    return view.document.published
