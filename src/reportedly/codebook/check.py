"""What every codebook reader asks of a TOML table, and the error it raises when told otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec

from reportedly.codebook.model import MODES
from reportedly.errors import CodebookError

T = TypeVar("T")
SHOWN = 12  # an error that lists fifty choices is not read


class Where(msgspec.Struct, frozen=True):
    """A book and a table in it, to name in an error."""

    book: str
    place: str

    def error(self, message: str) -> CodebookError:
        """Return the error, with its place in front."""
        table = f"[{self.place}]: " if self.place else " "
        return CodebookError(f"{self.book}:{table}{message}")

    def one_of(self, key: str, value: object, choices: Collection[str]) -> str:
        """Return the value if it is one of the choices."""
        if isinstance(value, str) and value in choices:
            return value
        some = ", ".join(list(choices)[:SHOWN]) or "nothing"
        more = ", ..." if len(choices) > SHOWN else ""
        raise self.error(f"{key} = {value!r}: wanted one of {some}{more}")

    def known(self, what: str, value: str, known: Collection[str]) -> str:
        """Return the name if it is known."""
        if value in known:
            return value
        raise self.error(f"'@{value}': wanted the name of a {what} in classes.toml")

    def only(self, table: object, keys: Collection[str]) -> None:
        """Refuse a table that holds any other key."""
        if not isinstance(table, dict):
            raise self.error(f"{table!r}: wanted a table")
        for key in table:
            if key not in keys:
                raise self.error(f"key {key!r}: wanted one of {', '.join(keys)}")


def take(table: Mapping[str, Any], key: str, kind: type[T], where: Where, default: T) -> T:
    """Return table[key] if it is of the kind wanted, or the default where it is absent."""
    value = table.get(key, default)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return kind(value)  # type: ignore[call-arg]
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    names = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    raise where.error(f"{key} = {value!r}: wanted {names.get(kind, 'a list')}")


def texts(where: Where, key: str, value: object) -> tuple[str, ...]:
    """Return a list of texts; one text stands for a list of one."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise where.error(f"{key} = {value!r}: wanted a list of words")


def parts_of(where: Where, code: str) -> tuple[str, str | None]:
    """Return the type and mode of "ASSAULT/drone" or "CONSULT"."""
    category, _, mode = code.partition("/")
    where.one_of("always", category, MODES)
    if mode:
        where.one_of("always", mode, MODES[category])
    return category, mode or None
