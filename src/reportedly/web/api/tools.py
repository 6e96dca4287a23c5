"""Which program asks, with whose token and for what: the dependency of every route of the API.

A token never reaches further than the person it belongs to: what both the scope and the role allow.
Cookies are not looked at, so no other site can make a browser ask (T10).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Annotated, Any, Literal, get_args

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from reportedly.ledger.pages import Key, Page
from reportedly.records import Account, Record, Scope
from reportedly.run.accounts import find_token
from reportedly.run.sharing import Share
from reportedly.web.newsroom import Newsroom, find_newsroom
from reportedly.web.safety.limits import API
from reportedly.web.safety.policy import REACH, ROLES, find_needs, make_router, may
from reportedly.web.safety.problems import NotAllowed, NotFound, NotSignedIn, Problem

PLACE = "/api/v1"
JSON = "application/json"
LINES = "application/jsonl"
PAGE = 50
MOST = 200  # records of one answer (T22)
MAX_CURSOR = 400
MAX_BODY_BYTES = 8_000_000

bearer = HTTPBearer(auto_error=False, description="A token: /desk/tokens, `reportedly token make`")


class Api(msgspec.Struct, frozen=True):
    """One request of a program that may make it."""

    newsroom: Newsroom
    account: Account
    scope: Scope

    def may(self, needed: str) -> bool:
        """Tell whether both the person and the token are allowed something."""
        return may(self.account, needed) and reaches(self.scope, needed)

    def want(self, needed: str) -> None:
        """Raise NotAllowed unless both are."""
        if not self.may(needed):
            raise NotAllowed


def reaches(scope: Scope, needed: str) -> bool:
    """Tell whether a scope reaches what needs a role."""
    return needed in ROLES and ROLES.index(REACH[scope]) >= ROLES.index(needed)


def enter(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Api:
    """Return the API for who asks, or raise what they may be told."""
    newsroom = find_newsroom(request.app)
    needed = find_needs(request.scope.get("endpoint"))
    if needed is None:
        raise NotFound
    newsroom.limits.check(API, "network", newsroom.limits.name_of(request))
    found = find_token(newsroom.ledger, given.credentials) if given else None
    if found is None:
        raise NotSignedIn("send `Authorization: Bearer` with a token that is still good")
    api = Api(newsroom, *found)
    newsroom.limits.check(API, "account", api.account.id)
    if not api.may(needed):
        # Who may not act is told so; who may not even look is told that there is nothing.
        raise NotAllowed if request.method not in ("GET", "HEAD") else NotFound
    return api


AtApi = Annotated[Api, Depends(enter)]


def make_api_router(**options: Any) -> APIRouter:
    """Return a router for routes of the API, which stand in its description."""
    answers = {code: {"$ref": "#/components/responses/Problem"} for code in ("4XX", "5XX")}
    return make_router(PLACE, include_in_schema=True, max_body_size=MAX_BODY_BYTES,
                       responses=answers, **options)  # fmt: skip


class Asked(msgspec.Struct, frozen=True):
    """Which page is asked for, and how its records are wanted."""

    after: Key | None
    most: int
    share: Share


def read_share(
    names: Annotated[bool, Query(description="Keep private persons' names, and texts.")] = False,
    judged: Annotated[bool, Query(description="As people corrected them.")] = False,
) -> Share:
    """Return how records are wanted."""
    return Share(names=names, judged=judged)


AskedShare = Annotated[Share, Depends(read_share)]


def read_asked(
    share: AskedShare,
    after: Annotated[
        str, Query(max_length=MAX_CURSOR, description="`next` of the page before.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE,
) -> Asked:
    """Return which page is asked for."""
    return Asked(after=read_cursor(after) if after else None, most=limit, share=share)


AskedPage = Annotated[Asked, Depends(read_asked)]


def make_cursor(key: Key) -> str:
    """Return a key as a program hands it back: opaque, so that nobody builds on what it is."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def read_cursor(cursor: str, kinds: type = tuple[str | int, ...]) -> Key:
    """Return the key; a cursor of another making is refused."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key: Key = msgspec.json.decode(raw, type=kinds)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise Problem("after: wanted `next` of the page before, as it came") from error
    if any(isinstance(part, str) and "\0" in part for part in key):
        raise Problem("after: wanted `next` of the page before, as it came")
    return key


def check_key(key: Key | None, *kinds: type) -> Key | None:
    """Return the key if it is one of this listing, or refuse it."""
    fits = key is None or (
        len(key) == len(kinds)
        and all(isinstance(part, kind) for part, kind in zip(key, kinds, strict=True))
        and all(abs(part) < 2**63 for part in key if isinstance(part, int))
    )
    if not fits:
        raise Problem("after: is of another listing")
    return key


def answer(record: Record, status: int = 200, **headers: str) -> Response:
    """Return one record, in the one JSON form it has everywhere."""
    return Response(msgspec.json.encode(record), status, headers, media_type=JSON)


def answer_page(request: Request, page: Page[Any], form: str = "json") -> Response:
    """Return a page of records as one JSON object, or as JSON lines."""
    headers = make_next(request, page)
    if form == "jsonl":
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in page.items)
        return Response(lines, headers=headers, media_type=LINES)
    after = make_cursor(page.after) if page.after else None
    body = msgspec.json.encode({"items": page.items, "next": after})
    return Response(body, headers=headers, media_type=JSON)


def answer_file(
    request: Request, page: Page[Any], chunks: Iterable[bytes], media: str, name: str
) -> Response:
    """Return a page of records as a file of another kind; the Link header leads to the next."""
    headers = make_next(request, page) | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(b"".join(chunks), headers=headers, media_type=media)


def make_next(request: Request, page: Page[Any]) -> dict[str, str]:
    """Return the header that leads to the next page (RFC 8288)."""
    if page.after is None:
        return {}
    address = request.url.include_query_params(after=make_cursor(page.after))
    return {"Link": f'<{address.path}?{address.query}>; rel="next"'}


Form = Literal["json", "jsonl"]
Table = Literal["json", "jsonl", "csv", "geojson"]
FORMS: tuple[str, ...] = get_args(Table)
