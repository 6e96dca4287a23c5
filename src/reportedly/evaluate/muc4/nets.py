"""Features in, scores out: the small nets of the learned layer, and the file that holds them.

A net has one hidden layer: relu(dense W1 + the rows of E that the sparse features name + b1) W2
+ b2. Weights are kept as 8-bit whole numbers with a scale for each column.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
PARTS = ("W1", "E", "b1", "W2", "b2", "mean", "scale")
PACKED = ("W1", "E")  # the large ones
STEPS = 127


class Sparse(msgspec.Struct, frozen=True):
    """R rows of features that are there: row r has at[starts[r]:starts[r + 1]], at least one."""

    at: NDArray[np.int32]
    starts: NDArray[np.int64]  # R + 1

    def take(self, rows: NDArray[np.int64]) -> Sparse:
        """Return some of the rows, in the order asked for."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        shift = np.repeat(self.starts[rows] - starts[:-1], sizes)
        return Sparse(self.at[np.arange(starts[-1]) + shift], starts)


class Net(msgspec.Struct, frozen=True):
    """One net's weights; `labels` are what its outputs mean."""

    weights: Mapping[str, Floats]
    labels: tuple[str, ...] = ()

    def __call__(self, dense: Floats, sparse: Sparse | None = None) -> Floats:
        """Return the scores of R rows, (R, outputs), before any squashing."""
        w = self.weights
        if "mean" in w:
            dense = (dense - w["mean"]) / w["scale"]
        hidden = dense @ w["W1"] + w["b1"]
        if sparse is not None:
            hidden = hidden + np.add.reduceat(w["E"][sparse.at], sparse.starts[:-1], axis=0)
        out: Floats = np.maximum(hidden, 0) @ w["W2"] + w["b2"]
        return out


@lru_cache(maxsize=1_000_000)
def hash_word(word: str, size: int) -> int:
    """Return a feature's number: the same on every machine."""
    return zlib.crc32(word.encode()) % size


def hash_rows(rows: Iterable[Sequence[str]], size: int) -> Sparse:
    """Return rows of features in words as their numbers, each once."""
    flat: list[int] = []
    starts = [0]
    for row in rows:
        flat += sorted({hash_word(word, size) for word in row} or {0})
        starts.append(len(flat))
    return Sparse(np.array(flat, dtype=np.int32), np.array(starts, dtype=np.int64))


def squash(scores: Any) -> Any:
    """Return scores as probabilities, each by itself."""
    return 1 / (1 + np.exp(-scores))


def share_out(scores: Floats) -> Floats:
    """Return scores as probabilities that add up to 1 in each row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    out: Floats = raised / raised.sum(1, keepdims=True)
    return out


def pack(name: str, net: Net) -> dict[str, NDArray[Any]]:
    """Return a net as arrays for the file."""
    out: dict[str, NDArray[Any]] = {f"{name}/labels": np.array(net.labels, dtype=np.str_)}
    for part in PARTS:
        array = net.weights[part]
        if part in PACKED:
            scale = np.abs(array).max(0) / STEPS + 1e-12
            out[f"{name}/{part}"] = np.round(array / scale).astype(np.int8)
            out[f"{name}/{part}*"] = scale.astype(np.float16)
        else:
            out[f"{name}/{part}"] = array.astype(
                np.float16 if part in ("W2", "mean", "scale") else np.float32
            )
    return out


def unpack(name: str, arrays: Mapping[str, NDArray[Any]]) -> Net:
    """Return a net from the file's arrays."""
    weights = {}
    for part in PARTS:
        array = arrays[f"{name}/{part}"].astype(np.float32)
        if part in PACKED:
            array = array * arrays[f"{name}/{part}*"].astype(np.float32)
        weights[part] = array
    # What is taken off each input, and what it is divided by, goes into the weights once.
    weights["W1"] = weights["W1"] / weights.pop("scale")[:, None]
    weights["b1"] = weights["b1"] - weights.pop("mean") @ weights["W1"]
    return Net(weights, tuple(str(x) for x in arrays[f"{name}/labels"]))


def open_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a weight file."""
    with np.load(path, allow_pickle=False) as held:
        return {name: held[name] for name in held.files}
