"""Arc scores in, one head a word out, always a tree with one root.

The best head of each word is nearly always a tree already. Where it is not, Chu-Liu/Edmonds finds
the best one (McDonald et al. 2005).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def are_trees(heads: NDArray[np.int64], counts: list[int]) -> NDArray[np.bool_]:
    """Tell of each row of heads (0 is the root) whether its first `count` words form a tree."""
    size, width = heads.shape
    real = np.arange(width)[None, :] < np.asarray(counts)[:, None]
    up = np.zeros((size, width + 1), np.int64)
    up[:, 1:] = np.where(real, heads, 0)
    one_root = ((up[:, 1:] == 0) & real).sum(1) == 1
    for _ in range(int(np.ceil(np.log2(width + 1)))):  # after k rounds, 2^k steps up
        up = np.take_along_axis(up, up, 1)
    found: NDArray[np.bool_] = one_root & (up == 0).all(1)
    return found


def best_tree(arcs: NDArray[np.float32]) -> list[int]:
    """Return heads (0 is the root) of the best tree with one root; arcs are (n, n + 1)."""
    n = arcs.shape[0]
    scores = np.full((n + 1, n + 1), -np.inf)
    scores[1:] = arcs[:, : n + 1]
    np.fill_diagonal(scores, -np.inf)
    root = 1 + int(arcs[:, 0].argmax())
    scores[1:, 0] = -np.inf
    scores[root, 0] = 0.0
    scores[root, 1:] = -np.inf
    return [int(h) for h in grow(scores)[1:]]


def grow(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu/Edmonds over scores[word, head]; node 0 is the root and has no head."""
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    total = kept.sum()
    # Contract the cycle into one last node: entering at word w gives up w's head in the cycle.
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, cycle)]
    small[:-1, -1] = leaving.max(1)
    entering = scores[np.ix_(cycle, outside)] - kept[:, None] + total
    small[-1, :-1] = entering.max(0)
    small[0] = -np.inf
    inner = grow(small)
    for at, head in enumerate(inner[:-1]):
        word = outside[at]
        heads[word] = cycle[leaving[at].argmax()] if head == len(outside) else outside[head]
    way_in = int(inner[-1])
    word = cycle[int(entering[:, way_in].argmax())]
    heads[word] = outside[way_in]
    heads[0] = 0
    return heads


def find_cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return the words of one cycle, or None."""
    state = np.zeros(len(heads), np.int64)
    state[0] = 1
    for begin in range(1, len(heads)):
        path = []
        at = begin
        while state[at] == 0:
            state[at] = begin + 1
            path.append(at)
            at = int(heads[at])
        if state[at] == begin + 1:
            cycle: NDArray[np.int64] = np.asarray(path[path.index(at) :])
            return cycle
    return None
