"""A request in, the same with a limit on the time its questions to the ledger may take (T22)."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.ledger.patience import patience

READ_SECONDS = 5.0  # of a page; people leave before that
WRITE_SECONDS = 60.0  # of a decision, which folds incidents anew before it is answered
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Patience:
    """Middleware that bounds what a request may cost the database."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with patience(READ_SECONDS if scope["method"] in SAFE_METHODS else WRITE_SECONDS):
            await self.app(scope, receive, send)
