"""The events of one incident in, the Incident that they tell out. It owns no facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import networkx as nx

from reportedly.ids import make_id
from reportedly.merge.disputes import find_disputes
from reportedly.merge.figures import find_figures
from reportedly.merge.syndication import find_voices
from reportedly.merge.view import View
from reportedly.merge.words import fold
from reportedly.records import Event, Gap, Incident, Interval, Pair, Party, Place

T = TypeVar("T")
SLUG_HEX = 8  # of the incident's key: two that share it, place and day are told apart by their ids
SLUG_WORDS = 80  # characters of the place in a slug


def make_incident(views: Sequence[View], sources: Iterable[Pair] = ()) -> Incident:
    """Return the incident that the views tell, one at least.

    `sources` are pairs of documents that people took for one source.
    """
    documents = {v.document.id: v.document for v in views}
    # Among the incident's own documents: what another ledger holds beside them changes nothing.
    voices = join_voices(find_voices([documents[i] for i in sorted(documents)]), sources)
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
    first = find_first(views)
    anchor = first.event.anchor
    key = (first.document.id, anchor.start, anchor.end, first.event.category)
    return make_id("incident", *key, first.twin) if first.twin else make_id("incident", *key)


def find_first(views: Sequence[View]) -> View:
    """Return the account that names the incident: the earliest."""
    return min(views, key=lambda v: (str(v.document.published or "9999"), v.event.id))


def join_voices(voices: Mapping[str, str], sources: Iterable[Pair]) -> dict[str, str]:
    """Return the voices with those made one whose documents are one source to people.

    A document beside the incident may be what ties two of it, so all pairs are asked.
    """
    pairs = list(sources)
    if not pairs:
        return dict(voices)
    graph = nx.Graph()
    graph.add_edges_from((f"voice {voice}", document) for document, voice in voices.items())
    graph.add_edges_from(pairs)
    joined: dict[str, str] = {}
    for group in nx.connected_components(graph):
        members = sorted(group & voices.keys())
        joined |= dict.fromkeys(members, min((voices[d] for d in members), default=""))
    return joined


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
    parts = (category, place[:SLUG_WORDS], day)
    words = [re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in parts]
    return "-".join([*(w for w in words if w), key[:SLUG_HEX]])
