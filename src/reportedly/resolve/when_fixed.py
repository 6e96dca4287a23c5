"""Days, months, seasons and feasts of the calendar, as intervals, in the year that is meant."""

from __future__ import annotations

import datetime as dt

import msgspec

from reportedly.records import Gap, Interval
from reportedly.resolve import calendar
from reportedly.resolve import when_terms as terms
from reportedly.resolve.when_units import place_unit
from reportedly.resolve.when_view import View, no_anchor, relate, state
from reportedly.resolve.when_words import read_time_book

# With no tense to tell, a day ahead is meant only where it is this much nearer than one gone by:
# "a June 3 deadline" in mid-May is ahead, "on October 3" in May is behind.
NEARER_AHEAD = 8
LEAP_YEARS = 8  # the longest wait for a 29 February


def _choose(candidates: list[calendar.Days], view: View, near: dt.date) -> calendar.Days | None:
    """Return the days meant among the same days of several years."""
    gone = [days for days in candidates if days[0] <= near]
    ahead = [days for days in candidates if days[1] >= near]
    if view.tense == "future":
        return ahead[0] if ahead else None
    if not gone or not ahead or view.tense == "past":
        return gone[-1] if gone else None
    back_days, ahead_days = (near - gone[-1][1]).days, (ahead[0][0] - near).days
    return ahead[0] if 0 < ahead_days * NEARER_AHEAD < back_days else gone[-1]


def place_day(day: terms.Day, view: View) -> Interval | Gap:
    if day.year is not None:
        date = dt.date(day.year, day.month, day.day)
        return state((date, date), "day")
    if view.anchor is None:
        return no_anchor()
    dates = _list_dates(day, view.anchor)
    if day.weekday is not None:
        dates = [date for date in dates if date.weekday() == day.weekday] or dates
    chosen = _choose([(date, date) for date in dates], view, view.anchor)
    return state(chosen, "day") if chosen else Gap(gap="not_resolved", why="no such day")


def _list_dates(day: terms.Day, near: dt.date) -> list[dt.date]:
    """Return the day in the years about, leap days included."""
    dates = []
    for year in range(near.year - LEAP_YEARS, near.year + 2):
        try:
            dates.append(dt.date(year, day.month, day.day))
        except ValueError:
            continue
    return dates


def place_month_day(day: terms.MonthDay, view: View) -> Interval | Gap:
    """Return a day of a month named elsewhere: the story's month, else the latest such day."""
    if day.month:
        month = place_unit(day.month, view)
        if isinstance(month, Gap):
            return month
        date = month.start.replace(day=day.day)
        return relate((date, date), "day")
    near = view.narrative.start if view.narrative else view.anchor
    if near is None:
        return no_anchor()
    if view.narrative:
        date = near.replace(day=day.day)
        return relate((date, date), "day")
    for back in range(3):
        first = calendar.move_months(near.replace(day=1), -back)
        last = calendar.make_month(first.year, first.month)[1]
        if day.day <= last.day and first.replace(day=day.day) <= near:
            date = first.replace(day=day.day)
            return relate((date, date), "day")
    return Gap(gap="not_resolved", why="no such day")


def place_months(means: terms.Month | terms.Season | terms.Quarter, view: View) -> Interval | Gap:
    """Return the days of a month, season or quarter, in its year or the nearest one that fits."""
    year = means.year
    if year is None and means.in_year:
        whole = place_unit(means.in_year, view)
        if isinstance(whole, Gap):
            return whole
        year = whole.start.year
    if year is not None:
        return state(_list_months(means, year), "month")
    if view.anchor is None:
        return no_anchor()
    near = view.anchor
    candidates = [_list_months(means, near.year + step) for step in (-2, -1, 0, 1)]
    which = None if isinstance(means, terms.Quarter) else means.which
    if which in ("last", "previous"):
        candidates = [days for days in candidates if days[1] < near]
        return state(candidates[-1], "month")
    if which == "next":
        return state(next(days for days in candidates if days[0] > near), "month")
    if which == "this":
        return state(_list_months(means, near.year), "month")
    tense = view.tense or "past"  # a month is long: unlike a day it is hardly ever named ahead
    chosen = _choose(candidates, msgspec.structs.replace(view, tense=tense), near)
    return state(chosen, "month") if chosen else Gap(gap="not_resolved", why="no such month")


def _list_months(means: terms.Month | terms.Season | terms.Quarter, year: int) -> calendar.Days:
    match means:
        case terms.Month():
            return calendar.make_month(year, means.month, means.part)
        case terms.Season():
            return calendar.make_months(year, means.month, calendar.SEASON_MONTHS)
        case terms.Quarter():
            first = 1 + calendar.QUARTER_MONTHS * (means.number - 1)
            return calendar.make_months(year, first, calendar.QUARTER_MONTHS)


def place_holiday(means: terms.Holiday, view: View) -> Interval | Gap:
    feast = read_time_book().holidays[means.name]
    year = means.year or feast.year
    if year is None and means.in_year:
        whole = place_unit(means.in_year, view)
        year = None if isinstance(whole, Gap) else whole.start.year

    def find(in_year: int) -> dt.date:
        if feast.easter is not None:
            return calendar.find_easter(in_year) + dt.timedelta(days=feast.easter)
        return dt.date(in_year, feast.month or 1, feast.day or 1)

    if year is not None:
        return state((find(year), find(year)), "day")
    if view.anchor is None:
        return no_anchor()
    dates = [find(view.anchor.year + step) for step in (-2, -1, 0, 1)]
    if means.which == "last":
        dates = [date for date in dates if date < view.anchor]
    chosen = _choose([(date, date) for date in dates], view, view.anchor)
    return state(chosen, "day") if chosen else Gap(gap="not_resolved", why="no such feast")
