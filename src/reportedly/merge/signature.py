"""Documents in, signatures out: what is kept of a text to find its copies by.

Two sets of keys lead to candidates. MinHash bands find texts that share much of all they have,
however scattered the edits. Fingerprints by winnowing (Schleimer, Wilkerson and Aiken 2003) find
any passage of some twenty words that two texts share, however much longer one of them is: a brief
cut from a wire has few shingles in common with it, and all of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import unpack

import numpy as np
import rensa

from reportedly.merge.credits import find_credits
from reportedly.merge.outlets import find_names, find_outlet
from reportedly.merge.shingles import Numbers, find_shingles, mix
from reportedly.merge.view import take_story
from reportedly.records import Document, Signature

BANDS = 64
ROWS = 2  # slots a band: texts with a third of their shingles in common meet in 99.9 %
SEED = 20_231
RUN = 3  # shingles: four telling words on end are a fingerprint
WINDOW = 6  # fingerprints: one of each six on end is kept, so a passage of nine such words shows
SCHEME = f"1/{rensa.RMinHash.ALGORITHM_VERSION}"  # ours, and the library's


def sign(documents: Sequence[Document]) -> list[Signature]:
    """Return the signature of each document, in the order given."""
    shingles = [find_shingles(take_story(d)) for d in documents]
    bands = _find_bands(shingles)
    return [
        Signature(
            document=document.id,
            scheme=SCHEME,
            keys=_join_keys(found, row) if len(found) else b"",
            shingles=found.astype("<u4").tobytes(),
            published=document.published,
            outlet=find_outlet(document),
            names=find_names(document),
            credits=find_credits(document),
        )
        for document, found, row in zip(documents, shingles, bands, strict=True)
    ]


def _find_bands(shingles: Sequence[Numbers]) -> Numbers:
    """Return the MinHash bands of each text; shape (texts, BANDS)."""
    flat = [s.ravel() for s in shingles]
    ends = np.cumsum([0, *(len(s) for s in flat)], dtype=np.uint64)
    hashes = np.concatenate([*flat, np.zeros(0, dtype=np.uint64)])
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, ends, BANDS * ROWS, SEED)
    slots = np.array(matrix.to_rows(), dtype=np.uint64).reshape(-1, BANDS, ROWS)
    bands: Numbers = (slots[:, :, 0] << np.uint64(32)) | slots[:, :, 1]
    bands = mix(bands)
    bands += np.arange(1, BANDS + 1, dtype=np.uint64)  # the same slots elsewhere are another band
    return mix(bands)


def _join_keys(shingles: Numbers, bands: Numbers) -> bytes:
    """Return the bands and fingerprints of a text as one sorted set of keys."""
    keys = np.concatenate([bands, find_fingerprints(shingles)]).astype("<u4")
    return np.unique(keys).tobytes()


def find_fingerprints(shingles: Numbers) -> Numbers:
    """Return the least of each WINDOW runs of RUN pairs: what shared passages share."""
    pairs = shingles[:, 0]
    if len(pairs) <= RUN:
        return mix(pairs.sum(dtype=np.uint64, keepdims=True) + np.uint64(len(pairs)))
    runs = np.lib.stride_tricks.sliding_window_view(pairs[:-1], RUN)
    weights = np.uint64(3) ** np.arange(RUN, dtype=np.uint64)  # so that their order counts
    marks = mix((runs * weights).sum(axis=1, dtype=np.uint64))
    if len(marks) <= WINDOW:
        return marks[[marks.argmin()]]
    least: Numbers = np.lib.stride_tricks.sliding_window_view(marks, WINDOW).min(axis=1)
    return np.unique(least)


def read_keys(signature: Signature) -> tuple[int, ...]:
    """Return the keys that the signature is found by."""
    return unpack(f"<{len(signature.keys) // 4}I", signature.keys)
