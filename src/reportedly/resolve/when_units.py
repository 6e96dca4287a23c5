"""Days, weeks, weekends, months and years told from here or from the story, as intervals."""

from __future__ import annotations

import datetime as dt

from reportedly.records import Gap, Interval
from reportedly.resolve import calendar
from reportedly.resolve import when_terms as terms
from reportedly.resolve.when_view import PRECISION, View, no_anchor, no_story, relate


def place_unit(means: terms.Unit, view: View) -> Interval | Gap:
    """Return a week, month, year or day told from here or from the story."""
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(means.which, 0)
    if means.origin == "narrative" and view.narrative is not None:
        near = view.narrative.end if step > 0 else view.narrative.start
    elif view.anchor is not None and (
        means.origin == "anchor" or means.which == "this" or means.unit not in ("day", "hour")
    ):
        near = view.anchor
    else:
        return no_story() if means.origin == "narrative" else no_anchor()
    if means.unit == "weekend":
        return _place_weekend(means, near, view)
    moved = calendar.move(near, means.unit, step)
    first, last = cover(moved, means.unit, means.part)
    if means.so_far and first <= near:
        last = max(first, min(last, near - calendar.ONE_DAY))
    elif means.to_come and near < last:
        first = max(first, near)
    elif means.unit == "week" and means.which == "this" and view.tense == "past" and not means.part:
        last = min(last, near)
    return relate((first, last), PRECISION[means.unit])


def _place_weekend(means: terms.Unit, near: dt.date, view: View) -> Interval:
    """Return a weekend; in the middle of a week the nearest one is over, unless it is to come."""
    saturday, sunday = calendar.make_weekend(near)
    within = near >= saturday
    step = {"last": -1, "previous": -1, "next": 1, "following": 1 if within else 0}.get(
        means.which, 0
    )
    if means.which == "this" and not within and view.tense != "future":
        step = -1
    week = dt.timedelta(days=calendar.WEEK_DAYS * step)
    return relate((saturday + week, sunday + week), "day")


def cover(day: dt.date, unit: str, part: str | None = None) -> calendar.Days:
    """Return the whole unit that holds the day, or a part of it."""
    if unit == "week":
        monday = calendar.make_week(day)[0]
        first, last = {"early": (0, 2), "mid": (1, 3), "late": (3, 6)}.get(part or "", (0, 6))
        return monday + first * calendar.ONE_DAY, monday + last * calendar.ONE_DAY
    if unit == "weekend":
        return calendar.make_weekend(day)
    if unit == "fortnight":
        return calendar.make_week(day)[0], calendar.make_week(day)[1]
    if unit == "month":
        return calendar.make_month(day.year, day.month, part)
    if unit == "quarter":
        first_month = (day.month - 1) // calendar.QUARTER_MONTHS * calendar.QUARTER_MONTHS + 1
        return calendar.make_months(day.year, first_month, calendar.QUARTER_MONTHS)
    if unit == "year":
        return calendar.make_year(day.year, part)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first_year = day.year // size * size
        return calendar.make_years(max(first_year, 1), first_year + size - 1)
    return day, day
