"""Which code, model and settings made a record."""

from __future__ import annotations

import datetime as dt

from reportedly.records.base import Record


class Run(Record, frozen=True, kw_only=True, tag_field="type", tag="run"):
    """One run of the coder: enough to say why two ledgers differ."""

    id: str
    started: dt.datetime
    version: str
    model: str
    codebook: str
    settings: str
