"""What people brought in to be coded, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.records.base import Record
from reportedly.records.text import Issue

ItemKind = Literal["text", "file", "link"]
ItemState = Literal["waiting", "leased", "done", "failed"]


class Brought(Record, frozen=True, kw_only=True):
    """What one article came to: its document, or the issues that say why there is none.

    `new`: the ledger did not hold this reading of it before.
    """

    name: str
    document: str | None = None
    title: str | None = None
    events: tuple[str, ...] = ()
    tallies: int = 0
    new: bool = False
    issues: tuple[Issue, ...] = ()


class Item(Record, frozen=True, kw_only=True):
    """One text, file or link of a job. A file may hold several articles, or none."""

    job: str
    ordinal: int
    kind: ItemKind
    name: str
    state: ItemState
    tries: int = 0
    report: tuple[Brought, ...] = ()


class Job(Record, frozen=True, kw_only=True):
    """What one person brought in at once."""

    id: str
    by: str
    account: str
    made: dt.datetime
    items: tuple[Item, ...]

    def count(self, *states: ItemState) -> int:
        """Return how many items are in one of the states."""
        return sum(item.state in states for item in self.items)

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come of it."""
        return not self.count("waiting", "leased")
