"""A time's meaning and the day it speaks from in, an interval of days out, or why there is none."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

import msgspec

from reportedly.records import Gap, Interval, Precision
from reportedly.resolve import calendar
from reportedly.resolve import when_terms as terms
from reportedly.resolve.when_fixed import place_day, place_holiday, place_month_day, place_months
from reportedly.resolve.when_units import cover, place_unit
from reportedly.resolve.when_view import PRECISION, View, make, no_anchor, no_story, relate, state


def place(means: terms.Point | terms.Range | terms.WeekEnding, view: View) -> Interval | Gap:
    """Return the days a time covers, seen from where it is told."""
    match means:
        case terms.Numeric():
            why = f"{means.first}/{means.second} is a day and a month in either order"
            return Gap(gap="ambiguous", why=why)
        case terms.Day():
            return place_day(means, view)
        case terms.MonthDay():
            return place_month_day(means, view)
        case terms.Month() | terms.Season() | terms.Quarter():
            return place_months(means, view)
        case terms.Years():
            precision: Precision = "year" if means.first == means.last else "era"
            days = calendar.make_years(means.first, means.last, means.part)
            if means.first == means.last:
                days = calendar.make_year(means.first, means.part)
            return state(days, precision)
        case terms.Holiday():
            return place_holiday(means, view)
        case terms.Weekday():
            return _place_weekday(means, view)
        case terms.Unit():
            return place_unit(means, view)
        case terms.Shift():
            return _place_shift(means, view)
        case terms.Stretch():
            return _place_stretch(means, view)
        case terms.Overnight():
            return _place_overnight(means, view)
        case terms.Range():
            return _place_range(means, view)
        case terms.WeekEnding():
            last = place(means.day, view)
            if isinstance(last, Gap):
                return last
            return make(last.end - 6 * calendar.ONE_DAY, last.end, "week", last.basis)
        case _:
            assert_never(means)


def _place_weekday(means: terms.Weekday, view: View) -> Interval | Gap:
    if means.week is not None:
        week = place(means.week, view)
        if isinstance(week, Gap):
            return week
        date = calendar.make_week(week.start)[0] + means.weekday * calendar.ONE_DAY
        return relate((date, date), "day")
    if means.which in ("following", "previous", "same"):
        if view.narrative is None:
            return no_story()
        ahead = means.which == "following"
        near = view.narrative.end if ahead else view.narrative.start
        strict = means.which != "same"  # "that same Saturday" is one already told
        date = calendar.find_weekday(near, means.weekday, ahead=ahead, strict=strict)
        return relate((date, date), "day")
    if view.anchor is None:
        return no_anchor()
    strict = means.which in ("last", "next")
    ahead = means.which == "next" or (means.which != "last" and view.tense == "future")
    if means.which == "this" and view.tense is None:
        ahead = True
    date = calendar.find_weekday(view.anchor, means.weekday, ahead=ahead, strict=strict)
    return relate((date, date), "day")


def _place_shift(means: terms.Shift, view: View) -> Interval | Gap:
    """Return the day, week, month or year some way off; with no number, all it may be."""
    if means.base is not None:
        base = place(means.base, view)
        if isinstance(base, Gap):
            return base
        start, end = (calendar.move(day, means.unit, means.count) for day in (base.start, base.end))
        if base.precision == "week":
            start, end = calendar.make_week(start)
        elif base.precision == "month":
            start, end = calendar.make_month(start.year, start.month)
        return relate((start, end), base.precision)
    if means.origin == "narrative":
        if view.narrative is None:
            return no_story()
        near = view.narrative.end if means.count > 0 else view.narrative.start
    elif view.anchor is None:
        return no_anchor()
    else:
        near = view.anchor
    if means.few is not None:
        return _place_few(means, near)
    if view.narrative and means.origin == "narrative" and PRECISION[means.unit] == "day":
        moved = [
            calendar.move(d, means.unit, means.count)
            for d in (view.narrative.start, view.narrative.end)
        ]
        return relate((moved[0], moved[1]), view.narrative.precision)
    return relate(
        cover(calendar.move(near, means.unit, means.count), means.unit), PRECISION[means.unit]
    )


def _place_few(means: terms.Shift, near: dt.date) -> Interval:
    """Return the time that "a few days ago" may be, from one unit off to seven."""
    if PRECISION[means.unit] == "day" and means.unit != "day":
        return relate((near, near), "day")
    one = 1 if means.count > 0 else -1
    far = calendar.move(near, means.unit, means.few or one)
    close = calendar.move(near, means.unit, one)
    coarser: dict[str, Precision] = {"day": "week", "week": "month", "month": "year"}
    return relate((min(far, close), max(far, close)), coarser.get(means.unit, "era"))


def _place_stretch(means: terms.Stretch, view: View) -> Interval | Gap:
    """Return the time up to here, or from here on."""
    if view.anchor is None:
        return no_anchor()
    count = means.few or means.count
    far = calendar.move(view.anchor, means.unit, count if means.ahead else -count)
    if means.unit in ("month", "year", "decade", "century") and not means.ahead:
        far = cover(far, "month" if means.unit == "month" else "year")[0]
    return relate((min(far, view.anchor), max(far, view.anchor)), PRECISION[means.unit])


def _place_overnight(means: terms.Overnight, view: View) -> Interval | Gap:
    """Return the two days a night joins."""
    if means.day is None:
        if view.anchor is None:
            return no_anchor()
        return relate((view.anchor - calendar.ONE_DAY, view.anchor), "day")
    day = place(means.day, view)
    if isinstance(day, Gap):
        return day
    if means.into:
        return make(day.start - calendar.ONE_DAY, day.end, "day", day.basis)
    return make(day.start, day.end + calendar.ONE_DAY, "day", day.basis)


def _place_range(means: terms.Range, view: View) -> Interval | Gap:
    """Return the days from the first time to the last; the first is the nearest before the last."""
    last = place(means.last, view)
    if isinstance(last, Gap):
        return last
    if isinstance(means.first, terms.Weekday) and means.first.which is None:
        start = calendar.find_weekday(last.start, means.first.weekday, ahead=False)
        first: Interval | Gap = relate((start, start), "day")
    else:
        first = place(means.first, msgspec.structs.replace(view, anchor=last.end, tense="past"))
    if isinstance(first, Gap):
        return first
    if first.start > last.end:
        return Gap(gap="not_resolved", why="the range ends before it begins")
    return make(first.start, last.end, first.precision, last.basis)
