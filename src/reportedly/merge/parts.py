"""Views in, parts of an incident out: what bars or binds two groups of views, summed up once.

Two groups are compared by what each comes to (its documents, its days, its places, its strong pairs
with others) and not view by view, so an incident of thousands of reports is no square of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reportedly.merge.keys import PERIOD_DAYS, SLIP_DAYS
from reportedly.merge.score import THRESHOLD, are_far, find_stand, told_twice
from reportedly.merge.view import EXACT, View
from reportedly.records import Pair, Place

# Of the threshold, on average over all pairs, of which those not strong count nothing: one strong
# pair is no chain. On ECB+ (topics 1 to 24) anything from 0.15 to 0.45 does as well.
JOIN_SHARE = 0.3
Strong = Mapping[Pair, int]  # pairs that are enough alone, with their points in thousandths


class Days(NamedTuple):
    """Intervals summed up as ordinals: the day the last of them begins, and the first of them ends.

    None of them: nothing is far from it.
    """

    begin: float = float("-inf")
    end: float = float("inf")

    def find_gap(self, other: Days) -> float:
        """Return the most days between any of these and any of those."""
        return max(self.begin - other.end, other.begin - self.end)

    def join(self, other: Days) -> Days:
        """Return the sum of both."""
        return Days(max(self.begin, other.begin), min(self.end, other.end))


class Part:
    """Views that are one incident so far."""

    def __init__(self, view: View) -> None:
        when, stand = view.when, find_stand(view)
        self.name = view.event.id  # with its size it names what has been joined so far
        self.views = [view]
        self.documents = {view.document.id: [view]}
        self.dated = Days(when.start.toordinal(), when.end.toordinal()) if when else Days()
        self.exact = self.dated if view.told & EXACT else Days()
        self.places: dict[tuple[object, ...], Place] = {stand[0]: stand[1]} if stand else {}
        self.near: dict[Part, int] = {}  # the points of the strong pairs with each other part

    def is_barred(self, other: Part) -> bool:
        """Tell whether score.find_bar bars any view of the one from any of the other; but two that
        one report tells as two are no bar where both can be one, and other reports say so."""
        return (
            self.exact.find_gap(other.exact) > SLIP_DAYS
            or self.dated.find_gap(other.dated) > PERIOD_DAYS
            or any(are_far(p, q) for p in self.places.values() for q in other.places.values())
            or any(
                not told_twice(a, b)
                for document in self.documents.keys() & other.documents.keys()
                for a in self.documents[document]
                for b in other.documents[document]
            )
        )

    def may_join(self, other: Part) -> bool:
        """Tell whether two parts may be one incident: they agree on average, nothing bars it."""
        pairs = len(self.views) * len(other.views)
        enough = self.near.get(other, 0) >= 1000 * JOIN_SHARE * THRESHOLD * pairs
        return enough and not self.is_barred(other)

    def join(self, other: Part) -> None:
        """Take in another part."""
        self.views += other.views
        for document, views in other.documents.items():
            self.documents.setdefault(document, []).extend(views)
        self.exact, self.dated = self.exact.join(other.exact), self.dated.join(other.dated)
        self.places |= other.places
        for part, points in other.near.items():
            del part.near[other]
            if part is not self:
                self.near[part] = part.near[self] = self.near.get(part, 0) + points
        other.near.clear()


class Parts:
    """The parts that views have been joined to, at first one of each."""

    def __init__(self, views: Iterable[View], strong: Strong) -> None:
        self.of = {view.event.id: Part(view) for view in views}
        for (a, b), points in strong.items():
            self.of[a].near[self.of[b]] = self.of[b].near[self.of[a]] = points

    def join(self, a: str, b: str) -> None:
        """Make one of two events' parts; the smaller one goes into the larger."""
        small, large = sorted((self.of[a], self.of[b]), key=lambda p: (len(p.views), p.name))
        large.join(small)
        self.of |= dict.fromkeys((view.event.id for view in small.views), large)

    def list_groups(self) -> list[tuple[View, ...]]:
        """Return the views of each part, in the order of ids."""
        parts = {id(part): part for part in self.of.values()}.values()
        return [tuple(sorted(part.views, key=lambda view: view.event.id)) for part in parts]
