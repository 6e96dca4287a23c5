"""People: who may sign in and what they may do; and everybody's own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, Response

from reportedly.errors import AccountError
from reportedly.ledger import accounts as rows
from reportedly.records import Account, Role
from reportedly.run import accounts
from reportedly.web.desk.tools import DESK, LANGUAGE, AtDesk, Desk
from reportedly.web.safety.limits import SIGN_IN
from reportedly.web.safety.policy import ROLES, make_router, needs
from reportedly.web.safety.problems import NotFound

PLACE = f"{DESK}/people"
WRONG = 422
YEAR_SECONDS = 31_536_000
Name = Annotated[str, Form(min_length=1, max_length=80)]
Word = Annotated[str, Form(max_length=accounts.MOST_LETTERS)]

router = make_router(PLACE)


@router.get("")
@needs("admin")
def show_people(desk: AtDesk) -> HTMLResponse:
    """Show everybody who may, or once might, sign in."""
    return show(desk)


def show(desk: Desk, fresh: tuple[str, str] | None = None, error: str = "") -> HTMLResponse:
    """Return the page; a password that was just made is on it this once, with whose it is."""
    with desk.newsroom.ledger.reading() as connection:
        known = rows.read_accounts(connection)
    known.sort(key=lambda one: (one.ended is not None, one.name.casefold()))
    return desk.show("people.html", status=WRONG if error else 200, people=known, roles=ROLES,
                     fresh=fresh, error=error, place=PLACE)  # fmt: skip


@router.post("")
@needs("admin")
def take_person(
    desk: AtDesk, name: Name, role: Annotated[str, Form(max_length=16)]
) -> HTMLResponse:
    """Let somebody sign in, by a password that is made here and shown once."""
    password = accounts.make_password()
    try:
        accounts.make_account(desk.newsroom.ledger, name.strip(), read_role(role), password)
    except AccountError as error:
        return show(desk, error=str(error))
    return show(desk, (name.strip(), password))


@router.post("/{account_id}/role")
@needs("admin")
def take_role(desk: AtDesk, account_id: str, role: Annotated[str, Form(max_length=16)]) -> Response:
    """Give somebody a role, or let in again who was not let in any more."""
    person = find_person(desk, account_id)
    try:
        accounts.change_role(desk.newsroom.ledger, person.name, read_role(role))
    except AccountError as error:
        return show(desk, error=str(error))
    return desk.go(PLACE)


@router.post("/{account_id}/password")
@needs("admin")
def take_new_password(desk: AtDesk, account_id: str) -> HTMLResponse:
    """Make somebody a new password, and sign them out everywhere."""
    person, password = find_person(desk, account_id), accounts.make_password()
    accounts.change_password(desk.newsroom.ledger, person.name, password)
    return show(desk, (person.name, password))


@router.post("/{account_id}/end")
@needs("admin")
def take_end(desk: AtDesk, account_id: str) -> Response:
    """Let somebody in no more; their name stays where they decided."""
    person = find_person(desk, account_id)
    try:
        accounts.end_account(desk.newsroom.ledger, person.name)
    except AccountError as error:
        return show(desk, error=str(error))
    return desk.go(PLACE)


@router.get("/me")
@needs("reader")
def show_me(desk: AtDesk) -> HTMLResponse:
    """Show the form for one's own password."""
    return desk.show("me.html", error="", place=PLACE, least=accounts.LEAST_LETTERS)


@router.post("/me")
@needs("reader")
def take_me(desk: AtDesk, old: Word, new: Word, again: Word) -> Response:
    """Change one's own password; whoever else holds a session of theirs is signed out by it."""
    desk.newsroom.limits.check(SIGN_IN, "account", desk.account.name.casefold())
    try:
        if new != again:
            raise AccountError("the two new passwords differ")
        accounts.change_own_password(desk.newsroom.ledger, desk.account, old, new)
    except AccountError as error:
        return desk.show("me.html", status=WRONG, error=str(error), place=PLACE,
                         least=accounts.LEAST_LETTERS)  # fmt: skip
    return desk.go(f"{DESK}/sign-in")


@router.post("/me/language")
@needs("reader")
def take_language(desk: AtDesk, language: Word) -> Response:
    """Show the desk in another language, in this browser; an unknown one changes nothing."""
    answer = desk.go(f"{PLACE}/me")
    if language in desk.newsroom.config.newsroom.languages:
        answer.set_cookie(
            LANGUAGE, language, max_age=YEAR_SECONDS, path=DESK, httponly=True, samesite="lax",
            secure=desk.request.url.scheme == "https",
        )  # fmt: skip
    return answer


def read_role(role: str) -> Role:
    """Return a role, or raise AccountError."""
    if role not in ROLES:
        raise AccountError(f"{role}: is no role")
    return role


def find_person(desk: Desk, account_id: str) -> Account:
    """Return whose account it is."""
    with desk.newsroom.ledger.reading() as connection:
        known = rows.read_accounts(connection)
    found = [one for one in known if one.id == account_id]
    if not found:
        raise NotFound
    return found[0]
