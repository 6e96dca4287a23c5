"""Weighed stems in, how alike they are out."""

from __future__ import annotations

from itertools import product
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.merge import rarity
from reportedly.merge.rarity import find_all_likeness, find_likeness, weigh

STEMS = st.sets(st.sampled_from("olmo tarn depot drone soldier bridge harvest".split()))


@given(st.lists(STEMS, max_size=7), st.sampled_from([1, 9, 1000]))
def test_many_at_once_are_as_alike_as_each_pair_alone(some: list[set[str]], spread: int) -> None:
    sets = [weigh(stems) for stems in some]
    pairs = np.array(list(product(range(len(sets)), repeat=2)), dtype=int).reshape(-1, 2)
    with mock.patch.object(rarity, "SPREAD", spread):
        found = find_all_likeness(sets, pairs).tolist()
    assert found == pytest.approx([find_likeness(sets[a], sets[b]) for a, b in pairs.tolist()])
