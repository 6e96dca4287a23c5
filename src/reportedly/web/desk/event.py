"""One event with its report: what was read from which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi.responses import HTMLResponse, Response

from reportedly.export.csv import write_csv
from reportedly.export.geojson import write_geojson
from reportedly.export.redact import redact
from reportedly.records import Document, Event
from reportedly.run.sheet import Sheet, read_sheet
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.files import JSON, send_file
from reportedly.web.look.fields import list_fields, list_missing, list_sayings
from reportedly.web.look.marking import BADGES, cut_text, list_marks
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/event")


@router.get("/{event}.json")
@needs("reader")
def write_event(desk: AtDesk, event: str) -> Response:
    """Return the event as people see it, as its record, private persons' names hidden."""
    found = read_sheet(desk.newsroom.ledger, event).event
    return Response(msgspec.json.encode(redact(found)), media_type=JSON)


@router.get("/{event}")
@needs("reader")
def show_event(desk: AtDesk, event: str) -> HTMLResponse:
    """Show an event with its report."""
    return show_sheet(desk, read_sheet(desk.newsroom.ledger, event))


def send_events(form: str, told: Iterable[tuple[Document, Event]], name: str) -> Response:
    """Return events as a file to keep: a table (csv) or points (geojson)."""
    parts = write_csv(told, bom=True) if form == "csv" else write_geojson(told)
    return send_file(form, name, parts)


def show_sheet(desk: Desk, sheet: Sheet, status: int = 200, **context: Any) -> HTMLResponse:
    """Return the page of an event, or its part that changes."""
    return desk.show("event.html", status=status, **(describe_sheet(sheet) | context))


def describe_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return what templates show of an event."""
    return {
        "sheet": sheet,
        "event": sheet.event,
        "document": sheet.document,
        "fields": list_fields(sheet.shown),
        "missing": list_missing(sheet.event),
        "sayings": list_sayings(sheet.event, sheet.document),
        "lines": cut_text(sheet.document, list_marks(sheet.event)),
        "badges": BADGES,
        "wrong": None,
        "saved": None,
        "to": "",
        "place": None,
        "near": None,
    }
