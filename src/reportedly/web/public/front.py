"""The front page: what was published last."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from reportedly.web.look.languages import choose_language
from reportedly.web.newsroom import find_newsroom
from reportedly.web.safety.policy import PUBLIC, make_router, needs
from reportedly.web.safety.problems import NotFound

router = make_router()


@router.get("/")
@needs(PUBLIC)
def find_front(request: Request) -> RedirectResponse:
    """Send a reader to the front page in their language."""
    offered = find_newsroom(request.app).config.newsroom.languages
    language = choose_language(request.headers.get("accept-language", ""), offered)
    return RedirectResponse(f"/{language}/", status_code=302, headers={"Vary": "Accept-Language"})


@router.get("/{language}/")
@needs(PUBLIC)
def show_front(request: Request, language: str) -> HTMLResponse:
    """Show what was published last."""
    newsroom = find_newsroom(request.app)
    if language not in newsroom.config.newsroom.languages:
        raise NotFound
    return HTMLResponse(newsroom.look.show("public/front.html", language, {"published": ()}))
