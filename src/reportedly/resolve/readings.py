"""A name in, what it means in its document out: the best place with its rivals, or none."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.records.event import PlacePrecision
from reportedly.resolve.context import (
    REGIONAL_KM,
    PlaceContext,
    distance_km,
    is_stray,
    lies_in,
    score_all,
)
from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import Entry, Gazetteer
from reportedly.resolve.place_phrase import PlacePhrase, read_phrase

TIE = 0.02  # scores closer than this are a toss-up
TOWN_PEOPLE = 20_000  # a town this large is known by its name alone
PRECISION: dict[str, PlacePrecision] = {
    "city": "city",
    "district": "district",
    "region": "region",
    "area": "region",
    "sea": "sea",
    "country": "country",
}


class Reading(msgspec.Struct, frozen=True):
    """What a name means: the best place with its rivals, or none."""

    name: str
    best: Entry
    rivals: tuple[tuple[float, Entry], ...]
    tied: bool


def read_whole(
    name: str, gazetteer: Gazetteer, context: PlaceContext, containers: Sequence[Entry] = ()
) -> tuple[PlacePhrase, Reading | None]:
    """Return what the words mean as one name: as they stand, or without "northern" or "city of"."""
    read = read_phrase(name, gazetteer.places)
    if read.text.islower():
        return read, None
    whole = read_name(read.text, gazetteer, context, containers, read.wanted)
    if whole and _is_believed(whole, read, context):
        return msgspec.structs.replace(read, part=None, site=None), whole
    if not read.core or read.core == read.text:
        return read, None
    return read, read_name(read.core, gazetteer, context, containers, read.wanted)


def _is_believed(reading: Reading, phrase: PlacePhrase, context: PlaceContext) -> bool:
    """Tell whether words that also read as "north of X" or a site are a name: "Port Sudan"."""
    if phrase.core == phrase.text and not phrase.site:
        return True
    best = reading.best
    known = best.kind in ("country", "area", "sea") or best.population >= TOWN_PEOPLE
    return known or (best.country is not None and best.country in context.countries)


def read_name(
    name: str,
    gazetteer: Gazetteer,
    context: PlaceContext,
    containers: Sequence[Entry] = (),
    wanted: str | None = None,
) -> Reading | None:
    """Return what a name means in this document, or None where no place bears it."""
    key = fold(name)
    if not key:
        return None
    scored = score_all(name, gazetteer, context)
    if containers:
        scored = [pair for pair in scored if lies_in(pair[1], containers)] or scored
    elif key in context.fixed:
        best = context.fixed[key]
        return Reading(name, best, tuple(p for p in scored if p[1] != best), False)
    elif not scored and (nation := gazetteer.nation(gazetteer.countries.code_of(name))):
        scored = [(1.0, nation)]
    if wanted:
        scored.sort(key=lambda pair: -pair[0] - (0.6 if _fits(pair[1], wanted) else 0.0))
    if not scored:
        return None
    (top, best), *rest = scored
    if not containers and is_stray(best, context):
        return None
    far = [(s, e) for s, e in rest if distance_km(e, best) >= REGIONAL_KM]
    return Reading(name, best, tuple(rest), bool(far) and top - far[0][0] < TIE)


def _fits(entry: Entry, wanted: str) -> bool:
    return PRECISION[entry.kind] == wanted
