"""Events in, the same with where each happened out: chosen among the spots of the document.

The place of an event is a spot of its own clause, else one of the story around it, else none; which
of them is a matter of many small signs, weighed by scene.toml. Where no place is told that a map
knows, the country alone may still be: from the deed before it, from the dateline, or because a
parliament sits in its own country. Such a place has no name and no point, and keeps the words that
its country was read from. What was read from elsewhere says so in its `basis`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.coding.choice import Weights, choose, choose_wording, weigh
from reportedly.coding.country_signs import Scene, is_sure
from reportedly.coding.draft import Draft
from reportedly.coding.spot_signs import Places
from reportedly.coding.spots import Spot, find_spots
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Gap, Place, Span
from reportedly.records.event import PlaceBasis

NOWHERE = Gap(gap="not_stated", why="no place is told for the event")
BASES: dict[str, PlaceBasis] = {
    "actor": "party", "patient": "party", "speaker": "party", "dateline": "dateline",
}  # fmt: skip


def set_places(view: View, events: Sequence[Draft], tools: Tools) -> list[Draft]:
    """Return the events, each with its place or the country it happened in, or with a gap."""
    spots = find_spots(view, tools)
    weights = tools.kit.book.scene
    wheres = choose_spots(Places(view, events, spots), weights["place"])
    scene = Scene(view, events, spots, tools)
    return [
        msgspec.structs.replace(event, where=find_country(scene, k, wheres, weights["country"]))
        for k, event in enumerate(events)
    ]


def choose_spots(places: Places, weights: Weights) -> list[Place | Gap]:
    """Return the place of each event; those told first are settled first."""
    events = places.events
    for k in sorted(range(len(events)), key=lambda k: events[k].at):
        options = places.options(k)
        spot, signs = options[choose_wording([s for _, s in options], events[k].category, weights)]
        places.wheres[k] = place_of(spot, "own" in signs) if spot else keep_gap(events[k].where)
    return places.wheres


def place_of(spot: Spot, own: bool) -> Place:
    """Return a spot as an event's place, and whether the event's own sentence tells it."""
    basis: PlaceBasis = "stated" if own else "dateline" if spot.head is None else "story"
    return msgspec.structs.replace(spot.place, span=spot.span, basis=basis)


def keep_gap(where: Place | Gap) -> Gap:
    """Return why an event has no place."""
    return where if isinstance(where, Gap) else NOWHERE


def find_country(
    scene: Scene, k: int, wheres: Sequence[Place | Gap], weights: Weights
) -> Place | Gap:
    """Return an event's place with its country, where no map tells it; at least the country."""
    where = wheres[k]
    if isinstance(where, Place) and is_sure(where):
        return where
    category = scene.events[k].category
    options = scene.options(k, wheres)
    code, signs = options[choose([frozenset(s) for _, s in options], category, weights)]
    if isinstance(where, Place):
        return msgspec.structs.replace(where, country=code)
    return where if code is None else country_alone(code, signs, category, weights)


def country_alone(
    code: str, signs: dict[str, Span | None], category: str, weights: Weights
) -> Place:
    """Return a country with the words that speak most for it."""
    best = max(sorted(signs), key=lambda s: weigh(frozenset({s}), category, weights))
    return Place(
        name="",
        geonameid=None,
        country=code,
        admin1=None,
        latitude=None,
        longitude=None,
        precision="country",
        span=signs[best],
        basis=BASES.get(best.split(".", 1)[0], "story"),
    )
