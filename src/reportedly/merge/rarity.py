"""Word stems in, how telling each is out: the rarer in news at large, the heavier.

The counts ship with the package and never change with a ledger's contents. What that gives up: in a
ledger all about one country its name still counts for something.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

FEW = 40.0  # as if each set held one more rare stem: two sentences of one word each prove little
RARE = 4.0  # log(N / n): a word that stands in one text of fifty-five, or in fewer
UNSEEN = 2  # texts that a stem outside the table is taken to stand in
SPREAD = 2_000_000  # weights laid out at once to be looked up; 16 MB

Numbers = npt.NDArray[np.int64]


@cache
def read_rarity() -> dict[str, float]:
    """Return the weight of each stem of the table, and under "" that of any other: log(N / n)."""
    lines = files("reportedly.merge").joinpath("rarity.tsv").read_text("utf8").splitlines()
    counts = {stem: int(n) for stem, n in (line.split("\t") for line in lines)}
    texts = counts.pop("")
    return {s: math.log(texts / n) for s, n in counts.items()} | {"": math.log(texts / UNSEEN)}


def find_weight(stem: str) -> float:
    """Return how telling a stem is: log(N / n)."""
    weight = read_rarity()
    return weight.get(stem, weight[""])


class Weights(dict[str, float]):
    """Stems with their weights. Two are the same only if they are one object: so what a pair of
    them comes to can be kept."""

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return self is other


def weigh(stems: Iterable[str]) -> Weights:
    """Return the weights of the stems, scaled so that a product of two is nearly a cosine."""
    weight = read_rarity()
    found = {s: weight.get(s, weight[""]) for s in sorted(stems)}
    length = math.sqrt(FEW + math.fsum(w * w for w in found.values()))
    return Weights({s: w / length for s, w in found.items()} if length else {})


def find_likeness(a: Weights, b: Weights) -> float:
    """Return the cosine of two weighed sets of stems."""
    return math.fsum([a[s] * b[s] for s in a.keys() & b.keys()])


def find_all_likeness(sets: Sequence[Weights], pairs: Numbers) -> npt.NDArray[np.float64]:
    """Return the cosine of many pairs of weighed sets, given by number; shape (pairs, 2).

    Sums are not rounded as `find_likeness` does it: the last bits may differ.
    """
    stems: dict[str, int] = {}
    of = np.array([stems.setdefault(s, len(stems)) for one in sets for s in one], dtype=np.int64)
    weight = np.array([w for one in sets for w in one.values()], dtype=np.float64)
    ends = np.cumsum([0, *map(len, sets)])
    sizes = np.diff(ends)
    found = np.zeros(len(pairs))
    rows = max(1, SPREAD // (len(stems) or 1))
    order = np.argsort(pairs[:, 1], kind="stable")
    cuts = np.searchsorted(pairs[order, 1], np.arange(0, len(sets) + rows, rows))
    for n, some in enumerate(np.split(order, cuts[1:-1])):
        # A few of the right-hand sets, laid out by stem; each stem of the left is looked up there.
        first, last = n * rows, min((n + 1) * rows, len(sets))
        table = np.zeros((rows, len(stems)))
        held = slice(ends[first], ends[last])
        table[np.repeat(np.arange(last - first), sizes[first:last]), of[held]] = weight[held]
        left, right = pairs[some].T
        for few in np.array_split(np.arange(len(some)), 1 + sizes[left].sum() // SPREAD):
            size = sizes[left[few]]
            pair = np.repeat(np.arange(len(few)), size)
            at = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size - ends[left[few]], size)
            product = weight[at] * table[right[few][pair] - first, of[at]]
            found[some[few]] = np.bincount(pair, product, len(few))
    return found
