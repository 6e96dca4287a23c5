"""What a response's fill is worth against the key, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol

from reportedly.evaluate.muc4.template import Fill
from reportedly.records.base import Record

Place = tuple[str, int, int]  # message, key template, slot


class Verdict(IntEnum):
    """Wrong, partly right (half a point), right."""

    WRONG = 0
    PARTIAL = 1
    MATCH = 2


class Finding(Record, frozen=True, kw_only=True):
    """What a judge holds a response's fill to be.

    `keys` names places in the key's slot, in groups: one fill of each group is used up. More than
    one group is one string that covers several fills of the key ("VEHICLES": a bus, a truck).
    """

    verdict: Verdict
    keys: tuple[tuple[int, ...], ...]
    by_hand: bool = False


class Question(Record, frozen=True, kw_only=True):
    """A fill of a response, all fills of the key's slot, and how each pair's references stand."""

    place: Place
    fill: Fill
    keys: Sequence[Fill]
    references: Sequence[Verdict]


class Judge(Protocol):
    """Whoever is asked about a fill that the scorer itself cannot match."""

    def find(self, asked: Question) -> tuple[Finding, ...] | None:
        """Return the findings, none if the fill is wrong; None if the judge does not know it."""
        ...
