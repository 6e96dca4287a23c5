"""Tokens in, one number out: figures, number words, dozens, scales."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from reportedly.coding.number_words import NumberBook, Token

TENS = range(20, 100, 10)
LONGEST_FIGURE = 12  # more figures than this are a telephone or account number


class Number(msgspec.Struct, frozen=True):
    """A number read from tokens up to `end`. `high` is None for "dozens" and their like.

    `scale` is the last scale word's size; `plain` says that it is one unbroken run of figures.
    """

    low: int
    high: int | None
    end: int
    scale: int = 1
    plain: bool = False
    ordinal: bool = False
    clock: bool = False
    fraction: bool = False


def take_number(tokens: list[Token], i: int, book: NumberBook) -> Number | None:
    """Return the number that begins at a token, or None."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "clock":
        return Number(0, 0, i + 1, clock=True)
    if token.kind == "ordinal":
        return Number(int(token.low[:-2][:LONGEST_FIGURE]), 0, i + 1, ordinal=True)
    if token.kind in ("number", "glued"):
        return _take_figures(tokens, i, book)
    if token.low in book.ordinals:
        return Number(book.ordinals[token.low], 0, i + 1, ordinal=True)
    return (
        _take_open(tokens, i, book)
        or _take_collective(tokens, i, book)
        or _take_words(tokens, i, book)
    )


def _take_figures(tokens: list[Token], i: int, book: NumberBook) -> Number | None:
    """Return a number in figures, with a scale word after it ("1.2 million")."""
    raw = tokens[i].low.replace(",", "")
    whole, _, fraction = raw.partition(".")
    if len(whole) > LONGEST_FIGURE:
        return None
    scale, end = _take_scale(tokens, i + 1, book)
    if scale == 1:
        if fraction:
            return Number(int(whole), int(whole), i + 1, fraction=True)
        plain = tokens[i].low.isdigit()
        return Number(int(whole), int(whole), i + 1, plain=plain)
    value = int(whole) * scale + (
        int(fraction[:9]) * scale // 10 ** len(fraction[:9]) if fraction else 0
    )
    return Number(value, value, end, scale)


def _take_scale(tokens: list[Token], i: int, book: NumberBook) -> tuple[int, int]:
    """Return the scale that stands at a token ("hundred", "dozen", "-thousand") and its end."""
    at = i + 1 if i + 1 < len(tokens) and tokens[i].low == "-" else i
    if at < len(tokens):
        if tokens[at].low in book.scales:
            return book.scales[tokens[at].low], at + 1
        if tokens[at].low == "dozen":
            return book.collective["dozen"], at + 1
    return 1, i


def _take_open(tokens: list[Token], i: int, book: NumberBook) -> Number | None:
    """Return "dozens", "tens of thousands", "several hundred", "a few dozen"."""
    article = 1 if tokens[i].low == "a" else 0
    at = i + article
    if at and tokens[at - 1].low in ("so", "too", "how"):
        return None  # "so many deaths": a sigh, no number
    if at >= len(tokens) or tokens[at].low not in book.open:
        return None
    word = tokens[at].low
    if article and word not in ("few", "handful"):
        return None
    if not article and word in ("few", "handful", "tens") and not _leads(tokens, at, "of"):
        return None
    low, end = book.open[word], at + 1
    scale, end = _take_scale(tokens, end, book)
    if scale == 1 and _leads(tokens, at, "of") and at + 2 < len(tokens):
        plural = {"thousands": 1_000, "millions": 1_000_000}.get(tokens[at + 2].low)
        if plural:
            return Number(low * plural, None, at + 3, plural)
    return Number(low * scale, None, end, scale)


def _leads(tokens: list[Token], i: int, word: str) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].low == word


def _take_collective(tokens: list[Token], i: int, book: NumberBook) -> Number | None:
    """Return "a dozen", "half a dozen", "a couple", "a hundred", "a family of five"."""
    low = [token.low for token in tokens[i : i + 4]] + [""] * 4
    if low[:3] == ["half", "a", "dozen"]:
        return Number(6, 6, i + 3)
    if low[0] not in ("a", "an", "one"):
        return None
    if low[:3] == ["a", "family", "of"]:
        if i + 3 < len(tokens) and low[3] != "a":  # "a family of a family" has no end
            found = take_number(tokens, i + 3, book)
            return None if found is None or found.ordinal else found
        return None
    if low[1] in book.collective:
        value = book.collective[low[1]]
        return Number(value, value, i + 2)
    if low[1] == "half" and low[0] == "one":
        return None
    if low[0] != "one" and low[1] in book.scales and low[2] != "'s":
        return _take_words(tokens, i, book)
    return None


def _take_words(tokens: list[Token], i: int, book: NumberBook) -> Number | None:
    """Return a number in words: "twenty-three", "two hundred and fifty thousand"."""
    total = group = 0
    scale = last = 1
    at, end, seen = i, i, False
    while at < len(tokens):
        low = tokens[at].low
        if low in book.words and not (seen and last < _size(book.words[low])):
            group, seen = group + book.words[low], True
            last = _room(book.words[low])
        elif low in ("a", "an") and at == i and _precedes(tokens, at, book.scales):
            group, at = 1, at + 1
            continue
        elif low == "-" and seen and last == 10 and _precedes(tokens, at, book.words):
            at += 1
            continue
        elif low in book.scales and group:
            scale = book.scales[low]
            group, total, last = (
                (group * 100, total, 100) if scale == 100 else (0, total + group * scale, scale)
            )
            seen = True
        elif low == "dozen" and seen:
            return Number(total + group * 12, total + group * 12, at + 1, 12)
        elif low == "and" and seen and last >= 100 and _precedes(tokens, at, book.words):
            at += 1
            continue
        else:
            break
        at += 1
        end = at
    value = total + group
    return Number(value, value, end, scale) if seen else None


def _size(value: int) -> int:
    """Return how much room a word needs after what was said before it."""
    return 10 if value < 10 else 100


def _room(value: int) -> int:
    """Return the room a word leaves: a unit after "twenty", nothing after "twelve"."""
    return 10 if value in TENS else 1


def _precedes(tokens: list[Token], at: int, words: Mapping[str, int]) -> bool:
    """Tell whether the word after a token is one of these."""
    return at + 1 < len(tokens) and tokens[at + 1].low in words
