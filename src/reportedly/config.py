"""reportedly.toml, REPORTEDLY_* and flags in, one frozen Config out.

Read once, at the edge; functions below receive values. A later word wins: the file, then the
environment, then flags.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from reportedly.errors import ConfigError

FILE_NAME = "reportedly.toml"
PREFIX = "REPORTEDLY_"
MAX_BYTES = 20_000_000  # a page larger than this is a dump or an attack, and is not read

WANTED = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "object": "a table",
}


class Newsroom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of `reportedly serve`."""

    title: str = "Reportedly"  # the newsroom's name, on every page
    public_url: str = ""  # where readers find it, for feeds and links; empty: as they asked
    two_people: bool = False  # what one person proposes, another must publish
    languages: tuple[str, ...] = ("en", "es", "ar")
    proxies: Annotated[int, msgspec.Meta(ge=0, le=8)] = 0  # of ours between readers and us


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting there is, with its default."""

    ledger: str = ""  # a database URL; empty means a file in the user's data folder
    workers: Annotated[int, msgspec.Meta(ge=0, le=256)] = 0  # 0: one a core, for many articles
    max_bytes: Annotated[int, msgspec.Meta(ge=1)] = MAX_BYTES
    threads: Annotated[int, msgspec.Meta(ge=0, le=256)] = 0  # of the model; 0: one a core
    profiles: dict[
        str, tuple[str, ...]
    ] = {}  # whose figure a team prefers: see docs/stages/merge.md
    newsroom: Newsroom = Newsroom()
    model: str = ""  # a folder with another language model; empty means the one that is shipped

    @property
    def ledger_url(self) -> str:
        """Return the ledger's URL, the default one where none is set."""
        return self.ledger or f"sqlite:///{find_data_folder() / 'ledger.db'}"


def find_data_folder() -> Path:
    """Return the folder where this user's ledger lives unless told otherwise."""
    import platformdirs  # costs start-up time, and is needed only where no ledger is named

    return platformdirs.user_data_path("reportedly", appauthor=False)


def read_config(
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Config:
    """Return the settings of this run. A flag that is None was not given."""
    environ = os.environ if environ is None else environ
    named = environ.get(f"{PREFIX}CONFIG")
    path = Path(named) if named else (folder or Path()) / FILE_NAME
    values: dict[str, Any] = {}
    if named or path.is_file():
        values = read_file(path)
    for field in msgspec.structs.fields(Config):
        word = environ.get(PREFIX + field.name.upper())
        if word:
            given = {field.name: word}
            convert(given, where=PREFIX + field.name.upper(), lax=True)
            values |= given
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    convert(given, where="the command line", lax=False)
    return msgspec.convert(values | given, Config, strict=False)


def read_file(path: Path) -> dict[str, Any]:
    """Return what a settings file says, or tell which line cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}: wanted a settings file") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text: wanted a settings file") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}: wanted TOML") from error
    convert(values, where=str(path), lax=False, text=text)
    return values


def convert(values: Mapping[str, Any], *, where: str, lax: bool, text: str = "") -> Config:
    """Return the values as a Config, or say where, what, and what was wanted."""
    try:
        return msgspec.convert(values, Config, strict=not lax)
    except msgspec.ValidationError as error:
        raise ConfigError(explain_invalid(str(error), values, where, text)) from error


def explain_invalid(message: str, values: Mapping[str, Any], where: str, text: str) -> str:
    """Turn msgspec's message into ours: place: key = value: what was wanted."""
    unknown = re.search(r"unknown field `([^`]+)`", message)
    at = re.search(r"at `\$\.?([^`]*)`", message)
    key = ".".join(part for part in (at and at[1], unknown and unknown[1]) if part)
    value: Any = values
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if unknown:
        known = ", ".join(field.name for field in msgspec.structs.fields(Config))
        wanted = f"no such setting; there are {known}"
    else:
        wanted = f"wanted {describe_wanted(message)}"
    line = find_line(text, key)
    return f"{where}{f':{line}' if line else ''}: {key} = {value!r}: {wanted}"


def describe_wanted(message: str) -> str:
    """Say in words what msgspec expected."""
    kind = re.search(r"Expected `(\w+)`(?: (>=|<=) (\S+))?", message)
    if kind is None:
        return message
    words = WANTED.get(kind[1], kind[1])
    bound = {">=": "of at least", "<=": "of at most"}.get(kind[2] or "")
    return f"{words} {bound} {kind[3]}" if bound else words


def find_line(text: str, key: str) -> int | None:
    """Return the line that sets a dotted key. tomllib keeps no positions, so look for it."""
    *tables, name = key.split(".")
    here = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            here = header[1].strip()
        elif here == ".".join(tables) and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            return number
    return None
