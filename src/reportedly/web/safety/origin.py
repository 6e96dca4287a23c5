"""A request in, whether another site made the browser send it out (T10).

Browsers say where a request comes from: Sec-Fetch-Site, or Origin before that was invented. A
request that changes something and says neither is refused where it carries a cookie: that is no
browser of today, and a program brings a token instead.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED = "refused: this request was made by another site, or does not say where it comes from"


def comes_from_here(method: str, scheme: str, headers: Headers) -> bool:
    """Tell whether a request may change something as far as its origin goes."""
    if method in SAFE_METHODS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is not None:
        return is_same(origin, scheme, headers.get("host", ""))
    return "cookie" not in headers


def is_same(origin: str, scheme: str, host: str) -> bool:
    """Tell whether an Origin header names this host, scheme and port included."""
    try:
        parts = urlsplit(origin)
        return (parts.scheme, parts.netloc.lower()) == (scheme, host.lower()) and bool(host)
    except ValueError:
        return False


class SameOrigin:
    """Middleware that turns away what other sites make a browser send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not comes_from_here(
            scope["method"], scope["scheme"], Headers(scope=scope)
        ):
            await PlainTextResponse(REFUSED, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)
