"""Word stems in, how telling each is out: the rarer in news at large, the heavier.

The counts ship with the package and never change with a ledger's contents. What that gives up: in a
ledger all about one country its name still counts for something.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

FEW = 40.0  # as if each set held one more rare stem: two sentences of one word each prove little
RARE = 4.0  # log(N / n): a word that stands in one text of fifty-five, or in fewer
UNSEEN = 2  # texts that a stem outside the table is taken to stand in


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
