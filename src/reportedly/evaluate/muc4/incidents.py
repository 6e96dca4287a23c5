"""Sentences in, incidents out: which sentences tell a relevant incident, and which the same one."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4.nets import squash
from reportedly.evaluate.muc4.reading import Floats
from reportedly.evaluate.muc4.scenes import Scene, pair_signs

KINDS = ("NONE", "ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")


class Bars(msgspec.Struct, frozen=True):
    """Where the system draws lines; chosen on DEV, TST1 and TST2, never on TST3."""

    message: float = 0.1  # a message whose surest sentence is below this holds no incident
    sentence: float = 0.15  # a sentence below this tells none
    link: float = 0.5  # log odds above which two groups of sentences are one incident
    extra: float = 0.12  # a second incident needs a sentence as sure as this
    worth: float = 0.22  # an incident less likely than this to have a template gets none
    # A string below these fills no slot: instrument, doer, group, thing, person, people.
    roles: tuple[float, ...] = (0.25, 0.25, 0.25, 0.25, 0.2, 0.25)
    place: float = 0.3  # a place below this is none: the country stands alone
    category: float = 0.45  # no doer named and this sure of it: no category
    narrow: float = 0.5  # a type less likely than this among all is called ATTACK, the wider word
    type: float = 0.3  # what a filler is, and what befell it, where it is as likely as this
    effect: float = 0.35
    instrument: float = 0.3  # a weapon that only a verb tells


class Incident(msgspec.Struct, frozen=True):
    """The sentences of one incident, in order, and how sure the surest is."""

    sentences: tuple[int, ...]
    sure: float


def tells_any(kinds: Floats, bars: Bars) -> bool:
    """Tell whether a message may hold an incident; `kinds` are (sentences, 6)."""
    return bool(1 - kinds[:, 0].min() >= bars.message)


def find_incidents(
    scenes: list[Scene], kinds: Floats, weights: NDArray[np.float64], bars: Bars
) -> list[Incident]:
    """Return a message's incidents, the surest first; `kinds` are (sentences, 6)."""
    if not tells_any(kinds, bars):
        return []
    told = 1 - kinds[:, 0]
    some = [s for s in range(len(told)) if told[s] >= bars.sentence]
    groups = join(some, link_odds(some, scenes, kinds, weights), bars.link)
    found = [Incident(tuple(sorted(g)), float(max(told[s] for s in g))) for g in groups]
    found.sort(key=lambda x: (-x.sure, x.sentences))
    return found[:1] + [x for x in found[1:] if x.sure >= bars.extra]


def link_odds(
    some: list[int], scenes: list[Scene], kinds: Floats, weights: NDArray[np.float64]
) -> dict[tuple[int, int], float]:
    """Return the log odds of each two sentences to tell one incident."""
    out: dict[tuple[int, int], float] = {}
    for x, s in enumerate(some):
        for t in some[x + 1 :]:
            p = float(squash(np.array(pair_signs(scenes, kinds, s, t)) @ weights))
            out[s, t] = out[t, s] = math.log(max(p, 1e-6) / max(1 - p, 1e-6))
    return out


def join(some: list[int], odds: dict[tuple[int, int], float], bar: float) -> list[list[int]]:
    """Return the sentences in groups: the two groups most alike on average are joined first."""
    groups = [[s] for s in some]
    while len(groups) > 1:
        best, a, b = max(
            (sum(odds[s, t] for s in groups[a] for t in groups[b])
             / (len(groups[a]) * len(groups[b])), -a, -b)
            for a in range(len(groups))
            for b in range(a + 1, len(groups))
        )  # fmt: skip
        if best < bar:
            break
        groups[-a] += groups[-b]
        del groups[-b]
    return groups
