"""The list of incidents."""

from __future__ import annotations

from itertools import islice

from fastapi.responses import HTMLResponse

from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.safety.policy import make_router, needs

router = make_router(DESK)
PAGE = 50  # incidents on one page


@router.get("")
@needs("reader")
def show_incidents(desk: AtDesk) -> HTMLResponse:
    """Show the newest incidents."""
    incidents = list(islice(desk.newsroom.ledger.incidents(), PAGE))
    return desk.show("browse.html", incidents=incidents)
