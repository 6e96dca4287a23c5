"""Candidates with reasons in, those that fill a field out: a choice among them, or none.

Each reason has a weight; a candidate's points are their sum. Candidates share one probability
with "none of them", which has no points, so a field stays empty where nothing speaks for anyone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import repeat

import msgspec

MOST_POINTS = 30.0  # beyond this a candidate is certain; keeps the powers finite


class Filler(msgspec.Struct, frozen=True):
    """A noun that could fill a field, and what speaks for it or against it."""

    head: int
    reasons: tuple[str, ...]


class Bars(msgspec.Struct, frozen=True):
    """How sure a choice must be: `none` is what "none of them" may reach, `more` a second one."""

    none: float
    more: float


def choose(fillers: Sequence[Filler], weights: Mapping[str, float], bars: Bars) -> list[int]:
    """Return the heads of the likeliest fillers in order of text, or nothing."""
    shares = [math.exp(min(points(f, weights), MOST_POINTS)) for f in fillers]
    whole = 1.0 + sum(shares)
    if not fillers or 1.0 / whole >= bars.none:
        return []
    best = max(shares)
    return sorted(
        f.head
        for f, share in zip(fillers, shares, strict=True)
        if share == best or share / whole >= bars.more
    )


def points(filler: Filler, weights: Mapping[str, float]) -> float:
    """Return the sum of what the reasons weigh; an unknown reason weighs nothing."""
    return weights.get("", 0.0) + sum(map(weights.get, filler.reasons, repeat(0.0)))
