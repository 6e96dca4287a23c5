"""Signatures in, out what earlier texts each is near to; how many are looked at is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from struct import unpack

import msgspec
import numpy as np
import numpy.typing as npt

from reportedly.records import Signature

WINDOW = 12  # telling words, some 22 of the text: a sentence
SHARED = 6  # shingles of a window's 24 that must stand in the other text for it to be covered
KEPT = 2.0  # a copy with three words in ten changed keeps one shingle in so many
FULL_WORDS = 100  # telling words, from which on KEPT counts in full; for an empty text it is one
CROWD = 16  # signatures that a key finds: the first of the ten thousand that carry one footer
TRIES = 12  # candidates compared, those with the most keys in common
SLIP_DAYS = 1  # dates so near do not tell who was first: clocks and time zones differ
GROWTH = 3.0  # a text so many times as long as the one it holds stands on its own

Numbers = npt.NDArray[np.int64]
Order = tuple[str, int, str]  # published, length (the fullest first), document
Shingles = tuple[int, ...]  # two a word, in the order of the text
Likeness = tuple[float, float]  # the share of the first text that stands in the second; the reverse


def find_cover(text: Shingles, other: frozenset[int]) -> float:
    """Return the share of the text that stands in the other (0..1), by windows and by shingles.

    Of a copy edited throughout, every window keeps something; a text that quotes one passage has
    it in one place; and two reporters share names everywhere, and few shingles in all. So it is
    the share of the windows that keep enough, but no more than what the shingles say: a copy in
    which three words in ten are changed keeps half of them. A brief has to show more: its few
    shingles are mostly names.
    """
    if not text or not other:
        return 0.0
    words = len(text) // 2
    parts = max(1, round(words / WINDOW))
    edges = [2 * (n * words // parts) for n in range(parts + 1)]
    held = list(map(other.__contains__, text))
    counts = [sum(held[a:b]) for a, b in pairwise(edges)]
    needed = min(SHARED, len(text) // parts)
    covered = sum(n >= needed for n in counts) / parts
    weight = 1 + (KEPT - 1) * min(1.0, words / FULL_WORDS)
    return min(covered, weight * sum(held) / len(held))


@lru_cache(maxsize=2048)  # the first of many copies is compared with each of them
def _unpack(shingles: bytes) -> tuple[Shingles, frozenset[int]]:
    """Return the shingles in order, two a word, and as a set."""
    numbers = tuple(unpack(f"<{len(shingles) // 4}I", shingles))
    return numbers, frozenset(numbers)


def compare(a: Signature, b: Signature) -> Likeness:
    """Return how much of each text stands in the other."""
    if a.shingles == b.shingles and a.shingles:
        return 1.0, 1.0
    return _compare(a.shingles, b.shingles)


@lru_cache(maxsize=8192)  # two reports of one day's happenings meet in several incidents
def _compare(a: bytes, b: bytes) -> Likeness:
    """Return how much of each text's shingles stands in the other's."""
    (x, held_x), (y, held_y) = _unpack(a), _unpack(b)
    return find_cover(x, held_y), find_cover(y, held_x)


def find_order(signature: Signature) -> Order:
    """Return a signature's place in order: the earliest first, then the fullest."""
    published = str(signature.published or "9999")
    return published, -len(signature.shingles), signature.document


class Near(msgspec.Struct, frozen=True):
    """A signature found near a text.

    `share` (0..1) is the part of the text that makes it a copy; `mutual` the part that each has of
    the other, which is high only where both are one text.
    """

    signature: Signature
    share: float
    mutual: float


def find_near(text: Signature, elder: Signature) -> Near:
    """Return how much of a text stands in an elder one.

    Where it is unclear which came first, and neither adds much to the other, it is the greater
    share of the two: the shorter may be cut from the longer.
    """
    mine, theirs = compare(text, elder)
    longer = max(len(text.shingles), len(elder.shingles))
    grown = longer >= GROWTH * min(len(text.shingles), len(elder.shingles))
    cut = is_clear(text, elder) or (grown and len(text.shingles) == longer)
    return Near(elder, mine if cut else max(mine, theirs), min(mine, theirs))


def is_clear(a: Signature, b: Signature) -> bool:
    """Tell whether it is clear which of two texts came first."""
    if a.published is None or b.published is None:
        return False
    return abs((a.published - b.published).days) > SLIP_DAYS


def find_elders(ordered: Sequence[Signature]) -> list[list[Near]]:
    """Return, for each of the signatures, given in order, those before it that share its keys, the
    nearest first.

    Of a key that many have, the first few of them find; and of those found, the few with the most
    keys in common are compared: so a footer that ten thousand pages carry costs no more than ten.
    """
    keys, holders = find_holders(ordered)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    start = np.repeat(starts, np.diff(starts, append=len(keys)))
    size = np.minimum(np.arange(len(keys)) - start, CROWD)  # of those before that find it
    rank = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    elder = holders[np.repeat(start, size) + rank]
    met, shared = np.unique(np.repeat(holders, size) * len(ordered) + elder, return_counts=True)
    mine, theirs = np.divmod(met, max(1, len(ordered)))
    found: list[list[Near]] = [[] for _ in ordered]
    for at in np.lexsort((theirs, -shared, mine)).tolist():
        n, other = int(mine[at]), int(theirs[at])
        if len(found[n]) < TRIES:
            found[n].append(find_near(ordered[n], ordered[other]))
    for near in found:
        near.sort(key=lambda one: (-one.share, find_order(one.signature)))
    return found


def find_holders(ordered: Sequence[Signature]) -> tuple[Numbers, Numbers]:
    """Return the keys of all signatures in order, and beside each, by number, who holds it."""
    each = [np.frombuffer(one.keys, "<u4").astype(np.int64) for one in ordered]
    keys = np.concatenate([*each, np.zeros(0, dtype=np.int64)])
    holders = np.repeat(np.arange(len(each)), np.array([len(some) for some in each], dtype=int))
    order = np.argsort(keys, kind="stable")  # so that the holders of a key stay in order
    return keys[order], holders[order]
