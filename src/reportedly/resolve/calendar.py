"""Days in, days out: the arithmetic of weeks, months, seasons and feasts. Intervals are closed."""

from __future__ import annotations

import calendar
import datetime as dt

Days = tuple[dt.date, dt.date]

WEEK_DAYS = 7
SATURDAY = 5
MONTHS = 12
QUARTER_MONTHS = 3
SEASON_MONTHS = 3
# Early, mid and late in a month: thirds by the day, the last taking what is left.
EARLY_LAST_DAY = 10
MID_LAST_DAY = 20
ONE_DAY = dt.timedelta(days=1)


def make_month(year: int, month: int, part: str | None = None) -> Days:
    """Return the first and last day of a month, or of its early, mid or late third."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {
        "early": (1, EARLY_LAST_DAY),
        "mid": (EARLY_LAST_DAY + 1, MID_LAST_DAY),
        "late": (MID_LAST_DAY + 1, last),
    }.get(part or "", (1, last))
    return dt.date(year, month, first_day), dt.date(year, month, last_day)


def make_months(year: int, month: int, count: int) -> Days:
    """Return the days of `count` months in a row; `month` may run past December."""
    first = move_months(dt.date(year, 1, 1), month - 1)
    last = move_months(first, count) - ONE_DAY
    return first, last


def make_year(year: int, part: str | None = None) -> Days:
    """Return the days of a year, or of its early, mid or late four months."""
    starts = {"early": 1, "mid": 5, "late": 9}
    if part in starts:
        return make_months(year, starts[part], 4)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def make_years(first: int, last: int, part: str | None = None) -> Days:
    """Return the days of some years in a row, or of their early, mid or late third."""
    third = (last - first + 1) // 3
    if part == "early":
        last = first + third
    elif part == "mid":
        first, last = first + third, last - third
    elif part == "late":
        first = last - third
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def make_week(day: dt.date) -> Days:
    """Return the Monday to Sunday that holds the day."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=WEEK_DAYS - 1)


def make_weekend(day: dt.date) -> Days:
    """Return the Saturday and Sunday of the day's week."""
    monday, sunday = make_week(day)
    return monday + dt.timedelta(days=SATURDAY), sunday


def find_weekday(day: dt.date, weekday: int, *, ahead: bool, strict: bool = False) -> dt.date:
    """Return the nearest such weekday back from the day or ahead; the day itself unless strict."""
    back = (day.weekday() - weekday) % WEEK_DAYS
    if not back:
        step = (WEEK_DAYS if ahead else -WEEK_DAYS) if strict else 0
        return day + dt.timedelta(days=step)
    return day + dt.timedelta(days=WEEK_DAYS - back if ahead else -back)


def move_months(day: dt.date, months: int) -> dt.date:
    """Return the same day some months off, or the last day of a month too short for it."""
    index = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(index, MONTHS)
    last = calendar.monthrange(year, month + 1)[1] if year > 0 else 1
    return dt.date(year, month + 1, min(day.day, last))


def move(day: dt.date, unit: str, count: int) -> dt.date:
    """Return the day `count` units off; units shorter than a day do not move it."""
    if unit in ("second", "minute"):
        return day
    if unit == "hour":
        return day + dt.timedelta(days=int(count / 24))
    if unit in ("day", "week", "weekend", "fortnight"):
        size = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit]
        return day + dt.timedelta(days=count * size)
    size = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return move_months(day, count * size)


def find_easter(year: int) -> dt.date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
