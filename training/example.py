"""One sentence with whatever annotation its corpus gives; what is absent is None, never 'none'."""

from __future__ import annotations

import dataclasses

UNKNOWN = "?"


@dataclasses.dataclass(slots=True)
class EventLabel:
    """An event mention as gold gives it: its head word, labels, and fields by head word.

    A label that its corpus does not give is UNKNOWN.
    """

    at: int
    anchor: tuple[int, int]
    category: str
    mode: str
    stage: str
    status: str
    fields: list[tuple[str, int]]


@dataclasses.dataclass(slots=True)
class Example:
    """Words and labels. Heads count from 0; -1 is the root, -2 unknown."""

    words: list[str]
    heads: list[int] | None = None
    rels: list[str] | None = None
    upos: list[str] | None = None
    xpos: list[str] | None = None
    senses: list[str] | None = None
    roles: list[tuple[int, int, str]] | None = None
    # Allowed name tags of each word: a corpus that does not mark weapons allows them where it
    # says O, so that the loss asks for "one of these" (partial labels).
    names: list[frozenset[str]] | None = None
    corpus: str = ""  # whose rules the names follow
    factuality: dict[int, float] | None = None
    events: list[EventLabel] | None = None
    # Words that may tell an event which is told elsewhere: no mention, and no lack of one either.
    again: frozenset[int] = frozenset()
    # Gold argument spans, kept for measuring: (predicate, label, first, end).
    spans: list[tuple[int, str, int, int]] | None = None
