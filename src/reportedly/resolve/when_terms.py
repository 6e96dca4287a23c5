"""The nouns of time: what a time expression means before anybody knows the day it speaks from."""

from __future__ import annotations

from typing import Literal

import msgspec

Part = Literal["early", "mid", "late"]
Which = Literal["last", "this", "next", "previous", "following", "same"]
Kind = Literal["date", "range", "since", "until", "duration", "clock", "set", "vague"]
Origin = Literal["anchor", "narrative"]


class Day(msgspec.Struct, frozen=True):
    """A day of a month ("4 March 2024"); year and weekday as far as the words give them."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None


class Numeric(msgspec.Struct, frozen=True):
    """A day in figures whose order nobody states ("01/02/2024")."""

    first: int
    second: int
    year: int


class MonthDay(msgspec.Struct, frozen=True):
    """A day whose month stands elsewhere ("on the 14th", "the third of this month")."""

    day: int
    month: Unit | None = None


class Month(msgspec.Struct, frozen=True):
    """A month or a third of one ("late January", "July last year", "last March")."""

    month: int
    year: int | None = None
    part: Part | None = None
    which: Which | None = None
    in_year: Unit | None = None


class Season(msgspec.Struct, frozen=True):
    """Three months from `month` on ("the spring of 2019", "last summer")."""

    month: int
    year: int | None = None
    which: Which | None = None
    in_year: Unit | None = None


class Quarter(msgspec.Struct, frozen=True):
    """A quarter of a year ("the third quarter of 2009")."""

    number: int
    year: int | None = None
    in_year: Unit | None = None


class Years(msgspec.Struct, frozen=True):
    """A year, or a decade or century ("2014", "the late 1990s")."""

    first: int
    last: int
    part: Part | None = None


class Weekday(msgspec.Struct, frozen=True):
    """A weekday ("on Sunday", "the following Monday", "Tuesday last week")."""

    weekday: int
    which: Which | None = None
    week: Unit | Shift | None = None


class Unit(msgspec.Struct, frozen=True):
    """A calendar unit told from here or from the story ("last week", "that day", "today").

    `origin` is where it is counted from. `so_far` is the part already gone ("earlier this year"),
    `to_come` the part ahead ("later this month").
    """

    unit: str
    which: Which
    origin: Origin = "anchor"
    part: Part | None = None
    so_far: bool = False
    to_come: bool = False


class Shift(msgspec.Struct, frozen=True):
    """A length of time away from a point ("two days earlier", "three years ago").

    `few` is the most it may be where the words give no number ("a few days ago": 2..7).
    """

    count: int
    unit: str
    origin: Origin
    few: int | None = None
    base: Unit | Weekday | Day | None = None


class Stretch(msgspec.Struct, frozen=True):
    """The time up to here or from here on ("over the past two weeks", "the next ten days")."""

    count: int
    unit: str
    ahead: bool = False
    few: int | None = None


class Overnight(msgspec.Struct, frozen=True):
    """The night before the day it is told, or the night that begins (or ends) on a given day."""

    day: Weekday | Day | None = None
    into: bool = False


class Holiday(msgspec.Struct, frozen=True):
    """A feast by its name in time.toml."""

    name: str
    year: int | None = None
    which: Which | None = None
    in_year: Unit | None = None


class Length(msgspec.Struct, frozen=True):
    """How long something lasts ("for three days"); never a date."""

    count: float
    unit: str


class Clock(msgspec.Struct, frozen=True):
    """A time of day with no day ("at 8 p.m.", "at dawn")."""


class Vague(msgspec.Struct, frozen=True):
    """A time that no calendar holds ("recently", "in recent weeks")."""

    tense: str


class Range(msgspec.Struct, frozen=True):
    """From the first day of one time to the last day of another."""

    first: Point
    last: Point


class WeekEnding(msgspec.Struct, frozen=True):
    """The seven days that end on a day."""

    day: Point


Point = (
    Day | Numeric | MonthDay | Month | Season | Quarter | Years | Weekday | Unit | Shift | Stretch
    | Overnight | Holiday
)  # fmt: skip
Meaning = Point | Length | Clock | Vague | Range | WeekEnding


class TimeSpan(msgspec.Struct, frozen=True):
    """Words that tell a time; text[start:end] == quote.

    `kind` since and until: the words before the span make its first or last day an edge.
    """

    start: int
    end: int
    quote: str
    kind: Kind
    means: Meaning
