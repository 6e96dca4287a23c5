"""Merges and splits in, ties between events out; and whether a new one would contradict them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise, product

from reportedly.errors import ReviewError
from reportedly.records import Judgement, Pair, Ties


def make_pair(a: str, b: str) -> Pair:
    """Return two ids in order."""
    return (a, b) if a < b else (b, a)


def find_ties(judgements: Iterable[Judgement], now: Mapping[str, str]) -> Ties:
    """Return what the decisions that count say of events. `now`: old ids' names of today."""
    together: set[Pair] = set()
    apart: set[Pair] = set()
    for judgement in judgements:
        events = sorted({now.get(e, e) for e in judgement.events})
        others = sorted({now.get(e, e) for e in judgement.others})
        if judgement.action == "merge":
            together.update(make_pair(a, b) for a, b in pairwise(events))
        elif judgement.action == "split":
            apart.update(make_pair(a, b) for a, b in product(events, others) if a != b)
    return Ties(together=frozenset(together), apart=frozenset(apart))


def find_tied(ties: Ties, event: str) -> set[str]:
    """Return the events that people put together with this one, itself among them."""
    neighbours: dict[str, set[str]] = {}
    for a, b in ties.together:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    found, waiting = {event}, [event]
    while waiting:
        for other in neighbours.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found


def check(judgement: Judgement, standing: Iterable[Judgement]) -> None:
    """Raise ReviewError where a merge or split would contradict one that counts, and name it."""
    before = list(standing)
    ties = find_ties([*before, judgement], {})
    torn = [pair for pair in sorted(ties.apart) if pair[1] in find_tied(ties, pair[0])]
    if not torn:
        return
    other = "split" if judgement.action == "merge" else "merge"
    for one in reversed(before):
        mine = find_ties([one, judgement], {})
        if one.action == other and any(p[1] in find_tied(mine, p[0]) for p in mine.apart):
            raise ReviewError(
                f"this {judgement.action} would contradict the {other} {one.id[:8]} by {one.by} "
                f"({one.at:%Y-%m-%d %H:%M}): `undo {one.id[:8]}` first"
            )
    raise ReviewError(f"this {judgement.action} would contradict earlier merges and splits")
