"""Text in, words out: each word of a text with what it can mean in a time expression.

The vocabulary is codebook/books/time.toml and the number words of numbers.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec

FIRST_YEAR, LAST_YEAR = 1500, 2100  # a bare number outside is no year
LAST_DAY = 31
PIVOT = 40  # '39 is 2039, '40 is 1940: news speaks more of the past than of the future
HUNDRED = 100
WRAPPED_CHARACTERS = 50  # a line shorter than this was not wrapped but ended

LEXER = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<iso>\d{4}-\d{2}-\d{2}(?!\d)(?:T\d{2}:\d{2}(?::\d{2})?Z?)?)
    | (?P<slash>\d{1,4}[ ]?/[ ]?\d{1,2}[ ]?/[ ]?\d{2,4}(?!\d) | \d{1,2}\.\d{1,2}\.\d{4}(?!\d))
    | (?P<nine>9/11(?![\d/]))
    | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<decade>(?:1[5-9]|20)\d0['\u2019]?s\b | ['\u2019\u2018]?\d0s\b)
    | (?P<short>['\u2019\u2018]\d\d\b)
    | (?P<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?![\w]))
    | (?P<meridian>\d{1,2}(?:\.\d{2})?(?:am|pm)\b)
    | (?P<other>\w*\d\w*)
    | (?P<possessive>['\u2019]s\b)
    | (?P<word>[^\W\d_]+)
    | (?P<mark>[^\s\w]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)  # every branch takes a bounded look ahead, so reading is linear in the text
ABBREVIATED = re.compile(r"\.(?=[ ]?[,\d'\u2019(]|[ ][a-z])")
DASHES = str.maketrans("–—‐‑−’‘", "-----''")


class Holidays(msgspec.Struct, frozen=True):
    """When a feast is: a month and a day, or days from Easter; `year` where it was one day only."""

    month: int | None = None
    day: int | None = None
    easter: int | None = None
    year: int | None = None


class Words(msgspec.Struct, frozen=True):
    """A list of words."""

    words: tuple[str, ...]


class After(msgspec.Struct, frozen=True):
    """Words that follow a time of day."""

    after: tuple[str, ...]


class TimeBook(msgspec.Struct, frozen=True):
    """codebook/books/time.toml, read."""

    doubtful_months: frozenset[str]
    months: dict[str, int]
    month_abbreviations: dict[str, int]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    weekday_plurals: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, int]
    parts: dict[str, str]
    which: dict[str, str]
    moves: dict[str, str]
    day_parts: Words
    few: Words
    decades: dict[str, int]
    vague: dict[str, str]
    holidays: dict[str, Holidays]
    counted: Words
    numbered: Words
    clock: After
    prepositions: Words


class NumberWords(msgspec.Struct, frozen=True):
    """The part of codebook/books/numbers.toml that a date or a length of time needs."""

    words: dict[str, int]
    ordinals: dict[str, int]


class Word(msgspec.Struct, frozen=True):
    """A word, number or mark, and the classes the rules know it by; `value` is per class."""

    start: int
    end: int
    low: str
    capital: bool
    values: dict[str, object]


@cache
def read_time_book() -> TimeBook:
    """Read the packaged vocabulary of time."""
    return msgspec.convert(_read("time.toml"), TimeBook, strict=False)


@cache
def read_vocabulary() -> dict[str, dict[str, object]]:
    """Return for each word of the vocabulary its classes and their values."""
    book = read_time_book()
    numbers = msgspec.convert(_read("numbers.toml"), NumberWords)
    tables: list[tuple[str, dict[str, object]]] = [
        ("MONTH", {**book.months, **book.month_abbreviations}),
        ("ABBR", dict(book.month_abbreviations)),
        ("WEEKDAY", {**book.weekdays, **book.weekday_abbreviations}),
        ("WEEKDAYS", dict(book.weekday_plurals)),
        ("UNIT", dict(book.units)),
        ("SEASON", dict(book.seasons)),
        ("PART", dict(book.parts)),
        ("WHICH", dict(book.which)),
        ("MOVE", dict(book.moves)),
        ("PARTDAY", dict.fromkeys(book.day_parts.words)),
        ("FEW", dict.fromkeys(book.few.words)),
        ("DECADE", {word: 1900 + year for word, year in book.decades.items()}),
        ("VAGUE", dict(book.vague)),
        ("NUM", dict(numbers.words)),
        ("ORD", dict(numbers.ordinals)),
    ]
    vocabulary: dict[str, dict[str, object]] = {"fall": {"FALL": 9}}
    for name, table in tables:
        for word, value in table.items():
            vocabulary.setdefault(word, {})[name] = value
    return vocabulary


def read_words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of text[start:end], number words joined, abbreviations with their stop."""
    vocabulary, abbreviations = read_vocabulary(), _list_abbreviations()
    words: list[Word] = []
    position = line_start = start
    for match in LEXER.finditer(text, start, end):
        if match.start() < position:
            continue  # the stop of an abbreviation
        position = match.end()
        raw = match[0]
        if match.lastgroup == "space":
            if "\n" in raw:
                if _breaks(text, raw, match.start() - line_start, position):
                    words.append(Word(match.start(), position, "\n", False, EMPTY))
                line_start = position
            continue
        if match.lastgroup == "word":
            low = raw.lower()
            if low in abbreviations and ABBREVIATED.match(text, position, end):
                position += 1
            values = vocabulary.get(low, EMPTY)
        else:
            low, values = _read_figure(match.lastgroup or "", raw.lower().translate(DASHES))
        words.append(Word(match.start(), position, low, raw[0].isupper(), values))
    return _join_numbers(words)


def _breaks(text: str, space: str, line_characters: int, position: int) -> bool:
    """Tell whether a time may not run over this line's end: a paragraph, a headline, a label."""
    if space.count("\n") > 1:
        return True
    return line_characters < WRAPPED_CHARACTERS and not text[position : position + 1].islower()


EMPTY: dict[str, object] = {}


def _read_figure(group: str, raw: str) -> tuple[str, dict[str, object]]:
    """Return how a number, date in figures or mark is known to the rules."""
    if group == "number":
        return raw, _read_number(raw)
    if group == "ordinal":
        value = int(raw[:-2])
        return raw, {"ORD": value, "FIGURE": value, **({"D": value} if value <= LAST_DAY else {})}
    if group == "decade":
        year = int("".join(c for c in raw if c.isdigit()))
        return raw, {"DECADE": year if year > HUNDRED else 1900 + year}
    if group == "short":
        return raw, {"YY": expand_year(int(raw[1:])), "SHORT": expand_year(int(raw[1:]))}
    if group in ("iso", "slash", "nine", "clock"):
        return raw, {group.upper(): raw}
    if group == "meridian":
        return raw, {"CLOCK": raw}
    return raw, EMPTY


def _read_number(raw: str) -> dict[str, object]:
    """Return the classes of a plain number: count, day, year, two-digit year."""
    if not raw.isdigit():
        return {"NUM": float(raw.replace(",", ""))}
    value = int(raw) if len(raw) < 9 else 10**9
    values: dict[str, object] = {"NUM": value}
    if 1 <= value <= LAST_DAY and len(raw) < 3:
        values["D"] = value
    if len(raw) == 2:
        values["YY"] = expand_year(value)
    if len(raw) == 4:
        values["FOUR"] = value
        if FIRST_YEAR <= value < LAST_YEAR:
            values["YEAR"] = value
    return values


def expand_year(two: int) -> int:
    """Return the full year of a year in two figures."""
    return two + (2000 if two < PIVOT else 1900)


def _join_numbers(words: list[Word]) -> list[Word]:
    """Return the words with "twenty-three", "two and a half" and "a dozen" as one word each."""
    joined: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        if "NUM" not in word.values and word.low not in ("half", "a"):
            joined.append(word)
            i += 1
            continue
        number, used = _take_number(words, i)
        if used > 1:
            last = words[i + used - 1]
            joined.append(Word(words[i].start, last.end, "#", words[i].capital, number))
        else:
            joined.append(words[i])
        i += used
    return joined


def _take_number(words: list[Word], i: int) -> tuple[dict[str, object], int]:
    """Return the value of the number words at i, and how many words they are."""
    low = [word.low for word in words[i : i + 5]] + [""] * 5
    value = words[i].values.get("NUM")
    if low[0] == "half" and low[1] in ("a", "an"):
        return {"NUM": 0.5, "HALF": True}, 2
    if low[0] == "a" and low[1] == "dozen":
        return {"NUM": 12}, 2
    if value is None:
        return EMPTY, 1
    size = 1
    if isinstance(value, int) and 20 <= value < 100 and value % 10 == 0 and low[0].isalpha():
        dash = 1 if low[1] == "-" else 0
        if i + 1 + dash < len(words):
            after = words[i + 1 + dash].values
            unit, ordinal = after.get("NUM"), after.get("ORD")
            if isinstance(unit, int) and 0 < unit < 10 and low[1 + dash].isalpha():
                value, size = value + unit, 2 + dash
            elif isinstance(ordinal, int) and 0 < ordinal < 10 and low[1 + dash].isalpha():
                return {"ORD": value + ordinal}, 2 + dash
    if low[size : size + 3] == ["and", "a", "half"] and isinstance(value, int):
        value, size = value + 0.5, size + 3
    return {"NUM": value}, size


@cache
def _list_abbreviations() -> frozenset[str]:
    book = read_time_book()
    return frozenset(book.month_abbreviations) | frozenset(book.weekday_abbreviations)


def _read(name: str) -> object:
    """Return one packaged book as plain data."""
    path = resources.files("reportedly") / "codebook" / "books" / name
    return tomllib.loads(path.read_text(encoding="utf-8"))
