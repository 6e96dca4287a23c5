"""Scores of tags in, names out: every name has one kind, and no sequence is better."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reportedly.analyze.names import LEAN, find_best, find_names, may_follow

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def score(*rows: dict[str, float]) -> np.ndarray:
    """Return scores of a sentence from what stands out in each word."""
    return np.array([[row.get(tag, 0.0) for tag in TAGS] for row in rows], np.float32)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([{"B-PER": 5}, {"I-PER": 5}, {"O": 5}], [(0, 1, "PER")]),
        ([{"B-LOC": 5}, {"B-PER": 5}], [(0, 0, "LOC"), (1, 1, "PER")]),
        # Word by word these were two names: a place, and the rest of a person.
        ([{"B-LOC": 5}, {"I-PER": 5, "I-LOC": 4.5}], [(0, 1, "LOC")]),
        ([{"O": 5, "B-LOC": 1}, {"I-LOC": 5}, {"I-LOC": 5}], [(0, 2, "LOC")]),
        ([{"O": 5}, {"I-LOC": 2, "O": 1}, {"O": 5}], []),
    ],
)
def test_a_name_has_one_kind_and_a_beginning(
    rows: list[dict[str, float]], names: list[tuple[int, int, str]]
) -> None:
    assert find_names(score(*rows), TAGS) == names


@given(arrays(np.float32, (4, len(TAGS)), elements=st.floats(-9, 9, width=32)))
def test_no_sequence_is_better(scores: np.ndarray) -> None:
    follow = may_follow(TAGS)
    allowed = [
        way
        for way in product(range(len(TAGS)), repeat=4)
        if all(follow[a, b] for a, b in zip((-1, *way), way, strict=False))
    ]
    best = find_best(scores, TAGS)
    assert tuple(best) in allowed
    total = [sum(scores[i, k] + LEAN * (k > 0) for i, k in enumerate(way)) for way in allowed]
    assert total[allowed.index(tuple(best))] == pytest.approx(max(total), abs=1e-4)
