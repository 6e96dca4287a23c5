"""What readers sent: read it, take it or decline it, and say why."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, Response

from reportedly.errors import ReviewError
from reportedly.export.csv import Cell, make_where_cells
from reportedly.ledger import corrections as rows
from reportedly.ledger import editions
from reportedly.records import Edition, Verdict
from reportedly.run.corrections import decide
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.files import Table, send_listing
from reportedly.web.safety.policy import make_router, needs

router = make_router(DESK)
MOST_REASON = 1000  # letters
WORDS = ("language", "field", "value", "text", "evidence")
COLUMNS = ("id", "slug", "edition", "day", "tested", *WORDS, "verdict", "by", "at", "reason",
           "latitude", "longitude")  # fmt: skip


@router.get("/corrections")
@needs("editor")
def show_corrections(desk: AtDesk, all: bool = False) -> HTMLResponse:
    """Show what readers sent: what nobody decided on yet, or everything."""
    return show(desk, everything=all)


@router.get("/corrections.{form}")
@needs("editor")
def write_corrections(desk: AtDesk, form: str, all: bool = False) -> Response:
    """Return what that list shows as data; the points are those of the incidents."""
    with desk.newsroom.ledger.reading() as connection:
        sent = pick(rows.read_sent(connection), everything=all)
        about = {one.correction.edition for one in sent} if form != "json" else set()
        found = {key: editions.read_edition(connection, key) for key in about}
    table = Table(COLUMNS, (make_row(one, found.get(one.correction.edition)) for one in sent))
    return send_listing(form, "corrections", {"corrections": sent}, table, unlocated=True)


def pick(sent: list[rows.Sent], everything: bool) -> list[rows.Sent]:
    """Return what nobody decided on yet, or everything."""
    return [one for one in sent if everything or one.answer is None]


def make_row(sent: rows.Sent, edition: Edition | None) -> dict[str, Cell]:
    """Return a correction as a row, with the decision that counts and the incident's place."""
    it, answer = sent.correction, sent.answer
    place = make_where_cells(edition.incident.where) if edition else {}
    return {
        **{name: getattr(it, name) for name in ("id", "slug", "edition", *WORDS)},
        "day": str(it.day),
        "tested": "yes" if it.tested else "no",
        "verdict": answer.verdict if answer else None,
        "by": answer.by if answer else None,
        "at": answer.at.isoformat() if answer else None,
        "reason": answer.reason if answer else None,
        **{name: place.get(name) for name in ("latitude", "longitude")},
    }


@router.post("/corrections")
@needs("editor")
def take_decision(
    desk: AtDesk,
    correction: Annotated[str, Form(max_length=64)],
    verdict: Annotated[Verdict, Form()],
    reason: Annotated[str, Form(max_length=MOST_REASON)] = "",
    public: Annotated[bool, Form()] = False,
    seen: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Take a correction or decline it."""
    try:
        decide(desk.newsroom.ledger, correction, verdict, desk.account.name, reason,
               public=public, seen=seen)  # fmt: skip
    except ReviewError as error:
        return show(desk, everything=False, wrong=str(error), status=409)
    return desk.go(f"{DESK}/corrections")


def show(desk: Desk, everything: bool, wrong: str = "", status: int = 200) -> HTMLResponse:
    """Return the page."""
    with desk.newsroom.ledger.reading() as connection:
        sent = rows.read_sent(connection)
        unread = rows.count_unread(connection)
    some = pick(sent, everything)
    return desk.show("corrections.html", status, sent=some, unread=unread, wrong=wrong,
                     everything=everything)  # fmt: skip
