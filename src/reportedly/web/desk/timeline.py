"""The timeline: incidents by the day they began, reports by the day they came out."""

from __future__ import annotations

from fastapi.responses import HTMLResponse, JSONResponse

from reportedly.ledger.course import Course, read_course, read_months
from reportedly.ledger.search import Search, make_conditions
from reportedly.web.desk.asking import read_search, write_search
from reportedly.web.desk.tools import DESK, AtDesk
from reportedly.web.safety.policy import make_router, needs

router = make_router(f"{DESK}/timeline")


@router.get("")
@needs("reader")
def show_timeline(desk: AtDesk) -> HTMLResponse:
    """Show the timeline, and a table by month that says the same."""
    asked = read_search(desk.request.url.query)
    with desk.newsroom.ledger.reading() as connection:
        months, undated = read_months(connection, make_conditions(connection, asked))
    return desk.show(
        "timeline.html",
        asked=asked,
        address=write_search(asked),
        months=months,
        undated=undated,
    )


@router.get("/course.json")
@needs("reader")
def read_days(desk: AtDesk) -> JSONResponse:
    """Return the course by day."""
    course, words = ask(desk, read_search(desk.request.url.query)), desk.words()
    name = words["word"]
    incidents = [[str(day), name(category), n] for day, category, n in course.incidents]
    reports = [[str(day), n] for day, n in course.reports]
    return JSONResponse({"incidents": incidents, "reports": reports, "undated": course.undated})


def ask(desk: AtDesk, asked: Search) -> Course:
    """Return the course of what was asked for."""
    with desk.newsroom.ledger.reading() as connection:
        return read_course(connection, make_conditions(connection, asked))
