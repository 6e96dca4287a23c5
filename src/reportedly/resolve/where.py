"""The words for a place in, the place out, or why there is none.

`find_place` reads a name, `resolve_place` a whole phrase ("a base near Rukban, on the Jordan-Syria
border"). A site keeps its own name over the coordinates of its town; places that the words could
also mean are kept as rivals.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.records import Gap, Place, Rival, Span
from reportedly.records.event import PlacePrecision
from reportedly.resolve.borders import Border, find_border
from reportedly.resolve.context import PlaceContext, find_containers
from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import Entry, Gazetteer
from reportedly.resolve.place_names import find_capitals, find_names, tidy_name
from reportedly.resolve.place_phrase import PlacePhrase
from reportedly.resolve.readings import PRECISION, TOWN_PEOPLE, Reading, read_name, read_whole

MAX_RIVALS = 4
PARTS: dict[str, PlacePrecision] = {"country": "region", "city": "district"}  # "north of" them
FINENESS = {"city": 0, "district": 1, "region": 2, "area": 2, "sea": 3, "country": 4}


def find_place(text_of_name: str, gazetteer: Gazetteer, *, context: PlaceContext) -> Place | Gap:
    """Return the place a name means; "Tripoli, Lebanon" names what it lies in itself."""
    head, *rest = (part.strip() for part in text_of_name.split(","))
    if not head:
        return Gap(gap="not_stated", why="no name")
    containers = [c for part in rest for c in find_containers(part, gazetteer)]
    read, reading = read_whole(head, gazetteer, context, containers)
    if reading:
        return make_place(reading, read, gazetteer)
    inside = find_names(read.text, gazetteer)
    if inside and inside != (read.text,):
        return _place_by_names(read, inside, gazetteer, context)
    return Gap(gap="not_resolved", why=f"no place called '{head}' is known")


def resolve_place(
    phrase: str,
    span: Span,
    gazetteer: Gazetteer,
    context: PlaceContext,
    *,
    names: Sequence[str] = (),
) -> Place | Gap:
    """Return the place a phrase means. `names` are the place names found in it, in order."""
    border = find_border(phrase, gazetteer.countries)
    if border:
        return _place_border(border, span, gazetteer)
    read, reading = read_whole(phrase, gazetteer, context)
    if not read.text:
        return Gap(gap="not_stated", why="no words")
    if capital := _find_capital(read, gazetteer, context):
        place = make_place(capital, msgspec.structs.replace(read, part=None), gazetteer)
    elif reading and not read.site:
        place = make_place(reading, read, gazetteer)
    else:
        found = tuple(n for n in names if n in read.text)
        if not any(read_name(n, gazetteer, context) for n in found):
            # A name that nobody knows may hold one that is known: "port of Haifa".
            found = find_names(read.text, gazetteer) or found
        place = _place_by_names(read, found, gazetteer, context)
    return msgspec.structs.replace(place, span=span) if isinstance(place, Place) else place


def make_place(reading: Reading, phrase: PlacePhrase, gazetteer: Gazetteer) -> Place | Gap:
    """Return the place of a reading, or say that it is a toss-up."""
    best = reading.best
    if reading.tied and best.country != reading.rivals[0][1].country:
        also = ", ".join(_describe(e) for e in (best, *(e for _, e in reading.rivals[:2])))
        return Gap(gap="ambiguous", why=f"'{reading.name}' may be {also}")
    precision: PlacePrecision = PRECISION[best.kind]
    if phrase.wanted == "region" and precision in ("city", "district"):
        precision = "region"
    latitude, longitude = best.latitude, best.longitude
    if phrase.part:
        precision = PARTS.get(precision, precision)
        latitude, longitude = _shift(best, phrase.part, gazetteer)
    name = best.name if best.own else tidy_name(reading.name)
    unknown = reading.tied or (phrase.part is not None and best.kind == "country")
    # A toss-up within one country: the country is known, the town is not.
    return Place(
        name=tidy_name(phrase.text) if phrase.part else name,
        geonameid=None if unknown else best.geonameid,
        country=best.country,
        admin1=None if reading.tied or best.kind == "country" else best.admin1,
        latitude=None if reading.tied else latitude,
        longitude=None if reading.tied else longitude,
        precision=precision,
        span=None,
        rivals=tuple(make_rival(s, e) for s, e in _choose_rivals(reading)),
    )


def _choose_rivals(reading: Reading) -> list[tuple[float, Entry]]:
    rivals = list(reading.rivals[:MAX_RIVALS])
    return [(rivals[0][0], reading.best), *rivals] if reading.tied else rivals


def make_rival(score: float, entry: Entry) -> Rival:
    """Return a place the words could also mean; its score is squeezed into 0..1."""
    return Rival(
        name=f"{entry.name}, {entry.admin1}" if entry.admin1 else entry.name,
        geonameid=entry.geonameid,
        country=entry.country,
        score=round(min(1.0, max(0.0, score / 3.0)), 3),
    )


def _describe(entry: Entry) -> str:
    return ", ".join(filter(None, (entry.name, entry.admin1, entry.country)))


def _shift(entry: Entry, part: str, gazetteer: Gazetteer) -> tuple[float | None, float | None]:
    """Return the middle of a country's northern (or other) half; a town's own for a town."""
    box = gazetteer.box(entry.country)
    if entry.kind != "country" or box is None:
        return entry.latitude, entry.longitude
    south, west, north, east = box
    latitude, longitude = (south + north) / 2, (west + east) / 2
    latitude += (north - south) / 4 * (part.startswith("north") - part.startswith("south"))
    longitude += (east - west) / 4 * (part.endswith("east") - part.endswith("west"))
    return round(latitude, 3), round(longitude, 3)


def _place_border(border: Border, span: Span, gazetteer: Gazetteer) -> Place:
    """Return a border as a region of the country named first, midway along it."""
    point = gazetteer.border(*border.countries) if len(border.countries) > 1 else None
    nation = gazetteer.nation(border.countries[0])
    rivals = tuple(
        Rival(name=e.name, geonameid=e.geonameid, country=e.country, score=0.5)
        for code in border.countries[1:]
        if (e := gazetteer.nation(code))
    )
    return Place(
        name=border.name,
        geonameid=None,
        country=nation.country if nation else None,
        admin1=None,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision="region",
        span=span,
        rivals=rivals,
    )


def _place_by_names(
    phrase: PlacePhrase, names: Sequence[str], gazetteer: Gazetteer, context: PlaceContext
) -> Place | Gap:
    """Return the finest place among a phrase's names, the coarser ones being what it lies in."""
    readings = [
        (n, r)
        for n in names
        if (r := read_name(n, gazetteer, context)) and not _is_dedication(n, r, phrase, context)
    ]
    if not readings:
        return _place_unknown(phrase, names, context)

    def is_worse(pair: tuple[str, Reading]) -> tuple[int, bool]:
        return FINENESS[pair[1].best.kind], phrase.owns(pair[0])

    name, reading = min(readings, key=is_worse)
    around = [
        c
        for n, r in readings
        if n != name and FINENESS[r.best.kind] > 1
        for c in find_containers(n, gazetteer)
    ]
    around += find_containers(phrase.after_comma(name), gazetteer)
    reading = read_name(name, gazetteer, context, around, phrase.wanted_of(name)) or reading
    about = msgspec.structs.replace(
        phrase,
        part=phrase.part_of(name),
        wanted=phrase.wanted_of(name),
        text=phrase.around(name),
    )
    place = make_place(reading, about, gazetteer)
    site = phrase.site_over(name)
    if isinstance(place, Gap) or not site:
        return place
    return _make_site(site, place, reading.best, phrase, context)


def _find_capital(
    phrase: PlacePhrase, gazetteer: Gazetteer, context: PlaceContext
) -> Reading | None:
    """Return the capital of the country named ("the Thai capital"), or of the report's country."""
    *before, last = phrase.text.split()
    if fold(last) != "capital":
        return None
    country = gazetteer.countries.code_of(" ".join(before)) if before else context.dominant()
    capitals = gazetteer.countries.capitals
    key = next((k for k, code in capitals.items() if country and code == country), None)
    nation = gazetteer.nation(country)
    return read_name(key, gazetteer, context, [nation]) if key and nation else None


def _is_dedication(name: str, reading: Reading, phrase: PlacePhrase, context: PlaceContext) -> bool:
    """Tell whether a name is a church's saint or a shop's owner and no town of this report."""
    return (
        phrase.owns(name)
        and context.countries.get(reading.best.country or "", 0.0) == 0.0
        and (reading.best.population < TOWN_PEOPLE)
    )


def _make_site(
    words: str, place: Place, best: Entry, phrase: PlacePhrase, context: PlaceContext
) -> Place:
    """Return a site by its own name. A province's or country's middle is not where it stands."""
    if FINENESS[best.kind] < FINENESS["region"]:
        return msgspec.structs.replace(place, name=tidy_name(words), precision="site")
    # "The US base in Ramstein" is not in the US: the last name, which no gazetteer has, is a town.
    # An embassy is where it is sent.
    foreign = best.kind == "country" and (phrase.has_name_after(best.name) or phrase.is_mission())
    return msgspec.structs.replace(
        place,
        name=tidy_name(phrase.text if foreign else words),
        precision="site",
        geonameid=None,
        country=context.dominant() if foreign else place.country,
        latitude=None,
        longitude=None,
        rivals=(),
    )


def _place_unknown(phrase: PlacePhrase, names: Sequence[str], context: PlaceContext) -> Place | Gap:
    """Return a place that no gazetteer has, in the country the document is about."""
    names = names or find_capitals(phrase.text) or phrase.shouted()
    if not names and not phrase.site:
        return Gap(gap="not_resolved", why=f"'{phrase.text}' names no place")
    precision: PlacePrecision = "site" if phrase.site else "city"
    if phrase.wanted in ("district", "region") and not phrase.site:
        precision = "district" if phrase.wanted == "district" else "region"
    return Place(
        name=tidy_name(phrase.text if phrase.site else names[0]),
        geonameid=None,
        country=context.dominant(),
        admin1=None,
        latitude=None,
        longitude=None,
        precision=precision,
        span=None,
    )
