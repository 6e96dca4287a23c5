"""Documents and events in, incidents out: every report of one happening, side by side.

Nothing depends on the order in which events arrive: all is done in the order of ids. An incident
depends on the events that hang together with its own and on no others, so that a ledger can bring a
few incidents up to date and come to the same as one that is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportedly.merge import strength
from reportedly.merge.incident import make_incident
from reportedly.merge.parts import Parts, Strong
from reportedly.merge.score import THRESHOLD, Link, find_pairs
from reportedly.merge.view import View, make_views
from reportedly.records import Document, Event, Incident, Pair, Ties

Group = tuple[View, ...]


FREE = Ties()


def make_incidents(
    documents: Iterable[Document], events: Iterable[Event], ties: Ties = FREE
) -> tuple[Incident, ...]:
    """Return the incidents that the events tell, by id. Every event is in exactly one."""
    views = make_views(documents, events)
    groups = find_groups(views, find_strong(views), ties)
    made = (make_incident(group, ties.sources) for group in groups)
    return tuple(sorted(made, key=lambda incident: incident.id))


def is_strong(link: Link) -> bool:
    """Tell whether a link alone may bring two events together."""
    return link.points >= THRESHOLD and link.barred is None


def find_strong(views: Sequence[View]) -> dict[Pair, int]:
    """Return the pairs of views, given in the order of ids, that are enough alone."""
    found = strength.find_strong(views, find_pairs(views))
    return {(views[a].event.id, views[b].event.id): points for (a, b), points in found.items()}


def find_groups(views: Sequence[View], strong: Strong, ties: Ties = FREE) -> list[Group]:
    """Return the views, given in the order of ids, grouped by incident."""
    by_id = {v.event.id: v for v in views}
    tied = [p for p in ties.together if p[0] in by_id and p[1] in by_id]
    components = find_components(by_id, (*strong, *tied))
    inside: dict[int, dict[Pair, int]] = {}
    holder = {event: n for n, component in enumerate(components) for event in component}
    for pair, points in strong.items():
        inside.setdefault(holder[pair[0]], {})[pair] = points
    groups: list[Group] = []
    for n, component in enumerate(components):
        members = tuple(by_id[i] for i in component)
        if len(members) == 1 or (len(members) == 2 and not ties.apart):
            groups.append(members)  # only a strong pair, or people, can have brought two together
        else:
            groups += split_component(members, inside.get(n, {}), ties)
    return groups


def find_components(events: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Return the events in groups that no pair leads out of, each in the order of ids."""
    group = {event: [event] for event in events}
    for a, b in pairs:
        one, other = group[a], group[b]
        if one is not other:
            small, large = sorted((one, other), key=len)
            large += small
            group |= dict.fromkeys(small, large)
    return [sorted(found) for found in {id(one): one for one in group.values()}.values()]


def split_component(members: Group, strong: Strong, ties: Ties) -> list[Group]:
    """Return the groups within views that hang together: strongest pairs are joined first, and
    never two groups that hold a barred pair or are alike in one pair only; then what people joined.
    """
    parts = Parts(members, strong)
    bundles = Bundles(ties, parts.of)
    refused: set[tuple[str, int, str, int]] = set()  # parts only grow: name and size are one part
    denied = {v.event.id for v in members if v.event.stage == "did_not_happen"}
    # A report that tells it only to deny it comes last: its own version of the same happening has
    # the better claim to a place among the others.
    for a, b in sorted(strong, key=lambda p: (not denied.isdisjoint(p), -strong[p], p)):
        left, right = parts.of[a], parts.of[b]
        key = (left.name, len(left.views), right.name, len(right.views))
        if left is right or key in refused:
            continue
        if left.may_join(right) and bundles.may_join(a, b):
            parts.join(a, b)
            bundles.join(a, b)
        else:
            refused.add(key)
    for a, b in sorted(ties.together):
        if a in parts.of and b in parts.of and parts.of[a] is not parts.of[b]:
            parts.join(a, b)
    return parts.list_groups()


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
