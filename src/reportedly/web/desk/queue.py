"""What waits for a person, one event at a time, its report beside it."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi.responses import HTMLResponse, Response

from reportedly.errors import LedgerError
from reportedly.export.redact import redact
from reportedly.ledger import Ledger
from reportedly.ledger.incidents import find_documents
from reportedly.run.folding import read_tellings
from reportedly.run.sheet import Sheet, read_recent, read_sheet
from reportedly.run.waiting import MOST_COUNTED, Near, count_waiting, find_near, read_places
from reportedly.web.desk.event import describe_sheet, send_events
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.files import JSON
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/queue")
LISTED = 200  # events named by the list for programs
ADDRESS = f"{DESK}/queue"


@router.get(".{form}")
@needs("reader")
def write_queue(desk: AtDesk, form: str) -> Response:
    """Return what waits first: event, incident and why (json), or the events (csv, geojson).

    Private persons' names are hidden, as in every export.
    """
    with desk.newsroom.ledger.reading() as connection:
        places = read_places(connection, None, LISTED)
        counts = count_waiting(connection)
        wanted = [place.event for place in places]
        documents = set(find_documents(connection, wanted).values())
        found = {
            shown.event.id: (told.document, redact(shown.event))
            for told in read_tellings(connection, documents if form != "json" else ())
            for shown in told.shown
        }
    if form == "json":
        rows = [{"event": p.event, "incident": p.incident or None, "why": p.why} for p in places]
        return Response(msgspec.json.encode({"counts": counts, "waiting": rows}), media_type=JSON)
    told = [found[key] for key in wanted if key in found]
    return send_events(form, told, "queue")


@router.get("")
@needs("reader")
def show_queue(desk: AtDesk, at: str = "", incident: str = "") -> HTMLResponse:
    """Show the first event that waits, or the one asked for, with what comes before and after."""
    return show_place(desk, at, incident)


def show_place(
    desk: Desk, at: str, incident: str, status: int = 200, **context: Any
) -> HTMLResponse:
    """Return the queue's page at an event."""
    ledger = desk.newsroom.ledger
    narrowed = ledger.incident(incident) if incident else None
    key = narrowed.id if narrowed else None
    with ledger.reading() as connection:
        near = find_near(connection, at or None, 2, key)
        if not at and near.after:
            near = find_near(connection, near.after[0].event, 1, key)
        elif at and near.here is None:  # decided meanwhile, or never waited: the first comes next
            near = Near(None, None, tuple(p for p in near.after if p.event != at))
        counts = count_waiting(connection, key)
        recent = [] if desk.partial else read_recent(connection)
    shown = near.here.event if near.here else at
    sheet = find_sheet(ledger, shown)
    about = describe_sheet(sheet) if sheet else {"sheet": None}
    more: dict[str, Any] = {
        "near": near,
        "place": near.here,
        "counts": counts,
        "waiting": min(sum(counts.values()), MOST_COUNTED + 1),
        "most": MOST_COUNTED,
        "recent": recent,
        "narrowed": narrowed,
        "to": make_way(near.after[0].event if near.after else "", incident),
        "here": make_way(shown, incident),
        "back": make_way(near.before.event, incident) if near.before else "",
        "next": make_way(near.after[0].event, incident) if near.after else "",
    }
    return desk.show("queue.html", status=status, **(about | more | context))


def find_sheet(ledger: Ledger, event: str) -> Sheet | None:
    """Return the event's page; None where its report was read anew and tells it no more."""
    try:
        return read_sheet(ledger, event) if event else None
    except LedgerError:
        return None


def make_way(event: str, incident: str) -> str:
    """Return the address of a place in the queue."""
    parts = [f"at={event}"] if event else []
    parts += [f"incident={incident}"] if incident else []
    return f"{ADDRESS}?{'&'.join(parts)}" if parts else ADDRESS
