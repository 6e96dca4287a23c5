"""A name in, the places that bear it out.

Towns, districts and provinces come from a small SQLite file that tools/build_gazetteer.py makes of
GeoNames (CC BY 4.0); areas, seas and short names from codebook/books/places.toml; countries from
countries.toml. The file is opened once, by whoever runs the coder, and handed to the functions of
where.py as a value; every lookup is kept, so a name costs one query a process.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import as_file, files
from typing import Any, Literal

import msgspec

from reportedly.resolve.countries import Countries, load_countries
from reportedly.resolve.fold import fold, strip_article

Kind = Literal["city", "district", "region", "area", "sea", "country"]
KINDS: tuple[Kind, ...] = ("city", "district", "region", "country")  # as numbered in the file
KEY_BYTES = 6  # 400,000 names in 2^48: one false hit in 700 million lookups
MAX_ROWS = 60  # most populous first; a San José beyond that is never meant without its province
CACHED_NAMES = 20_000  # a month of news has fewer place names
ARTICLES = ("al", "el", "ez", "az", "es", "as", "ash", "esh", "ar", "er", "ad", "ed", "an", "en")
SCALE = 1000  # degrees are kept as thousandths: 110 m


class Entry(msgspec.Struct, frozen=True):
    """One place that a name may mean. `own` tells that it is the place's main name."""

    name: str
    kind: Kind
    country: str | None
    geonameid: int | None = None
    admin1: str | None = None
    code: str | None = None
    district: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    own: bool = True
    shared: tuple[str, ...] = ()


class PlaceBook(msgspec.Struct, frozen=True):
    """What places.toml holds, by key."""

    areas: Mapping[str, Entry]
    same: Mapping[str, tuple[str, str]]
    states: Mapping[str, tuple[tuple[str, str], ...]]
    nouns: Mapping[str, str]
    parts: Mapping[str, str]


def vary_key(key: str) -> Iterator[str]:
    """Yield the spellings of an Arabic name that differ in its article: "deir el zor"."""
    words = key.split()
    for at, word in enumerate(words):
        if word in ARTICLES:
            for article in (*ARTICLES, ""):
                if article != word:
                    yield " ".join(filter(None, (*words[:at], article, *words[at + 1 :])))
            return


def hash_key(key: str) -> int:
    """Return the number a key is filed under."""
    return int.from_bytes(blake2b(key.encode(), digest_size=KEY_BYTES).digest(), "big")


@lru_cache(maxsize=1)
def load_places() -> PlaceBook:
    """Read the packaged places.toml."""
    source = files("reportedly.codebook") / "books" / "places.toml"
    book = tomllib.loads(source.read_text(encoding="utf-8"))
    areas: dict[str, Entry] = {}
    kind: Kind
    for kind, table in (("area", book["area"]), ("sea", book["sea"])):
        for name, facts in table.items():
            entry = _read_area(name, kind, facts)
            for each in facts.get("also", ()):
                areas[fold(each)] = msgspec.structs.replace(entry, own=False)
            areas[fold(name)] = entry
    states: dict[str, list[tuple[str, str]]] = {}
    for country, table in book["state"].items():
        for code, words in table.items():
            for word in (code, *words) if country == "US" else words:
                states.setdefault(fold(word), []).append((country, code))
    return PlaceBook(
        areas=areas,
        same={fold(name): (fold(town), country) for name, (town, country) in book["same"].items()},
        states={key: tuple(pairs) for key, pairs in states.items()},
        nouns={fold(word): kind for kind, words in book["noun"].items() for word in words},
        parts={fold(word): part for part, words in book["part"].items() for word in words},
    )


def _read_area(name: str, kind: Kind, facts: Mapping[str, Any]) -> Entry:
    countries = tuple(facts.get("in", ()))
    return Entry(
        name=name,
        kind=kind,
        country=countries[0] if len(countries) == 1 else None,
        geonameid=facts.get("id"),
        latitude=facts["at"][0],
        longitude=facts["at"][1],
        shared=countries,
    )


class Gazetteer:
    """An opened gazetteer. Make one with `Gazetteer.open()`, close it or use it in `with`."""

    def __init__(self, connection: sqlite3.Connection, places: PlaceBook, countries: Countries):
        self._connection = connection
        self.places = places
        self.countries = countries
        self.find = lru_cache(maxsize=CACHED_NAMES)(self._find)
        self._nations = self._read_nations()

    @classmethod
    def open(cls) -> Gazetteer:
        """Open the packaged gazetteer, read-only."""
        with as_file(files("reportedly.resolve") / "data" / "gazetteer.db") as path:
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        return cls(connection, load_places(), load_countries())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def nation(self, code: str | None) -> Entry | None:
        """Return a country by its ISO code."""
        return self._nations[code][0] if code in self._nations else None

    def place(self, geonameid: int) -> Entry | None:
        """Return a town, US state or country by its GeoNames number."""
        for nation, _ in self._nations.values():
            if nation.geonameid == geonameid:
                return nation
        for area in self.places.areas.values():
            if area.geonameid == geonameid:
                return area
        rows = self._rows("WHERE p.id = ?", (geonameid,))
        rows = rows or self._rows("WHERE p.kind = 2 AND a.geonameid = ?", (geonameid,))
        return rows[0] if rows else None

    def box(self, code: str | None) -> tuple[float, float, float, float] | None:
        """Return the south, west, north and east ends of a country's settled land, in degrees."""
        return self._nations[code][1] if code in self._nations else None

    def border(self, one: str, other: str) -> tuple[float, float] | None:
        """Return a point midway along the settled border of two neighbours."""
        query = "SELECT latitude, longitude FROM border WHERE one = ? AND other = ?"
        with closing(self._connection.execute(query, sorted((one, other)))) as rows:
            for latitude, longitude in rows:
                return latitude / SCALE, longitude / SCALE
        return None

    def _find(self, key: str) -> tuple[Entry, ...]:
        """Return all places that bear the name of this key (see `fold`), the largest first."""
        found: list[Entry] = []
        if key in self.places.areas:
            found.append(self.places.areas[key])
        code = self.countries.names.get(key) or self.countries.people.get(key)
        if code in self._nations:
            found.append(self._nations[code][0])
        if key in self.places.same:
            town, country = self.places.same[key]
            towns = [e for e in self._query(town) if e.country == country and e.kind == "city"]
            found += towns[:1]
        found += self._query(key)
        short = strip_article(key)
        if short != key and not found:
            found += self.find(short)
        for other in vary_key(key) if not found and " " in key else ():
            found = found or self._query(other)
        # The first of two rows of one place stays: a short name's row comes before the town's.
        unique: dict[tuple[object, ...], Entry] = {}
        for each in found:
            unique.setdefault((each.geonameid, each.name, each.kind, each.admin1), each)
        return tuple(unique.values())

    def region(self, country: str, code: str) -> Entry | None:
        """Return a province by its GeoNames code."""
        rows = self._rows("WHERE p.kind = 2 AND p.country = ? AND a.code = ?", (country, code))
        return rows[0] if rows else None

    def _query(self, key: str) -> list[Entry]:
        where = "JOIN name n ON n.place = p.id WHERE n.key = ? ORDER BY p.population DESC LIMIT ?"
        rows = self._rows(where, (hash_key(key), MAX_ROWS))
        return [msgspec.structs.replace(e, own=fold(e.name) == key) for e in rows]

    def _rows(self, where: str, values: tuple[object, ...]) -> list[Entry]:
        query = f"""SELECT p.id, p.name, p.kind, p.country, a.name, a.code, a.geonameid, d.name,
                    p.latitude, p.longitude, p.population
                    FROM place p LEFT JOIN admin1 a ON a.id = p.admin1
                    LEFT JOIN place d ON d.id = p.district {where}"""
        with closing(self._connection.execute(query, values)) as rows:
            return [_read_row(row) for row in rows]

    def _read_nations(self) -> dict[str | None, tuple[Entry, tuple[float, float, float, float]]]:
        query = """SELECT c.code, c.geonameid, c.latitude, c.longitude, c.population,
                   c.south, c.west, c.north, c.east FROM country c"""
        nations: dict[str | None, tuple[Entry, tuple[float, float, float, float]]] = {}
        with closing(self._connection.execute(query)) as rows:
            for code, number, latitude, longitude, population, *box in rows:
                entry = Entry(
                    name=self.countries.name(code),
                    kind="country",
                    country=code,
                    geonameid=number,
                    latitude=latitude / SCALE,
                    longitude=longitude / SCALE,
                    population=population,
                )
                south, west, north, east = (edge / SCALE for edge in box)
                nations[code] = (entry, (south, west, north, east))
        return nations


def _read_row(row: tuple[Any, ...]) -> Entry:
    number, name, kind, country, admin1, code, region_id, district, *spot, people = row
    return Entry(
        name=name,
        kind=KINDS[kind],
        country=country,
        geonameid=number if number > 0 else region_id if KINDS[kind] == "region" else None,
        admin1=admin1,
        code=code,
        district=district,
        latitude=spot[0] / SCALE,
        longitude=spot[1] / SCALE,
        population=people,
    )
