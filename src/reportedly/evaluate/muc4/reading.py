"""A message in, all that our coder and its model see in it out: what the learned layer reads."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.coding.view import View
from reportedly.evaluate.muc4.mentions import Mention, find_mentions, fold, wording
from reportedly.evaluate.muc4.messages import Message
from reportedly.records import Document, Event

Floats = NDArray[np.float32]


class Reading:
    """One message, read. N tokens: `vectors` are (N, 384), `scores` (N, labels of the event heads).

    `events` are the coder's own. `folds[k]` are mention k's wordings as strings are compared.
    """

    __slots__ = (
        "at", "document", "events", "folds", "mentions", "message", "scores", "sentence_of",
        "vectors", "view",
    )  # fmt: skip

    def __init__(
        self,
        message: Message,
        document: Document,
        view: View,
        events: Sequence[Event],
        vectors: Floats,
        scores: Floats,
    ) -> None:
        self.message = message
        self.document = document
        self.view = view
        self.events = events
        self.vectors = vectors
        self.scores = scores
        self.mentions: list[Mention] = find_mentions(view)
        self.folds = [
            tuple(fold(wording(view, *pair)) for pair in m.wordings) for m in self.mentions
        ]
        self.at = {m.at: k for k, m in enumerate(self.mentions)}
        self.sentence_of = [view.sentence_of[m.at] for m in self.mentions]


class Pass(msgspec.Struct, frozen=True):
    """Sparse features by their numbers and dense ones, of R rows: what a Net takes."""

    sparse: list[list[int]]
    dense: Floats  # (R, D)
