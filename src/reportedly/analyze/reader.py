"""Documents in, Analyses out: the real Analyzer.

Sentences of several documents are read together, sorted by length: little padding, one pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.analyze.base import Analysis
from reportedly.analyze.decode import Sentence, decode_batch, join
from reportedly.analyze.encoder import MAX_PIECES, Encoder
from reportedly.analyze.sentences import segment
from reportedly.ids import make_id
from reportedly.records import Document, Issue

WORDS_AT_ONCE = 6000  # documents are gathered up to this many words; bounds memory, not length

Cells = list[tuple[int, int]]


class Reader:
    """Reads English with the model it is given."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def read(self, documents: Iterable[Document]) -> Iterator[Analysis | Issue]:
        """Yield one Analysis or Issue for each document, in order."""
        waiting: list[tuple[Document, list[Cells]]] = []
        words = 0
        for document in documents:
            cells = self.cut(document)
            waiting.append((document, cells))
            words += sum(map(len, cells))
            if words >= WORDS_AT_ONCE:
                yield from self.read_together(waiting)
                waiting, words = [], 0
        yield from self.read_together(waiting)

    def cut(self, document: Document) -> list[Cells]:
        """Return the document's sentences as token spans, none longer than the model reads."""
        text, out = document.text, []
        for cells in segment(text, document.litter):
            size, first = 2, 0
            for i, (a, b) in enumerate(cells):
                pieces = len(self.encoder.cut(text[a:b]))
                if size + pieces > MAX_PIECES:
                    out.append(cells[first:i])
                    size, first = 2, i
                size += pieces
            out.append(cells[first:])
        return [cells for cells in out if cells]

    def read_together(
        self, waiting: list[tuple[Document, list[Cells]]]
    ) -> Iterator[Analysis | Issue]:
        """Read some documents in common batches."""
        words = [
            [document.text[a:b] for a, b in cells] for document, found in waiting for cells in found
        ]
        done: list[Sentence | None] = [None] * len(words)
        for batch in self.encoder.batch(words):
            read = self.encoder.read([words[i] for i in batch])
            for i, sentence in zip(batch, decode_batch(read, self.encoder.labels), strict=True):
                done[i] = sentence
        at = 0
        for document, found in waiting:
            sentences = [s for s in done[at : at + len(found)] if s is not None]
            at += len(found)
            if not found:
                yield no_words(document)
            else:
                yield join(document.id, document.text, found, sentences)


def no_words(document: Document) -> Issue:
    """Return the issue of a document in which nothing is left to read."""
    return Issue(
        id=make_id("issue", document.id, "analyze", "no_words"),
        subject=document.source_id or document.id,
        stage="analyze",
        reason="no_words",
        detail="the text holds no sentence once the page's own words are set aside",
    )
