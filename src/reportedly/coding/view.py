"""An Analysis with its look-ups made once: children, sentences, roles, names by token."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.analyze.base import Analysis, Name, Token
from reportedly.records import Document, Effect, Span, take_span


class View:
    """What every coding stage asks of a document, answered in constant time."""

    __slots__ = (
        "children", "document", "effects", "mention_at", "name_at", "phrases", "predicates_of",
        "rels", "roles_of", "sentence_of", "sentences", "text", "tokens",
    )  # fmt: skip

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.document = document
        self.text = document.text
        self.tokens = analysis.tokens
        self.sentences = analysis.sentences
        self.children: list[list[int]] = [[] for _ in analysis.tokens]
        self.rels = [(token.rel, token.rel.split(":", 1)[0]) for token in analysis.tokens]
        self.sentence_of = [0] * len(analysis.tokens)
        for number, (first, end) in enumerate(analysis.sentences):
            for i in range(first, end):
                self.sentence_of[i] = number
        for token in analysis.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self.effects: dict[int, frozenset[Effect]] = {}  # what harm.py has found by sentence
        self.phrases: dict[int, tuple[int, int]] = {}  # what phrases.py has cut so far
        self.roles_of: dict[int, list[tuple[str, int]]] = {}
        self.predicates_of: dict[int, list[tuple[str, int]]] = {}
        for role in analysis.roles:
            self.roles_of.setdefault(role.predicate, []).append((role.label, role.head))
            self.predicates_of.setdefault(role.head, []).append((role.label, role.predicate))
        self.name_at: dict[int, Name] = {}
        for name in analysis.names:
            for i in range(name.first, name.last + 1):
                self.name_at[i] = name
        self.mention_at = {m.at: m for m in analysis.mentions}

    @property
    def bounds(self) -> tuple[int, int]:
        """Return where the first token starts and the last ends: a stretch of a longer text."""
        return (self.tokens[0].start, self.tokens[-1].end) if self.tokens else (0, 0)

    def sentence(self, i: int) -> tuple[int, int]:
        """Return the half-open token range of the token's sentence."""
        return self.sentences[self.sentence_of[i]]

    def roles(self, predicate: int, *labels: str) -> list[int]:
        """Return the argument heads of a predicate under any of the labels."""
        return [head for label, head in self.roles_of.get(predicate, ()) if label in labels]

    def kids(self, i: int, *rels: str) -> list[int]:
        """Return the children under any of the relations; 'obl' also takes 'obl:agent'."""
        found: list[int] = []
        for child in self.children[i]:  # most words are leaves
            rel, base = self.rels[child]
            if rel in rels or base in rels:
                found.append(child)
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the token's heads up to the root, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def subtree(self, i: int) -> list[int]:
        """Return the token and all that hangs from it, in order of text."""
        out, stack = [], [i]
        while stack:
            at = stack.pop()
            out.append(at)
            stack.extend(self.children[at])
        return sorted(out)

    def within(self, start: int, end: int) -> Iterator[Token]:
        """Yield the tokens that touch text[start:end], by bisection."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= start:
                low = middle + 1
            else:
                high = middle
        while low < len(self.tokens) and self.tokens[low].start < end:
            yield self.tokens[low]
            low += 1

    def span(self, first: int, last: int) -> Span:
        """Return the span of tokens first..last, both included."""
        return take_span(self.text, self.tokens[first].start, self.tokens[last].end)

    def sentence_span(self, i: int) -> Span:
        """Return the span of the token's sentence."""
        first, end = self.sentence(i)
        return self.span(first, end - 1)
