"""What the coder needs from outside a text, as values: the book, and who, where and when.

The pipeline makes one Tools a document from the resolvers; a test makes one of a few lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import msgspec

from reportedly.codebook.model import Book
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


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """The book, the times told in this document, and functions that say who, where and when."""

    book: Book
    times: tuple[TimeWords, ...]
    when: ResolveTime
    where: ResolvePlace
    who: ResolveParty
