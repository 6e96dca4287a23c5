"""Small templates of our own, as text."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.evaluate.muc4.slots import read_slots


def make_text(fills: Mapping[int, str], message: str = "OUR-0001") -> str:
    """Return one template; slots that are not given say `-`."""
    filled = {0: message, 1: "1"} | dict(fills)
    lines = []
    for slot in read_slots():
        label = f"{slot.number}.".ljust(4) + slot.heading
        lines.append(f"{label:<34} {filled.get(slot.number, '-')}")
    return "\n".join(lines) + "\n"
