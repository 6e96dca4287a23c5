"""Two ways of grouping the same items in, how far they agree out: B3, MUC, CEAF-e and their mean.

A grouping is a mapping from an item to the name of its cluster. Both are over the same items.
MUC: Vilain et al. 1995. B3: Bagga and Baldwin 1998. CEAF-e: Luo 2005, with its fourth measure of
likeness. CoNLL is the mean of their three F1 (Pradhan et al. 2012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx

Grouping = Mapping[str, str]


class Score(NamedTuple):
    """Shares, 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Agreement(NamedTuple):
    """How far what was found agrees with what was wanted."""

    b3: Score
    muc: Score
    ceaf: Score

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return (self.b3.f1 + self.muc.f1 + self.ceaf.f1) / 3


def compare(found: Grouping, wanted: Grouping) -> Agreement:
    """Return how far two groupings agree."""
    if found.keys() != wanted.keys():
        raise ValueError("wanted two groupings of the same items")
    return Agreement(find_b3(found, wanted), find_muc(found, wanted), find_ceaf(found, wanted))


def find_b3(found: Grouping, wanted: Grouping) -> Score:
    """Return B3: for each item, what part of its cluster belongs there; the mean over items."""
    left, right = Counter(found.values()), Counter(wanted.values())
    both = Counter((cluster, wanted[item]) for item, cluster in found.items())
    items = len(found) or 1
    precision = sum(n * n / left[a] for (a, _), n in both.items()) / items
    recall = sum(n * n / right[b] for (_, b), n in both.items()) / items
    return Score(precision, recall)


def find_muc(found: Grouping, wanted: Grouping) -> Score:
    """Return MUC: what part of the links that hold clusters together is in the other grouping."""
    left, right = Counter(found.values()), Counter(wanted.values())
    parts = len({(cluster, wanted[item]) for item, cluster in found.items()})
    common = len(found) - parts
    links_found, links_wanted = len(found) - len(left), len(found) - len(right)
    precision = common / links_found if links_found else 0.0
    return Score(precision, common / links_wanted if links_wanted else 0.0)


def find_ceaf(found: Grouping, wanted: Grouping) -> Score:
    """Return CEAF-e: how alike clusters are under the best pairing of one with one."""
    left, right = Counter(found.values()), Counter(wanted.values())
    both = Counter((cluster, wanted[item]) for item, cluster in found.items())
    graph = nx.Graph()
    for (a, b), n in sorted(both.items()):
        graph.add_edge(("found", a), ("wanted", b), weight=2 * n / (left[a] + right[b]))
    likeness = 0.0
    for nodes in nx.connected_components(graph):
        part = graph.subgraph(nodes)
        pairing = nx.max_weight_matching(part)
        likeness += sum(part.edges[edge]["weight"] for edge in pairing)
    return Score(likeness / (len(left) or 1), likeness / (len(right) or 1))
