"""Every report of one real incident, side by side, with what they dispute."""

from __future__ import annotations

import datetime as dt

from reportedly.records.base import Record
from reportedly.records.event import Claim, Effect, Gap, Interval, Party, Place


class Figure(Record, frozen=True, kw_only=True):
    """A number somebody gives for an incident, whose word it is, and when it was said.

    `superseded`: the same speaker gave another later. Another speaker's figure only contradicts it.
    """

    effect: Effect
    low: int | None
    high: int | None
    claim: Claim | None
    document: str
    qualifier: str | None = None
    said: dt.date | None = None
    superseded: bool = False


class Position(Record, frozen=True, kw_only=True):
    """One answer to a disputed field, who takes it, in which documents, and since when."""

    value: str
    claims: tuple[Claim, ...]
    documents: tuple[str, ...]
    since: dt.date | None = None


class Dispute(Record, frozen=True, kw_only=True):
    """A field on which the reports of an incident disagree."""

    field: str
    positions: tuple[Position, ...]


class Incident(Record, frozen=True, kw_only=True, tag_field="type", tag="incident"):
    """Events of many documents that tell one incident. Built from events; it owns no facts."""

    id: str
    slug: str
    events: tuple[str, ...]
    category: str
    mode: str | None
    when: Interval | Gap
    where: Place | Gap
    parties: tuple[Party, ...]
    figures: tuple[Figure, ...]
    disputes: tuple[Dispute, ...]
    sources: int
    independent_sources: int
