"""The rules for times that name their place in the calendar, from days to feasts."""

from __future__ import annotations

import re
from functools import partial

from reportedly.resolve.when_grammar import Build, Match, Sense
from reportedly.resolve.when_rules_months import (
    CENTURY,
    ORDINARY,
    is_framed,
    month_stands,
    read_which,
    take_bare_year,
    take_century,
    take_decade,
    take_half,
    take_in_year,
    take_month,
    take_months,
    take_quarter,
    take_season,
    take_short_year,
    take_year,
    take_year_range,
)
from reportedly.resolve.when_terms import Clock, Day, Holiday, MonthDay, Numeric, Range, Unit
from reportedly.resolve.when_words import expand_year, read_time_book

FIGURES = re.compile(r"\d+")


def take_day(match: Match) -> Sense | None:
    """A day of a month, with or without weekday and year."""
    if not month_stands(match, alone=False):
        return None
    return "date", Day(
        match.number("month"), match.number("day"), take_year(match), match.maybe("weekday")
    )


def take_short_day(match: Match) -> Sense | None:
    """A day whose year is in two figures, after a month in three letters ("10 JAN 90")."""
    short = len(match.low("month")) == 3
    return (
        take_day(match) if short and match.after() not in read_time_book().counted.words else None
    )


def take_month_first(match: Match) -> Sense | None:
    """A month and a day, unless the number counts something ("they may 3 people")."""
    ordinary = match.low("month") in ORDINARY and match.before() not in ("on", "since", "until")
    counted = ordinary and not match.has("year") and match.after() in read_time_book().counted.words
    glued = match.after() == "%" or (match.after() == "-" and match.after(1) == "year")
    return None if counted or glued else take_day(match)


def take_days(match: Match) -> Sense | None:
    """Days of a month or of two: "3-5 May", "May 3 and 4", "March 30 to April 2, 2024"."""
    if not month_stands(match, alone=False):
        return None
    year = take_year(match)
    month = match.number("month")
    last_month = match.maybe("last_month") or month
    first_month = month if not match.has("last_month") else match.number("month")
    first, last = (
        Day(first_month, match.number("first"), year),
        Day(last_month, match.number("last"), year),
    )
    if match.low("join") in ("and", "or") and not is_framed(match):
        together = first_month == last_month and last.day - first.day == 1
        if not together:
            return None
    return "range", Range(first, last)


def take_figures(match: Match) -> Sense | None:
    """A date in figures: the year first, or an order that only a day above 12 gives away."""
    raw = match.word("figures").low
    parts = [int(p) for p in FIGURES.findall(raw)][:3]
    if len(parts) < 3:
        return None
    if parts[0] > 31:
        return _make_day(parts[0], parts[1], parts[2])
    first, second, year = parts
    year = expand_year(year) if year < CENTURY else year
    if first > 12:
        return _make_day(year, second, first)
    if second > 12 or first == second:
        return _make_day(year, first, second)
    return ("date", Numeric(first, second, year)) if first and second else None


def _make_day(year: int, month: int, day: int) -> Sense | None:
    holds = 1 <= month <= 12 and 1 <= day <= 31 and year >= CENTURY
    return ("date", Day(month, day, year)) if holds else None


def take_month_day(match: Match) -> Sense | None:
    """ "On the 14th", where no noun follows that the ordinal would count."""
    if match.has("unit"):
        which = match.text("which")
        origin = "anchor" if which in ("this", "last", "next") else "narrative"
        if match.text("unit") != "month":
            return None
        return "date", MonthDay(match.number("day"), Unit("month", read_which(which), origin))  # type: ignore[arg-type]
    opens = match.words[match.first].capital and match.before() in OPENERS
    if match.has("figure") and (match.after() in STOPS or (opens and not _is_counted(match))):
        return "date", MonthDay(match.number("figure"))
    return None


def take_edge_day(match: Match) -> Sense | None:
    """ "Since the 12th", "by the 9th": the word before it keeps out of the span."""
    if match.before() not in EDGE_WORDS or match.after() not in STOPS:
        return None
    return "date", MonthDay(match.number("figure"))


def _is_counted(match: Match) -> bool:
    return match.after() in read_time_book().numbered.words


OPENERS = frozenset({"", ".", "\n", ":", ";", '"'})


# What may follow "on the 14th" where the 14th is a day: a stop, a clause, or who did it.
STOPS = frozenset(
    {"", ".", ",", ";", ":", ")", "and", "or", "at", "when", "but", "in", "\n", "to", "-"}
    | {"because", "after", "before", "by", "from", "with", "while", "as", "for", "near", "inside"}
    | {"a", "an", "the", "he", "she", "it", "they", "we", "his", "her", "its", "their", "our"}
    | {"were", "was", "that"}
)
EDGE_WORDS = frozenset({"since", "until", "till", "by", "from"})


def take_holiday(name: str, match: Match) -> Sense | None:
    """A feast by name."""
    which = read_which(match.text("which")) if match.has("which") else None
    return "date", Holiday(name, match.maybe("year"), which, take_in_year(match))


def take_clock(match: Match) -> Sense | None:
    """A time of day; it says nothing of the day."""
    return "clock", Clock()


def _list_holidays() -> list[tuple[str, Build]]:
    """Return the rules for each feast in the book."""
    rows: list[tuple[str, Build]] = []
    for name in read_time_book().holidays:
        spelt = name.replace("'", " '").replace("' s", "'s").replace(".", " .")
        pattern = "NINE" if name == "9/11" else spelt
        patterns = [f"{pattern} {tail}" for tail in ("{Y}", IN_YEAR)]
        patterns += [f"WHICH {pattern}"] if " " in name else []
        rows += [(written, partial(take_holiday, name)) for written in patterns]
    return rows


# A comma or "of" counts only with what it leads to, so what is optional together is a macro.
MACROS: dict[str, tuple[str, ...]] = {
    "W": ("", "WEEKDAY", "WEEKDAY ,"),
    "Y": ("", "YEAR", ", YEAR"),
    "P": ("PART", "PART -", "the? PART of"),
    "B": ("", "between", "from"),
    "J": ("join:-|to|and|through|until|till|or",),
}
IN_YEAR = "of? which_year:last|this|next|that|same|previous|following UNIT"
CALENDAR: list[tuple[str, Build]] = [
    ("figures:ISO|SLASH", take_figures),
    ("{W} the? day:D|ORD of? MONTH {Y}", take_day),
    ("day:D|ORD MONTH , a WEEKDAY", take_day),
    ("{W} day:D MONTH YY", take_short_day),
    ("{W} MONTH the? day:D|ORD {Y}", take_month_first),
    ("MONTH day:D|ORD , a WEEKDAY", take_month_first),
    ("{B} first:D|ORD {J} last:D|ORD of? MONTH {Y}", take_days),
    ("{B} MONTH first:D|ORD {J} last:D|ORD {Y}", take_days),
    ("{B} MONTH first:D|ORD {J} last_month:MONTH last:D|ORD {Y}", take_days),
    ("{B} first:D|ORD of? MONTH {J} last:D|ORD of? last_month:MONTH {Y}", take_days),
    (
        "{B} WEEKDAY ,? first:D|ORD of? MONTH {J} last_weekday:WEEKDAY ,? "
        "last:D|ORD of? last_month:MONTH {Y}",
        take_days,
    ),
    ("{B} WEEKDAY first:D|ORD {J} last_weekday:WEEKDAY last:D|ORD of? MONTH {Y}", take_days),
    ("on the FIGURE", take_month_day),
    ("the FIGURE", take_edge_day),
    ("the day:D|ORD of the? WHICH UNIT", take_month_day),
    ("MONTH {Y}", take_month),
    ("MONTH of YEAR", take_month),
    ("{P} MONTH {Y}", take_month),
    (f"MONTH {IN_YEAR}", take_month),
    ("{P} MONTH " + IN_YEAR, take_month),
    ("WHICH MONTH", take_month),
    ("{B} MONTH {J} last_month:MONTH {Y}", take_months),
    ("{B} MONTH first_year:YEAR {J} last_month:MONTH YEAR", take_months),
    ("the? SEASON|FALL of? YEAR", take_season),
    ("the SEASON", take_season),
    (f"the? SEASON|FALL {IN_YEAR}", take_season),
    ("WHICH SEASON", take_season),
    ("the? ORD -? quarter:UNIT", take_quarter),
    ("the? ORD -? quarter:UNIT of? YEAR", take_quarter),
    (f"the? ORD -? quarter:UNIT {IN_YEAR}", take_quarter),
    ("the? ORD half of YEAR", take_half),
    (f"the? ORD half {IN_YEAR}", take_half),
    ("YEAR", take_bare_year),
    ("{P} YEAR", take_bare_year),
    ("SHORT", take_short_year),
    ("{B} first:YEAR {J} last:YEAR|YY", take_year_range),
    ("the? DECADE", take_decade),
    ("the? PART -? DECADE", take_decade),
    ("the? ORD -? UNIT", take_century),
    ("the? PART -? ORD -? UNIT", take_century),
    ("NUM p|a . m .?", take_clock),
    ("NUM o ' clock", take_clock),
    ("CLOCK|NUM am|pm|gmt|utc|hrs", take_clock),
    ("CLOCK gmt|utc|hours|hrs|local|est|edt|bst|cet?", take_clock),
    ("FOUR gmt|utc|hours|hrs|local", take_clock),
    ("PARTDAY", take_clock),
    *_list_holidays(),
]
