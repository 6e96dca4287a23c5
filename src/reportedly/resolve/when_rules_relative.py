"""The rules for times told from here or from the story: "on Sunday", "last week", "overnight"."""

from __future__ import annotations

from functools import partial

from reportedly.resolve.when_grammar import Build, Match, Sense
from reportedly.resolve.when_rules_months import month_stands, read_part, read_which, take_year
from reportedly.resolve.when_rules_shifts import (
    SHORT_UNITS,
    take_ahead,
    take_length,
    take_next_to,
    take_same_unit,
    take_shift,
    take_shift_of_day,
    take_stretch,
)
from reportedly.resolve.when_terms import (
    Day,
    Origin,
    Overnight,
    Range,
    Shift,
    Stretch,
    Unit,
    Vague,
    Weekday,
    WeekEnding,
    Which,
)
from reportedly.resolve.when_words import read_time_book

# Shortened weekdays that are words or names of papers as well ("the Sun", "sat down", "wed").
ORDINARY_DAYS = frozenset({"sun", "sat", "wed", "mon", "fri", "thu", "tue"})


def take_weekday(match: Match) -> Sense | None:
    """A weekday, told from here or from the story."""
    if not _weekday_stands(match):
        return None
    which = read_which(match.low("which")) if match.has("which") else None
    week: Unit | Shift | None = None
    if match.has("unit"):
        if match.text("unit") != "week":
            return None
        which_week = read_which(match.low("which_week"))
        week = Unit("week", which_week, _origin(which_week))
    if match.has("before_last"):
        week = Shift(-2, "week", "anchor")
    return "date", Weekday(match.number("weekday"), which, week)


def take_weekday_last(match: Match) -> Sense | None:
    """ "On Friday last", unless it goes on to a week."""
    return None if match.after() in read_time_book().units else take_weekday(match)


def take_weekdays(match: Match) -> Sense | None:
    """Weekdays from one to another; joined by "and" they must follow each other."""
    if any(match.low(name) in ORDINARY_DAYS for name in ("weekday", "last")):
        return None  # "on Friday and sat down"
    first, last = match.number("weekday"), match.number("last")
    neighbours = (last - first) % 7 == 1
    if match.low("join") in ("and", "or") and not neighbours and not match.has("between"):
        return None
    return "range", Range(Weekday(first), Weekday(last))


def take_weekday_ago(match: Match) -> Sense | None:
    """ "Two Sundays ago"."""
    if not match.has("n"):
        return None
    weekday = Weekday(match.number("weekdays"))
    return "date", Shift(1 - match.number("n"), "week", "anchor", None, weekday)


def take_regular(match: Match) -> Sense | None:
    """A day that returns ("on Fridays", "every Monday", "daily")."""
    return "set", Vague("set")


def take_today(match: Match) -> Sense | None:
    """Today, yesterday, tomorrow and their parts."""
    moved: dict[str, Which] = {"yesterday": "last", "tomorrow": "next"}
    return "date", Unit("day", moved.get(match.low("word"), "this"))


def take_beyond(match: Match) -> Sense | None:
    """The day before yesterday, the day after tomorrow."""
    back = match.low("yesterday") == "yesterday"
    return "date", Shift(-2 if back else 2, "day", "anchor")


def take_part_of_day(match: Match) -> Sense | None:
    """ "This morning", "last night", "that evening", "the next morning"."""
    which = read_which(match.low("which"))
    the = match.has("the")
    if match.low("partday") == "daytime" or (which == "last" and the):
        return None
    if which == "next":  # tomorrow's would be told as tomorrow's
        which = "following"
    return "date", Unit("day", which, _origin(which))


def take_unit(match: Match) -> Sense | None:
    """ "Last week", "the following month", "earlier this year", "the end of that week"."""
    unit, word = match.text("unit"), match.low("which")
    which = read_which(word)
    if unit in SHORT_UNITS or (unit == "day" and word in ("last", "this", "past", "current")):
        return ("date", Unit("day", "same", "narrative")) if word in ("that", "same") else None
    if (word == "past" and unit != "weekend") or (
        word == "last" and match.has("the") and unit != "quarter" and not match.has("part")
    ):
        return "range", Stretch(1, unit)
    if which == "next" and (match.has("the") or unit == "day"):
        which = "following"
    lead = match.low("lead")
    return "date", Unit(
        unit,
        which,
        _origin(which),
        read_part(match),
        lead in ("earlier", "already"),
        lead == "later",
    )


def take_end_of_unit(match: Match) -> Sense | None:
    """ "The end of the year", "late in the week", "later in the day"."""
    unit, lead = match.text("unit"), match.low("lead")
    if unit in SHORT_UNITS or unit in ("weekend", "fortnight", "decade", "century"):
        return None
    origin: Origin = "narrative" if unit == "day" else "anchor"
    if unit == "day":
        return "date", Unit("day", "this", origin)
    return "date", Unit(unit, "this", origin, read_part(match), lead == "earlier", lead == "later")


def take_weekend(match: Match) -> Sense | None:
    """The weekend: the nearest one."""
    return ("date", Unit("weekend", "this")) if match.text("unit") == "weekend" else None


def take_overnight(match: Match) -> Sense | None:
    """The night between two days."""
    if not match.has("weekday"):
        return "date", Overnight()
    return "date", Overnight(Weekday(match.number("weekday")), match.low("join") in ("into", "to"))


def take_week_ending(match: Match) -> Sense | None:
    """The seven days up to a day."""
    if match.has("month"):
        if not month_stands(match, alone=False):
            return None
        return "range", WeekEnding(
            Day(match.number("month"), match.number("day"), take_year(match))
        )
    return "range", WeekEnding(Weekday(match.number("weekday")))


def take_run(match: Match) -> Sense | None:
    """ "Three days from 5 December": the days one after the other."""
    if match.text("unit") != "day" or not match.has("n"):
        return None
    first: Day | Weekday
    if match.has("month"):
        if not month_stands(match, alone=False):
            return None
        first = Day(match.number("month"), match.number("day"), take_year(match))
    else:
        first = Weekday(match.number("weekday"))
    count = max(match.number("n"), 1) - 1
    return "range", Range(first, Shift(count, "day", "anchor", None, first))


def take_vague(match: Match, tense: str = "") -> Sense | None:
    """A time no calendar holds."""
    if match.low("vague") == "future" and match.words[match.first].low != "the":
        return None
    return "vague", Vague(tense or match.text("vague"))


def _origin(which: Which) -> Origin:
    return "anchor" if which in ("last", "this", "next") else "narrative"


def _weekday_stands(match: Match) -> bool:
    word = match.word("weekday")
    if word.low not in ORDINARY_DAYS:
        return True
    return word.capital and match.before() == "on" and match.after() != "'s"


RELATIVE_MACROS: dict[str, tuple[str, ...]] = {
    "J": ("join:-|to|and|through|until|till|or|into",),
    "Q": ("n:NUM", "one:a|an", "a FEW of?", "FEW of?", "a number of"),
    "ED": (
        "WEEKDAY",
        "day:D|ORD MONTH {Y}",
        "MONTH day:D|ORD {Y}",
        "WEEKDAY ,? day:D|ORD MONTH {Y}",
        "WEEKDAY ,? MONTH day:D|ORD {Y}",
    ),
    "Y": ("", "YEAR", ", YEAR"),
    "WD": (
        "WEEKDAY",
        "WEEKDAY PARTDAY",
        "early|late WEEKDAY",
        "early|late WEEKDAY PARTDAY",
        "early|late on WEEKDAY",
        "early|late on WEEKDAY PARTDAY",
    ),
}
RELATIVE: list[tuple[str, Build]] = [
    ("{WD}", take_weekday),
    ("the? WHICH WEEKDAY PARTDAY?", take_weekday),
    ("{WD} of? which_week:last|next|this|that UNIT", take_weekday),
    ("the? WEEKDAY before_last:before last", take_weekday),
    ("on WEEKDAY which:last", take_weekday_last),
    (
        "between|from? WEEKDAY PARTDAY? {J} last:WEEKDAY PARTDAY?",
        take_weekdays,
    ),
    ("every|each WEEKDAY|PARTDAY|UNIT", take_regular),
    ("WEEKDAYS", take_regular),
    ("{Q} WEEKDAYS ago", take_weekday_ago),
    ("word:today|yesterday|tomorrow|tonight PARTDAY?", take_today),
    ("earlier|later|late|early word:today|yesterday|tomorrow|tonight", take_today),
    ("the day before yesterday", take_beyond),
    ("the day after tomorrow", take_beyond),
    ("the? WHICH PARTDAY", take_part_of_day),
    ("earlier|later|late|early WHICH PARTDAY", take_part_of_day),
    ("the? WHICH UNIT", take_unit),
    ("lead:earlier|later|already the? WHICH UNIT", take_unit),
    ("PART the? WHICH UNIT", take_unit),
    ("the? PART of the? WHICH UNIT", take_unit),
    ("lead:earlier|later in the UNIT", take_end_of_unit),
    ("PART in the UNIT", take_end_of_unit),
    ("the? PART of the UNIT", take_end_of_unit),
    ("the UNIT", take_weekend),
    ("the? UNIT 's PART", take_end_of_unit),
    ("{Q} UNIT MOVE", take_shift),
    ("{Q} - UNIT MOVE", take_shift),
    ("UNIT MOVE", take_shift),
    ("{Q} UNIT from now", take_ahead),
    ("in {Q} UNIT ' time", take_ahead),
    ("in {Q} UNIT 's time", take_ahead),
    ("{Q} UNIT MOVE word:today|yesterday", take_shift_of_day),
    ("{Q} UNIT MOVE on? WEEKDAY", take_shift_of_day),
    ("the? same unit_base:UNIT one:a|an UNIT MOVE", take_shift_of_day),
    ("the? same unit_base:UNIT which_year:last UNIT", take_same_unit),
    ("{Q} UNIT MOVE this unit_base:UNIT", take_shift_of_day),
    ("the UNIT|PARTDAY MOVE", take_next_to),
    ("the? WHICH {Q} UNIT", take_stretch),
    ("{Q} WHICH UNIT", take_stretch),
    ("{Q} UNIT", take_length),
    ("n:NUM - UNIT", take_length),
    ("{Q} straight|consecutive|successive|full|long UNIT", take_length),
    ("overnight", take_overnight),
    ("overnight join:on|into|from|to? WEEKDAY", take_overnight),
    ("overnight from? WEEKDAY to|into|and|- last:WEEKDAY", take_weekdays),
    ("WEEKDAY overnight", take_overnight),
    ("the? night of WEEKDAY to|and|into last:WEEKDAY", take_weekdays),
    ("week ending|to {ED}", take_week_ending),
    ("{Q} UNIT from|starting|beginning on? {ED}", take_run),
    ("VAGUE", take_vague),
    ("in VAGUE UNIT", take_vague),
    ("at present", partial(take_vague, tense="present")),
    ("at the moment", partial(take_vague, tense="present")),
    ("the near? VAGUE", take_vague),
]
