"""Articles in, coded articles out: the whole flow on one page.

Article -> Document | Issue -> Analysis | Issue -> stretches -> Event, Tally
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Self

import msgspec

from reportedly.analyze.base import Analyzer
from reportedly.analyze.encoder import open_encoder
from reportedly.analyze.reader import Reader
from reportedly.clean import clean
from reportedly.codebook.parse import read_book
from reportedly.coding.assemble import code_document
from reportedly.coding.stretches import MAX_WORDS, cut_stretches, tools_for
from reportedly.coding.tools import Kit, make_kit
from reportedly.config import Config
from reportedly.ids import make_id
from reportedly.records import Article, Document, Event, Issue, Tally
from reportedly.settle import Resolvers


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """All that one article gave."""

    document: Document | None
    events: tuple[Event, ...]
    tallies: tuple[Tally, ...]
    issues: tuple[Issue, ...]


class Coder:
    """Reads and codes articles with the model, the book and the gazetteer it was opened with."""

    def __init__(self, analyzer: Analyzer, resolvers: Resolvers, kit: Kit) -> None:
        self.analyzer = analyzer
        self.resolvers = resolvers
        self.kit = kit

    @classmethod
    def open(cls, config: Config) -> Self:
        """Open the model and the books; a missing or damaged one says what to do."""
        folder = Path(config.model) if config.model else Path(str(files("reportedly") / "model"))
        encoder = open_encoder(folder, threads=config.threads)
        return cls(Reader(encoder), Resolvers.open(), make_kit(read_book()))

    def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
        """Yield one Coded for each article, in order. A bad one is an issue; the rest go on."""
        return (self.code_one(article) for article in articles)

    def code_one(self, article: Article | Issue) -> Coded:
        """Return what one article gave."""
        document = article if isinstance(article, Issue) else clean(article)
        if isinstance(document, Issue):
            return Coded(document=None, events=(), tallies=(), issues=(document,))
        analysis = next(self.analyzer.read([self.resolvers.to_read(document)]))
        if isinstance(analysis, Issue):
            return Coded(document=document, events=(), tallies=(), issues=(analysis,))
        tools = self.resolvers.tools(document, analysis, self.kit)
        stretches = cut_stretches(analysis, document.text)
        coded = [code_document(document, s, tools_for(tools, s)) for s in stretches]
        return Coded(
            document=document,
            events=tuple(event for events, _ in coded for event in events),
            tallies=tuple(tally for _, tallies in coded for tally in tallies),
            issues=(long_text(document, len(stretches)),) if len(stretches) > 1 else (),
        )


def long_text(document: Document, stretches: int) -> Issue:
    """Return the issue of a text that is too long to be compared with itself as a whole."""
    return Issue(
        id=make_id("issue", document.id, "coding", "long_text"),
        subject=document.source_id or document.id,
        stage="coding",
        reason="long_text",
        detail=f"coded in {stretches} stretches of at most {MAX_WORDS} words: what two of them "
        "tell is not joined into one event",
    )
