"""Signing in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from reportedly.run.accounts import SESSION_SECONDS, sign_in, sign_out
from reportedly.web.desk.tools import COOKIE, DESK, AtDesk, find_language
from reportedly.web.newsroom import find_newsroom
from reportedly.web.safety.limits import SIGN_IN
from reportedly.web.safety.policy import PUBLIC, make_router, needs

router = make_router(DESK)
WRONG = 403


@router.get("/sign-in")
@needs(PUBLIC)
def show_sign_in(request: Request, to: str = "") -> HTMLResponse:
    """Show the form."""
    return show_form(request, to)


def show_form(request: Request, to: str, wrong: bool = False) -> HTMLResponse:
    """Return the form; a wrong name and a wrong password read the same."""
    newsroom = find_newsroom(request.app)
    context = {"to": find_way(to), "wrong": wrong}
    page = newsroom.look.show("desk/sign-in.html", find_language(request, newsroom), context)
    return HTMLResponse(page, status_code=WRONG if wrong else 200)


@router.post("/sign-in")
@needs(PUBLIC)
def take_sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=80)],
    password: Annotated[str, Form(max_length=1000)],
    to: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Open a session."""
    newsroom = find_newsroom(request.app)
    newsroom.limits.check(SIGN_IN, "account", name.casefold())
    newsroom.limits.check(SIGN_IN, "network", newsroom.limits.name_of(request))
    found = sign_in(newsroom.ledger, name.strip(), password)
    if found is None:
        return show_form(request, to, wrong=True)
    if old := request.cookies.get(COOKIE):
        sign_out(newsroom.ledger, old)
    answer = RedirectResponse(find_way(to), status_code=303)
    answer.set_cookie(
        COOKIE, found[1], max_age=SESSION_SECONDS, path=DESK, httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.post("/sign-out")
@needs("reader")
def take_sign_out(desk: AtDesk) -> Response:
    """End the session, here and on the server."""
    sign_out(desk.newsroom.ledger, desk.request.cookies[COOKIE])
    answer = desk.go(f"{DESK}/sign-in")
    answer.delete_cookie(COOKIE, path=DESK)
    return answer


def find_way(to: str) -> str:
    """Return where to go after signing in: a page of the desk, wherever the link came from."""
    plain = to.startswith(f"{DESK}/") and "\\" not in to and "//" not in to and to.isprintable()
    return quote(to, safe="/?=&%+:,.-_~") if plain else DESK
