"""A listing in, the same listing as a file out: .json, .csv or .geojson."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from fastapi.responses import Response

from reportedly.export.csv import Cell, write_rows
from reportedly.export.geojson import write_features
from reportedly.export.incidents import COLUMNS, make_row
from reportedly.records import Incident
from reportedly.web.safety.problems import NotFound

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
GEOJSON = "application/geo+json"
MEDIA = {"json": JSON, "csv": CSV, "geojson": GEOJSON}
FORMS = tuple(MEDIA)


class Table(NamedTuple):
    """A listing as rows, the first column its key; those with coordinates are points."""

    columns: tuple[str, ...]
    rows: Iterable[dict[str, Cell]]


def send_listing(
    form: str, name: str, records: Any, table: Table, way: str | None = None,
    *, unlocated: bool = False,
) -> Response:  # fmt: skip
    """Return a listing in one of the forms: its records (json), or its rows."""
    if form == "json":
        return send_file(form, name, [msgspec.json.encode(records)], way)
    if form == "csv":
        return send_file(form, name, write_rows(table.columns, table.rows, bom=True), way)
    features = write_features(table.rows, table.columns[0], unlocated=unlocated)
    return send_file(form, name, features, way)


def send_incidents(form: str, incidents: list[Incident], way: str | None) -> Response:
    """Return incidents in one of the forms, with the way to the next of them."""
    records = {"incidents": incidents, "next": way}
    table = Table(COLUMNS, map(make_row, incidents))
    return send_listing(form, "incidents", records, table, way)


def send_file(form: str, name: str, parts: Iterable[bytes], way: str | None = None) -> Response:
    """Return a file, with the address of what comes next; json opens where it is asked for."""
    if form not in MEDIA:
        raise NotFound
    headers = {"Link": f'<{way}>; rel="next"'} if way else {}
    if form != "json":
        safe = re.sub(r"[^\w-]+", "-", name)
        headers["Content-Disposition"] = f'attachment; filename="{safe}.{form}"'
    return Response(b"".join(parts), media_type=MEDIA[form], headers=headers)
