"""Which code, model and settings made a record; and what a person decided about it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.records.base import Record

Action = Literal[
    "accept", "not_event", "correct", "merge", "split", "same_source", "undo",
    "propose", "publish", "withdraw",
]  # fmt: skip


class Run(Record, frozen=True, kw_only=True, tag_field="type", tag="run"):
    """One run of the coder: enough to say why two ledgers differ."""

    id: str
    started: dt.datetime
    version: str
    model: str
    codebook: str
    settings: str


class Judgement(Record, frozen=True, kw_only=True, tag_field="type", tag="judgement"):
    """A person's decision. It is never changed: who thinks better of it adds another.

    `subject` is what the screen showed: an event's id (accept, not_event, correct), an incident's
    slug (merge, split; propose, publish and withdraw, whose `value` is the edition's id), a
    document's id (same_source) or a judgement's (undo). `events` are the events it speaks of:
    those that tell one incident (merge), or those that leave it (split), whose `others` stay.
    A withdrawal of the field `sensitive` withholds its events. `others` of an edition (propose,
    publish) are names that the person hid in it. `documents` are those that are one source.
    `field` and `value` are what a correction says.
    `coding` is the reading of the report that an event was judged in: the next reading may give
    the same event other fields. `after` is the last judgement on the subject that the person had
    seen: of two that name the same, the first to arrive counts, and the other is kept and shown
    beside it.
    """

    id: str
    action: Action
    subject: str
    by: str
    at: dt.datetime
    reason: str = ""
    events: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    coding: str | None = None
    after: str | None = None


Pair = tuple[str, str]  # the ids of two events, or of two documents, in order


class Ties(Record, frozen=True, kw_only=True):
    """What people decided of pairs of events: that they tell one incident, or that they do not.

    `sources` are pairs of documents that they took for one source.
    """

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    sources: frozenset[Pair] = frozenset()
