"""Documents and events in, incidents out: every report of one happening, side by side.

Nothing depends on the order in which events arrive: all is done in the order of ids. An incident
depends on the events that hang together with its own and on no others, so that a ledger can bring a
few incidents up to date and come to the same as one that is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import networkx as nx

from reportedly.merge.incident import make_incident
from reportedly.merge.score import (
    THRESHOLD,
    Link,
    find_bar,
    find_pairs,
    score_pair,
    tells_one,
)
from reportedly.merge.view import View, make_views
from reportedly.records import Document, Event, Incident, Pair, Ties

JOIN_SHARE = 0.6  # of the threshold, on average over all pairs: one strong pair is no chain
Group = tuple[View, ...]


FREE = Ties()


def make_incidents(
    documents: Iterable[Document], events: Iterable[Event], ties: Ties = FREE
) -> tuple[Incident, ...]:
    """Return the incidents that the events tell, by id. Every event is in exactly one."""
    groups = find_groups(make_views(documents, events), ties)
    made = (make_incident(group, ties.sources) for group in groups)
    return tuple(sorted(made, key=lambda incident: incident.id))


def find_links(pairs: Iterable[tuple[View, View]]) -> dict[Pair, Link]:
    """Return the pairs as scored links."""
    return {(a.event.id, b.event.id): score_pair(a, b) for a, b in pairs}


def is_strong(link: Link) -> bool:
    """Tell whether a link alone may bring two events together."""
    return link.points >= THRESHOLD and link.barred is None


def find_groups(
    views: Sequence[View], ties: Ties = FREE, strong: Iterable[Pair] | None = None
) -> list[Group]:
    """Return the views grouped by incident. `views` are in the order of ids; `strong` are the pairs
    that alone are enough, where they are known already."""
    if strong is None:
        strong = [(a.event.id, b.event.id) for a, b in find_pairs(views) if tells_one(a, b)]
    by_id = {v.event.id: v for v in views}
    graph = nx.Graph()
    graph.add_nodes_from(by_id)
    graph.add_edges_from(strong)
    graph.add_edges_from(p for p in ties.together if p[0] in by_id and p[1] in by_id)
    groups: list[Group] = []
    for component in nx.connected_components(graph):
        members = tuple(by_id[i] for i in sorted(component))
        groups += split_component(members, ties) if len(members) > 1 else [members]
    return groups


def split_component(members: Group, ties: Ties) -> list[Group]:
    """Return the groups within views that hang together: strongest pairs are joined first, and
    never two groups that hold a barred pair or are alike in one pair only; then what people joined.
    """
    if len(members) == 2 and not ties.apart:
        return [members]  # nothing but a strong pair, or people, can have brought two together
    links = find_links(find_pairs(members))
    group_of: dict[str, Group] = {v.event.id: (v,) for v in members}
    bundles = Bundles(ties, group_of)

    def join(left: Group, right: Group) -> None:
        joined = tuple(sorted((*left, *right), key=lambda view: view.event.id))
        group_of.update({v.event.id: joined for v in joined})

    inside = [link for link in links.values() if is_strong(link)]
    inside.sort(key=lambda i: (i.is_denial, -i.points, i.a.event.id, i.b.event.id))
    refused: set[tuple[str, int, str, int]] = set()  # groups only grow: first and size name one
    for link in inside:
        left, right = group_of[link.a.event.id], group_of[link.b.event.id]
        key = (left[0].event.id, len(left), right[0].event.id, len(right))
        if left is right or key in refused:
            continue
        may = bundles.may_join(link.a.event.id, link.b.event.id)
        if may and may_join(left, right, links):
            join(left, right)
            bundles.join(link.a.event.id, link.b.event.id)
        else:
            refused.add(key)
    for a, b in sorted(ties.together):
        if a in group_of and b in group_of and group_of[a] is not group_of[b]:
            join(group_of[a], group_of[b])
    return list({group[0].event.id: group for group in group_of.values()}.values())


class Bundles:
    """What people's ties will hold together in the end, so that no join brings together what they
    took apart. An event's bundle is its group, and the groups that are tied to it."""

    def __init__(self, ties: Ties, events: Iterable[str]) -> None:
        self.of = {event: {event} for event in events}
        self.apart: dict[str, set[str]] = {}
        for a, b in ties.apart:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)
        for a, b in ties.together:
            if a in self.of and b in self.of:
                self.join(a, b)

    def join(self, a: str, b: str) -> None:
        """Make one of two events' bundles."""
        left, right = self.of[a], self.of[b]
        if left is not right:
            small, large = sorted((left, right), key=len)
            large |= small
            self.of |= dict.fromkeys(small, large)

    def may_join(self, a: str, b: str) -> bool:
        """Tell whether people took no two events of the two bundles apart."""
        left, right = self.of[a], self.of[b]
        return left is right or not any(self.apart.get(event, set()) & right for event in left)


def may_join(left: Group, right: Group, links: Mapping[Pair, Link]) -> bool:
    """Tell whether two groups may be one incident: nothing bars it, and on average they agree."""
    total = 0.0
    for a, b in product(left, right):
        key = (a.event.id, b.event.id) if a.event.id < b.event.id else (b.event.id, a.event.id)
        link = links.get(key)
        if (link.barred if link else find_bar(a, b)) is not None:
            return False
        total += link.points if link else 0.0
    return total / (len(left) * len(right)) >= JOIN_SHARE * THRESHOLD
