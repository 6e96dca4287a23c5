"""The events of one incident in, the Incident that they tell out. It owns no facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from reportedly.ids import make_id
from reportedly.merge.disputes import find_disputes
from reportedly.merge.figures import find_figures
from reportedly.merge.syndication import find_voices
from reportedly.merge.view import View
from reportedly.merge.words import fold
from reportedly.records import Event, Gap, Incident, Interval, Party, Place

T = TypeVar("T")
SLUG_HEX = 8  # of the incident's key: among a million incidents one slug in ten thousand is shared


def make_incident(views: Sequence[View]) -> Incident:
    """Return the incident that the views tell, one at least."""
    documents = {v.document.id: v.document for v in views}
    # Among the incident's own documents: what another ledger holds beside them changes nothing.
    voices = find_voices([documents[i] for i in sorted(documents)])
    events = [v.event for v in views]
    figures = find_figures(views, voices)
    category = choose_common(e.category for e in events) or events[0].category
    when, where = choose_when(events), choose_where(events)
    key = name_incident(views)
    return Incident(
        id=key,
        slug=make_slug(category, where, when, key),
        events=tuple(e.id for e in events),
        category=category,
        mode=choose_common(e.mode for e in events if e.category == category),
        when=when,
        where=where,
        parties=find_parties(events),
        figures=figures,
        disputes=find_disputes(views, figures),
        sources=len(documents),
        independent_sources=len(set(voices.values())),
    )


def name_incident(views: Sequence[View]) -> str:
    """Return the incident's id: where its first report names it.

    So reports that join later do not change it, and neither does a better coder that reads the same
    words as the same type of event.
    """
    first = min(views, key=lambda v: (str(v.document.published or "9999"), v.event.id))
    anchor = first.event.anchor
    return make_id("incident", first.document.id, anchor.start, anchor.end, first.event.category)


def choose_common(values: Iterable[T | None]) -> T | None:
    """Return the commonest value, the first in order where several are."""
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def choose_when(events: Sequence[Event]) -> Interval | Gap:
    """Return the date most reports give, the narrowest where several are as common.

    It places the incident on a time line; whether it is disputed stands in `disputes`.
    """
    given = [e.when for e in events if isinstance(e.when, Interval)]
    if not given:
        return Gap(gap="not_stated", why="no report dates it")
    counts = Counter((i.start, i.end) for i in given)
    return min(given, key=lambda i: (-counts[i.start, i.end], (i.end - i.start).days, str(i.start)))


def choose_where(events: Sequence[Event]) -> Place | Gap:
    """Return the place most reports give, the most exact where several are as common."""
    places = [e.where for e in events if isinstance(e.where, Place)]
    given = [p for p in places if p.name] or places  # a named place beats an inferred country
    if not given:
        return Gap(gap="not_stated", why="no report places it")
    order = ("site", "city", "district", "region", "sea", "country")
    counts = Counter(fold(p.name) for p in given)
    return min(
        given,
        key=lambda p: (-counts[fold(p.name)], order.index(p.precision), p.latitude is None, p.name),
    )


def find_parties(events: Sequence[Event]) -> tuple[Party, ...]:
    """Return who acts and who suffers, each once."""
    found: dict[str, Party] = {}
    for event in events:
        for party in (*event.actors, *event.recipients):
            found.setdefault(party.id or fold(party.name or party.text), party)
    return tuple(found.values())


def make_slug(category: str, where: Place | Gap, when: Interval | Gap, key: str) -> str:
    """Return a name for links that a person can read: assault-haifa-2024-03-01-3fa91c02."""
    place = (where.name or where.label) if isinstance(where, Place) else "nowhere"
    day = str(when.start) if isinstance(when, Interval) else "undated"
    words = [re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in (category, place, day)]
    return "-".join([*(w for w in words if w), key[:SLUG_HEX]])
