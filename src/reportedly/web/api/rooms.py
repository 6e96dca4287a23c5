"""The API's routes. A new one is a file here and a line below."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from reportedly.web.api import articles, decide, lists
from reportedly.web.api.schema import describe
from reportedly.web.api.tools import PLACE
from reportedly.web.safety.policy import PUBLIC, make_router, needs

router = make_router(PLACE)


@router.get("/openapi.json")
@needs(PUBLIC)
def show_description(request: Request) -> JSONResponse:
    """Show what can be asked; it holds nothing of the ledger."""
    return JSONResponse(describe(request.app))


ROUTERS: tuple[APIRouter, ...] = (router, lists.router, decide.router, articles.router)
