"""Events in, a GeoJSON FeatureCollection (RFC 7946) out: only events whose place has coordinates.

A point stands where the gazetteer has the place, and `precision` says how much ground it stands
for; nothing is moved or scattered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reportedly.export.csv import make_row
from reportedly.records import Document, Event, Place


def write_geojson(told: Iterable[tuple[Document, Event]]) -> Iterator[bytes]:
    """Yield the collection, a feature at a time."""
    yield b'{"type":"FeatureCollection","features":['
    between = b"\n"
    for document, event in told:
        feature = make_feature(document, event)
        if feature is not None:
            yield between + msgspec.json.encode(feature)
            between = b",\n"
    yield b"\n]}\n"


def make_feature(document: Document, event: Event) -> dict[str, Any] | None:
    """Return an event's feature, None where it has no coordinates."""
    where = event.where
    if not isinstance(where, Place) or where.latitude is None or where.longitude is None:
        return None
    row = make_row(document, event)
    properties = {
        key: cell
        for key, cell in row.items()
        if key not in ("event_id", "latitude", "longitude") and cell not in (None, "")
    }
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [where.longitude, where.latitude]},
        "properties": properties | {"precision": where.precision},
    }
