"""The 25 slots of a MUC-4 template, as data (slots.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from reportedly.records.base import Record

Kind = Literal["id", "date", "location", "set", "string", "number"]

COUNT = 25  # slots 0..24


class Slot(Record, frozen=True, kw_only=True):
    """One slot: its number and names, how its fills compare, and what they may point to.

    `wider` pairs a word with a narrower one: (the response's, the key's) is partly right.
    """

    number: int
    name: str
    heading: str
    kind: Kind
    refs: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    wider: tuple[tuple[str, str], ...] = ()

    def covers(self, wide: str, narrow: str) -> bool:
        """Tell whether the one word is above the other in the slot's hierarchy."""
        return any(
            below == narrow or self.covers(below, narrow)
            for above, below in self.wider
            if above == wide
        )


@cache
def read_slots() -> tuple[Slot, ...]:
    """Return the slots, in order; a slot's number is its place."""
    text = resources.files(__package__).joinpath("slots.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["slot"]
    numbers = {row["name"]: number for number, row in enumerate(rows)}
    return tuple(make_slot(number, row, numbers) for number, row in enumerate(rows))


def make_slot(number: int, row: dict[str, object], numbers: dict[str, int]) -> Slot:
    """Return one slot from its row of the table."""
    sets, refs, kind = row.get("sets", []), row.get("refs", []), row["kind"]
    assert isinstance(sets, list) and isinstance(refs, list)
    chains = [tuple(line.split(" > ")) for line in sets]
    return Slot(
        number=number,
        name=str(row["name"]),
        heading=str(row["heading"]),
        kind=kind,  # type: ignore[arg-type]  # a test holds the table to Kind
        refs=tuple(numbers[ref] for ref in refs),
        words=tuple(dict.fromkeys(word for chain in chains for word in chain)),
        wider=tuple((chain[0], chain[1]) for chain in chains if len(chain) == 2),
    )


def find_slot(name: str) -> Slot:
    """Return the slot of this name, or stop with a KeyError."""
    return {slot.name: slot for slot in read_slots()}[name]
