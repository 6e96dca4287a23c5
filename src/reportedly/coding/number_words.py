"""Text in, tokens out, with the packaged vocabulary of numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

# Every branch reads forward only, so reading is linear in the text.
LEXER = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))
    | (?P<ordinal>\d+(?:st|nd|rd|th)\b)
    | (?P<glued>\d+(?:\.\d+)?(?=(?:km|kg|m|mm|cm|am|pm|bn)\b))
    | (?P<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?!\w))
    | (?P<other>\w*\d\w*)
    | (?P<possessive>['’]s\b)
    | (?P<word>[^\W\d_]+)
    | (?P<mark>[^\s\w]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DASHES = str.maketrans("–—‐‑−’", "-----'")
NOBODY = frozenset({"any", "no", "without"})  # "no casualties"
ARTICLES = frozenset({"a", "an", "another"})
Phrases = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]


class Token(msgspec.Struct, frozen=True):
    """A word, number or mark; `low` is its lower case with plain dashes."""

    start: int
    end: int
    low: str
    kind: str
    capital: bool


class Words(msgspec.Struct, frozen=True):
    """A set of words."""

    words: frozenset[str]
    alone: frozenset[str] = frozenset()


class NumberBook(msgspec.Struct, frozen=True):
    """codebook/books/numbers.toml, read; phrases are kept by their first word, longest first."""

    words: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    collective: dict[str, int]
    open: dict[str, int]
    person: Words
    nobody: Words
    unit_before: dict[str, frozenset[str]]
    streets: frozenset[str]
    phrases_before: Phrases
    phrases_after: Phrases
    units_after: Phrases


@cache
def read_number_book() -> NumberBook:
    """Read the packaged vocabulary of numbers."""
    path = resources.files("reportedly") / "codebook" / "books" / "numbers.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    phrases = {
        "phrases_before": _index(raw.pop("before")),
        "phrases_after": _index(raw.pop("after")),
        "units_after": _index(raw.pop("unit_after")),
    }
    return msgspec.convert({**raw, **phrases}, NumberBook)


@cache
def list_openers() -> frozenset[str]:
    """Return every word that a quantity without figures may begin with: most words are none."""
    book = read_number_book()
    lists = (book.words, book.scales, book.ordinals, book.open, book.phrases_before)
    return book.nobody.alone.union(*lists, ARTICLES, NOBODY, ("half", "one", "between"))


def _index(lists: Mapping[str, list[str]]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return phrases by their first word, the longest first, each with the list it is from."""
    index: dict[str, list[tuple[str, list[str]]]] = {}
    for name, phrases in lists.items():
        for phrase in phrases:
            words = re.findall(r"[^\W\d_]+|[^\w\s]", phrase)
            index.setdefault(words[0], []).append((name, words))
    for found in index.values():
        found.sort(key=lambda entry: -len(entry[1]))
    return index


def read_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of text[start:end]."""
    tokens: list[Token] = []
    for match in LEXER.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "space":
            if match[0].count("\n") > 1:
                tokens.append(Token(match.start(), match.end(), "\n", "mark", False))
            continue
        low = match[0].lower().translate(DASHES)
        tokens.append(Token(match.start(), match.end(), low, kind, match[0][0].isupper()))
    return tokens


def find_phrase(tokens: list[Token], i: int, phrases: Phrases) -> tuple[str, int]:
    """Return the list whose phrase stands at a token, and where it ends; "" and i if none."""
    if i >= len(tokens):
        return "", i
    for name, words in phrases.get(tokens[i].low, ()):
        if all(i + k < len(tokens) and tokens[i + k].low == word for k, word in enumerate(words)):
            return name, i + len(words)
    return "", i
