"""All place names of a document in, what they say of one another out.

A name is read in the light of its neighbours: in a report on Syria "Tripoli" is in Lebanon. Two
rounds: first the names that can mean one thing only, then the others in the light of the first.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import Entry, Gazetteer

EARTH_KM = 6371.0
NEAR_KM, REGIONAL_KM = 60.0, 200.0  # a day's errand; the reach of a provincial paper
DOMINANT = 0.3  # share of a document's mentions that makes a country the one it is about,
LEAD = 1.25  # if it is this many times the next country's
# A town tells where things happen, a nationality who acts.
TOWN_MENTIONS, PEOPLE_MENTIONS = 1.5, 0.5
STRAY_PEOPLE = 100_000  # a smaller town of a country hardly mentioned is another of its name
MAJOR_PEOPLE = 2_000_000  # a province this large is meant as often as a country of its name
CLEAR_RATIO = 20.0  # a town this many times as large as the next of its name needs no context
SOURCE_MENTIONS = 0.5  # an outlet's country counts as half a mention
SEAT_PEOPLE = 30_000  # a town this large is meant before the province that is named after it
USUAL_POINTS = 0.35  # a capital, or the town that a short name usually means
MAX_KEPT = 60  # places kept to measure distances to; more would make a long list quadratic

_WORD = r"[^\W\d_][\w.'\u2019-]*"
_CAPITAL = r"[A-Z\u00c0-\u00de\u2018'][\w.'\u2019-]*"
_INSIDE = re.compile(
    rf"(?P<head>{_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}})"
    rf"(?:,\s+|\s+in\s+(?:the\s+)?(?:{_WORD}ern\s+|central\s+)?)"
    rf"(?=(?P<rest>{_CAPITAL}(?: {_CAPITAL}){{0,3}}))"
)


class PlaceContext(msgspec.Struct, frozen=True):
    """What a document's other words say about a place name.

    `countries` are shares of mentions that add up to 1; `places` are those already resolved;
    `fixed` are names that the document itself pins down ("Tripoli, Lebanon"), by key.
    """

    countries: Mapping[str, float] = {}
    places: tuple[Entry, ...] = ()
    source: str | None = None
    fixed: Mapping[str, Entry] = {}

    def dominant(self) -> str | None:
        """Return the country the document is about, where there is one."""
        shares = sorted(self.countries.items(), key=lambda pair: -pair[1])
        if not shares or shares[0][1] < DOMINANT:
            return None
        return shares[0][0] if len(shares) < 2 or shares[0][1] >= LEAD * shares[1][1] else None


def build_context(
    names: Sequence[str],
    gazetteer: Gazetteer,
    *,
    text: str = "",
    source_country: str | None = None,
) -> PlaceContext:
    """Return the context that a document's place names and nationalities give one another.

    `names` are all mentions of kind LOC, NORP and FAC, repeats included; `text` is the document's,
    where "Springfield, Illinois" may stand.
    """
    fixed = find_contained(text, gazetteer)
    mentions = Counter(name for name in names if name.strip())
    weights: dict[str, float] = defaultdict(float)
    if source_country:
        weights[source_country] = SOURCE_MENTIONS
    places: list[Entry] = list(fixed.values())
    unclear: dict[str, int] = {}
    for name, count in mentions.items():
        nationality = gazetteer.countries.people.get(fold(name))
        entry = fixed.get(fold(name)) or pick_clear(name, gazetteer)
        if nationality:
            weights[nationality] += PEOPLE_MENTIONS * count
        elif entry is None:
            unclear[name] = count
        else:
            places.append(entry)
            for country in (entry.country,) if entry.country else entry.shared:
                weights[country] += count * (TOWN_MENTIONS if entry.kind == "city" else 1.0)
    first = _make_context(weights, places, source_country, fixed)
    for name, count in unclear.items():
        scored = score_all(name, gazetteer, first)
        if scored and scored[0][1].country:
            weights[scored[0][1].country] += count / 2
            places.append(scored[0][1])
    return _make_context(weights, places, source_country, fixed)


def _make_context(
    weights: Mapping[str, float],
    places: Iterable[Entry],
    source: str | None,
    fixed: Mapping[str, Entry],
) -> PlaceContext:
    total = sum(weights.values()) or 1.0
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    shares = {country: weight / total for country, weight in ranked}
    kept = tuple(dict.fromkeys(places))[:MAX_KEPT]
    return PlaceContext(countries=shares, places=kept, source=source, fixed=fixed)


def find_contained(text: str, gazetteer: Gazetteer) -> dict[str, Entry]:
    """Return the places that the text pins down by naming what they lie in, by key."""
    found: dict[str, Entry] = {}
    for match in _INSIDE.finditer(text):
        containers = find_containers(match["rest"], gazetteer)
        words = match["head"].split()
        for start in range(len(words) if containers else 0):
            key = fold(" ".join(words[start:]))
            inside = [e for e in gazetteer.find(key) if lies_in(e, containers)]
            if inside:
                found.setdefault(key, max(inside, key=rank))
                break
    return found


def find_containers(phrase: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the countries and provinces a phrase may mean: "Ga." is Georgia in the US."""
    key = fold(phrase)
    containers = []
    for country, code in gazetteer.places.states.get(key, ()):
        if phrase.strip(" ,").isupper() or len(key) > 2 or phrase.rstrip().endswith("."):
            region = gazetteer.region(country, code)
            containers += [region] if region else []
    if not containers and len(key) > 2:
        containers = [e for e in gazetteer.find(key) if e.kind in ("country", "region", "area")]
    code_only = gazetteer.countries.names.get(key)
    nation = gazetteer.nation(code_only)
    return containers + ([nation] if nation and nation not in containers else [])


def lies_in(entry: Entry, containers: Sequence[Entry]) -> bool:
    """Tell whether a place lies in one of the countries or provinces."""
    for container in containers:
        if container.kind == "country" and entry.kind != "country":
            if entry.country == container.country:
                return True
        elif container.kind == "region" and entry.kind in ("city", "district"):
            if entry.country == container.country and entry.admin1 == container.admin1:
                return True
        elif container.kind == "area" and entry.kind in ("city", "district"):
            near = distance_km(entry, container) < 2 * REGIONAL_KM
            if near and (not container.country or container.country == entry.country):
                return True
    return False


def pick_clear(name: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the place a name means whatever the document is about, if there is one."""
    candidates = gazetteer.find(fold(name))
    if not candidates:
        return None
    best = max(candidates, key=rank)
    rivals = [e for e in candidates if e.country != best.country or not is_near(e, best)]
    if best.kind == "country":
        return None if any(_is_major(e) for e in rivals) else best
    if best.kind in ("area", "sea") or not rivals:
        return best
    largest = max(e.population for e in rivals)
    return best if best.population > CLEAR_RATIO * largest + MAJOR_PEOPLE / 20 else None


def _is_major(entry: Entry) -> bool:
    return entry.kind == "region" and entry.population > MAJOR_PEOPLE


def is_near(one: Entry, other: Entry) -> bool:
    """Tell whether two places are within a provincial paper's reach."""
    return distance_km(one, other) < REGIONAL_KM


def rank(entry: Entry) -> float:
    """Return how likely a name means this place when nothing else is known (about 0..1.5)."""
    people = (math.log10(max(entry.population, 500)) - 2.5) / 4.5
    base = {
        "country": 1.3,
        "area": 1.2,
        "sea": 1.2,
        "city": people,
        "region": 0.9 * people,
        "district": people - 0.3,
    }[entry.kind]
    return base + (0.15 if entry.own else 0.0)


def score_all(name: str, gazetteer: Gazetteer, context: PlaceContext) -> list[tuple[float, Entry]]:
    """Return every place of this name with its score, best first."""
    key = fold(name)
    usual = gazetteer.places.same.get(key, (key, gazetteer.countries.capitals.get(key)))[1]
    candidates = list(gazetteer.find(key))
    if not candidates or name.rstrip().endswith("."):
        candidates = find_containers(name, gazetteer) or candidates
    scored = []
    for entry in candidates:
        points = rank(entry) + weigh(entry, gazetteer, context)
        if entry.kind == "city" and entry.country == usual and entry is _largest(candidates, usual):
            points += USUAL_POINTS
        if entry.kind == "region" and _has_seat(entry, candidates):
            points -= USUAL_POINTS
        scored.append((points, entry))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].geonameid or 0, pair[1].name))


def _has_seat(region: Entry, candidates: Sequence[Entry]) -> bool:
    """Tell whether a province shares its name with a town in it: "Haifa" is the town."""
    return any(
        e.kind == "city"
        and e.population >= SEAT_PEOPLE
        and (e.country, e.admin1) == (region.country, region.admin1)
        for e in candidates
    )


def _largest(candidates: Sequence[Entry], country: str | None) -> Entry:
    towns = [e for e in candidates if e.country == country and e.kind == "city"]
    return max(towns, key=lambda e: e.population)


def weigh(entry: Entry, gazetteer: Gazetteer, context: PlaceContext) -> float:
    """Return what the document's other places say for this one (0..2)."""
    countries = (entry.country,) if entry.country else entry.shared
    share = sum(context.countries.get(c, 0.0) for c in countries)
    near = max((_near_share(c, gazetteer, context) for c in countries), default=0.0)
    points = 0.8 * share + 0.25 * near
    if context.source and context.source == entry.country:
        points += 0.2
    if entry.kind in ("city", "district", "region") and context.places:
        points += _weigh_places(entry, context.places)
    return points


def is_stray(entry: Entry, context: PlaceContext) -> bool:
    """Tell whether a place is a small town in a country that the report has little to do with."""
    if entry.kind not in ("city", "district") or not context.countries:
        return False
    share = context.countries.get(entry.country or "", 0.0)
    if entry.population >= STRAY_PEOPLE or share >= max(context.countries.values()) / 2:
        return False
    if context.source == entry.country:
        return False
    others = (p for p in context.places if p.name != entry.name and p.kind == "city")
    return all(distance_km(entry, p) >= REGIONAL_KM for p in others)


def _near_share(country: str, gazetteer: Gazetteer, context: PlaceContext) -> float:
    near = gazetteer.countries.near.get(country, frozenset())
    return sum(share for code, share in context.countries.items() if code in near)


def _weigh_places(entry: Entry, places: Sequence[Entry]) -> float:
    others = [p for p in places if p.name != entry.name or p.country != entry.country]
    same_region = any(
        p.kind != "country" and p.admin1 and p.admin1 == entry.admin1 and p.country == entry.country
        for p in others
    )
    towns = [p for p in others if p.kind in ("city", "district", "area")]
    closest = min((distance_km(entry, p) for p in towns), default=math.inf)
    nearness = 0.2 if closest < NEAR_KM else 0.1 if closest < REGIONAL_KM else 0.0
    return nearness + (0.3 if same_region else 0.0)


def distance_km(one: Entry, other: Entry) -> float:
    """Return the great-circle distance of two places; infinite where one has no coordinates."""
    if one.latitude is None or other.latitude is None:
        return math.inf
    assert one.longitude is not None and other.longitude is not None
    return arc_km(one.latitude, one.longitude, other.latitude, other.longitude)


@lru_cache(maxsize=65536)  # a document's places are compared over and over
def arc_km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the great-circle distance of two points given in degrees."""
    a, b = math.radians(latitude), math.radians(to_latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
