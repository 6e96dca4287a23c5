"""The rules for lengths of time: away from a point ("two days later"), up to one, or alone."""

from __future__ import annotations

from reportedly.resolve.when_grammar import Match, Sense
from reportedly.resolve.when_terms import Length, Shift, Stretch, Unit, Weekday

FEW_LOW, FEW_HIGH = 2, 7  # "a few days": not one, not ten
SHORT_UNITS = frozenset({"second", "minute", "hour"})


def take_shift(match: Match) -> Sense | None:
    """A length of time away from here ("ago") or from the story ("earlier", "later")."""
    unit, move = match.text("unit"), match.text("move")
    count, few = _count(match)
    if move == "from now":
        return "date", Shift(count, unit, "anchor", few)
    if move == "ago":
        return "date", Shift(-count, unit, "anchor", -few if few else None)
    counted = match.has("n") or match.has("one") or match.has("few")
    if not counted and not match.low("unit").endswith("s"):
        return None
    if match.low("move") == "prior" and match.after() != "to":
        return None
    forward = move == "after"
    if unit in SHORT_UNITS and unit != "hour":
        return "date", Unit("day", "same", "narrative")
    return "date", Shift(
        count if forward else -count, unit, "narrative", (few if forward else -few) if few else None
    )


def take_shift_of_day(match: Match) -> Sense | None:
    """ "A week ago today", "three years ago this month", "a week ago on Sunday"."""
    count, few = _count(match)
    if few or (match.text("move") != "ago" and not match.has("same")):
        return None
    base: Unit | Weekday
    if match.has("same"):
        base = Unit(match.text("unit_base"), "same", "narrative")
    elif match.has("weekday"):
        base = Weekday(match.number("weekday"))
    elif match.has("unit_base"):
        base = Unit(match.text("unit_base"), "this")
    else:
        base = Unit("day", "last" if match.low("word") == "yesterday" else "this")
    return "date", Shift(-count, match.text("unit"), "anchor", None, base)


def take_same_unit(match: Match) -> Sense | None:
    """ "The same month last year"."""
    if match.text("unit") != "year" or match.text("unit_base") == "year":
        return None
    base = Unit(match.text("unit_base"), "same", "narrative")
    return "date", Shift(-1, "year", "anchor", None, base)


def take_next_to(match: Match) -> Sense | None:
    """ "The day before", "the night before", "the morning after", "a day earlier"."""
    forward = match.text("move") == "after"
    unit = match.text("unit") if match.found["unit"][1] else "day"
    if unit in SHORT_UNITS or match.low("move") in ("prior", "ago"):
        return None
    return "date", Shift(1 if forward else -1, unit, "narrative")


def take_ahead(match: Match) -> Sense | None:
    """ "In two weeks' time", "two weeks from now"."""
    count, few = _count(match)
    return "date", Shift(count, match.text("unit"), "anchor", few)


def take_stretch(match: Match) -> Sense | None:
    """ "The past two weeks", "the next few days"."""
    unit, word = match.text("unit"), match.low("which")
    if word not in ("last", "past", "previous", "preceding", "next", "coming", "following"):
        return None
    count, few = _count(match)
    ahead = word in ("next", "coming", "following")
    if ahead and unit in SHORT_UNITS:
        return None
    return "range", Stretch(count, unit, ahead, few)


def take_length(match: Match) -> Sense | None:
    """How long something lasts; an age is none."""
    if match.after() in ("old", "olds") or (
        match.after() == "-" and match.after(1) in ("old", "olds")
    ):
        return None
    if match.low("unit") in ("second", "night", "weekend") or (
        match.has("one") and match.low("unit") in ("day", "night")
    ):
        return None
    value = match.found["n"][1] if match.has("n") else 1
    count = float(value) if isinstance(value, int | float) else 1.0
    return "duration", Length(-1.0 if match.has("few") else count, match.text("unit"))


def _count(match: Match) -> tuple[int, int | None]:
    """Return how many units, and the most it may be where the words give no number."""
    if match.has("n"):
        return max(match.number("n"), 1), None
    if match.low("few") == "couple":
        return 2, None
    if match.has("few") or match.low("unit").endswith("s"):
        return FEW_LOW, FEW_HIGH
    return 1, None
