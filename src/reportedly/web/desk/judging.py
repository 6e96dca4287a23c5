"""What a person decides about events: accept, call it none, correct a field, undo.

Every form sends `after`, the last decision that its page showed, so that of two people who decide
at once the second is told who was first. Forms work without JavaScript; a script asks for the part
of the page that changes.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlsplit

from fastapi import Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from reportedly.errors import ReviewError
from reportedly.ledger import judgements as book
from reportedly.records import Judgement
from reportedly.review.standing import Standing
from reportedly.run import deciding
from reportedly.run.deciding import Person
from reportedly.run.sheet import read_recent, read_sheet
from reportedly.web.desk.event import show_sheet
from reportedly.web.desk.queue import ADDRESS, show_place
from reportedly.web.desk.signing import find_way
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.safety.policy import make_router, needs
from reportedly.web.safety.problems import Conflict, NotAllowed

router = make_router(DESK)

Words = Annotated[str, Form(max_length=2000)]
Name = Annotated[str, Form(max_length=200)]
LATE = Conflict.status
WRONG = 422
# What it takes to undo a decision is what it took to make it.
ROLE_FOR = {"accept": "coder", "not_event": "coder", "correct": "coder"}
EDITOR = "editor"


def make_person(desk: Desk, reason: str, after: str | None) -> Person:
    """Return who decides, now."""
    return Person(by=desk.account.name, at=dt.datetime.now(dt.UTC), reason=reason.strip(),
                  after=after)  # fmt: skip


@router.post("/event/{event}/judge")
@needs("coder")
def take_judgement(
    desk: AtDesk,
    event: str,
    action: Annotated[Literal["accept", "not_event"], Form()],
    after: Name = "",
    reason: Words = "",
    to: Name = "",
) -> Response:
    """Accept an event, or call it none."""
    person = make_person(desk, reason, after)
    standing = deciding.judge(desk.newsroom.ledger, event, action, person)
    return answer(desk, standing, to or f"{DESK}/event/{event}")


@router.post("/event/{event}/correct")
@needs("coder")
def take_correction(
    desk: AtDesk,
    event: str,
    field: Name,
    value: Words = "",
    after: Name = "",
    reason: Words = "",
    to: Name = "",
) -> Response:
    """Correct a field; what is wrong with the value is said beside it."""
    ledger = desk.newsroom.ledger
    person = make_person(desk, reason, after)
    try:
        standing = deciding.judge(ledger, event, "correct", person, field, value)
    except ReviewError as error:
        wrong = {"field": field, "value": value, "reason": reason, "error": str(error)}
        return show_again(desk, event, to, status=WRONG, wrong=wrong)
    if standing.state == "late":
        return show_late(desk, standing, to)
    if desk.partial:
        return show_again(desk, event, to, saved=field)
    return desk.go(find_way(to) if to else f"{DESK}/event/{event}#f-{field}")


def show_again(desk: Desk, event: str, to: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return the event's page, or the queue's where the form stood there."""
    way = urlsplit(to)
    if way.path != ADDRESS:
        return show_sheet(desk, read_sheet(desk.newsroom.ledger, event), status, **context)
    asked = dict(parse_qsl(way.query))
    return show_place(desk, event, asked.get("incident", ""), status, **context)


@router.post("/undo")
@needs("coder")
def take_undo(
    desk: AtDesk, judgement: Name, after: Name = "", reason: Words = "", to: Name = ""
) -> Response:
    """Take a decision back; an undo can be taken back too."""
    ledger = desk.newsroom.ledger
    with ledger.reading() as connection:
        target = find_target(connection, judgement)
    if not desk.may(ROLE_FOR.get(target.action, EDITOR)):
        raise NotAllowed(f"to undo a {target.action} takes an editor")
    two = desk.newsroom.config.newsroom.two_people
    standing = deciding.undo(ledger, judgement, make_person(desk, reason, after), two_people=two)
    return answer(desk, standing, to or f"{DESK}/queue")


def find_target(connection: object, prefix: str) -> Judgement:
    """Return the decision that is undone in the end: an undo of an undo is about what it undid."""
    import sqlalchemy as sa

    assert isinstance(connection, sa.Connection)
    target = book.find_judgement(connection, prefix)
    while target.action == "undo":
        target = book.find_judgement(connection, target.subject)
    return target


def answer(desk: Desk, standing: Standing, to: str) -> Response:
    """Say what came of a decision: to a script the list of the last ones, else the way on."""
    if standing.state == "late":
        return show_late(desk, standing, to)
    if desk.partial:
        return show_recent(desk)
    return go_on(desk, to)


def go_on(desk: Desk, to: str) -> RedirectResponse:
    """Return the way to a page of the desk that a form named."""
    return desk.go(find_way(to))


def show_recent(desk: Desk) -> HTMLResponse:
    """Return the list of the last decisions."""
    with desk.newsroom.ledger.reading() as connection:
        recent = read_recent(connection)
    return desk.show("recent.html", recent=recent, to=f"{DESK}/queue")


def show_late(desk: Desk, standing: Standing, to: str) -> HTMLResponse:
    """Say that somebody else had decided first: both decisions are kept, theirs counts."""
    return desk.show("late.html", status=LATE, standing=standing, to=find_way(to) if to else "")
