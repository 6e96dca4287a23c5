"""Small templates of our own, as text and as records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from tests.coding.views import make_view

from reportedly.evaluate.muc4.messages import Message
from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.reading import Reading
from reportedly.evaluate.muc4.slots import read_slots
from reportedly.evaluate.muc4.template import Template

RAID: Mapping[int, str] = {
    2: "02 MAR 91",
    3: "UR: NIPPUR (CITY)",
    4: "ATTACK",
    5: "ACCOMPLISHED",
    8: "TERRORIST ACT",
    9: '"RAIDERS" / "TWO RAIDERS"',
    18: '"ENLIL BANI"',
    19: '"MAYOR" / "MAYOR OF NIPPUR": "ENLIL BANI"\n    "SHEPHERDS"',
    20: 'GOVERNMENT OFFICIAL: "ENLIL BANI"\n    CIVILIAN: "SHEPHERDS"',
    21: '1: "ENLIL BANI"\n    3: "SHEPHERDS"',
    23: 'DEATH: "ENLIL BANI"\n    INJURY: "SHEPHERDS"',
}


def write_slots(fills: Mapping[int, str], message: str = "OUR-0001") -> str:
    """Return one template; slots that are not given say `-`."""
    filled = {0: message, 1: "1"} | dict(fills)
    lines = []
    for slot in read_slots():
        label = f"{slot.number}.".ljust(4) + slot.heading
        lines.append(f"{label:<34} {filled.get(slot.number, '-')}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def write() -> Callable[..., str]:
    """Return what writes a template."""
    return write_slots


@pytest.fixture
def read() -> Callable[..., Template]:
    """Return what makes a template of slots."""

    def make(fills: Mapping[int, str], message: str = "OUR-0001") -> Template:
        parsed = parse_templates(write_slots(fills, message), "key")
        assert parsed.faults == ()
        return parsed.templates[0]

    return make


@pytest.fixture
def raid(read: Any) -> Callable[..., Template]:
    """Return what makes the raid on Nippur, some slots changed."""
    return lambda changed=None, **words: read({**RAID, **(changed or {})}, **words)


def make_reading(rows: str) -> Reading:
    """Return rows of CoNLL-U as a reading of zeros."""
    view = make_view(rows)
    words = len(view.tokens)
    return Reading(
        Message("M", view.text, None, "UR"), view, (),
        np.zeros((words, 4), np.float32), np.zeros((words, 20), np.float32),
    )  # fmt: skip


@pytest.fixture
def read_phrase() -> Callable[[str], Reading]:
    """Return the function that reads rows of CoNLL-U."""
    return make_reading
