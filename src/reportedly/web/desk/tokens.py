"""Tokens: what lets a person's programs in. A token is shown once, and can be ended at any time."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, Response

from reportedly.ledger import accounts as rows
from reportedly.run.accounts import make_token
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.safety.policy import REACH, make_router, needs
from reportedly.web.safety.problems import NotAllowed, NotFound, TooLarge

PLACE = f"{DESK}/tokens"
MAX_DAYS = 730
MOST = 50  # of one person

router = make_router(PLACE)


@router.get("")
@needs("reader")
def show_tokens(desk: AtDesk) -> HTMLResponse:
    """Show a person's tokens, never what they are."""
    return show(desk)


def show(desk: Desk, fresh: str = "") -> HTMLResponse:
    """Return the page; a token that was just made is on it this once."""
    with desk.newsroom.ledger.reading() as connection:
        known = rows.read_tokens(connection, desk.account.id)
    for token in known:
        for key in ("made", "ends"):
            token[key] = token[key] and dt.datetime.fromtimestamp(token[key], dt.UTC)
    scopes = [scope for scope, role in REACH.items() if desk.may(role)]
    now = dt.datetime.now(dt.UTC)
    return desk.show("tokens.html", tokens=known, scopes=scopes, fresh=fresh, now=now, place=PLACE)


@router.post("")
@needs("reader")
def take_token(
    desk: AtDesk,
    name: Annotated[str, Form(min_length=1, max_length=80)],
    scope: Annotated[str, Form(max_length=16)],
    days: Annotated[int, Form(ge=1, le=MAX_DAYS)] = 90,
) -> HTMLResponse:
    """Make a token that reaches no further than its person."""
    if scope not in REACH or not desk.may(REACH[scope]):
        raise NotAllowed
    with desk.newsroom.ledger.reading() as connection:
        if len(rows.read_tokens(connection, desk.account.id)) >= MOST:
            raise TooLarge(f"at most {MOST} tokens: end one first")
    fresh = make_token(desk.newsroom.ledger, desk.account, name, scope, days)
    return show(desk, fresh)


@router.post("/{token_id}/end")
@needs("reader")
def take_end(desk: AtDesk, token_id: str) -> Response:
    """End a token at once."""
    with desk.newsroom.ledger.noting() as connection:
        if not rows.end_token(connection, desk.account.id, token_id):
            raise NotFound
    return desk.go(PLACE)
