"""A Reading in, what each sentence names out: places, days, targets, doers; and how alike two are.

Two sentences that name one target tell one incident; two that name different towns do not. The
weights of these signs are learned (pair_signs is a row of numbers).
"""

from __future__ import annotations

import datetime as dt

import msgspec
import numpy as np

from reportedly.evaluate.muc4.features import sentence_means
from reportedly.evaluate.muc4.places import PlaceBook
from reportedly.evaluate.muc4.reading import Floats, Reading
from reportedly.records import Interval
from reportedly.resolve.when import TimeSpan, find_times, resolve_time

NEW = frozenset(
    """another also other separate meanwhile addition second third similarly elsewhere later
    furthermore previously""".split()
)
TARGETS, DOERS = (3, 4, 5), (1, 2)  # columns of the roles
LIKELY_TARGET, LIKELY_DOER = 0.2, 0.15


class Scene(msgspec.Struct, frozen=True):
    """What one sentence names. `places` are (token, name), `days` (its words, day it means)."""

    places: tuple[tuple[int, str], ...]
    towns: frozenset[str]
    days: tuple[tuple[TimeSpan, dt.date], ...]
    targets: frozenset[str]
    doers: frozenset[str]
    lemmas: frozenset[str]
    opens: bool  # a paragraph begins with it
    vector: Floats

    @property
    def dates(self) -> frozenset[dt.date]:
        """The days that it names."""
        return frozenset(day for _, day in self.days)

    @property
    def new(self) -> bool:
        """Tell whether a word says that this is another incident."""
        return bool(self.lemmas & NEW)


def find_scenes(reading: Reading, roles: Floats, book: PlaceBook) -> list[Scene]:
    """Return a Scene for each sentence; `roles` are (mentions, 6) probabilities."""
    view, n = reading.view, len(reading.view.sentences)
    places: list[list[tuple[int, str]]] = [[] for _ in range(n)]
    for i, name in book.find(view):
        places[view.sentence_of[i]].append((i, name))
    targets: list[set[str]] = [set() for _ in range(n)]
    doers: list[set[str]] = [set() for _ in range(n)]
    for k, folds in enumerate(reading.folds):
        s, last = reading.sentence_of[k], (folds[0].split() or [""])[-1]
        if roles[k, TARGETS].max() > LIKELY_TARGET:
            targets[s].add(last)
        if roles[k, DOERS].max() > LIKELY_DOER:
            doers[s].add(last)
    days = find_days(reading)
    vectors = sentence_means(reading) - reading.vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    out = []
    for s, (low, high) in enumerate(view.sentences):
        tokens = view.tokens
        gap = view.text[tokens[low - 1].end : tokens[low].start] if low else "\n"
        named = {book.other_names.get(name, name) for _, name in places[s]}
        out.append(
            Scene(
                places=tuple(places[s]),
                towns=frozenset(x for x in named if x in book.kinds and x not in book.nations),
                days=tuple(days[s]),
                targets=frozenset(targets[s]),
                doers=frozenset(doers[s]),
                lemmas=frozenset(t.lemma.lower() for t in tokens[low:high]),
                opens="\n" in gap,
                vector=vectors[s],
            )
        )
    return out


def find_days(reading: Reading) -> list[list[tuple[TimeSpan, dt.date]]]:
    """Return the single days that each sentence names, in order."""
    view, day = reading.view, reading.message.day
    out: list[list[tuple[TimeSpan, dt.date]]] = [[] for _ in view.sentences]
    if day is None:
        return out
    for s, (low, high) in enumerate(view.sentences):
        for words in find_times(view.text, view.tokens[low].start, view.tokens[high - 1].end):
            found = resolve_time(words, anchor=day, tense="past")
            if isinstance(found, Interval) and found.start and found.start == found.end:
                out[s].append((words, found.start))
    return out


def pair_signs(scenes: list[Scene], kinds: Floats, s: int, t: int) -> list[float]:
    """Return what speaks for and against two sentences, s before t, telling one incident."""
    a, b = scenes[s], scenes[t]
    p, q = kinds[s, 1:] / kinds[s, 1:].sum(), kinds[t, 1:] / kinds[t, 1:].sum()
    common = len(a.lemmas & b.lemmas) / (3 + min(len(a.lemmas), len(b.lemmas)))
    between = scenes[s + 1 : t + 1]
    return [
        1.0,
        float(p @ q),
        float(p.argmax() == q.argmax()),
        min(t - s, 10) / 5,
        float(t - s == 1),
        *agree(a.targets, b.targets),
        *agree(a.towns, b.towns),
        *agree(a.dates, b.dates),
        *agree(a.doers, b.doers),
        float(b.new),
        float(a.vector @ b.vector) * 2,
        float(any(x.new for x in between)),
        sum(x.opens for x in between) / 5,
        common * 3,
        float(s == 0),
        float(not a.targets or not b.targets),
    ]


def agree(
    a: frozenset[object] | frozenset[str], b: frozenset[object] | frozenset[str]
) -> tuple[float, float]:
    """Return whether two sets share something, and whether both name things but none in common."""
    shared = bool(a & b)
    return float(shared), float(bool(a) and bool(b) and not shared)
