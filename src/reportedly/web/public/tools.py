"""A reader's request, and how it is answered: in a language of theirs, and kept by their browser.

Pages for readers set no cookie and are the same for everybody, so whoever asks again is told that
nothing changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from email.utils import format_datetime
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request, Response

from reportedly.web.newsroom import Newsroom, find_newsroom
from reportedly.web.safety.problems import NotFound

KEPT = "public, max-age=60"  # seconds: what is taken back is soon taken back everywhere
HTML = "text/html; charset=utf-8"


class Reading(msgspec.Struct, frozen=True):
    """One request of a reader."""

    newsroom: Newsroom
    request: Request
    language: str

    @property
    def site(self) -> str:
        """Where readers find us, without a slash at the end."""
        return find_site(self.request)

    def show(
        self, template: str, changed: dt.datetime | None = None, status: int = 200, **context: Any
    ) -> Response:
        """Return a page that may be kept."""
        page = self.render(template, changed=changed, **context)
        return keep(self.request, page.encode(), HTML, changed, status)

    def show_once(self, template: str, status: int = 200, **context: Any) -> Response:
        """Return a page that nobody may keep."""
        page = self.render(template, **context)
        return Response(page, status, {"Cache-Control": "no-store"}, HTML)

    def render(self, template: str, **context: Any) -> str:
        """Return a page's text."""
        path = self.request.url.path.removeprefix(f"/{self.language}/")
        query = f"?{self.request.url.query}" if self.request.url.query else ""
        rest = path + query if self.request.method == "GET" else path
        return self.newsroom.look.show(
            f"public/{template}", self.language, {"reading": self, "rest": rest, **context}
        )


def find_site(request: Request) -> str:
    """Return the address of the newsroom, as readers know it."""
    set_to = find_newsroom(request.app).config.newsroom.public_url
    return (set_to or str(request.base_url)).rstrip("/")


def keep(
    request: Request, body: bytes, media: str, changed: dt.datetime | None = None, status: int = 200
) -> Response:
    """Return an answer that says when it changed; or only that it did not, to who has it."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": KEPT}
    if changed:
        headers["Last-Modified"] = format_datetime(changed.replace(microsecond=0), usegmt=True)
    if status == 200 and tag in [t.strip() for t in
                                 request.headers.get("if-none-match", "").split(",")]:  # fmt: skip
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media)


def enter(request: Request, language: str) -> Reading:
    """Return the reader's request, in a language that is offered."""
    newsroom = find_newsroom(request.app)
    if language not in newsroom.config.newsroom.languages:
        raise NotFound
    return Reading(newsroom, request, language)


AsReader = Annotated[Reading, Depends(enter)]
