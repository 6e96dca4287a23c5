"""What reading a document yields, and who can read one.

An Analysis is plain data: tokens with syntax, names, roles and event mentions. The coder sees
nothing else of the language model, so a test can build one by hand and another model can take
the place of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from reportedly.records import Document, Issue


class Token(msgspec.Struct, frozen=True):
    """One syntactic word (Universal Dependencies). Offsets are characters of the document's text.

    `i` and `head` count from the document's first token; a root is its own head.
    `xpos` is the Penn tag, `sense` the PropBank roleset ("kill.01") where the word is a predicate.
    `factuality` is -3 (certainly did not happen) .. +3 (certainly happened), UDS-H scale.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    rel: str
    sense: str | None = None
    factuality: float = 0.0


class Name(msgspec.Struct, frozen=True):
    """A name: tokens first..last (last included) and its kind (PER, ORG, LOC, NORP, FAC, ...)."""

    first: int
    last: int
    kind: str


class Role(msgspec.Struct, frozen=True):
    """An argument of a predicate: `head` is the argument's head token; label as in PropBank."""

    predicate: int
    head: int
    label: str


class Mention(msgspec.Struct, frozen=True):
    """A word that the learned event head takes for an event, with what it says about it.

    `score` is the probability of an event of `category` (0..1); `fields` are pairs of field
    name (actor, recipient, target, weapon, place, said_by, channel, denied_by) and head token.
    `kinds` are all categories that are at all likely, with their probability, best first.
    """

    at: int
    category: str
    score: float
    mode: str | None
    stage: str
    status: str
    fields: tuple[tuple[str, int], ...] = ()
    kinds: tuple[tuple[str, float], ...] = ()


class Analysis(msgspec.Struct, frozen=True):
    """A document, read. `sentences` are half-open token ranges in order."""

    document: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Analyzer(Protocol):
    """Reads documents, in batches of its own choosing, in the order given."""

    def read(self, documents: Iterable[Document]) -> Iterator[Analysis | Issue]:
        """Yield one Analysis or Issue for each document."""
        ...
