"""An incident found in a message in, how likely the task's key has a template of it out.

A message's first incident is seldom told for nothing; a second one may be a memory of another day,
the first told again, or what an army does to an army. The weights of these signs are learned.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4.incidents import Incident
from reportedly.evaluate.muc4.nets import squash
from reportedly.evaluate.muc4.reading import Floats, Reading
from reportedly.evaluate.muc4.scenes import Scene

LEAST = 3e-3  # probabilities are kept this far from 0 and 1
MANY = 6  # incidents, sentences: beyond this, more says nothing more
OLD_DAYS = 60  # an incident before this is a memory, most often


def worth_signs(
    reading: Reading,
    scenes: Sequence[Scene],
    kinds: Floats,
    roles: Floats,
    incidents: Sequence[Incident],
    n: int,
) -> list[float]:
    """Return what speaks for and against the n-th of a message's incidents, the surest first."""
    mine = list(incidents[n].sentences)
    told = 1 - kinds[:, 0]
    shares = kinds[mine, 1:].mean(0)
    inside = np.isin(np.array(reading.sentence_of, dtype=np.int64), mine)
    peaks = roles[inside].max(0) if inside.any() else np.zeros(6)
    before = [s for other in incidents[:n] for s in other.sentences]
    return [
        1.0,
        lean(told[mine].max()),
        lean(np.sort(told[mine])[-2:].mean()),
        lean(told.max()),
        lean(float(told.mean())),
        min(len(mine), MANY) / 3,
        float(n == 0),
        min(n, MANY) / 3,
        min(len(incidents), MANY) / 3,
        *(shares / shares.sum()),
        *(lean(p) for p in peaks),
        lean(max(peaks[3:])),
        min(mine) / len(told),
        float(min(mine) == 0),
        age(reading, scenes, mine),
        *repeated(scenes, mine, before),
    ]


def lean(p: float) -> float:
    """Return log odds, kept finite."""
    return math.log((p + LEAST) / (1 - p + LEAST))


def age(reading: Reading, scenes: Sequence[Scene], some: Sequence[int]) -> float:
    """Return how old the newest day is that some sentences name: 0 where none is named, up to 1."""
    day = reading.message.day
    past = [(day - d).days for s in some for d in scenes[s].dates if day and d <= day]
    return min(min(past), OLD_DAYS) / OLD_DAYS if past else 0.0


def repeated(scenes: Sequence[Scene], mine: list[int], before: list[int]) -> tuple[float, ...]:
    """Return whether an incident's targets, towns and days are those of the ones before it."""
    out: list[float] = []
    for field in ("targets", "towns", "dates"):
        own = set().union(*(getattr(scenes[s], field) for s in mine))
        known = set().union(*(getattr(scenes[s], field) for s in before))
        out += [float(bool(own & known)), float(bool(known) and bool(own - known))]
    return tuple(out)


def keep_worth(
    reading: Reading,
    scenes: Sequence[Scene],
    kinds: Floats,
    roles: Floats,
    incidents: Sequence[Incident],
    weights: NDArray[np.float64],
    bar: float,
) -> list[Incident]:
    """Return the incidents that are likely enough to have a template."""
    signs = [
        worth_signs(reading, scenes, kinds, roles, incidents, n) for n in range(len(incidents))
    ]
    return [one for one, row in zip(incidents, signs, strict=True)
            if squash(np.array(row) @ weights) >= bar]  # fmt: skip
