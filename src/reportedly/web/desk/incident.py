"""One incident: who says what, side by side."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from reportedly.run.showing import read_shown
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/incident")


@router.get("/{slug}")
@needs("reader")
def show_incident(desk: AtDesk, slug: str) -> HTMLResponse:
    """Show an incident with its reports."""
    ledger = desk.newsroom.ledger
    incident = ledger.incident(slug)
    documents, shown = read_shown(ledger, incident.events)
    return desk.show("incident.html", incident=incident, documents=documents, shown=shown)
