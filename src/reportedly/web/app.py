"""A ledger and settings in, the newsroom as an ASGI application out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from reportedly import __version__
from reportedly.config import Config
from reportedly.errors import AccountError, LedgerError, ReviewError, SlowError
from reportedly.ledger import Ledger
from reportedly.run.adding import Adding
from reportedly.web.api.rooms import ROUTERS as API_ROUTERS
from reportedly.web.desk.rooms import ROUTERS as DESK_ROUTERS
from reportedly.web.desk.tools import DESK, find_language
from reportedly.web.newsroom import Newsroom, find_newsroom
from reportedly.web.public.rooms import ROUTERS as PUBLIC_ROUTERS
from reportedly.web.safety.headers import Headers
from reportedly.web.safety.origin import SameOrigin
from reportedly.web.safety.patience import Patience
from reportedly.web.safety.problems import NotFound, NotSignedIn, Problem, TooSlow

API = "/api/"
YEAR_SECONDS = 31_536_000


def make_app(ledger: Ledger, config: Config, adding: Adding | None = None) -> FastAPI:
    """Return the newsroom on a ledger."""
    app = FastAPI(
        title="reportedly", version=__version__, docs_url=None, redoc_url=None,
        openapi_url=None, redirect_slashes=False, lifespan=keep_adding,
    )  # fmt: skip
    app.state.newsroom = Newsroom.open(ledger, config, adding)
    for router in (*DESK_ROUTERS, *API_ROUTERS, *PUBLIC_ROUTERS):
        app.include_router(router)
    app.mount("/static", Static(directory=str(files("reportedly.web") / "static")), name="static")
    for kind in (Problem, LedgerError, ReviewError, AccountError, HTTPException,
                 RequestValidationError):  # fmt: skip
        app.add_exception_handler(kind, answer_problem)
    # The last added is the outermost: what SameOrigin refuses still carries the headers.
    app.add_middleware(Patience)
    app.add_middleware(SameOrigin)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Headers)
    return app


@asynccontextmanager
async def keep_adding(app: FastAPI) -> AsyncIterator[None]:
    """Code what people bring in while the server runs."""
    with find_newsroom(app).adding:
        yield


class Static(StaticFiles):
    """Files of ours; their address names their contents, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file."""
        answer = await super().get_response(path, scope)
        if b"v=" in scope["query_string"]:
            answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        else:
            answer.headers["Cache-Control"] = "no-cache"
        return answer


def answer_problem(request: Request, error: Exception) -> Response:
    """Tell what went wrong: to a person as a page, to a program as Problem Details."""
    problem = make_problem(error)
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": problem.title, "status": problem.status,
                "detail": problem.detail}  # fmt: skip
        return JSONResponse(body, problem.status, problem.headers,
                            media_type="application/problem+json")  # fmt: skip
    if isinstance(problem, NotSignedIn) and request.method in ("GET", "HEAD"):
        way = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        address = request.url_for("show_sign_in").include_query_params(to=way)
        return RedirectResponse(f"{address.path}?{address.query}", 303)
    newsroom = find_newsroom(request.app)
    at_desk = request.url.path.startswith(DESK)
    if not at_desk and isinstance(error, LedgerError):
        problem.detail = problem.title  # readers are told nothing of the inside
    context = {"problem": problem, "at_desk": at_desk}
    page = newsroom.look.show("problem.html", find_language(request, newsroom), context)
    return HTMLResponse(page, problem.status, problem.headers)


def make_problem(error: Exception) -> Problem:
    """Turn an error of ours or the framework's into what is answered."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, SlowError):
        return TooSlow(str(error))
    if isinstance(error, LedgerError):
        return NotFound(str(error))
    problem = Problem(describe(error))
    problem.status = error.status_code if isinstance(error, HTTPException) else 422
    if problem.status == NotFound.status:
        return NotFound()
    return problem


def describe(error: Exception) -> str:
    """Say what was wrong with a request, without a word of how it was answered inside."""
    if isinstance(error, RequestValidationError):
        faults: list[dict[str, Any]] = list(error.errors())
        return "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in faults[:5])
    return error.detail if isinstance(error, HTTPException) else str(error)
