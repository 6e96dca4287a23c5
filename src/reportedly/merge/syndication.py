"""Documents in, voices out: copies of one text, and pages of one outlet, speak once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import networkx as nx

from reportedly.merge.words import WORD, fold
from reportedly.records import Document

SHINGLE_WORDS = 4  # long enough that two reporters do not write it by chance
COPY_SHARE = 0.35  # of the shorter text's shingles: a copy cut, re-headed and edited keeps as much


@lru_cache(maxsize=256)  # an incident has fewer documents as a rule
def find_shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of words in the text; a text shorter than one run is one run."""
    words = WORD.findall(fold(text))
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(tuple(words[n : n + SHINGLE_WORDS]) for n in range(count))


def find_share(a: str, b: str) -> float:
    """Return the part of the shorter text that stands in the other (0..1)."""
    x, y = find_shingles(a), find_shingles(b)
    return len(x & y) / min(len(x), len(y))


def is_copy(a: Document, b: Document) -> bool:
    """Tell whether one text is largely made of the other."""
    return find_share(a.text, b.text) >= COPY_SHARE


def find_outlet(document: Document) -> str | None:
    """Return the outlet's key: its domain, or else its name."""
    key = document.source.domain or document.source.name
    return fold(key).removeprefix("www.") if key else None


def find_voices(documents: Sequence[Document]) -> dict[str, str]:
    """Return the voice of each document: the first id, in order, among its copies and outlet."""
    graph = nx.Graph()
    graph.add_nodes_from(d.id for d in documents)
    for a, b in combinations(documents, 2):
        outlet = find_outlet(a)
        if (outlet is not None and outlet == find_outlet(b)) or is_copy(a, b):
            graph.add_edge(a.id, b.id)
    return {i: min(group) for group in nx.connected_components(graph) for i in group}
