"""Pairs of views in, links out: which two events tell one incident, and the reasons."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reportedly.merge.features import FEATURES, Reason, is_same_place
from reportedly.merge.view import View, distance_km, gap_days, is_exact
from reportedly.merge.words import are_paired, find_stems, is_generic

THRESHOLD = 4.25  # points; see docs/stages/merge.md for how it was chosen
SLIP_DAYS = 2  # exact dates further apart are two happenings: reports slip by a night, not more
BORDER_KM = 60.0  # reports mix up the two sides of a border, not two countries
WINDOW_DAYS = 3  # dated events further apart are not even compared
PERIOD_DAYS = 40  # a longer interval is found by its names, not by its days
CROWD = 400  # a name shared by so many events finds nothing


class Link(msgspec.Struct, frozen=True):
    """A scored pair. `barred` says why the two must not be one incident, whatever the score."""

    a: View
    b: View
    points: float
    reasons: tuple[Reason, ...]
    barred: str | None

    @property
    def is_denial(self) -> bool:
        """Whether one report tells it only to say that it did not happen.

        Its own version of the same happening has the better claim to a place among the others.
        """
        return "did_not_happen" in (self.a.event.stage, self.b.event.stage)


def find_bar(a: View, b: View) -> str | None:
    """Say why two events must not be linked, or None."""
    if a.event.document == b.event.document:
        return "one report tells both as two events"
    x, y = a.when, b.when
    if x and y and is_exact(x) and is_exact(y) and gap_days(x, y) > SLIP_DAYS:
        return f"exact dates {gap_days(x, y)} days apart"
    if x and y and gap_days(x, y) > PERIOD_DAYS:
        return "dates months apart"
    p, q = a.where, b.where
    if p and q and p.country and q.country and p.country != q.country:
        km = distance_km(p, q)
        far = km is None or km >= BORDER_KM
        told = p.basis == q.basis == "stated"  # what is inferred bars nothing
        if told and far and p.span and q.span and not is_same_place(p, q):
            return f"{p.name} lies in {p.country}, {q.name} in {q.country}"
    return None


def score_pair(a: View, b: View) -> Link:
    """Return the pair with its points and reasons."""
    reasons = tuple(feature(a, b) for feature in FEATURES)
    return Link(a, b, sum(r.points for r in reasons), reasons, find_bar(a, b))


def find_pairs(views: Sequence[View]) -> Iterator[tuple[View, View]]:
    """Yield the pairs worth comparing, each once: those that share a key, in order of ids."""
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, view in enumerate(views):
        for key in find_keys(view):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        members = blocks[key]
        if key[0] == "name" and len(members) >= CROWD:
            continue
        for at, i in enumerate(members):
            seen.update((i, j) for j in members[at + 1 :])
    for i, j in sorted(seen):
        if are_paired("family", views[i].event.category, views[j].event.category):
            yield views[i], views[j]


def find_keys(view: View) -> set[tuple[str, str]]:
    """Return what an event is found by: its days, or, where they are vague, its names."""
    keys: set[tuple[str, str]] = set()
    when = view.when
    if when and (when.end - when.start).days < PERIOD_DAYS:
        first = when.start - dt.timedelta(days=WINDOW_DAYS // 2)
        length = (when.end - when.start).days + WINDOW_DAYS
        keys |= {("day", str(first + dt.timedelta(days=n))) for n in range(length)}
    keys |= {("name", stem) for stem in find_stems(" ".join(find_names(view)))}
    return keys


def find_names(view: View) -> Iterable[str]:
    """Yield the names in an event: its place and the parties that are somebody."""
    if view.where and view.where.precision != "country":
        yield view.where.name
    for party in (*view.event.actors, *view.event.recipients):
        if not is_generic(party.text):
            yield party.name or party.text
