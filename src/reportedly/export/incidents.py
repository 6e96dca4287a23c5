"""Incidents in, a table for a spreadsheet or a GeoJSON FeatureCollection out.

Figures stand as everybody gives them, each with its speaker; the columns of the lowest and the
highest are those of what stands, and say nothing of who is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.export.csv import (
    EFFECTS,
    Cell,
    make_when_cells,
    make_where_cells,
    write_rows,
)
from reportedly.export.geojson import write_features
from reportedly.export.words import describe_chain, describe_range, join, name_party
from reportedly.records import Figure, Incident

COLUMNS = (
    "incident_id", "slug", "category", "mode", "start", "end", "date_precision", "place",
    "geonameid", "country", "admin1", "latitude", "longitude", "place_precision", "parties",
    *(f"{effect}_{end}" for effect in EFFECTS for end in ("low", "high")),
    "figures", "disputed", "reports", "independent_sources", "events",
)  # fmt: skip


def write_table(incidents: Iterable[Incident], *, bom: bool = False) -> Iterator[bytes]:
    """Yield the header, then one row for each incident."""
    yield from write_rows(COLUMNS, map(make_row, incidents), bom=bom)


def make_row(incident: Incident) -> dict[str, Cell]:
    """Return an incident's row."""
    cells = make_when_cells(incident.when) | make_where_cells(incident.where)
    return {
        "incident_id": incident.id,
        "slug": incident.slug,
        "category": incident.category,
        "mode": incident.mode,
        **{column: cells[column] for column in COLUMNS if column in cells},
        "parties": join(dict.fromkeys(name_party(party) for party in incident.parties)),
        **make_figure_cells(incident),
        "figures": join(describe(figure) for figure in incident.figures),
        "disputed": join(dispute.field for dispute in incident.disputes),
        "reports": incident.sources,
        "independent_sources": incident.independent_sources,
        "events": join(incident.events),
    }


def make_figure_cells(incident: Incident) -> dict[str, Cell]:
    """Return the lowest and highest of each effect that stands; an open end stays empty."""
    cells: dict[str, Cell] = {}
    for effect in EFFECTS:
        found = [f for f in incident.figures if f.effect == effect and not f.superseded]
        lows = [f.low for f in found if f.low is not None]
        highs = [f.high for f in found if f.high is not None]
        cells[f"{effect}_low"] = min(lows) if lows and len(lows) == len(found) else None
        cells[f"{effect}_high"] = max(highs) if highs and len(highs) == len(found) else None
    return cells


def describe(figure: Figure) -> str:
    """Write a figure with its speaker and day."""
    words = f"{describe_range(figure.low, figure.high, figure.qualifier)} {figure.effect}"
    by = describe_chain(figure.claim) if figure.claim else ""
    notes = ", ".join(
        filter(None, (by, str(figure.said or ""), "superseded" if figure.superseded else ""))
    )
    return f"{words} ({notes})" if notes else words


def write_points(incidents: Iterable[Incident]) -> Iterator[bytes]:
    """Yield a FeatureCollection of the incidents whose place has coordinates, one at a time."""
    yield from write_features(map(make_row, incidents), "incident_id")
