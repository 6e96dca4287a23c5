"""Lessons in, weights out: a linear model under a softmax over the candidates of each choice.

Signs are names; a candidate's points are the sum of the weights of its signs. More than one
candidate may be right: their odds count together. Trained by Adam on all lessons at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

STEPS = 250
RATE = 0.1
RIDGE = 0.002  # times the square of each weight, per lesson
LEAST = 3  # lessons in which a sign must stand


class Lesson(msgspec.Struct):
    """The candidates of one event, which of them are right, and how much it counts."""

    signs: list[tuple[str, ...]]
    right: list[int]
    weight: float


def learn(lessons: Sequence[Lesson], ridge: float = RIDGE) -> dict[str, float]:
    """Return the weights that make the right candidates likeliest."""
    seen = Counter(s for lesson in lessons for s in {s for signs in lesson.signs for s in signs})
    names = sorted(s for s, n in seen.items() if n >= LEAST)
    index = {name: k for k, name in enumerate(names)}
    sign, candidate, group, right = [], [], [], []
    for g, lesson in enumerate(lessons):
        for k, signs in enumerate(lesson.signs):
            row = len(group)
            group.append(g)
            right.append(k in lesson.right)
            for s in signs:
                if s in index:
                    sign.append(index[s])
                    candidate.append(row)
    a_sign, a_row = np.array(sign), np.array(candidate)
    a_group, a_right = np.array(group), np.array(right, dtype=float)
    worth = np.array([lesson.weight for lesson in lessons])
    weights = np.zeros(len(names))
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        points = np.bincount(a_row, weights[a_sign], minlength=len(group))
        odds = np.exp(np.clip(points, -40, 40))
        p_all = odds / np.bincount(a_group, odds)[a_group]
        p_right = odds * a_right / np.maximum(np.bincount(a_group, odds * a_right), 1e-30)[a_group]
        slope = (p_all - p_right) * worth[a_group]
        gradient = np.bincount(a_sign, slope[a_row], minlength=len(names)) / len(lessons)
        gradient += 2 * ridge * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        size = RATE * min(1.0, 3 * (1 - step / (STEPS + 1)))
        weights -= size * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: float(w) for name, w in zip(names, weights, strict=True)}
