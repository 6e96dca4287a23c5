"""Pairs of labelled events in; out, the curve from points to the chance that two are one incident.

The curve is logistic: 1 / (1 + exp(-slope * (points - middle))).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from reportedly.merge.score import compare
from reportedly.merge.view import View

STEPS = 60  # of Newton's method; it settles in far fewer
BINS = 10


class Pair(NamedTuple):
    """What a pair's reasons come to, and whether the two are one."""

    points: float
    same: bool


class Curve(NamedTuple):
    """Where the chance is one half, in points, and how fast it rises there, a point."""

    middle: float
    slope: float

    def find_chance(self, points: np.ndarray) -> np.ndarray:
        """Return the chances (0..1) of sums of points."""
        chance: np.ndarray = 1 / (1 + np.exp(-self.slope * (points - self.middle)))
        return chance


def make_pairs(views: Sequence[View], label: Mapping[str, str]) -> list[Pair]:
    """Return every pair worth comparing, but those that may not be linked whatever their score."""
    return [
        Pair(link.points, label[link.a.event.id] == label[link.b.event.id])
        for link in compare(views)
        if link.barred is None
    ]


def fit(pairs: Sequence[Pair]) -> Curve:
    """Return the curve that makes the pairs most likely."""
    x = np.array([(p.points, 1.0) for p in pairs])
    y = np.array([p.same for p in pairs], dtype=float)
    w = np.zeros(2)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, x.T @ (chance - y))
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return Curve(float(-w[1] / w[0]), float(w[0]))


def show(name: str, curve: Curve, pairs: Sequence[Pair]) -> None:
    """Print how far chance and truth are apart, on average and by tenths of the chance."""
    points = np.array([p.points for p in pairs])
    same = np.array([p.same for p in pairs])
    chance = curve.find_chance(points)
    tenth = np.clip((chance * BINS).astype(int), 0, BINS - 1)
    gaps = [
        abs(chance[tenth == b].mean() - same[tenth == b].mean()) * (tenth == b).mean()
        for b in range(BINS)
        if (tenth == b).any()
    ]
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum(same[order])
    precision = hits / np.arange(1, len(hits) + 1)
    average = float((precision * same[order]).sum() / max(1, same.sum()))
    print(f"{name}: middle {curve.middle:.2f}, slope {curve.slope:.2f}: {len(pairs)} pairs, "
          f"{same.sum()} same: average precision {average:.3f}, "
          f"calibration error {sum(gaps):.3f}")  # fmt: skip
    for b in range(BINS):
        held = tenth == b
        if held.any():
            print(f"  chance {b / BINS:.1f}-{(b + 1) / BINS:.1f}: {held.sum():6d} pairs, "
                  f"said {chance[held].mean():.2f}, are one {same[held].mean():.2f}")  # fmt: skip
