"""An event, a field and what a person says it should be in, the corrected event out.

A wording must stand in the document, so that a corrected cell can be defended like any other. A
date or a number that only the person knows has no words: its span is the event's anchor.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Any, get_args

import msgspec

from reportedly.codebook.model import MODES
from reportedly.errors import ReviewError
from reportedly.records import (
    Count,
    Document,
    Effect,
    Event,
    Gap,
    Interval,
    Party,
    Place,
    Precision,
    Span,
    Stage,
    Status,
    Thing,
)

NOTHING = ("", "none", "null", "-")
RANGE = re.compile(r"(\d{1,9})?(?:\s*(\.\.|-)\s*(\d{1,9})?)?")
DAY_WORDS = "wanted a day such as 2024-03-01, a range such as 2024-03-01..2024-03-03, or none"

SPANS: tuple[tuple[float, Precision], ...] = (
    (3, "day"), (8, "week"), (32, "month"), (math.inf, "year"),
)  # fmt: skip

Reading = Callable[[Event, Document, str], dict[str, Any]]


def correct(event: Event, document: Document, field: str, value: str) -> Event:
    """Return the event with a field as the person says; ReviewError says what was wanted."""
    reading = FIELDS.get(field)
    if reading is None:
        known = ", ".join(sorted(FIELDS))
        raise ReviewError(f"{field}: no field that can be corrected: wanted one of {known}")
    return msgspec.structs.replace(event, **reading(event, document, value.strip()))


def find_words(event: Event, document: Document, words: str) -> Span:
    """Return where the words stand, nearest to the event."""
    found = [m.start() for m in re.finditer(re.escape(words), document.text)]
    if not found:
        raise ReviewError(f"{words!r}: stands nowhere in the report: wanted words copied from it")
    at = min(found, key=lambda start: abs(start - event.anchor.start))
    return Span(at, at + len(words), words)


def find_all_words(event: Event, document: Document, value: str) -> list[Span]:
    """Return where each wording stands; they are given between semicolons, or "none"."""
    names = [] if value.lower() in NOTHING else [n.strip() for n in value.split(";")]
    return [find_words(event, document, name) for name in dict.fromkeys(filter(None, names))]


def read_category(_: Event, __: Document, value: str) -> dict[str, Any]:
    """Return a PLOVER type; the mode of another type goes with it."""
    if value not in MODES:
        raise ReviewError(f"category = {value!r}: wanted one of {', '.join(sorted(MODES))}")
    return {"category": value, "mode": None, "acled": None}


def read_mode(event: Event, _: Document, value: str) -> dict[str, Any]:
    """Return a mode of the event's type, or none."""
    known = MODES[event.category]
    if value.lower() not in NOTHING and value not in known:
        modes = ", ".join(sorted(known)) or "none"
        raise ReviewError(f"mode = {value!r}: wanted a mode of {event.category}: {modes}")
    return {"mode": None if value.lower() in NOTHING else value}


def read_label(field: str) -> Reading:
    """Return the reading of a free label, or none."""

    def read(_: Event, __: Document, value: str) -> dict[str, Any]:
        return {field: None if value.lower() in NOTHING else value}

    return read


def read_choice(field: str, choices: tuple[str, ...]) -> Reading:
    """Return the reading of one of a few words."""

    def read(_: Event, __: Document, value: str) -> dict[str, Any]:
        if value not in choices:
            raise ReviewError(f"{field} = {value!r}: wanted one of {', '.join(choices)}")
        return {field: value}

    return read


def read_when(event: Event, _: Document, value: str) -> dict[str, Any]:
    """Return a closed interval of days, or a gap."""
    if value.lower() in NOTHING:
        return {"when": Gap(gap="not_stated", why="a person says that no date is given")}
    start, end = value.split("..") if value.count("..") == 1 else (value, value)
    try:
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    except ValueError as error:
        raise ReviewError(f"when = {value!r}: {DAY_WORDS}") from error
    if last < first:
        raise ReviewError(f"when = {value!r}: ends before it begins")
    days = (last - first).days
    precision = next(name for most, name in SPANS if days < most)
    found = Interval(start=first, end=last, precision=precision, basis="stated", span=event.anchor)
    return {"when": found}


def read_where(event: Event, document: Document, value: str) -> dict[str, Any]:
    """Return a place by the words of the report, with a country: "Goma, CD"."""
    if value.lower() in NOTHING:
        return {"where": Gap(gap="not_stated", why="a person says that no place is given")}
    name, _, country = value.partition(",")
    code = country.strip().upper() or None
    if not name.strip():
        raise ReviewError(f"where = {value!r}: wanted a place's name, as the report has it")
    if code and not re.fullmatch(r"[A-Z]{2}", code):
        raise ReviewError(f"where = {value!r}: wanted a name and a two-letter country: Goma, CD")
    place = Place(
        name=name.strip(), geonameid=None, country=code, admin1=None, latitude=None,
        longitude=None, precision="city", span=find_words(event, document, name.strip()),
    )  # fmt: skip
    return {"where": place}


def read_parties(field: str) -> Reading:
    """Return the reading of parties, in the report's words, between semicolons."""

    def read(event: Event, document: Document, value: str) -> dict[str, Any]:
        spans = find_all_words(event, document, value)
        return {field: tuple(Party(text=span.quote, span=span) for span in spans)}

    return read


def read_things(field: str) -> Reading:
    """Return the reading of things, in the report's words, between semicolons."""

    def read(event: Event, document: Document, value: str) -> dict[str, Any]:
        spans = find_all_words(event, document, value)
        return {field: tuple(Thing(text=span.quote, span=span) for span in spans)}

    return read


def read_count(effect: Effect) -> Reading:
    """Return the reading of a number of people: 3, 3..5, 3.., ..5, or none."""

    def read(event: Event, _: Document, value: str) -> dict[str, Any]:
        rest = tuple(count for count in event.counts if count.effect != effect)
        if value.lower() in NOTHING:
            return {"counts": rest}
        found = RANGE.fullmatch(value)
        if found is None or not (found[1] or found[3]):
            raise ReviewError(
                f"{effect} = {value!r}: wanted a number or a range: 3, 3..5, 3.., ..5"
            )
        low = int(found[1]) if found[1] else None
        high = (int(found[3]) if found[3] else None) if found[2] else low
        if low is not None and high is not None and high < low:
            raise ReviewError(f"{effect} = {value!r}: ends below where it begins")
        return {"counts": (*rest, Count(effect=effect, low=low, high=high, span=event.anchor))}

    return read


FIELDS: dict[str, Reading] = {
    "category": read_category,
    "mode": read_mode,
    "acled": read_label("acled"),
    "stage": read_choice("stage", get_args(Stage)),
    "status": read_choice("status", get_args(Status)),
    "when": read_when,
    "where": read_where,
    "actors": read_parties("actors"),
    "recipients": read_parties("recipients"),
    "targets": read_things("targets"),
    "instruments": read_things("instruments"),
} | {effect: read_count(effect) for effect in get_args(Effect)}


def look_up(event: Event, field: str) -> object:
    """Return what the event holds in a field that can be corrected."""
    if field in get_args(Effect):
        return tuple(count for count in event.counts if count.effect == field)
    return getattr(event, field)
