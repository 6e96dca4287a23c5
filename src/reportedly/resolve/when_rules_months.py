"""The rules for months, seasons, quarters, years and decades."""

from __future__ import annotations

from reportedly.resolve.when_grammar import Match, Sense
from reportedly.resolve.when_terms import (
    Month,
    Part,
    Quarter,
    Range,
    Season,
    Unit,
    Which,
    Years,
)
from reportedly.resolve.when_words import read_time_book

CENTURY = 100
SENTENCE_OPENS = frozenset({"", ".", "!", "?", "\n"})
SAFE_YEARS = range(1900, 2051)  # a bare number here is a year unless what follows is counted
# Ordinary words that a capital tells from a month or weekday. In all-capitals text nothing does,
# and there the figure beside them has to.
ORDINARY = frozenset({"may", "march", "mar", "dec", "sun", "sat", "mon", "wed"})


def take_month(match: Match) -> Sense | None:
    """A month: with a year, a part, "last" or "next"; alone, after a word that makes it one."""
    year = take_year(match)
    part = read_part(match)
    if match.has("which"):
        which = match.text("which")
        ordinary = match.low("month") in ORDINARY and match.before() == "the"
        if ordinary or which == "same" or not month_stands(match, alone=False):
            return None
        return "date", Month(match.number("month"), None, part, read_which(which))
    if not month_stands(match, alone=not (year or part or match.has("unit"))):
        return None
    return "date", Month(match.number("month"), year, part, None, take_in_year(match))


def take_months(match: Match) -> Sense | None:
    """From one month to another."""
    if not month_stands(match, alone=False):
        return None
    year = take_year(match)
    last = match.number("last_month")
    first_year = match.maybe("first_year") or (
        year if match.number("month") <= last or not year else year - 1
    )
    return "range", Range(Month(match.number("month"), first_year), Month(last, year))


def month_stands(match: Match, *, alone: bool) -> bool:
    """Tell whether the month word is a month here and no verb, name or adjective."""
    word = match.word("month")
    spelt = word.capital or word.low not in ORDINARY or match.has("year")
    if not spelt or not alone:
        return spelt
    if not word.capital:
        return False
    book = read_time_book()
    if match.before() in book.prepositions.words:
        return match.after() != "-" or match.after(1).isdigit()
    plain = word.low in book.months and word.low not in book.doubtful_months
    return plain and match.after() not in ("'s",)


def take_year(match: Match) -> int | None:
    """Return the year, in four figures or in two after a shortened month ("10 JAN 90")."""
    if match.has("year"):
        return match.number("year")
    if match.has("yy"):
        return match.number("yy")
    return None


def take_in_year(match: Match) -> Unit | None:
    """Return which year "last year", "that year" or "this year" is."""
    if not match.has("unit"):
        return None
    which = read_which(match.text("which_year"))
    origin = "anchor" if which in ("last", "this", "next") else "narrative"
    return Unit("year", which, origin)  # type: ignore[arg-type]


def take_season(match: Match) -> Sense | None:
    """A season with its year, or one that "last", "this" or "in the" points to."""
    first = match.number("season") if match.has("season") else match.number("fall")
    if match.has("which"):
        return "date", Season(first, None, read_which(match.text("which")))
    if match.has("year") or match.has("unit"):
        return "date", Season(first, match.maybe("year"), None, take_in_year(match))
    led = match.before() in ("in", "since", "during", "until", "by")
    return ("date", Season(first)) if led else None


def take_quarter(match: Match) -> Sense | None:
    """A quarter of a year."""
    if match.text("quarter") != "quarter" or not 1 <= match.number("ord") <= 4:
        return None
    return "date", Quarter(match.number("ord"), match.maybe("year"), take_in_year(match))


def take_half(match: Match) -> Sense | None:
    """Half a year, or half of this or last year."""
    number, in_year = match.number("ord"), take_in_year(match)
    if number not in (1, 2) or (match.has("unit") and match.text("unit") != "year"):
        return None
    first, year = 6 * number - 5, match.maybe("year")
    return "range", Range(
        Month(first, year, in_year=in_year), Month(first + 5, year, in_year=in_year)
    )


def take_bare_year(match: Match) -> Sense | None:
    """A year in four figures, unless it counts something or is part of a name or a sum."""
    year, before, after = match.number("year"), match.before(), match.after()
    if match.has("part"):
        return "date", Years(year, year, read_part(match))
    # "In 1981 soldiers shot the president": what opens a sentence is a year, and counts nobody.
    opens = before == "in" and year in SAFE_YEARS and match.before(2) in SENTENCE_OPENS
    counted = (after in read_time_book().counted.words and not opens) or after in ("%", "°")
    joined = after in ("-", "/", ".") and match.after(1).isdigit()
    summed = before in ("$", "€", "£", "no", "#", "+", "km", "usd", "eur") or (
        before in ("-", "/", ".", ",") and match.before(2).isdigit()
    )
    if counted or joined or summed:
        return None
    led = before in read_time_book().prepositions.words
    if year in SAFE_YEARS or led:
        hyphened = (
            before == "-" and match.words[match.first - 1].end == match.words[match.first].start
        )
        return None if hyphened else ("date", Years(year, year))
    return None


def take_short_year(match: Match) -> Sense | None:
    """A year in two figures after an apostrophe ("since '82"), which may be a quotation mark."""
    led = match.before() in ("in", "since", "of", "the", "until", "before", "by", "from")
    year = match.number("short")
    return ("date", Years(year, year)) if led and match.after() != "'" else None


def take_year_range(match: Match) -> Sense | None:
    """Years from one to another; the second may be in two figures ("2010-12")."""
    first = match.number("first")
    last = match.number("last")
    if match.words[match.last - 1].values.get("YEAR") is None:
        last = first // CENTURY * CENTURY + last % CENTURY
    loose = match.low("join") in ("and", "or") and not is_framed(match)
    if not first < last or (loose and last - first > 1):
        return None
    return "range", Range(Years(first, first), Years(last, last))


def take_decade(match: Match) -> Sense | None:
    """A decade: "the 1990s", "the early eighties"."""
    first = match.number("decade")
    if first % 10 or match.before() in ("his", "her", "their", "my", "your"):
        return None
    return "date", Years(first, first + 9, read_part(match))


def take_century(match: Match) -> Sense | None:
    """A century by its number."""
    number = match.number("ord")
    if match.text("unit") != "century" or not 1 <= number <= 21:
        return None
    last = number * CENTURY
    return "date", Years(last - CENTURY + 1, last, read_part(match))


def is_framed(match: Match) -> bool:
    """Tell whether "between" or "from" makes two dates the ends of one time."""
    return match.has("between") or match.has("from")


def read_which(word: str) -> Which:
    """Return what a word that points ("last", "the following") points to."""
    known: dict[str, Which] = {
        "last": "last", "past": "last", "this": "this", "current": "this", "next": "next",
        "coming": "next", "upcoming": "next", "previous": "previous", "preceding": "previous",
        "prior": "previous", "following": "following", "ensuing": "following",
        "subsequent": "following",
    }  # fmt: skip
    return known.get(word, "same")


def read_part(match: Match) -> Part | None:
    """Return the part of a time a match names: early, mid or late."""
    known: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late"}
    return known.get(match.text("part")) if match.has("part") else None
