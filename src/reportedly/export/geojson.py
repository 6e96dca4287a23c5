"""Events in, a GeoJSON FeatureCollection (RFC 7946) out: only events whose place has coordinates.

A point stands where the gazetteer has the place, and `precision` says how much ground it stands
for; nothing is moved or scattered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from reportedly.export.csv import Cell, make_row
from reportedly.records import Document, Event


def write_geojson(told: Iterable[tuple[Document, Event]]) -> Iterator[bytes]:
    """Yield the collection, a feature at a time."""
    rows = (make_row(document, event) for document, event in told)
    precise = (row | {"precision": row["place_precision"]} for row in rows)
    yield from write_features(precise, "event_id")


def write_features(
    rows: Iterable[Mapping[str, Cell]], key: str, *, unlocated: bool = False
) -> Iterator[bytes]:
    """Yield a collection of rows that have a latitude and a longitude, named by one column.

    `unlocated`: the others stand in it too, without a geometry (RFC 7946, 3.2).
    """
    yield b'{"type":"FeatureCollection","features":['
    between = b"\n"
    for row in rows:
        feature = make_feature(row, key)
        if unlocated or feature["geometry"] is not None:
            yield between + msgspec.json.encode(feature)
            between = b",\n"
    yield b"\n]}\n"


def make_feature(row: Mapping[str, Cell], key: str) -> dict[str, Any]:
    """Return a row as a feature; empty cells are left out."""
    place = [row.get("longitude"), row.get("latitude")]
    left_out = (key, "latitude", "longitude")
    return {
        "type": "Feature",
        "id": row[key],
        "geometry": None if None in place else {"type": "Point", "coordinates": place},
        "properties": {
            name: cell for name, cell in row.items()
            if name not in left_out and cell not in (None, "")
        },
    }  # fmt: skip
