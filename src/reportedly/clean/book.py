"""The litter book in, ready-to-compare phrase sets out."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from importlib import resources

import ahocorasick_rs
import msgspec

from reportedly.errors import CodebookError

BOOK = "codebook/books/litter.toml"
TABLES = (
    "published", "updated", "label", "control", "control_start", "related", "popular", "comments",
    "form", "advert", "notice", "aside", "home", "byline", "section",
)  # fmt: skip

NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the text as phrases are compared: no case, no accents, punctuation as one space."""
    if text.isascii():
        return NOT_WORD.sub(" ", text.lower()).strip()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return NOT_WORD.sub(" ", bare).strip()


class Book(msgspec.Struct, frozen=True):
    """The phrases of litter.toml, folded. Dated labels keep the language they are in.

    `dated_first` are their first words, so that most lines are let go at a glance.
    """

    published: dict[str, str]
    updated: dict[str, str]
    dated_first: frozenset[str]
    label: frozenset[str]
    control: frozenset[str]
    control_start: tuple[str, ...]
    related: frozenset[str]
    popular: frozenset[str]
    comments: frozenset[str]
    form: frozenset[str]
    advert: frozenset[str]
    home: frozenset[str]
    byline: frozenset[str]
    section: frozenset[str]
    notice: ahocorasick_rs.AhoCorasick
    aside: ahocorasick_rs.AhoCorasick


def _by_language(table: dict[str, list[str]]) -> dict[str, str]:
    # The first language to claim a phrase keeps it; a date after a shared label reads alike there.
    folded: dict[str, str] = {}
    for language, phrases in table.items():
        for phrase in phrases:
            folded.setdefault(fold(phrase), language)
    return folded


def _spaced(phrases: Iterable[str]) -> list[str]:
    # Spaces keep "by signing" out of "standby signing". Scripts without spaces do without.
    return [f" {phrase} " if ord(phrase[0]) < 0x2E80 else phrase for phrase in phrases]


@functools.lru_cache(maxsize=1)
def load_book() -> Book:
    """Read the packaged litter book."""
    raw = (resources.files("reportedly") / BOOK).read_text("utf-8")
    try:
        tables = {name: _by_language(table) for name, table in tomllib.loads(raw).items()}
    except (tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise CodebookError(f"{BOOK}: {error}: wanted tables of phrase lists") from error
    missing, unknown = set(TABLES) - set(tables), set(tables) - set(TABLES)
    if missing or unknown:
        raise CodebookError(f"{BOOK}: missing {sorted(missing)}, unknown {sorted(unknown)} tables")
    return Book(
        published=tables["published"],
        updated=tables["updated"],
        dated_first=frozenset(
            phrase.split()[0] for name in ("published", "updated") for phrase in tables[name]
        ),
        control_start=tuple(phrase + " " for phrase in tables["control_start"]),
        notice=ahocorasick_rs.AhoCorasick(_spaced(tables["notice"])),
        aside=ahocorasick_rs.AhoCorasick(_spaced(tables["aside"])),
        **{
            name: frozenset(tables[name])
            for name in TABLES
            if name not in ("published", "updated", "control_start", "notice", "aside")
        },
    )
