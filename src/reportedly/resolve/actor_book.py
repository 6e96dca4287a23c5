"""Who there is in the world, as data: named actors, state organs, roles, titles, loaded names.

In: codebook/books/actors_*.toml and countries.toml. Out: one ActorBook, keyed by folded words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from reportedly.resolve.countries import Countries, load_countries
from reportedly.resolve.fold import fold

MAX_WORDS = 9  # of a name; longer names are found by their first nine words
LISTS = ("actors_armed.toml", "actors_bodies.toml")


class Actor(msgspec.Struct, frozen=True):
    """A named actor. `years` are the first and the last it was active, the last 0 while active."""

    id: str
    name: str
    sector: str
    country: str | None = None
    years: tuple[int, int] = (0, 0)

    def was_active(self, year: int | None) -> bool:
        """Tell whether the actor may have acted in a year; yes where either is unknown."""
        first, last = self.years
        return year is None or ((not first or year >= first) and (not last or year < last + 2))


class Alias(msgspec.Struct, frozen=True):
    """One way to write an actor: `short` counts only in capitals, `proper` needs a capital."""

    actor: Actor
    short: bool
    proper: bool


class Organ(msgspec.Struct, frozen=True):
    """A kind of state body: `slug` ends its id, "mil" of "state:IL:mil"."""

    slug: str
    name: str
    sector: str


class Role(msgspec.Struct, frozen=True):
    """What a noun says of people: their sector, and whether it speaks of many."""

    sector: str | None
    many: bool


class Loaded(msgspec.Struct, frozen=True):
    """Whom a loaded name means; `country` "*" is the country of the report itself."""

    sector: str
    said_in: tuple[str, ...]
    country: str | None = None


class ActorBook(msgspec.Struct, frozen=True):
    """All vocabulary that who.py reads parties with, by key (see `fold`)."""

    actors: Mapping[str, tuple[Alias, ...]]
    organs: Mapping[str, Organ]
    roles: Mapping[str, Role]
    speakers: frozenset[str]
    titles: Mapping[str, str | None]
    loaded: Mapping[str, Loaded]
    hazards: frozenset[str]
    against: Mapping[str, str]  # words that make "forces" those of no state, and their sector
    countries: Countries


@lru_cache(maxsize=1)
def load_actors() -> ActorBook:
    """Read the packaged books of actors."""
    roles = _read_book("actors_roles.toml")
    return ActorBook(
        actors=_index_actors(LISTS),
        organs={
            fold(word): Organ(slug, facts["name"], facts["sector"])
            for slug, facts in roles["organ"].items()
            for word in facts["words"]
        },
        roles={
            fold(word): Role(None if sector == "none" else sector, number == "many")
            for sector, facts in roles["role"].items()
            for number in ("one", "many")
            for word in facts[number]
        },
        speakers=frozenset(fold(word) for word in roles["speaker"]["words"]),
        titles={
            fold(word): None if sector == "none" else sector
            for sector, facts in roles["title"].items()
            for word in facts["words"]
        },
        loaded={
            fold(name): Loaded(facts["sector"], tuple(facts["said_in"]), facts.get("country"))
            for name, facts in roles["loaded"].items()
        },
        hazards=frozenset(roles["hazard"]["words"]),
        against={
            fold(word): sector
            for sector, facts in roles["against"].items()
            for word in facts["words"]
        },
        countries=load_countries(),
    )


def _read_book(name: str) -> dict[str, Any]:
    source = files("reportedly.codebook") / "books" / name
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _index_actors(names: Iterable[str]) -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    for book in names:
        for slug, facts in _read_book(book).items():
            years = facts.get("years", ())
            actor = Actor(
                id=facts.get("id", f"actor:{slug}"),
                name=facts["name"],
                sector=facts["sector"],
                country=facts.get("country"),
                years=(years[0] if years else 0, years[1] if len(years) > 1 else 0),
            )
            words = [(facts["name"], False), *((each, False) for each in facts.get("also", ()))]
            words += [(each, True) for each in facts.get("short", ())]
            for word, short in words:
                short = short or (word.isupper() and len(word) <= 5)
                key = " ".join(fold(word).split()[:MAX_WORDS])
                known = found.setdefault(key, [])
                if all(alias.actor.id != actor.id for alias in known):
                    known.append(Alias(actor, short, word[0].isupper()))
    return {key: tuple(aliases) for key, aliases in found.items()}
