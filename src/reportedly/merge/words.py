"""Wordings in, comparable keys and word sets out: the vocabulary that merge/ compares by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@cache
def read_words() -> dict[str, frozenset[str]]:
    """Return the packaged vocabulary: word lists, and pairs as "a b"."""
    book = tomllib.loads(files("reportedly.merge").joinpath("words.toml").read_text("utf8"))
    return {
        "stop": frozenset(book["stop"].split()),
        "generic": frozenset(book["generic"].split()),
        "telling": frozenset(book["telling"].split()),
        "disowned": frozenset(book["disowned"]),
        "alike": _pairs(row["modes"] for row in book["alike"]),
        "family": _pairs(row["categories"] for row in book["family"]),
    }


def _pairs(rows: object) -> frozenset[str]:
    """Return every pair within a row, as one string in alphabetical order."""
    return frozenset(
        f"{a} {b}"
        for row in rows  # type: ignore[attr-defined]
        for a, b in combinations(sorted(row), 2)
    )


def are_paired(kind: str, a: str, b: str) -> bool:
    """Tell whether two modes (`alike`) or categories (`family`) may name one happening."""
    return a == b or f"{min(a, b)} {max(a, b)}" in read_words()[kind]


def fold(text: str) -> str:
    """Return the text in lower case, without accents, its apostrophes straight."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def find_words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, folded, in order, possessives cut off."""
    stop = read_words()["stop"]
    words = (w.split("'")[0] for w in WORD.findall(fold(text)))
    return tuple(w for w in words if w and w not in stop)


def find_stems(text: str) -> frozenset[str]:
    """Return crude stems of the words: "bombing", "bombed" and "bomb" meet.

    A lemmatiser would do better and cost more; rare words decide here, and those are names.
    """
    return frozenset(cut_ending(word) for word in find_words(text))


@lru_cache(maxsize=100_000)  # a vocabulary of news
def cut_ending(word: str) -> str:
    """Return the word without its commonest English endings."""
    for ending in ("ings", "ing", "ers", "er", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=50_000)  # of parties, each compared many times
def is_generic(text: str) -> bool:
    """Tell whether the wording names nobody in particular ("three gunmen on motorcycles").

    A name is a capital past the first word, or one word with a capital that is no bare plural.
    """
    words = ARTICLE.sub("", text).split()
    if len(words) == 1:
        return not words[0][0].isupper() or fold(words[0]) in read_words()["generic"]
    return not any(word[0].isupper() for word in words[1:])


@lru_cache(maxsize=50_000)  # names only, each compared many times; a document is read once
def find_name_words(text: str) -> frozenset[str]:
    """Return the words of a name."""
    return frozenset(find_words(text))


@lru_cache(maxsize=50_000)  # one pair of parties stands in many pairs of events
def name_alike(a: str, b: str) -> bool:
    """Tell whether two wordings may name the same thing: one within the other, or the same head."""
    left, right = find_name_words(a), find_name_words(b)
    if not left or not right:
        return fold(a) == fold(b)
    if left <= right or right <= left:
        return True
    shared = len(left & right)
    return shared >= 2 and shared / min(len(left), len(right)) >= 0.5
