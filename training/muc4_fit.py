"""Rows of features and what they should come to in, a Net out: Adam in numpy, a few lines."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4.nets import Net, Sparse

Floats = NDArray[np.float32]
DECAY, DROP_HIDDEN, WARM_STEPS, LAST_RATE = 1e-4, 0.3, 50, 0.05


class Plan(msgspec.Struct, frozen=True):
    """How a net is learned. `loss`: each output by itself, or one of them."""

    loss: Literal["each", "one"]
    hidden: int = 24
    epochs: int = 8
    batch: int = 128
    rate: float = 3e-3
    drop: float = 0.4  # share of sparse features hidden at each step
    words: int = 2048
    seed: int = 0


def learn(
    dense: Floats,
    sparse: Sparse | None,
    wanted: Floats,
    weights: Floats,
    labels: tuple[str, ...],
    plan: Plan,
) -> Net:
    """Return a net learned on R rows: dense (R, D), wanted (R, outputs), weights (R,)."""
    rng = np.random.default_rng(plan.seed)
    size, inputs, outputs = len(dense), dense.shape[1], wanted.shape[1]
    p: dict[str, Any] = {
        "W1": rng.standard_normal((inputs, plan.hidden)) / np.sqrt(inputs),
        "E": rng.standard_normal((plan.words if sparse else 1, plan.hidden)) * 0.05,
        "b1": np.zeros(plan.hidden),
        "W2": rng.standard_normal((plan.hidden, outputs)) / np.sqrt(plan.hidden),
        "b2": np.zeros(outputs),
    }
    p = {k: v.astype(np.float32) for k, v in p.items()}
    mean, scale = dense.mean(0), dense.std(0) + 1e-3
    # Half precision, as the file keeps them, so that the net is served as it was learned.
    mean, scale = (
        mean.astype(np.float16).astype(np.float32),
        scale.astype(np.float16).astype(np.float32),
    )
    first = {k: np.zeros_like(v) for k, v in p.items()}
    second = {k: np.zeros_like(v) for k, v in p.items()}
    steps = plan.epochs * -(-size // plan.batch)
    step = 0
    for _ in range(plan.epochs):
        order = rng.permutation(size)
        for at in range(0, size, plan.batch):
            rows = order[at : at + plan.batch]
            x = (dense[rows] - mean) / scale
            some = drop_some(sparse.take(rows), plan.drop, rng) if sparse else None
            g = gradients(p, x, some, wanted[rows], weights[rows], plan, rng)
            step += 1
            rate = plan.rate * min(1, step / WARM_STEPS) * max(LAST_RATE, 1 - step / steps)
            for k in p:
                change = g[k] + DECAY * p[k] if k in ("W1", "E") else g[k]
                first[k] += 0.1 * (change - first[k])
                second[k] += 0.01 * (change * change - second[k])
                ahead = first[k] / (1 - 0.9**step)
                p[k] -= rate * ahead / (np.sqrt(second[k] / (1 - 0.99**step)) + 1e-7)
    return Net({**p, "mean": mean, "scale": scale}, labels)


def gradients(
    p: dict[str, Any],
    x: Floats,
    some: tuple[NDArray[np.int32], NDArray[np.int64], np.float32] | None,
    wanted: Floats,
    weights: Floats,
    plan: Plan,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Return the loss's gradients on one batch."""
    before = x @ p["W1"] + p["b1"]
    if some is not None:
        at, row, boost = some
        ends = np.searchsorted(row, np.arange(len(x) + 1))
        held = np.add.reduceat(
            np.vstack([p["E"][at], np.zeros_like(p["b1"])]), np.minimum(ends[:-1], len(at)), axis=0
        )
        held[ends[:-1] == ends[1:]] = 0
        before = before + held * boost
    mask = (rng.random(before.shape, dtype=np.float32) > DROP_HIDDEN) / np.float32(1 - DROP_HIDDEN)
    hidden = np.maximum(before, 0) * mask
    z = hidden @ p["W2"] + p["b2"]
    if plan.loss == "each":
        q = 1 / (1 + np.exp(-z))
    else:
        q = np.exp(z - z.max(1, keepdims=True))
        q /= q.sum(1, keepdims=True)
    off = ((q - wanted) * weights[:, None] / len(x)).astype(np.float32)
    back = (off @ p["W2"].T) * mask * (before > 0)
    g = {"W2": hidden.T @ off, "b2": off.sum(0), "W1": x.T @ back, "b1": back.sum(0)}
    g["E"] = np.zeros_like(p["E"])
    if some is not None and len(at):
        sort = np.argsort(at, kind="stable")
        ids, starts = np.unique(at[sort], return_index=True)
        g["E"][ids] = np.add.reduceat(back[row[sort]], starts, axis=0) * boost
    return g


def drop_some(
    sparse: Sparse, share: float, rng: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.int64], np.float32]:
    """Return features and their rows with a share of them left out, and what makes up for it."""
    row = np.repeat(np.arange(len(sparse.starts) - 1), np.diff(sparse.starts))
    kept = rng.random(len(row)) > share
    return sparse.at[kept], row[kept], np.float32(1 / (1 - share))


def learn_signs(x: NDArray[Any], y: NDArray[Any], w: NDArray[Any]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ ((p - y) * w) + 1e-3 * weights
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(x.shape[1])
        weights -= np.linalg.solve(curve, slope)
    return weights
