"""How a rule of the time grammar is written down and tried on words.

A pattern is elements with spaces between: `the? day:D|ORD of? MONTH ,? YEAR?`. An element is
alternatives joined by bars, a question mark where it may be missing, and a name before a colon
where its class is not name enough. Capitals are classes of when_words; the rest is literal.
The patterns are kept as one tree, so words that begin none of them cost next to nothing, and no
match is longer than the longest pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from reportedly.resolve.when_terms import Kind, Meaning
from reportedly.resolve.when_words import Word

Sense = tuple[Kind, Meaning]
Path = tuple[
    tuple[Word, str], ...
]  # the words taken, each with the class or literal it was taken as


class Match:
    """The words a pattern took, by element name; words[first:last] are all of them."""

    def __init__(self, words: list[Word], first: int, path: Path, names: tuple[str, ...]) -> None:
        self.words = words
        self.first = first
        self.last = first + len(path)
        self.found: dict[str, tuple[Word, object]] = {
            name: (word, word.values.get(key, word.low))
            for name, (word, key) in zip(names, path, strict=True)
        }

    def has(self, name: str) -> bool:
        """Tell whether the optional element is there."""
        return name in self.found

    def word(self, name: str) -> Word:
        """Return the word an element took."""
        return self.found[name][0]

    def low(self, name: str) -> str:
        """Return the word an element took, in lower case, or nothing."""
        return self.found[name][0].low if name in self.found else ""

    def number(self, name: str) -> int:
        """Return the whole number an element took."""
        value = self.found[name][1]
        return int(value) if isinstance(value, int | float) else 0

    def maybe(self, name: str) -> int | None:
        """Return the whole number an element took, or None where it took none."""
        return self.number(name) if name in self.found else None

    def text(self, name: str) -> str:
        """Return the value an element took, as a word of the vocabulary."""
        return str(self.found[name][1]) if name in self.found else ""

    def before(self, back: int = 1) -> str:
        """Return the word before the match, in lower case, or nothing."""
        at = self.first - back
        return self.words[at].low if at >= 0 else ""

    def after(self, ahead: int = 0) -> str:
        """Return the word after the match, in lower case, or nothing."""
        at = self.last + ahead
        return self.words[at].low if at < len(self.words) else ""


Build = Callable[[Match], Sense | None]


class Element(msgspec.Struct, frozen=True):
    """One place of a pattern: its name and the classes and literals that fit there."""

    name: str
    keys: tuple[str, ...]
    optional: bool


class Ending(msgspec.Struct, frozen=True):
    """The end of a pattern: its rank among all, the names of its elements, what it means."""

    rank: int
    names: tuple[str, ...]
    build: Build


class Node:
    """A place in the tree of patterns."""

    def __init__(self) -> None:
        self.children: dict[tuple[str, ...], Node] = {}
        self.by_key: dict[str, list[Node]] = {}
        self.endings: list[Ending] = []

    def grow(self, keys: tuple[str, ...]) -> Node:
        """Return the child reached by any of the keys."""
        if keys not in self.children:
            child = self.children[keys] = Node()
            for key in keys:
                self.by_key.setdefault(key, []).append(child)
        return self.children[keys]


class Grammar:
    """A table of patterns and their meanings, ready to match."""

    def __init__(
        self, tables: Iterable[tuple[Iterable[tuple[str, Build]], Mapping[str, tuple[str, ...]]]]
    ) -> None:
        self.root = Node()
        rank = 0
        for table, macros in tables:
            for written, build in table:
                for elements in _list_patterns(written, macros):
                    self._add(elements, build, rank)
                    rank += 1

    def _add(self, elements: tuple[Element, ...], build: Build, rank: int) -> None:
        node = self.root
        for element in elements:
            node = node.grow(element.keys)
        node.endings.append(Ending(rank, tuple(element.name for element in elements), build))

    def match(self, words: list[Word], i: int) -> tuple[Sense, int] | None:
        """Return the sense of the longest match at words[i] and where it ends."""
        found: list[tuple[int, int, Ending, Path]] = []
        waiting: list[tuple[Node, int, Path]] = [(self.root, i, ())]
        while waiting:
            node, at, path = waiting.pop()
            found += [(-at, ending.rank, ending, path) for ending in node.endings]
            if at == len(words):
                continue
            word = words[at]
            seen: list[Node] = []
            for key in (*word.values, word.low):
                for child in node.by_key.get(key, ()):
                    if child not in seen:
                        seen.append(child)
                        waiting.append((child, at + 1, (*path, (word, key))))
        for _, _, ending, path in sorted(found, key=lambda f: f[:2]):
            match = Match(words, i, path, ending.names)
            sense = ending.build(match)
            if sense:
                return sense, match.last
        return None


def _list_patterns(
    written: str, macros: Mapping[str, tuple[str, ...]]
) -> list[tuple[Element, ...]]:
    """Return every way to read a pattern: its {macros} written out, its options in and out."""
    patterns = [written]
    while any("{" in p for p in patterns):
        patterns = [p.replace(_mark(p), r, 1) for p in patterns for r in _readings(p, macros)]
    found: list[tuple[Element, ...]] = []
    for pattern in patterns:
        readings: list[tuple[Element, ...]] = [()]
        for element in (_read_element(word) for word in pattern.split()):
            taken = [(*reading, element) for reading in readings]
            readings = [*taken, *readings] if element.optional else taken
        found += [reading for reading in readings if reading]
    return found


def _mark(pattern: str) -> str:
    """Return the first {macro} of a pattern."""
    start = pattern.find("{")
    return pattern[start : pattern.find("}") + 1] if start >= 0 else ""


def _readings(pattern: str, macros: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    mark = _mark(pattern)
    return macros[mark[1:-1]] if mark else ("",)


def _read_element(written: str) -> Element:
    optional = written.endswith("?") and len(written) > 1
    written = written[:-1] if optional else written
    name, colon, rest = written.partition(":")
    if not colon or not rest:
        name, rest = written.split("|")[0].lower(), written
    return Element(name, tuple(rest.split("|")), optional)
