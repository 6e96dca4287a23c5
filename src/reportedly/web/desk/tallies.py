"""Running totals by speaker, as they grew. Never summed, and part of no incident."""

from __future__ import annotations

from typing import Any

from fastapi.responses import HTMLResponse, JSONResponse

from reportedly.ledger.course import read_dated_tallies
from reportedly.merge.series import Series, find_series
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/tallies")
MOST_TALLIES = 5_000  # the latest; older ones are in `reportedly tallies`


@router.get("")
@needs("reader")
def show_tallies(desk: AtDesk) -> HTMLResponse:
    """Show each series: a plot of those with several points, a table of all."""
    return desk.show("tallies.html", series=ask(desk))


@router.get("/series.json")
@needs("reader")
def read_series(desk: AtDesk) -> JSONResponse:
    """Return the series for the plot, grouped by what they count."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in ask(desk):
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
