"""What the coder needs from outside a text, as values: the book, and who, where and when.

The pipeline makes one Tools a document from the resolvers; a test makes one of a few lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.speech import Grammar, read_grammar
from reportedly.coding.stage import Signs, read_signs
from reportedly.records import Gap, Interval, Party, Place, Span


class TimeWords(Protocol):
    """Words that tell a time; a resolver knows what they mean."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


Tense = Literal["past", "future"]
ResolveTime = Callable[[TimeWords, Interval | None, Tense | None], Interval | Gap]
ResolvePlace = Callable[[Span, Sequence[str]], Place | Gap]
ResolveParty = Callable[[Span], Party]
ResolveNation = Callable[[str], str | None]
ResolveState = Callable[[Span], Party | None]


def no_nation(words: str) -> str | None:
    """Return nothing: for a coder without a table of countries."""
    return None


def no_state(span: Span) -> Party | None:
    """Return nothing: for a coder without a table of countries."""
    return None


class Kit(msgspec.Struct, frozen=True, kw_only=True):
    """The book with the look-ups that stages make of it; made once a run."""

    book: Book
    grammar: Grammar
    signs: Signs


def make_kit(book: Book) -> Kit:
    """Return the book's kit."""
    grammar = read_grammar(book.speech)
    return Kit(book=book, grammar=grammar, signs=read_signs(book.cues, grammar.verbs))


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """The kit, the times told in this document, and functions that say who, where and when.

    `dateline` is where the report was sent from; `shares` how often the document names each
    country or something in it (they add up to 1); `nation` the country a word means, `state` that
    country as a party.
    """

    kit: Kit
    times: tuple[TimeWords, ...]
    when: ResolveTime
    where: ResolvePlace
    who: ResolveParty
    dateline: Span | None = None
    shares: Mapping[str, float] = {}
    nation: ResolveNation = no_nation
    state: ResolveState = no_state
    day: Interval | None = None  # the day the report speaks from
