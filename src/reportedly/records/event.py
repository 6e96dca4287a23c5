"""What one document says happened, who says so, and the words each field was read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from reportedly.records.base import Record, Span

Stage = Literal[
    "occurred", "ongoing", "attempted", "planned", "threatened", "hypothetical", "did_not_happen"
]
Status = Literal["claimed", "confirmed", "reported", "alleged", "denied"]
Effect = Literal["killed", "injured", "missing", "abducted", "arrested", "displaced"]
Stance = Literal[
    "claims_responsibility", "asserts", "confirms", "accuses", "denies", "doubts", "threatens"
]
Quote = Literal["direct", "indirect", "none"]
Precision = Literal["day", "week", "month", "year", "era"]
PlaceBasis = Literal["stated", "story", "dateline", "party"]
PlacePrecision = Literal["site", "city", "district", "region", "country", "sea"]
Why = Literal["not_stated", "ambiguous", "not_resolved"]


class Gap(Record, frozen=True, kw_only=True, tag_field="kind", tag="gap"):
    """An empty field has a reason: `gap` is its kind, `why` says it in a sentence."""

    gap: Why
    why: str = ""


class Interval(Record, frozen=True, kw_only=True, tag_field="kind", tag="interval"):
    """A closed interval of days. `span` is None only where the basis is `published`."""

    start: dt.date
    end: dt.date
    precision: Precision
    basis: Literal["stated", "relative", "published"]
    span: Span | None = None


class Rival(Record, frozen=True, kw_only=True):
    """Another place the words could mean, and how far behind it was (0..1)."""

    name: str
    geonameid: int | None
    country: str | None
    score: float


class Place(Record, frozen=True, kw_only=True, tag_field="kind", tag="place"):
    """Where an event took place. `country` is ISO 3166 alpha-2; WGS 84 degrees.

    `basis` tells what `span` is: words of the event's own sentence (stated), of the story around
    it, the dateline, or a party whose country it is. A country that is inferred has no `name`.
    """

    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    span: Span | None
    rivals: tuple[Rival, ...] = ()
    basis: PlaceBasis = "stated"

    @property
    def label(self) -> str:
        """The place's name and country, as far as they are known: "Goma, CD", "CD"."""
        return ", ".join(filter(None, (self.name, self.country)))


class Party(Record, frozen=True, kw_only=True):
    """Somebody who acts, suffers or speaks. `text` is the wording; `name`, `id` who is meant.

    `sector` is a PLOVER sector (MIL, GOV, REB, CVL, ...); `collective` marks a group of people
    without a proper name ("gunmen on motorcycles").
    """

    text: str
    span: Span
    name: str | None = None
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    collective: bool = False


class Thing(Record, frozen=True, kw_only=True):
    """A physical target or an instrument; `kind` is from the codebook."""

    text: str
    span: Span
    kind: str | None = None


class Hop(Record, frozen=True, kw_only=True):
    """One link of an attribution chain, the outlet first."""

    party: Party | None
    verb: str | None = None
    via: str | None = None


class Said(Record, frozen=True, kw_only=True):
    """When something was said: a closed interval of days."""

    start: dt.date
    end: dt.date
    precision: Precision


class Claim(Record, frozen=True, kw_only=True):
    """Somebody's word about an event or a figure."""

    by: tuple[Hop, ...]
    stance: Stance
    span: Span
    said: Said | None = None
    channel: str | None = None
    quote: Quote = "none"


class Count(Record, frozen=True, kw_only=True):
    """How many people an event did something to. Closed range; an open end is None."""

    effect: Effect
    low: int | None
    high: int | None
    span: Span
    qualifier: str | None = None
    who: str | None = None
    claims: tuple[Claim, ...] = ()


class Event(Record, frozen=True, kw_only=True, tag_field="type", tag="event"):
    """What one document says happened, and where it says so. `category` and `mode` are PLOVER's."""

    id: str
    document: str
    category: str
    mode: str | None
    contexts: tuple[str, ...]
    acled: str | None
    stage: Stage
    status: Status
    anchor: Span
    evidence: tuple[Span, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    targets: tuple[Thing, ...]
    instruments: tuple[Thing, ...]
    counts: tuple[Count, ...]
    when: Interval | Gap
    where: Place | Gap
    claims: tuple[Claim, ...]


def find_successor(old: Event, events: Sequence[Event]) -> Event | None:
    """Return what a document's event is in another reading of it: itself, or one anchored alike."""
    near = [event for event in events if event.anchor.touches(old.anchor)]
    found = [event for event in events if event.id == old.id] or near
    return max(found, key=lambda event: rank_likeness(old, event), default=None)


def rank_likeness(old: Event, event: Event) -> tuple[bool, bool, bool, str]:
    """Return how like two events of one place in the text are, to compare by."""
    return (
        event.category == old.category,
        event.anchor == old.anchor,
        event.mode == old.mode,
        event.id,
    )


class Tally(Record, frozen=True, kw_only=True, tag_field="type", tag="tally"):
    """A running total somebody gives. Never added to an incident."""

    id: str
    document: str
    effect: Effect
    low: int | None
    high: int | None
    span: Span
    qualifier: str | None = None
    who: str | None = None
    since: dt.date | None = None
    as_of: dt.date | None = None
    claims: tuple[Claim, ...] = ()
