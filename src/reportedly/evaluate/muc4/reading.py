"""A message in, all that our coder and its model see in it out: what the learned layer reads.

A message is read in capitals, whatever its letters: the layer learned on capitals, and case then
changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.analyze.base import Analysis
from reportedly.analyze.decode import Sentence, decode_batch, join
from reportedly.analyze.encoder import EVENTS, Encoder
from reportedly.analyze.reader import Reader
from reportedly.clean import clean
from reportedly.coding.assemble import code_document
from reportedly.coding.view import View
from reportedly.evaluate.muc4.mentions import Mention, find_mentions, fold, wording
from reportedly.evaluate.muc4.messages import Message
from reportedly.pipeline import Coder
from reportedly.records import Document, Event, Issue

Floats = NDArray[np.float32]


class Sight:
    """One message as the model sees it.

    N tokens: `vectors` are (N, 384), `scores` (N, labels of the event heads).
    """

    __slots__ = ("message", "scores", "vectors", "view")

    def __init__(self, message: Message, view: View, vectors: Floats, scores: Floats) -> None:
        self.message = message
        self.view = view
        self.vectors = vectors
        self.scores = scores


class Reading(Sight):
    """One message, read: what the model sees and what the coder makes of it.

    `events` are the coder's own. `folds[k]` are mention k's wordings as strings are compared.
    """

    __slots__ = ("events", "folds", "mentions", "sentence_of")

    def __init__(
        self,
        message: Message,
        view: View,
        events: Sequence[Event],
        vectors: Floats,
        scores: Floats,
    ) -> None:
        super().__init__(message, view, vectors, scores)
        self.events = events
        self.mentions: list[Mention] = find_mentions(view)
        self.folds = [fold_all(view, m) for m in self.mentions]
        self.sentence_of = [view.sentence_of[m.at] for m in self.mentions]


def fold_all(view: View, mention: Mention) -> tuple[str, ...]:
    """Return a mention's wordings as strings are compared; most mentions have but one or two."""
    done = {pair: fold(wording(view, *pair)) for pair in set(mention.wordings)}
    return tuple(done[pair] for pair in mention.wordings)


class Seen(msgspec.Struct, frozen=True):
    """What the model alone sees in a message; `vectors` and `scores` as in a Reading."""

    message: Message
    document: Document
    analysis: Analysis
    vectors: Floats
    scores: Floats


def look(seen: Seen) -> Sight:
    """Return what the model saw, by token."""
    return Sight(seen.message, View(seen.document, seen.analysis), seen.vectors, seen.scores)


def code_seen(coder: Coder, seen: Seen) -> Reading:
    """Return what the coder makes of what the model saw."""
    tools = coder.resolvers.tools(seen.document, seen.analysis, coder.kit)
    events, _ = code_document(seen.document, seen.analysis, tools)
    view = View(seen.document, seen.analysis)
    return Reading(seen.message, view, events, seen.vectors, seen.scores)


def see(coder: Coder, message: Message) -> Seen | Issue:
    """Return what the model sees in a message, or why it can see nothing."""
    message = capitalise(message)
    document = clean(message.article())
    if isinstance(document, Issue):
        return document
    assert isinstance(coder.analyzer, Reader)
    seen = coder.resolvers.to_read(document)
    cells = coder.analyzer.cut(seen)
    if not cells:
        return Issue(
            id=message.id, subject=message.id, stage="muc4", reason="no_words",
            detail="the message holds no sentence",
        )  # fmt: skip
    words = [[seen.text[a:b] for a, b in spans] for spans in cells]
    sentences, vectors, scores = run(coder.analyzer.encoder, words)
    analysis = join(seen.id, seen.text, cells, sentences)
    return Seen(message, document, analysis, vectors, scores)


def run(encoder: Encoder, words: list[list[str]]) -> tuple[list[Sentence], Floats, Floats]:
    """Return the sentences, with vectors and event scores of all their words in one array each."""
    done: dict[int, tuple[Sentence, Floats, Floats]] = {}
    for batch in encoder.batch(words):
        found, vectors = encoder.read_vectors([words[i] for i in batch])
        decoded = decode_batch(found, encoder.labels)
        for k, i in enumerate(batch):
            n = len(words[i])
            scores = np.concatenate([found.events[name][k, :n] for name in EVENTS], -1)
            done[i] = (decoded[k], vectors[k, :n], scores)
    order = [done[i] for i in range(len(words))]
    # Half precision: what the layer learned on is kept so, and the last bits are noise.
    vectors = np.concatenate([v for _, v, _ in order]).astype(np.float16)
    scores = np.concatenate([s for _, _, s in order]).astype(np.float16)
    return [s for s, _, _ in order], vectors.astype(np.float32), scores.astype(np.float32)


def capitalise(message: Message) -> Message:
    """Return the message in capitals, every letter in its place."""
    text = message.text
    if text.isascii():
        text = text.upper()
    else:
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    return msgspec.structs.replace(message, text=text, place=message.place.upper())


def document_of(reading: Reading) -> Document:
    """Return the document that was read."""
    return reading.view.document
