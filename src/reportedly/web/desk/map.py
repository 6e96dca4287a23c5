"""The map: what is in view, in clusters where it is much, each with the ground it stands for."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import HTMLResponse, JSONResponse

from reportedly.ledger.search import make_conditions
from reportedly.ledger.spots import (
    Box,
    Cluster,
    count_in_view,
    count_off_map,
    read_alone,
    read_clusters,
    read_in_view,
)
from reportedly.records import Incident, Interval, Place
from reportedly.web.desk.asking import read_search, write_search
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/map")
LISTED = 60  # incidents in the list beside the map
# How much ground a place of each precision stands for: the radius of its circle in metres.
GROUND_METRES = {"site": 500, "city": 5_000, "district": 25_000, "region": 100_000,
                 "country": 300_000, "sea": 150_000}  # fmt: skip
WORLD = Box(-180, -90, 180, 90)
Degrees = Annotated[float, Query(ge=-1000, le=1000)]


@router.get("")
@needs("reader")
def show_map(desk: AtDesk) -> HTMLResponse:
    """Show the map, and the list that says the same."""
    asked = read_search(desk.request.url.query)
    with desk.newsroom.ledger.reading() as connection:
        wanted = make_conditions(connection, asked)
        listed = read_in_view(connection, WORLD, wanted, LISTED)
        total = count_in_view(connection, WORLD, wanted)
        off = count_off_map(connection, wanted)
    return desk.show(
        "map.html", asked=asked, address=write_search(asked), listed=listed, total=total, off=off
    )


@router.get("/view.json")
@needs("reader")
def read_view(
    desk: AtDesk,
    west: Degrees = -180,
    south: Degrees = -90,
    east: Degrees = 180,
    north: Degrees = 90,
    zoom: Annotated[float, Query(ge=0, le=24)] = 0,
) -> JSONResponse:
    """Return what a view of the map shows, as GeoJSON."""
    box, asked = make_box(west, south, east, north), read_search(desk.request.url.query)
    with desk.newsroom.ledger.reading() as connection:
        clusters = read_clusters(connection, box, zoom, make_conditions(connection, asked))
        alone = read_alone(connection, clusters)
    features = [make_feature(desk, one, alone.get(one.incident)) for one in clusters]
    return JSONResponse({
        "type": "FeatureCollection",
        "features": features,
        "total": sum(one.count for one in clusters),
    })  # fmt: skip


@router.get("/list")
@needs("reader")
def list_view(
    desk: AtDesk, west: Degrees = -180, south: Degrees = -90,
    east: Degrees = 180, north: Degrees = 90,
) -> HTMLResponse:  # fmt: skip
    """Return the list of what is in view."""
    box, asked = make_box(west, south, east, north), read_search(desk.request.url.query)
    with desk.newsroom.ledger.reading() as connection:
        wanted = make_conditions(connection, asked)
        listed = read_in_view(connection, box, wanted, LISTED)
        total = count_in_view(connection, box, wanted)
    return desk.show("map-list.html", listed=listed, total=total)


def make_box(west: float, south: float, east: float, north: float) -> Box:
    """Return a view; a map that was turned round the world names longitudes beyond 180."""
    if east - west >= 360:
        return Box(-180, south, 180, north)
    return Box((west + 180) % 360 - 180, south, (east + 180) % 360 - 180, north)


def make_feature(desk: AtDesk, cluster: Cluster, incident: Incident | None) -> dict[str, Any]:
    """Return a cluster, or the one incident in it, as a GeoJSON feature."""
    properties: dict[str, Any] = {"count": cluster.count}
    if incident is not None and isinstance(incident.where, Place):
        words = desk.words()
        where, when = incident.where, incident.when
        properties |= {
            "slug": incident.slug,
            "category": incident.category,
            "title": f"{words['kind'](incident)} · {where.label}",
            "when": words["when"](when) if isinstance(when, Interval) else "",
            "metres": GROUND_METRES.get(where.precision, 5_000),
            "precision": words["word"](where.precision),
            "sources": incident.independent_sources,
            "disputes": len(incident.disputes),
        }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [cluster.longitude, cluster.latitude]},
        "properties": properties,
    }
