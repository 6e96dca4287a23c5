"""Documents in, Analyses out: the real Analyzer.

Each document is read by itself. The served model rounds by what stands in a batch, so reading two
documents together would let one change the other (tried: 5 % of words differ), and a ledger would
depend on the order of its files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.analyze.base import Analysis
from reportedly.analyze.decode import Sentence, decode_batch, join
from reportedly.analyze.encoder import MAX_PIECES, Encoder
from reportedly.analyze.sentences import segment
from reportedly.ids import make_id
from reportedly.records import Document, Issue

Cells = list[tuple[int, int]]


class Reader:
    """Reads English with the model it is given."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def read(self, documents: Iterable[Document]) -> Iterator[Analysis | Issue]:
        """Yield one Analysis or Issue for each document, in order."""
        return (self.read_one(document) for document in documents)

    def read_one(self, document: Document) -> Analysis | Issue:
        """Read one document in batches of its own sentences, alike in length."""
        cells = self.cut(document)
        if not cells:
            return no_words(document)
        words = [[document.text[a:b] for a, b in spans] for spans in cells]
        done: dict[int, Sentence] = {}
        for batch in self.encoder.batch(words):
            read = self.encoder.read([words[i] for i in batch])
            done |= dict(zip(batch, decode_batch(read, self.encoder.labels), strict=True))
        return join(document.id, document.text, cells, [done[i] for i in range(len(cells))])

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


def no_words(document: Document) -> Issue:
    """Return the issue of a document in which nothing is left to read."""
    return Issue(
        id=make_id("issue", document.id, "analyze", "no_words"),
        subject=document.source_id or document.id,
        stage="analyze",
        reason="no_words",
        detail="the text holds no sentence once the page's own words are set aside",
    )
