"""Heads are always a tree with one root, and the best one."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.analyze.tree import are_trees, best_tree


def is_tree(heads: list[int]) -> bool:
    for i in range(1, len(heads) + 1):
        seen, at = set(), i
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return heads.count(0) == 1


@given(st.integers(1, 7), st.integers(0, 10_000))
def test_the_best_tree_is_as_good_as_the_oracles(size: int, seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    heads = best_tree(arcs)
    assert is_tree(heads)
    root = heads.index(0)
    graph = nx.DiGraph()
    for word in range(size):
        for head in range(size):
            if word not in (head, root):
                graph.add_edge(head, word, weight=float(arcs[word, head + 1]))
    ours = sum(float(arcs[w, h]) for w, h in enumerate(heads) if h)
    if size > 1:
        best = nx.maximum_spanning_arborescence(graph)
        assert abs(best.size(weight="weight") - ours) < 1e-4


@given(st.integers(1, 9), st.integers(0, 10_000))
def test_a_tree_is_told_from_what_is_none(size: int, seed: int) -> None:
    heads = np.random.default_rng(seed).integers(0, size + 1, size=(4, size))
    told = are_trees(heads, [size] * 4)
    assert told.tolist() == [is_tree(row) for row in heads.tolist()]


def test_padding_is_not_looked_at() -> None:
    heads = np.array([[0, 1, 3, 3]])
    assert are_trees(heads, [2]).tolist() == [True]
