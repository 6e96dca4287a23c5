"""Text in, quantities out: how many, between which ends, and whether it can be people at all.

The vocabulary is codebook/books/numbers.toml. Ends are closed; an open end is None.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from reportedly.coding.number_values import Number, take_number
from reportedly.coding.number_words import (
    ARTICLES,
    NumberBook,
    Token,
    find_phrase,
    list_openers,
    read_number_book,
    read_tokens,
)

QuantityUnit = Literal[
    "people?", "age", "money", "percent", "distance", "measure", "weapon", "time", "clock", "date",
    "year", "ordinal", "name",
]  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2100
ABBREVIATED = 4  # letters of the longest abbreviation that a number follows: "Sept. 9"
LAST_DAY = 31
OLDEST = 120  # nobody named with a figure after his name is older
ADDRESS_WORDS = 5  # of a street's name: "17049 N. San Jose St."
DENIALS = frozenset({"not", "t", "never", "nor", "without"})
FIGURES = frozenset({"clock", "ordinal", "number", "glued"})  # kinds of token
DENIED = 4  # words from "not" to "any": "did not result in any casualties"
PERSON_WORDS = 7  # "a", some words, and the noun ("a 24-year-old off-duty policeman")


class Quantity(msgspec.Struct, frozen=True):
    """A closed range of whole numbers; `qualifier` keeps what the words add to it."""

    low: int | None
    high: int | None
    qualifier: str | None = None


class QuantitySpan(msgspec.Struct, frozen=True):
    """Words that tell a quantity; text[start:end] == quote. `unit` is what they can count."""

    start: int
    end: int
    quote: str
    quantity: Quantity
    unit: QuantityUnit


def parse_quantity(tokens_text: str) -> Quantity | None:
    """Return the first quantity in some words that may count people, or None."""
    found = find_quantities(tokens_text)
    return next((span.quantity for span in found if span.unit == "people?"), None)


def add(*quantities: Quantity) -> Quantity:
    """Return the sum of quantities told apart ("two children and a woman"); open ends stay open."""
    lows, highs = [q.low for q in quantities], [q.high for q in quantities]
    known_low, known_high = [n for n in lows if n is not None], [n for n in highs if n is not None]
    return Quantity(
        sum(known_low) if known_low else None,
        sum(known_high) if len(known_high) == len(highs) and highs else None,
        next((q.qualifier for q in quantities if q.qualifier), None),
    )


@lru_cache(maxsize=16)  # a document's are asked for more than once
def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[QuantitySpan, ...]:
    """Return the quantities told in text[start:end], in order, none inside another."""
    book = read_number_book()
    tokens = read_tokens(text, start, len(text) if end is None else end)
    openers = list_openers()
    spans: list[QuantitySpan] = []
    i = 0
    while i < len(tokens):
        opens = tokens[i].kind in FIGURES or tokens[i].low in openers
        found = _read_at(tokens, i, book) if opens else None
        if found is None:
            i += 1
            continue
        first, last, quantity, unit = found
        begin, stop = tokens[first].start, tokens[last - 1].end
        spans.append(QuantitySpan(begin, stop, text[begin:stop], quantity, unit))
        i = last
    return tuple(spans)


Found = tuple[int, int, Quantity, QuantityUnit]


def _read_at(tokens: list[Token], i: int, book: NumberBook) -> Found | None:
    """Return the quantity that begins at a token."""
    return (
        _read_nobody(tokens, i, book)
        or _read_counted(tokens, i, book)
        or _read_one_person(tokens, i, book)
    )


def _read_nobody(tokens: list[Token], i: int, book: NumberBook) -> Found | None:
    """Return zero for "no casualties", "nobody", "none"."""
    low = tokens[i].low
    if low in book.nobody.alone:
        return i, i + 1, Quantity(0, 0), "people?"
    denied = low == "any" and any(t.low in DENIALS for t in tokens[max(0, i - DENIED) : i])
    if not (denied or low in ("no", "without")) or i + 1 == len(tokens):
        return None
    for j in range(i + 1, min(i + 4, len(tokens))):
        if tokens[j].low in book.nobody.words:
            return i, j + 1, Quantity(0, 0), "people?"
        if not tokens[j].low.isalpha() or tokens[j].low in STOPS:
            return None
    return None


def _read_counted(tokens: list[Token], i: int, book: NumberBook) -> Found | None:
    """Return a number with the words around it that open or blur its ends."""
    mode, j = find_phrase(tokens, i, book.phrases_before)
    framed = j < len(tokens) and tokens[j].low == "between"
    first = take_number(tokens, j + 1 if framed else j, book)
    if first is None:
        return None
    if first.ordinal:
        return None if mode or framed else (i, first.end, Quantity(first.low, first.low), "ordinal")
    low, high, end = first.low, first.high, first.end
    rising = j > 0 and tokens[j - 1].low == "from"  # "rose from 844 to 893" is no range
    second = None if rising else _take_second(tokens, end, framed, book)
    if second:
        low, high, end = _scale(first, second), second.high, second.end
    elif framed:
        return None  # the number is met again without its frame
    quantity, end = _qualify(tokens, low, high, end, mode, book)
    unit = _find_unit(tokens, i, first, end, book)
    if unit is None:
        return None
    return i, end, quantity, unit


def _take_second(tokens: list[Token], end: int, framed: bool, book: NumberBook) -> Number | None:
    """Return the upper end of a range: "to five", "-25", "or three"; "and" needs "between"."""
    if end >= len(tokens):
        return None
    joins = ("and", "to", "-") if framed else ("to", "-", "or")
    if tokens[end].low not in joins:
        return None
    second = take_number(tokens, end + 1, book)
    if second is None or second.ordinal or second.high is None:
        return None
    # "May 6 - Six officers" opens a report behind its date: nobody writes one range in two ways.
    alike = tokens[end - 1].low.isdigit() == tokens[end + 1].low.isdigit()
    return second if alike or tokens[end].low != "-" else None


def _scale(first: Number, second: Number) -> int:
    """Return the lower end, in the scale of the upper ("two to three hundred")."""
    if second.scale > 1 and first.scale == 1 and first.low < second.low // second.scale:
        return first.low * second.scale
    return first.low


def _qualify(
    tokens: list[Token], low: int, high: int | None, end: int, mode: str, book: NumberBook
) -> tuple[Quantity, int]:
    """Return the range once the words before and after the number have been heard."""
    if not mode:
        tied = end < len(tokens) and tokens[end].start == tokens[end - 1].end
        gap = 1 if tied and tokens[end].low == "-" else 0  # "20-odd", not "1 - At least"
        mode, after = find_phrase(tokens, end + gap, book.phrases_after)
        if not mode and end < len(tokens) and tokens[end].low == "+":
            mode, after = "at_least", end + 1
        end = after if mode else end
    if mode == "at_least":
        return Quantity(low, None, "at least"), end
    if mode == "more_than":
        return Quantity(low + 1 if high is not None else low, None, "more than"), end
    if mode == "at_most":
        return Quantity(None, high if high is not None else low, "up to"), end
    if mode == "less_than":
        return Quantity(None, max((high if high is not None else low) - 1, 0), "fewer than"), end
    qualifier = "about" if mode == "about" else None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(low, high, qualifier), end


def _find_unit(
    tokens: list[Token], i: int, first: Number, end: int, book: NumberBook
) -> QuantityUnit | None:
    """Return what the number can count, from the words beside it; None for no number at all."""
    before = tokens[i - 1] if i else None
    if before and (before.low == "/" or (before.low == "." and before.end == tokens[i].start)):
        return None
    slashed = end + 1 < len(tokens) and tokens[end].low == "/" and tokens[end + 1].low.isdigit()
    if slashed:
        return None
    if before and before.low == "-" and i > 1 and before.end == tokens[i].start:
        hyphened = tokens[i - 2].end == before.start and tokens[i - 2].low.isalpha()
        if hyphened:
            return "name"  # AK-47, Covid-19
    if before and before.low in book.unit_before["money"]:
        return "money"
    if first.plain and is_address(tokens, end, book):
        return "name"
    gap = 1 if end < len(tokens) and tokens[end].low == "-" else 0
    for skip in {gap, 0}:
        unit, _ = find_phrase(tokens, end + skip, book.units_after)
        if unit and (unit != "date" or first.low <= 31):
            return _name_unit(unit)
    return "measure" if first.fraction else _find_unit_before(tokens, i, first, end, before, book)


def is_address(tokens: list[Token], end: int, book: NumberBook) -> bool:
    """Tell whether a number is a house's: "1117 Vandergriff Drive", "the 400 block"."""
    for token in tokens[end : end + ADDRESS_WORDS]:
        if token.low in book.streets and (token.capital or token.low == "block"):
            return True
        named = token.capital and token.low not in STOPS
        if not (named or token.low == "." or token.kind == "ordinal"):
            return False
    return False


def _find_unit_before(
    tokens: list[Token], i: int, first: Number, end: int, before: Token | None, book: NumberBook
) -> QuantityUnit:
    """Return what the number counts from the word before it: a name, a date, a year, an age."""
    after = tokens[end].low if end < len(tokens) else "."
    if first.clock:
        return "clock"
    if before is None:
        return "people?"
    # "Jan. 13", "No. 5"; in "since January. At least 61 people" the dot ends a sentence.
    dotted = before.low == "." and i > 1 and tokens[i - 2].end == before.start
    dotted = dotted and tokens[i].low[:1].isdigit() and len(tokens[i - 2].low) <= ABBREVIATED
    word = tokens[i - 2] if dotted else before
    if word.low in book.unit_before["age"]:
        return "age"
    listed = first.plain and after == "." and before.low in (".", "\n", "]")
    if listed and end < len(tokens) - 1:
        return "name"  # "2. Release of the hostages": the number of a paragraph
    bare = tokens[i].kind == "number" or tokens[i].low in book.words  # not "October some 40"
    named = word.low in book.unit_before["date"] and (word.capital or dotted)
    if bare and named and first.low < 100:
        return "date" if first.low <= LAST_DAY else "year"  # "13 NOV 89"
    if word.low in book.unit_before["name"] and (word.capital or word.low in ("no", "#")):
        return "name"
    year = first.plain and FIRST_YEAR <= first.low < LAST_YEAR
    if year and tokens[i].low == "between":
        return "year" if not _counts(after) else "people?"
    if year and (before.low in book.unit_before["year"] or before.low in book.unit_before["date"]):
        return "year" if not _counts(after) else "people?"
    if year and before.low == "," and i > 2 and tokens[i - 2].low.isdigit():
        return "year"
    if before.low in (",", "(") and after in (",", ")", ";", ".") and i > 1:
        named = tokens[i - 2].capital or (before.low == "," and after == ",")
        if named and tokens[i - 2].low.isalpha() and first.plain and 0 < first.low < OLDEST:
            return "age"
    return "people?"


def _counts(word: str) -> bool:
    """Tell whether the word after a four-digit number is a plural it may count."""
    return word.isalpha() and (word.endswith("s") or word in ("people", "men", "women", "children"))


def _name_unit(name: str) -> QuantityUnit:
    known: dict[str, QuantityUnit] = {
        "age": "age", "money": "money", "percent": "percent", "distance": "distance",
        "measure": "measure", "weapon": "weapon", "time": "time", "clock": "clock", "date": "date",
    }  # fmt: skip
    return known[name]


# Words that end the search for the noun of "a" or "no".
STOPS = frozenset({
    "of", "in", "on", "at", "for", "with", "by", "to", "from", "and", "or", "who", "that", "which",
    "was", "were", "is", "are", "had", "has", "have", "the", "a", "an", "after", "before", "near",
})  # fmt: skip


def _read_one_person(tokens: list[Token], i: int, book: NumberBook) -> Found | None:
    """Return one for "a man", "another Iraqi soldier", "an off-duty policeman"."""
    if tokens[i].low not in ARTICLES:
        return None
    last = min(i + 1 + PERSON_WORDS, len(tokens))
    for j in range(i + 1, last):
        low = tokens[j].low
        follows = tokens[j + 1].low if j + 1 < len(tokens) else ""
        if (
            low in book.person.words
            and follows not in ("'s", "-")
            and follows not in book.person.words
        ):
            return i, j + 1, Quantity(1, 1), "people?"
        if low in STOPS or not (low.isalpha() or low == "-" or low.isdigit()):
            return None
    return None
