"""Who asks, and how they are answered: the dependency of every page of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from reportedly.records import Account
from reportedly.run.accounts import find_signed_in
from reportedly.web.newsroom import Newsroom, find_newsroom
from reportedly.web.safety.policy import find_needs, may
from reportedly.web.safety.problems import NotAllowed, NotFound, NotSignedIn

COOKIE = "reportedly"
LANGUAGE = "language"  # of the cookie that says in which the desk is shown
DESK = "/desk"  # the cookie goes nowhere else, so readers' pages never see one


class Desk(msgspec.Struct, frozen=True):
    """One request of somebody who is signed in and may make it."""

    newsroom: Newsroom
    request: Request
    account: Account

    def may(self, needed: str) -> bool:
        """Tell whether this person's role is enough for something on the page."""
        return may(self.account, needed)

    @property
    def partial(self) -> bool:
        """Whether a script asks for the part of the page that changes."""
        return self.request.headers.get("hx-request-type") == "partial"

    def show(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Return a page, or a part of one where htmx asked for it."""
        language = find_language(self.request, self.newsroom)
        page = self.newsroom.look.show(
            f"desk/{template}", language, {"desk": self, "part": self.partial, **context}
        )
        return HTMLResponse(page, status_code=status)

    def words(self) -> Mapping[str, Callable[..., Any]]:
        """Return what turns parts of records into words, for answers that are no pages."""
        language = find_language(self.request, self.newsroom)
        return self.newsroom.look.words(language)

    def go(self, path: str) -> RedirectResponse:
        """Return the way to another page, after something was done."""
        return RedirectResponse(path, status_code=303)


def find_language(request: Request, newsroom: Newsroom) -> str:
    """Return the language that somebody at the desk chose; a reader's stands in the address."""
    offered = newsroom.config.newsroom.languages
    first = request.url.path.split("/")[1]
    if first in offered:
        return first
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE, "")
    return chosen if chosen in offered else offered[0]


def enter(request: Request) -> Desk:
    """Return the desk for who asks, or raise what they may be told."""
    newsroom = find_newsroom(request.app)
    endpoint = request.scope.get("endpoint")
    needed = find_needs(endpoint)
    if needed is None:
        raise NotFound
    secret = request.cookies.get(COOKIE)
    account = find_signed_in(newsroom.ledger, secret) if secret else None
    if account is None:
        raise NotSignedIn
    if not may(account, needed):
        # Who may not act is told so; who may not even look is told that there is nothing.
        raise NotAllowed if request.method not in ("GET", "HEAD") else NotFound
    return Desk(newsroom, request, account)


AtDesk = Annotated[Desk, Depends(enter)]
