"""One word that tells an event, as the reader and the book see it together."""

from __future__ import annotations

import msgspec

from reportedly.analyze.base import Mention
from reportedly.coding.triggers import Trigger


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One word that tells an event. `first`..`last` is the trigger phrase around `at`."""

    at: int
    first: int
    last: int
    category: str
    mode: str | None
    score: float
    mention: Mention | None
    trigger: Trigger | None
