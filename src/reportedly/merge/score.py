"""Pairs of views in, links out: which two events tell one incident, and the reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from reportedly.merge.features import FEATURES, Reason, is_adrift, is_same_place, may_share_country
from reportedly.merge.keys import PERIOD_DAYS, SLIP_DAYS, Numbers, find_keys, find_partners
from reportedly.merge.view import EXACT, View, distance_km, gap_days
from reportedly.merge.words import are_paired
from reportedly.records import Place

BORDER_KM = 60.0  # reports mix up the two sides of a border, not two countries


# The points are close to log-odds as they stand: a logistic curve fitted to the pairs of ECB+
# (topics 1 to 35, as coded then) had this middle and slope; benchmarks/ecbplus.py fits it anew.
MIDDLE, SLOPE = 4.2, 1.14
THRESHOLD = MIDDLE  # as likely as not


class Link(msgspec.Struct, frozen=True):
    """A scored pair. `barred` says why the two must not be one incident, whatever the score."""

    a: View
    b: View
    points: float
    reasons: tuple[Reason, ...]
    barred: str | None

    @property
    def chance(self) -> float:
        """How likely the two are one incident (0..1), what bars them left aside."""
        return 1 / (1 + math.exp(-SLOPE * (self.points - MIDDLE)))


def find_bar(a: View, b: View) -> str | None:
    """Say why two events must not be linked, or None."""
    if a.event.document == b.event.document:
        return "one report tells both as two events"
    x, y = a.when, b.when
    gap = gap_days(x, y) if x and y else 0
    if gap > SLIP_DAYS and a.told & b.told & EXACT:
        return f"exact dates {gap} days apart"
    if gap > PERIOD_DAYS:
        return "dates months apart"
    here, there = find_stand(a), find_stand(b)
    if here and there and are_far(here[1], there[1]):
        p, q = here[1], there[1]
        return f"{p.name} lies in {p.country}, {q.name} in {q.country}"
    return None


def find_stand(view: View) -> tuple[tuple[object, ...], Place] | None:
    """Return the place that a report states outright, and a key for all that says of distances;
    what is inferred bars nothing."""
    where = view.where
    if where is None or where.basis != "stated" or not where.span or not where.country:
        return None
    if is_adrift(where):
        return None
    rivals = tuple(sorted({rival.country or "" for rival in where.rivals}))
    return (where.country, where.geonameid, where.latitude, where.longitude, rivals), where


def are_far(p: Place, q: Place) -> bool:
    """Tell whether two places lie in two countries, and not on one border."""
    if (p.geonameid is not None and p.geonameid == q.geonameid) or may_share_country(p, q):
        return False
    km = distance_km(p, q)
    return km is None or km >= BORDER_KM


def told_twice(a: View, b: View) -> bool:
    """Tell whether two events of one report can be one happening that it tells twice ("gunmen
    sprayed the hall", "they butchered a hundred"): of one kind, on one day, in one town or site."""
    x, y, p, q = a.event, b.event, a.where, b.where
    return (
        x.category == y.category
        and x.stage == y.stage
        and (x.mode is None or y.mode is None or are_paired("alike", x.mode, y.mode))
        and a.when is not None
        and b.when is not None
        and bool(a.told & b.told & EXACT)
        and gap_days(a.when, b.when) == 0
        and p is not None
        and q is not None
        and "country" not in (p.precision, q.precision)
        and is_same_place(p, q)
    )


def score_pair(a: View, b: View) -> Link:
    """Return the pair with its points and reasons."""
    reasons = tuple(feature(a, b) for feature in FEATURES)
    return Link(a, b, sum(r.points for r in reasons), reasons, find_bar(a, b))


def find_pairs(views: Sequence[View]) -> Numbers:
    """Return the pairs that share a key, by their places among the views; shape (pairs, 2)."""
    facts: dict[str, int] = {}
    found = [
        (number, facts.setdefault(key.fact, len(facts)), key.first, key.last)
        for number, view in enumerate(views)
        for key in find_keys(view)
    ]
    return find_partners(np.array(found, dtype=np.int64).reshape(-1, 4), len(views))


def compare(views: Sequence[View]) -> Iterator[Link]:
    """Yield the pairs worth comparing, scored: those that share a key, in order of the views."""
    for a, b in find_pairs(views).tolist():
        if may_tell_one(views[a], views[b]):
            yield score_pair(views[a], views[b])


def may_tell_one(a: View, b: View) -> bool:
    """Tell whether two events are of one category, or of two that reports mix up."""
    return are_paired("family", a.event.category, b.event.category)
