"""Who works in a newsroom, what it published, and what readers answered."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.records.base import Record
from reportedly.records.event import Event
from reportedly.records.incident import Incident
from reportedly.records.text import Document

# Each may do what those before it may: read the desk; judge and add; publish, merge and moderate;
# make accounts.
Role = Literal["reader", "coder", "editor", "admin"]
Scope = Literal["read", "judge", "publish", "admin"]
Verdict = Literal["taken", "declined"]


class Account(Record, frozen=True, kw_only=True, tag_field="type", tag="account"):
    """Somebody who may sign in. Names stay in judgements, so an account is ended, never erased."""

    id: str
    name: str
    role: Role
    made: dt.datetime
    ended: dt.datetime | None = None


class Edition(Record, frozen=True, kw_only=True, tag_field="type", tag="edition"):
    """An incident as it stood when a person released it: all that readers see, and no more.

    `documents` come without their texts, and private persons' names are hidden (export.redact).
    Later reports change nothing in it: they make the next edition, which wants a decision again.
    `words` are the sentences quoted from each document, by the document's id.
    """

    id: str
    slug: str
    title: str
    incident: Incident
    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    words: dict[str, tuple[str, ...]]
    note: str = ""


class Correction(Record, frozen=True, kw_only=True, tag_field="type", tag="correction"):
    """What a reader holds to be wrong or missing in an edition; no name, no address.

    `field` is a field of the incident, or empty for a comment. `evidence` is a link. `day`: the
    hour would tell who was awake.
    """

    id: str
    slug: str
    edition: str
    day: dt.date
    text: str
    field: str = ""
    value: str = ""
    evidence: str = ""
    language: str = "en"
    tested: bool = False  # it came with a human test; without one it may be a machine's


class Answer(Record, frozen=True, kw_only=True, tag_field="type", tag="answer"):
    """What the newsroom decided on a correction. The last row counts; none is changed."""

    correction: str
    verdict: Verdict
    by: str
    at: dt.datetime
    reason: str = ""
    public: bool = False  # the correction is shown below the incident, with the reason
