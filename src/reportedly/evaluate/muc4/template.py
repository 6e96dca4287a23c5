"""What a key or a response holds: templates, their slots, the slots' fills."""

from __future__ import annotations

from reportedly.evaluate.muc4.slots import COUNT
from reportedly.records.base import Record

NULL = "-"


class Fill(Record, frozen=True, kw_only=True):
    """One answer to one slot.

    `values` are its alternatives as the key gives them: any one will do. A string fill stands
    without its quotes, a set fill, number, date or place as written, in capitals. `refs` are the
    alternatives of the string it points to (`DEATH: "MAYOR" / "THE MAYOR"`), `-` where the string
    is missing. `optional`: leaving it out costs nothing.
    """

    values: tuple[str, ...]
    refs: tuple[str, ...] = ()
    optional: bool = False


class Template(Record, frozen=True, kw_only=True):
    """One incident of one message, or the word that the message holds none.

    `number` is None where the message is irrelevant. `slots[n]` holds slot n's fills (none for
    `-`); `inapplicable` names the slots marked `*`. `line` is where it begins in its file.
    """

    message: str
    number: int | None
    optional: bool = False
    slots: tuple[tuple[Fill, ...], ...] = ((),) * COUNT
    inapplicable: tuple[int, ...] = ()
    line: int = 0

    @property
    def relevant(self) -> bool:
        """Tell whether the template holds an incident."""
        return self.number is not None


class Fault(Record, frozen=True, kw_only=True):
    """Something in a key or a response that cannot be read: where, and what was wanted."""

    file: str
    line: int
    slot: int | None
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" + ("" if self.slot is None else f": slot {self.slot}")
        return f"{where}: {self.reason}"
