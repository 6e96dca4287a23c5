"""Search and browse: words, facets with counts, pages, kept views, and the same as data."""

from __future__ import annotations

from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from reportedly.export.redact import redact_incident
from reportedly.ledger import saved as views
from reportedly.ledger.findable import find_snippets
from reportedly.ledger.search import (
    KINDS,
    MOST_COUNTED,
    Search,
    find_page,
    within,
)
from reportedly.records import Incident
from reportedly.web.desk.asking import (
    group,
    read_cursor,
    read_search,
    toggle,
    write_cursor,
    write_search,
)
from reportedly.web.desk.counting import count, is_narrowed
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.files import send_incidents
from reportedly.web.look.matrix import summarise
from reportedly.web.safety.policy import make_router, needs

router = make_router(DESK)
PAGE = 30  # incidents on one page
DATA_PAGE = 250  # incidents in one file; the next begins where it says
SEARCH_SECONDS = 2.0  # a listing may take no longer


@router.get("")
@needs("reader")
def show_incidents(desk: AtDesk, after: Annotated[str, Query(max_length=300)] = "") -> HTMLResponse:
    """Show the incidents that are looked for, the newest first unless asked otherwise."""
    wanted = read_search(desk.request.url.query)
    with desk.newsroom.ledger.reading() as connection:
        incidents, end = find(connection, wanted, PAGE, after)
        keys = [incident.id for incident in incidents]
        snippets = find_snippets(connection, keys, wanted.words) if wanted.words else {}
        kept = views.read_saved(connection, desk.account.id)
    counts = count(desk.newsroom.ledger, wanted)
    return desk.show(
        "browse.html",
        incidents=incidents,
        snippets=snippets,
        counts=counts,
        most=MOST_COUNTED,
        sampled=is_narrowed(wanted) and (counts.found or 0) > MOST_COUNTED,
        wanted=wanted,
        chosen=group(wanted.facets),
        saved=kept,
        kinds=KINDS,
        after=after,
        next=f"{DESK}?{write_search(wanted, after=write_cursor(end))}" if end else "",
        query=write_search(wanted),
        way=lambda kind, value: f"{DESK}?{write_search(toggle(wanted, kind, value))}",
        summarise=summarise,
    )


def find(
    connection: sa.Connection, wanted: Search, limit: int, after: str
) -> tuple[list[Incident], Any]:
    """Return a page, if it can be had in time."""
    with within(connection, SEARCH_SECONDS):
        return find_page(connection, wanted, limit, read_cursor(after) if after else None)


@router.get("/incidents.{form}")
@needs("reader")
def write_incidents(
    desk: AtDesk, form: str, after: Annotated[str, Query(max_length=300)] = ""
) -> Response:
    """Return what is looked for as data, with a link to what comes next.

    Private persons' names are hidden, as in every export.
    """
    wanted = read_search(desk.request.url.query)
    with desk.newsroom.ledger.reading() as connection:
        page, end = find(connection, wanted, DATA_PAGE, after)
    incidents = [redact_incident(incident) for incident in page]
    address = f"{DESK}/incidents.{form}"
    way = f"{address}?{write_search(wanted, after=write_cursor(end))}" if end else None
    return send_incidents(form, incidents, way)


@router.post("/saved")
@needs("reader")
def take_saved(
    desk: AtDesk,
    name: Annotated[str, Form(min_length=1, max_length=80)],
    query: Annotated[str, Form(max_length=4000)] = "",
) -> RedirectResponse:
    """Keep a search under a name, for the person who named it."""
    wanted = write_search(read_search(query))
    with desk.newsroom.ledger.noting() as connection:
        views.put_saved(connection, desk.account.id, name.strip() or wanted, wanted)
    return desk.go(f"{DESK}?{wanted}")


@router.post("/saved/{key}/drop")
@needs("reader")
def drop_saved(
    desk: AtDesk, key: str, query: Annotated[str, Form(max_length=4000)] = ""
) -> RedirectResponse:
    """Forget a search that this person kept."""
    with desk.newsroom.ledger.noting() as connection:
        views.drop_saved(connection, desk.account.id, key)
    return desk.go(f"{DESK}?{write_search(read_search(query))}")
