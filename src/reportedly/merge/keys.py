"""A view in, the keys it is found by out: two events are compared only if they share one.

A key is a fact (a place, a party, a target, a number, a country with a mode) and a range of days.
Two events share it where the facts are equal and the days overlap. So few share one however large
the ledger is, and what shares a key never depends on what else is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt

from reportedly.merge.features import SPEECH
from reportedly.merge.rarity import RARE, find_weight
from reportedly.merge.view import View
from reportedly.merge.words import find_stems, is_generic

SLIP_DAYS = 2  # exact dates further apart are two happenings: reports slip by a night, not more
PERIOD_DAYS = 40  # a longer interval is found by the news it is in, not by its days
NEWS_DAYS = 3  # reports of one happening that gives no date come out within so many days
TELLING_TOLL = 3  # a smaller number of people is no fact to be found by
RARE_TOLL = 10  # from here on a number of people is as good as a name
PAIRED = 3  # facts that are common, and found by two at once: the rarest
CALENDAR = 1 << 22  # days: more than there are
AT_ONCE = 1_000_000  # of pairs of keys looked at together; some 50 MB

Numbers = npt.NDArray[np.int64]


class Key(msgspec.Struct, frozen=True, order=True):
    """A fact, and the days (ordinals, both inclusive) on which it finds the event."""

    fact: str
    first: int
    last: int


def find_keys(view: View) -> tuple[Key, ...]:
    """Return what an event is found by.

    Its own days, where it has them; the days of its report, so that a dated and an undated account
    can meet; and, where no day at all is known, two facts at once. Where that of the report is not
    known, two of the names that it says most find a dated account too.
    """
    telling, common = find_facts(view)
    said = view.event.category in SPEECH  # many are, and their words alone tell which is which
    about = {f"{view.event.category} about {stem}" for stem in view.about if not said}
    facts = sorted(telling | find_narrow(view, common) | about)
    when, published = view.when, view.document.published
    keys: list[Key] = []
    if when and (when.end - when.start).days < PERIOD_DAYS:
        first, last = when.start.toordinal(), when.end.toordinal()
        keys += [Key(f"on {fact}", first, last + SLIP_DAYS) for fact in facts]
    if published and not (when and (published - when.end).days > PERIOD_DAYS):
        day = published.toordinal()
        keys += [Key(f"news {fact}", day, day + NEWS_DAYS) for fact in facts]
    if not published:
        some = set() if when else telling | common.keys() | find_narrow(view, {})
        pairs = (*combinations(sorted(some), 2), *combinations(sorted(about), 2))
        keys += [Key(f"some {a} {b}", 0, 0) for a, b in pairs]
    return tuple(keys)


def find_facts(view: View) -> tuple[set[str], dict[str, float]]:
    """Return the facts of an event that another report of it would share: those that are telling,
    and those that many happenings share (an army, a truck, three dead), by how rare they are."""
    event = view.event
    names = [p.name or p.text for p in (*event.actors, *event.recipients) if not is_generic(p.text)]
    if view.where and view.where.precision != "country":
        names.append(view.where.name)
    names += [thing.text for thing in event.targets if not thing.text.islower()]
    weights = {f"name {s}": find_weight(s) for s in frozenset[str]().union(*map(find_stems, names))}
    telling = {fact for fact, weight in weights.items() if weight >= RARE}
    common = {fact: weight for fact, weight in weights.items() if weight < RARE}
    telling |= {f"party {p.id}" for p in (*event.actors, *event.recipients) if p.id is not None}
    for count in event.counts:
        if (count.low or 0) >= RARE_TOLL:
            telling.add(f"{count.effect} {count.low}")
        elif (count.low or 0) >= TELLING_TOLL:
            common[f"{count.effect} {count.low}"] = RARE
    for thing in event.targets:
        if thing.text.islower():  # no name stands in it
            common |= {f"name {s}": min(find_weight(s), RARE) for s in find_stems(thing.text)}
    return telling, {fact: common[fact] for fact in common.keys() - telling}


def find_narrow(view: View, common: Mapping[str, float]) -> set[str]:
    """Return what common facts find by: each within its country, and the rarest two at once."""
    event = view.event
    first = sorted(common, key=lambda fact: (-common[fact], fact))[:PAIRED]
    found = {f"{a} and {b}" for a, b in combinations(sorted(first), 2)}
    bare = [p.text for p in (*event.actors, *event.recipients) if is_generic(p.text)]
    tolls = {f"{c.effect} {c.low}" for c in event.counts if (c.low or 0) >= TELLING_TOLL}
    found |= {f"{toll} and {stem}" for toll in tolls for text in bare for stem in find_stems(text)}
    if view.country:
        found |= {f"{fact} {view.country}" for fact in common}
        found |= {f"{event.mode} {view.country}"} if event.mode else set()
    return found


def find_partners(keys: Numbers, asked: int) -> Numbers:
    """Return the pairs of events that share a key, each once, the lower number first: those of
    which at least one is below `asked`. Shape (pairs, 2), in order.

    `keys` are rows of an event's number, a fact's, and the first and last day; shape (keys, 4).
    """
    event, fact, first, last = keys.T
    start = np.unique(fact, return_inverse=True)[1] * CALENDAR
    order = np.argsort(start + first)
    begins = (start + first)[order]
    mine = np.flatnonzero(event < asked)
    longest = (last - first).max(initial=0)
    low = np.searchsorted(begins, start[mine] + np.maximum(first[mine] - longest, 0))
    size = np.searchsorted(begins, start[mine] + last[mine], side="right") - low
    found = [np.zeros(0, dtype=np.int64)]
    for some in np.array_split(np.arange(len(mine)), 1 + size.sum() // AT_ONCE):
        ahead = np.cumsum(size[some]) - size[some]
        left = np.repeat(mine[some], size[some])
        right = order[np.arange(len(left)) + np.repeat(low[some] - ahead, size[some])]
        meet = (last[right] >= first[left]) & (event[left] < event[right])
        found.append(np.unique(event[left][meet] * (1 << 32) + event[right][meet]))
    pairs = np.unique(np.concatenate(found))
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1)
