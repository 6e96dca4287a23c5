"""Words for a country in, its ISO code out: names, demonyms, capitals, seats of government."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from reportedly.resolve.fold import fold

_NO_PLURAL = ("s", "sh", "ch", "se", "z", "men", "man", "ois")  # Chinese, British, Swiss, French


class Countries(msgspec.Struct, frozen=True):
    """The table of countries, by key (see `fold`)."""

    names: Mapping[str, str]
    people: Mapping[str, str]
    parts: Mapping[str, str]
    capitals: Mapping[str, str]
    seats: Mapping[str, str]
    titles: Mapping[str, str]
    adjectives: Mapping[str, str]
    near: Mapping[str, frozenset[str]]
    openings: frozenset[str]  # the first words of names, people and parts

    def may_open(self, word: str) -> bool:
        """Tell whether a phrase that `code_of` knows may begin with the word; most may not."""
        first = fold(word).partition(" ")[0]
        return first in self.openings or first[:-1] in self.openings or first in _ANY

    def code_of(self, phrase: str) -> str | None:
        """Return the country a name or demonym means; the capital stands for nothing here."""
        if phrase.strip() in _PRONOUNS:
            return None
        key = fold(phrase)
        if key.startswith("the "):
            key = key[4:]
        owned = phrase.rstrip().endswith(("'s", "\u2019s"))
        if key.endswith(" s") or (key.endswith("s") and owned):
            key = key[:-1].rstrip()
        return self.names.get(key) or self.people.get(key) or self.parts.get(key)

    def name(self, code: str) -> str:
        """Return a country's name in English."""
        return self.titles.get(code, code)

    def adjective(self, code: str) -> str:
        """Return a country's adjective, or its name where it has none."""
        return self.adjectives.get(code) or self.name(code)


_PRONOUNS = frozenset({"us", "Us"})
_ANY = frozenset({"", "the", "st", "ste", "sainte", "mt", "ft"})  # what follows changes the key


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """Read the packaged countries.toml."""
    source = files("reportedly.codebook") / "books" / "countries.toml"
    book = tomllib.loads(source.read_text(encoding="utf-8"))
    names = {fold(name): code for code, facts in book.items() for name in facts["names"]}
    people = {
        fold(word): code
        for code, facts in book.items()
        for each in facts["people"]
        for word in _both_numbers(each)
    }
    parts = {fold(name): code for code, facts in book.items() for name in facts.get("parts", ())}
    return Countries(
        names=names,
        people=people,
        parts=parts,
        capitals={fold(facts["capital"]): code for code, facts in book.items() if facts["capital"]},
        seats={fold(name): code for code, facts in book.items() for name in facts["seats"]},
        titles={code: facts["names"][0] for code, facts in book.items() if facts["names"]},
        adjectives={code: facts["people"][0] for code, facts in book.items() if facts["people"]},
        near={code: frozenset(facts["near"]) for code, facts in book.items()},
        openings=frozenset(key.partition(" ")[0] for key in (*names, *people, *parts)),
    )


def _both_numbers(word: str) -> tuple[str, ...]:
    return (word,) if word.endswith(_NO_PLURAL) else (word, word + "s")


def country_of(phrase: str) -> str | None:
    """Return the ISO code of the country a name or demonym means: "Iraqi", "U.S.", "Britain".

    A capital is no country here ("Washington" gives None); who.py decides when it stands for one.
    """
    return load_countries().code_of(phrase)
