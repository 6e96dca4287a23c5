"""A part of a record in, the words of a page out: what templates call filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from reportedly.export.words import (
    describe_chain,
    describe_range,
    name_outlet,
    name_party,
)
from reportedly.records import Event, Gap, Incident, Interval, Place
from reportedly.web.look.messages import say_message

UNKNOWN = "—"


def make_filters(
    language: str, translate: Callable[[str], str]
) -> Mapping[str, Callable[..., Any]]:
    """Return the filters of one language."""
    locale = Locale.parse(language, sep="-")

    def day(value: dt.date | None) -> str:
        return format_date(value, format="medium", locale=locale) if value else UNKNOWN

    def moment(value: dt.datetime | None) -> str:
        """With the zone: the reader may sit in another."""
        if value is None:
            return UNKNOWN
        day = format_date(value.astimezone(dt.UTC), format="medium", locale=locale)
        hour = format_time(value, format="short", locale=locale, tzinfo=dt.UTC)
        return f"{str(locale.datetime_formats['medium']).format(hour, day)} UTC"

    def number(value: float) -> str:
        return str(format_decimal(value, locale=locale))

    def country(code: str | None) -> str:
        return str(locale.territories.get(code or "", code or ""))

    def when(value: Interval | Gap) -> str:
        if isinstance(value, Gap):
            return UNKNOWN
        if value.start == value.end:
            return day(value.start)
        return f"{day(value.start)} – {day(value.end)}"

    def where(value: Place | Gap) -> str:
        if isinstance(value, Gap):
            return UNKNOWN
        return ", ".join(filter(None, (value.name, country(value.country))))

    def when_words(value: Interval | Gap) -> str:
        """Say why there is no day."""
        return translate("no day known") if isinstance(value, Gap) else when(value)

    def place_words(value: Place | Gap) -> str:
        """Say that there is no place."""
        return (
            where(value) or translate("no place known")
            if isinstance(value, Place)
            else (translate("no place known"))
        )

    def word(value: str) -> str:
        """A code of ours (claims_responsibility) as a reader says it, in their language."""
        return translate(value.replace("_", " ").replace("-", " ").lower())

    def valued(value: str, kind: str) -> str:
        """A facet's value: a code of ours as a word, a country by its name, else as it stands."""
        if kind == "mode":  # ASSAULT heavy-weapons: a mode is one of its type
            return ", ".join(word(part) for part in value.split(" ", 1))
        if kind == "country":
            return country(value)
        return word(value) if kind in ("type", "status", "stage", "disputed") else value

    def kind(record: Event | Incident) -> str:
        """The type, and the mode where there is one: assault, heavy weapons."""
        return ", ".join(word(part) for part in (record.category, record.mode) if part)

    return {
        "chain": describe_chain,
        "country": country,
        "day": day,
        "kind": kind,
        "figure": lambda one: describe_range(one.low, one.high, one.qualifier),
        "moment": moment,
        "number": number,
        "outlet": name_outlet,
        "party": name_party,
        "place_words": place_words,
        "said": lambda message: say_message(message, translate),
        "valued": valued,
        "when": when,
        "when_words": when_words,
        "where": where,
        "word": word,
    }
