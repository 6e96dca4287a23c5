"""Where a time is told from, and the intervals and gaps that come of it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from reportedly.records import Gap, Interval, Precision
from reportedly.resolve import calendar

Tense = Literal["past", "future"]

PRECISION: dict[str, Precision] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "weekend": "day",
    "week": "week", "fortnight": "week", "month": "month", "quarter": "month", "year": "year",
    "decade": "era", "century": "era",
}  # fmt: skip


class View(msgspec.Struct, frozen=True):
    """Where a time is told from."""

    anchor: dt.date | None
    narrative: Interval | None
    tense: Tense | None


def make(
    start: dt.date,
    end: dt.date,
    precision: Precision,
    basis: Literal["stated", "relative", "published"],
) -> Interval:
    return Interval(start=start, end=max(start, end), precision=precision, basis=basis)


def state(days: calendar.Days, precision: Precision) -> Interval:
    return make(*days, precision, "stated")


def relate(days: calendar.Days, precision: Precision) -> Interval:
    return make(*days, precision, "relative")


def no_anchor() -> Gap:
    """Say that nothing tells the day the text speaks from."""
    return Gap(gap="not_resolved", why="the text gives no day to count from")


def no_story() -> Gap:
    """Say that nothing tells the day of the event beside it."""
    return Gap(gap="not_resolved", why="the event it is counted from has no date")
