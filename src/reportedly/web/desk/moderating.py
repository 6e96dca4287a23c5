"""What readers sent: read it, take it or decline it, and say why."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, Response

from reportedly.errors import ReviewError
from reportedly.ledger import corrections as rows
from reportedly.records import Verdict
from reportedly.run.corrections import decide
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.safety.policy import make_router, needs

router = make_router(DESK)
MOST_REASON = 1000  # letters


@router.get("/corrections")
@needs("editor")
def show_corrections(desk: AtDesk, all: bool = False) -> HTMLResponse:
    """Show what readers sent: what nobody decided on yet, or everything."""
    return show(desk, everything=all)


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
    some = [one for one in sent if everything or one.answer is None]
    return desk.show("corrections.html", status, sent=some, unread=unread, wrong=wrong,
                     everything=everything)  # fmt: skip
