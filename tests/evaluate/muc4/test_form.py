"""Scores in, the words of a template out."""

from __future__ import annotations

import numpy as np

from reportedly.evaluate.muc4.form import choose_kind, weigh_words


def test_a_wider_word_is_worth_half_where_a_narrower_one_is_right() -> None:
    worth = weigh_words("phys-tgt-effect", ("DESTROYED", "SOME DAMAGE", "NONE"))
    assert worth.tolist() == [[1, 0.5, 0], [0, 1, 0], [0, 0, 0]]


def test_a_type_that_is_not_sure_is_called_by_the_wider_word() -> None:
    sure, unsure = np.array([0.1, 0.8, 0.0, 0.0, 0.0]), np.array([0.3, 0.4, 0.2, 0.1, 0.1])
    assert [choose_kind(p, 0.5) for p in (sure, unsure)] == ["BOMBING", "ATTACK"]
