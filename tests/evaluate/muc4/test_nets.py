"""Small nets: what is learned is what is served, from the file too."""

import numpy as np
from training.muc4_fit import Plan, learn, learn_signs

from reportedly.evaluate.muc4.nets import Sparse, hash_rows, pack, share_out, unpack


def test_rows_are_taken_in_the_order_asked_for() -> None:
    rows = hash_rows([["a"], ["b", "c", "b"], []], 64)
    assert np.diff(rows.starts).tolist() == [1, 2, 1]  # once each; an empty row has one too
    again = rows.take(np.array([1, 0, 1]))
    first, second = rows.at[1:3].tolist(), rows.at[:1].tolist()
    assert again.at.tolist() == first + second + first
    assert isinstance(again, Sparse)


def test_a_net_learns_what_words_and_numbers_tell() -> None:
    rng = np.random.default_rng(0)
    number = rng.standard_normal((400, 3)).astype(np.float32)
    words = [["war"] if rng.random() < 0.5 else ["peace"] for _ in range(400)]
    truth = np.array([(w == ["war"]) ^ (x[0] > 0) for w, x in zip(words, number, strict=True)])
    wanted = np.stack([~truth, truth], 1).astype(np.float32)
    plan = Plan(loss="one", hidden=16, epochs=40, batch=32, drop=0.0, words=64)
    sparse = hash_rows(words, 64)
    net = learn(number, sparse, wanted, np.ones(400, np.float32), ("no", "yes"), plan)
    right = share_out(net(number, sparse)).argmax(1) == truth
    assert right.mean() > 0.9
    kept = unpack("x", pack("x", net))
    assert kept.labels == ("no", "yes")
    assert np.abs(kept(number, sparse) - net(number, sparse)).max() < 0.2


def test_signs_are_weighed() -> None:
    x = np.array([[1.0, 1.0], [1.0, 0.0]] * 50)
    y = np.array([1.0, 0.0] * 45 + [0.0, 1.0] * 5)
    weights = learn_signs(x, y, np.ones(100))
    assert weights[1] > 3 and weights[0] < 0
