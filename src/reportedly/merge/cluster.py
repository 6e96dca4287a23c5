"""Documents and events in, incidents out: every report of one happening, side by side.

Nothing depends on the order in which events arrive: all is done in the order of ids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TypeVar

import networkx as nx

from reportedly.ids import make_id
from reportedly.merge.disputes import find_disputes, find_figures
from reportedly.merge.score import THRESHOLD, Link, find_bar, find_pairs, score_pair
from reportedly.merge.syndication import find_voices
from reportedly.merge.view import View, make_views
from reportedly.merge.words import fold
from reportedly.records import Document, Event, Gap, Incident, Interval, Party, Place

JOIN_SHARE = 0.6  # of the threshold, on average over all pairs: one strong pair is no chain
Group = tuple[View, ...]
T = TypeVar("T")


def make_incidents(documents: Sequence[Document], events: Sequence[Event]) -> tuple[Incident, ...]:
    """Return the incidents that the events tell, by id. Every event is in exactly one."""
    groups = find_groups(make_views(documents, events))
    # Over all documents, not an incident's: two copies may have their origin outside of it.
    voices = find_voices(documents)
    return tuple(sorted((make_incident(g, voices) for g in groups), key=lambda i: i.id))


def find_groups(views: Sequence[View]) -> list[Group]:
    """Return the views grouped by incident."""
    links = {(i.a.event.id, i.b.event.id): i for i in (score_pair(*p) for p in find_pairs(views))}
    graph = nx.Graph()
    graph.add_nodes_from(v.event.id for v in views)
    graph.add_edges_from(
        key for key, link in links.items() if link.points >= THRESHOLD and not link.barred
    )
    by_id = {v.event.id: v for v in views}
    groups: list[Group] = []
    for component in nx.connected_components(graph):
        members = tuple(by_id[i] for i in sorted(component))
        groups += split_component(members, links)
    return groups


def split_component(members: Group, links: Mapping[tuple[str, str], Link]) -> list[Group]:
    """Return the groups within views that hang together: strongest pairs are joined first, and
    never two groups that hold a barred pair or are alike in one pair only."""
    group_of: dict[str, Group] = {v.event.id: (v,) for v in members}
    inside = (
        [
            link
            for link in links.values()
            if link.points >= THRESHOLD
            and not link.barred
            and link.a.event.id in group_of
            and link.b.event.id in group_of
        ]
        if len(members) > 1
        else []
    )
    inside.sort(key=lambda i: (i.is_denial, -i.points, i.a.event.id, i.b.event.id))
    for link in inside:
        left, right = group_of[link.a.event.id], group_of[link.b.event.id]
        if left is not right and may_join(left, right, links):
            joined = tuple(sorted((*left, *right), key=lambda view: view.event.id))
            group_of.update({v.event.id: joined for v in joined})
    return list({group[0].event.id: group for group in group_of.values()}.values())


def may_join(left: Group, right: Group, links: Mapping[tuple[str, str], Link]) -> bool:
    """Tell whether two groups may be one incident: nothing bars it, and on average they agree."""
    total = 0.0
    for a, b in product(left, right):
        first, second = sorted((a, b), key=lambda view: view.event.id)
        link = links.get((first.event.id, second.event.id))
        if (link.barred if link else find_bar(first, second)) is not None:
            return False
        total += link.points if link else 0.0
    return total / (len(left) * len(right)) >= JOIN_SHARE * THRESHOLD


def make_incident(views: Group, voices: Mapping[str, str]) -> Incident:
    """Return the incident that the views tell. It owns no facts: all of it is theirs."""
    documents = sorted({v.document.id for v in views})
    events = [v.event for v in views]
    category = choose_common(e.category for e in events) or events[0].category
    when, where = choose_when(events), choose_where(events)
    # The first event names the incident, so that a report that joins it later seldom does.
    key = make_id("incident", events[0].id)
    return Incident(
        id=key,
        slug=make_slug(category, where, when, key),
        events=tuple(e.id for e in events),
        category=category,
        mode=choose_common(e.mode for e in events if e.category == category),
        when=when,
        where=where,
        parties=find_parties(events),
        figures=find_figures(views, voices),
        disputes=find_disputes(views),
        sources=len(documents),
        independent_sources=len({voices[i] for i in documents}),
    )


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
    """Return a name for links that a person can read: assault-haifa-2024-03-01-3fa9."""
    place = (where.name or where.label) if isinstance(where, Place) else "nowhere"
    day = str(when.start) if isinstance(when, Interval) else "undated"
    words = [re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in (category, place, day)]
    return "-".join([*(w for w in words if w), key[:4]])
