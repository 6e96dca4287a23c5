"""Running totals by speaker, as they grew. Never summed, and part of no incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import HTMLResponse, JSONResponse, Response

from reportedly.export.csv import Cell
from reportedly.export.words import join
from reportedly.ledger.course import read_dated_tallies
from reportedly.merge.series import Series, find_series
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.files import Table, send_listing
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/tallies")
MOST_TALLIES = 5_000  # the latest; older ones are in `reportedly tallies`
PAGE = 30  # series on one page, the longest first
ROWS = 12  # points of a series in the table, the latest; the plot has all
COLUMNS = ("total", "effect", "who", "speaker", "since", "as_of", "low", "high", "qualifier",
           "documents")  # fmt: skip
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


@router.get(".{form}")
@needs("reader")
def write_series(desk: AtDesk, form: str) -> Response:
    """Return all series whole: as records, or a row a total. None has a place (geojson)."""
    found = ask(desk)
    return send_listing(form, "tallies", found, Table(COLUMNS, list_rows(found)), unlocated=True)


def list_rows(found: Iterable[Series]) -> Iterator[dict[str, Cell]]:
    """Yield the totals, one a row, named by its series and its place in it."""
    for number, one in enumerate(found, 1):
        for place, point in enumerate(one.points, 1):
            yield {
                "total": f"{number}.{place}",
                "effect": one.effect,
                "who": one.who,
                "speaker": one.speaker,
                "since": str(one.since or "") or None,
                "as_of": str(point.day or "") or None,
                "low": point.low,
                "high": point.high,
                "qualifier": point.qualifier,
                "documents": join(point.documents),
            }


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
