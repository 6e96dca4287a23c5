"""Words of a date in, a day out. Our own grammar finds it; no clock is asked."""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from reportedly.clean.book import fold

FIRST_YEAR, LAST_YEAR = 1800, 2199
SHORT_YEAR_TURN = 70  # '70 is 1970, '69 is 2069
LOOK_CHARACTERS = 80  # a date stands at once after its label
MONTH_FIRST = frozenset({"en-us"})
MONTH_LETTERS = 3  # "Sept", "Dec"; two letters stand for too much
# The Levant and the Maghreb name the months otherwise than Egypt does.
OTHER_MONTHS = {"ar": ("ar_LB", "ar_DZ", "ar_MA")}

YEAR = r"(?P<y>[12]\d{3}|[’']?\d{2})"
WORD = r"[^\W\d_][^\s\d,./\-–()]*"
PATTERNS = (
    re.compile(r"(?<!\d)(?P<y>[12]\d{3})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<y>[12]\d{3})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"
    ),
    re.compile(
        r"(?<![\d:])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?"
        + YEAR
        + r"(?![\d:])"
    ),
    re.compile(
        r"(?<![\d:])(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[\s\-]+(?:de\s+|of\s+|d[’'])?"
        rf"(?P<word>{WORD})(?:\s?/\s?(?P<twin>{WORD}))?\.?[,\s\-]+(?:de\s+|del\s+|of\s+)?"
        + YEAR
        + r"(?![\d:])"
    ),
    re.compile(
        rf"(?P<word>{WORD})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s+" + YEAR + r"(?![\d:])"
    ),
)
# What may stand beside the date on a line of its own: "Friday, ", " | 10:32 GMT", ", 4.15 p.m.".
BEFORE_DAY = re.compile(
    r"\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W+)?", re.IGNORECASE
)
HOUR = re.compile(
    r"(?:\W|at\b)*(?:T?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)?"
    r"\W*(?:(?:[A-Z]{1,4}T|UTC|Z|hrs|local time)\b)?(?:[+-]\d[\d:]*)?\W*",
    re.IGNORECASE,
)
TO_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "0123456789" * 3)
DIGITS = re.compile(r"^[12]\d{7}$")


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, or None where there is no such day or the year is none of ours."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@functools.lru_cache(maxsize=128)
def _load_months(language: str) -> dict[str, int]:
    """Return the language's names of months, long and short, as CLDR has them."""
    months: dict[str, int] = {}
    for tag in (language, *OTHER_MONTHS.get(language, ())):
        try:
            locale = Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = get_month_names(width, context, locale)
                months |= {fold(name): number for number, name in names.items()}
    return months


def _read_month(word: str, languages: Sequence[str]) -> int | None:
    """Return the month that the word names or, from three letters on, abbreviates alone."""
    name = fold(word)
    for language in languages:
        months = _load_months(language)
        if name in months:
            return months[name]
        if len(name) >= MONTH_LETTERS:
            found = {number for full, number in months.items() if full.startswith(name)}
            if len(found) == 1:
                return found.pop()
    return None


def _read_year(word: str) -> int:
    year = int(word.lstrip("’'"))
    if year >= 100:
        return year
    return year + (1900 if year >= SHORT_YEAR_TURN else 2000)


def _order_numbers(a: int, b: int, language: str) -> tuple[int, int] | None:
    """Return (month, day) of 3/4 as the language writes it; None where nobody can tell."""
    if a == b or a > 12 or b > 12:
        return (b, a) if a > 12 or a == b else (a, b)
    if language in MONTH_FIRST:
        return a, b
    # English alone does not say: 3/4 is March in Boston and April in London.
    return None if language == "en" else (b, a)


def _read_match(match: re.Match[str], languages: tuple[str, ...]) -> dt.date | None:
    parts = match.groupdict()
    year = _read_year(parts["y"])
    if "word" in parts:
        names = tuple(dict.fromkeys([name.split("-")[0] for name in languages] + ["en"]))
        words = (word for word in (parts["word"], parts.get("twin")) if word)
        month = next((found for w in words if (found := _read_month(w, names))), None)
        return make_day(year, month, int(parts["d"])) if month else None
    if "m" in parts:
        return make_day(year, int(parts["m"]), int(parts["d"]))
    # Dots are European whatever the language.
    language = "de" if parts["sep"] == "." else languages[0]
    order = _order_numbers(int(parts["a"]), int(parts["b"]), language)
    return make_day(year, *order) if order else None


def find_date(text: str, languages: Sequence[str] = ("en",)) -> tuple[dt.date, int] | None:
    """Return the first date in the opening of the text and where it ends there.

    `languages` are BCP 47 tags, the likeliest first; "en-us" and "en-gb" settle 3/4/2024.
    """
    found = _place_date(text, languages)
    return (found[0], found[2]) if found else None


def read_date_line(text: str, languages: Sequence[str] = ("en",)) -> dt.date | None:
    """Return the day of a line that says no more: a date, with its weekday and hour at most."""
    found = _place_date(text, languages) if len(text) <= LOOK_CHARACTERS else None
    if found is None:
        return None
    day, start, end = found
    return day if BEFORE_DAY.fullmatch(text[:start]) and HOUR.fullmatch(text[end:]) else None


def _place_date(text: str, languages: Sequence[str]) -> tuple[dt.date, int, int] | None:
    """Return the first date in the opening of the text and the half-open place where it stands."""
    tags = tuple(tag.lower() for tag in languages) or ("en",)
    opening = text[:LOOK_CHARACTERS].translate(TO_ASCII)
    best: tuple[int, int, dt.date] | None = None
    for pattern in PATTERNS:
        for match in pattern.finditer(opening):
            if best and match.start() >= best[0]:
                break
            day = _read_match(match, tags)
            if day:
                best = (match.start(), match.end(), day)
                break
    return (best[2], best[0], best[1]) if best else None


def read_stamp(stamp: str, languages: Sequence[str] = ("en",)) -> dt.date | None:
    """Read a date that a machine or a label wrote; the day as written, whatever the zone."""
    stamp = stamp.strip()[:LOOK_CHARACTERS]
    if DIGITS.match(stamp):
        return make_day(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:]))
    found = find_date(stamp, languages)
    return found[0] if found else None


URL_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:[/.?#-]|$)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"/(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:[/._?#-]|$)"),
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{2})(?P<d>\d{2})(?:[/.?#-]|$)"),
)
URL_MONTHS = re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<word>[a-z]{3,9})/(?P<d>\d{1,2})(?:/|$)")


def find_url_date(url: str) -> dt.date | None:
    """Return the day that a URL such as /2024/03/04/slug or /2024/mar/04/slug carries."""
    for pattern in (*URL_DATES, URL_MONTHS):
        match = pattern.search(url[:2000])
        day = _read_match(match, ("en",)) if match else None
        if day:
            return day
    return None
