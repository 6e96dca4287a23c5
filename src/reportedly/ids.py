"""Content ids: the same contents have the same id, so a re-run changes nothing."""

from __future__ import annotations

import hashlib

import msgspec

ID_HEX = 20  # 80 bits: one chance in 10^12 of any clash among a million records


def make_id(*parts: object) -> str:
    """Return a content id of the parts, each anything that msgspec can write as JSON."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()[:ID_HEX]
