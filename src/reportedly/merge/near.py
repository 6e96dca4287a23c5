"""Signatures in, near-copies out, in time that does not grow with the number kept.

The index holds, for each key, the first few signatures in order that have it; how many are looked
at is bounded, however many copies there are. What it holds, and finds, does not depend on the order
in which signatures were added.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable

import msgspec
import numpy as np

from reportedly.merge.signature import SCHEME, Kept, read_keys, read_shingles
from reportedly.records import Signature

WINDOW = 12  # telling words, some 22 of the text: a sentence
SHARED = 4  # shingles of a window's 24 that must stand in the other text for it to be covered
CROWD = 64  # signatures kept a key: a footer that ten thousand pages carry finds no more
TRIES = 24  # candidates compared, those with the most keys in common
SLIP_DAYS = 1  # dates so near do not tell who was first: clocks and time zones differ
GROWTH = 3.0  # a text so many times as long as the one it holds stands on its own

Order = tuple[str, int, str]  # published, length (the fullest first), document
Likeness = tuple[float, float]  # the share of the first text that stands in the second; the reverse


def find_cover(text: Kept, other: Kept) -> float:
    """Return the share of the text's windows that stand in the other (0..1).

    Windows and not shingles are counted: a copy edited throughout keeps something of each, and a
    text that quotes one passage has it in one place.
    """
    if not len(text) or not len(other):
        return 0.0
    held = np.isin(text, other).sum(axis=1)
    parts = max(1, round(len(text) / WINDOW))
    edges = np.arange(parts) * len(text) // parts
    needed = min(SHARED, 2 * len(text) // parts)
    return float((np.add.reduceat(held, edges) >= needed).mean())


def compare(a: Signature, b: Signature) -> Likeness:
    """Return how much of each text stands in the other."""
    x, y = read_shingles(a), read_shingles(b)
    return find_cover(x, y), find_cover(y, x)


def find_order(signature: Signature) -> Order:
    """Return a signature's place in order: the earliest first, then the fullest."""
    published = str(signature.published or "9999")
    return published, -len(signature.shingles), signature.document


def find_share(text: Signature, elder: Signature) -> float:
    """Return the share of a text that makes it a copy of the elder one (0..1).

    Where it is unclear which came first, and neither adds much to the other, it is the greater
    share of the two: the shorter may be cut from the longer.
    """
    mine, theirs = compare(text, elder)
    longer = max(len(text.shingles), len(elder.shingles))
    grown = longer >= GROWTH * min(len(text.shingles), len(elder.shingles))
    if is_clear(text, elder) or (grown and len(text.shingles) == longer):
        return mine
    return max(mine, theirs)


def is_clear(a: Signature, b: Signature) -> bool:
    """Tell whether it is clear which of two texts came first."""
    if a.published is None or b.published is None:
        return False
    return abs((a.published - b.published).days) > SLIP_DAYS


class Near(msgspec.Struct, frozen=True):
    """A signature found near another, with the share of the text that stands in it."""

    signature: Signature
    share: float


class Index:
    """Signatures by key. Build it from those kept, then ask for the elders of a new one."""

    def __init__(self, signatures: Iterable[Signature] = ()) -> None:
        self._held: dict[int, list[Order]] = {}
        self._signatures: dict[str, Signature] = {}
        for signature in signatures:
            self.add(signature)

    def __len__(self) -> int:
        return len(self._signatures)

    def add(self, signature: Signature) -> None:
        """Add a signature; one of another scheme is refused."""
        if signature.scheme != SCHEME:
            raise ValueError(
                f"signature of {signature.document}: scheme {signature.scheme!r}: wanted {SCHEME!r};"
                " sign the document anew"
            )
        if signature.document in self._signatures:
            return
        self._signatures[signature.document] = signature
        place = find_order(signature)
        for key in read_keys(signature):
            held = self._held.setdefault(key, [])
            insort(held, place)
            del held[CROWD:]

    def find_elders(self, signature: Signature) -> list[Near]:
        """Return the signatures before this one that share its keys, the nearest first."""
        return self._find(signature, elder=True)

    def find_younger(self, signature: Signature) -> list[Near]:
        """Return those after it: documents whose origin may change when this one is added."""
        return self._find(signature, elder=False)

    def _find(self, signature: Signature, elder: bool) -> list[Near]:
        place = find_order(signature)
        shared: Counter[Order] = Counter()
        for key in read_keys(signature):
            held = self._held.get(key, ())
            at = bisect_left(held, place)
            shared.update(held[:at] if elder else [p for p in held[at:] if p != place])
        best = sorted(shared, key=lambda p: (-shared[p], p))[:TRIES]
        found = [self._signatures[p[2]] for p in best]
        if elder:
            near = [Near(other, find_share(signature, other)) for other in found]
        else:
            near = [Near(other, find_share(other, signature)) for other in found]
        return sorted(near, key=lambda n: (-n.share, find_order(n.signature)))
