"""Merges, splits and shared sources in, ties out; and whether a new one contradicts another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product

import msgspec

from reportedly.errors import ReviewError
from reportedly.records import Judgement, Pair, Ties

Names = Mapping[str, str]  # events of old readings, and what they are called now


def make_pair(a: str, b: str) -> Pair:
    """Return two ids in order."""
    return (a, b) if a < b else (b, a)


def find_ties(judgements: Iterable[Judgement], now: Names) -> Ties:
    """Return what the decisions that count say of events and documents."""
    together: set[Pair] = set()
    apart: set[Pair] = set()
    sources: set[Pair] = set()
    for judgement in judgements:
        events = sorted({now.get(e, e) for e in judgement.events})
        others = sorted({now.get(e, e) for e in judgement.others})
        if judgement.action == "merge":
            together.update(make_pair(a, b) for a, b in pairwise(events))
        elif judgement.action == "split":
            apart.update(make_pair(a, b) for a, b in product(events, others) if a != b)
        elif judgement.action == "same_source":
            sources.update(pairwise(sorted(judgement.documents)))
    return Ties(together=frozenset(together), apart=frozenset(apart), sources=frozenset(sources))


def find_groups(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Return, for each id that stands in a pair, all that pairs lead to from it, step by step."""
    group_of: dict[str, set[str]] = {}
    for a, b in pairs:
        left, right = group_of.get(a, {a}), group_of.get(b, {b})
        if left is not right:
            small, large = sorted((left, right), key=len)
            large |= small
            group_of |= dict.fromkeys(large, large)
    return group_of


def find_torn(ties: Ties) -> set[Pair]:
    """Return the pairs of events that are both together and apart."""
    groups = find_groups(ties.together)
    return {(a, b) for a, b in ties.apart if b in groups.get(a, ())}


def check(
    judgement: Judgement, before: Iterable[Judgement], now: Names, along: Sequence[str] = ()
) -> None:
    """Raise ReviewError where a merge or split would contradict one that counts, and name it.

    `along`: the events that a merge brings together beside those that stand for their incidents.
    """
    kept = tuple(before)
    new = msgspec.structs.replace(judgement, events=(*judgement.events, *along))
    # Readings that changed since may have torn some already: only what is new counts against it.
    if find_torn(find_ties([*kept, new], now)) <= find_torn(find_ties(kept, now)):
        return
    other = "split" if judgement.action == "merge" else "merge"
    for one in reversed(kept):
        if one.action == other and find_torn(find_ties([one, new], now)):
            raise ReviewError(
                f"this {judgement.action} would contradict the {other} {one.id[:8]} by {one.by} "
                f"({one.at:%Y-%m-%d %H:%M}): `undo {one.id[:8]}` first"
            )
    raise ReviewError(f"this {judgement.action} would contradict earlier merges and splits")
