"""Running totals by speaker, as they grew. Never summed, and part of no incident."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Query
from fastapi.responses import HTMLResponse, JSONResponse, Response

from reportedly.ledger.course import read_dated_tallies
from reportedly.merge.series import Series, find_series
from reportedly.web.desk.event import JSON
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/tallies")
MOST_TALLIES = 5_000  # the latest; older ones are in `reportedly tallies`
PAGE = 30  # series on one page, the longest first
ROWS = 12  # points of a series in the table, the latest; the plot has all
Number = Annotated[int, Query(ge=1, le=MOST_TALLIES)]


@router.get("")
@needs("reader")
def show_tallies(desk: AtDesk, page: Number = 1) -> HTMLResponse:
    """Show a page of series: a plot of those with several points, a table of all."""
    found = ask(desk)
    series = found[(page - 1) * PAGE : page * PAGE]
    return desk.show(
        "tallies.html", series=series, total=len(found), page=page, rows=ROWS,
        more=page * PAGE < len(found),
    )  # fmt: skip


@router.get(".json")
@needs("reader")
def write_series(desk: AtDesk) -> Response:
    """Return all series as records, whole."""
    return Response(msgspec.json.encode(ask(desk)), media_type=JSON)


@router.get("/series.json")
@needs("reader")
def read_series(desk: AtDesk, page: Number = 1) -> JSONResponse:
    """Return a page's series for the plot, grouped by what they count."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in ask(desk)[(page - 1) * PAGE : page * PAGE]:
        points = [
            [str(p.day), p.low if p.low is not None else p.high, p.qualifier or ""]
            for p in one.points
            if p.day and (p.low is not None or p.high is not None)
        ]
        if points:
            name = one.speaker or "—"
            since = f" ({one.since} →)" if one.since else ""
            groups.setdefault(one.effect, []).append({
                "name": f"{name}{since}", "who": one.who or "", "points": points,
            })  # fmt: skip
    words = desk.words()
    return JSONResponse([
        {"effect": words["word"](effect), "series": found}
        for effect, found in sorted(groups.items())
    ])  # fmt: skip


def ask(desk: AtDesk) -> tuple[Series, ...]:
    """Return the ledger's series."""
    with desk.newsroom.ledger.reading() as connection:
        return find_series(read_dated_tallies(connection, MOST_TALLIES))
