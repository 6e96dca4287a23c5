"""Signatures in, near-copies out, in time that does not grow with the number kept.

The index holds, for each key, the first few signatures in order that have it; how many are looked
at is bounded, however many copies there are. What it holds, and finds, does not depend on the order
in which signatures were added.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from itertools import pairwise
from struct import unpack

import msgspec

from reportedly.errors import LedgerError
from reportedly.merge.signature import SCHEME, read_keys
from reportedly.records import Signature

WINDOW = 12  # telling words, some 22 of the text: a sentence
SHARED = 6  # shingles of a window's 24 that must stand in the other text for it to be covered
KEPT = 2.0  # a copy with three words in ten changed keeps one shingle in so many
FULL_WORDS = 100  # telling words, from which on KEPT counts in full; for an empty text it is one
CROWD = 16  # signatures kept a key: a footer that ten thousand pages carry finds no more
TRIES = 12  # candidates compared, those with the most keys in common
SLIP_DAYS = 1  # dates so near do not tell who was first: clocks and time zones differ
GROWTH = 3.0  # a text so many times as long as the one it holds stands on its own

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
    held = [shingle in other for shingle in text]
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


class Few:
    """An index of no more signatures than are compared anyway: so they are gone through."""

    MOST = TRIES + 1

    def __init__(self) -> None:
        self._held: dict[str, tuple[Order, frozenset[int], Signature]] = {}

    def add(self, signature: Signature) -> None:
        """Add a signature."""
        held = find_order(signature), _hold_keys(signature.keys), signature
        self._held.setdefault(signature.document, held)

    def find_elders(self, signature: Signature) -> list[Near]:
        """Return the signatures before this one that share its keys, the nearest first."""
        place, keys = find_order(signature), _hold_keys(signature.keys)
        near = [
            find_near(signature, other)
            for before, held, other in self._held.values()
            if before < place and not keys.isdisjoint(held)
        ]
        return sorted(near, key=lambda n: (-n.share, find_order(n.signature)))


@lru_cache(maxsize=4096)  # a document stands in several incidents
def _hold_keys(keys: bytes) -> frozenset[int]:
    """Return a signature's keys as a set."""
    return frozenset(unpack(f"<{len(keys) // 4}I", keys))


class Index:
    """Signatures by key. Build it from those kept, then ask for the elders of a new one."""

    def __init__(self, signatures: Iterable[Signature] = ()) -> None:
        self._held: dict[int, list[Order]] = {}
        self._signatures: dict[str, Signature] = {}
        self._places: dict[str, Order] = {}
        for signature in signatures:
            self.add(signature)

    def __len__(self) -> int:
        return len(self._signatures)

    def add(self, signature: Signature) -> None:
        """Add a signature; one of another scheme is refused."""
        if signature.scheme != SCHEME:
            raise LedgerError(
                f"signature of {signature.document}: scheme {signature.scheme!r}:"
                f" wanted {SCHEME!r}: sign the document anew"
            )
        if signature.document in self._signatures:
            return
        self._signatures[signature.document] = signature
        place = self._places[signature.document] = find_order(signature)
        for key in read_keys(signature):
            held = self._held.setdefault(key, [])
            if len(held) < CROWD or place < held[-1]:
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
        shared: Counter[str] = Counter()
        for key in read_keys(signature):
            held = self._held.get(key, ())
            at = bisect_left(held, place)
            shared.update([p[2] for p in (held[:at] if elder else held[at:])])
        del shared[signature.document]
        likely = nsmallest(TRIES, ((-n, self._places[d]) for d, n in shared.items()))
        found = [self._signatures[place[2]] for _, place in likely]
        if elder:
            near = [find_near(signature, other) for other in found]
        else:
            turned = [(other, find_near(other, signature)) for other in found]
            near = [Near(other, n.share, n.mutual) for other, n in turned]
        return sorted(near, key=lambda n: (-n.share, find_order(n.signature)))
