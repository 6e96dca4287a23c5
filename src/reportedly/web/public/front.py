"""The front page: what was published last, and a plain search through it."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from reportedly.ledger import editions as rows
from reportedly.ledger.editions import Wanted
from reportedly.web.files import send_incidents
from reportedly.web.look.languages import choose_language
from reportedly.web.newsroom import find_newsroom
from reportedly.web.public.tools import AsReader
from reportedly.web.safety.policy import PUBLIC, make_router, needs

router = make_router()
PAGE = 20  # incidents on one page
MOST_PAGES = 500
MOST_WORDS = 8


@router.get("/")
@needs(PUBLIC)
def find_front(request: Request) -> RedirectResponse:
    """Send a reader to the front page in their language."""
    offered = find_newsroom(request.app).config.newsroom.languages
    language = choose_language(request.headers.get("accept-language", ""), offered)
    return RedirectResponse(f"/{language}/", status_code=302, headers={"Vary": "Accept-Language"})


@router.get("/{language}/")
@needs(PUBLIC)
def show_front(
    reading: AsReader, q: str = "", type: str = "", country: str = "", day: str = "", page: int = 1
) -> Response:
    """Show what was published last, or what a reader looks for."""
    wanted = read_wanted(q, type, country, day)
    number = min(max(page, 1), MOST_PAGES)
    with reading.newsroom.ledger.reading() as connection:
        found = rows.read_list(connection, wanted, PAGE + 1, (number - 1) * PAGE)
        types = rows.count_by(connection, "category")
        countries = rows.count_by(connection, "country")
    asked = {"q": q[:200], "type": type, "country": country, "day": day}
    return reading.show(
        "front.html", max((one.at for one in found), default=None), published=found[:PAGE],
        types=types, countries=countries, asked=asked, number=number,
        searching=any(asked.values()), older=make_link(asked, number + 1, len(found) > PAGE),
        newer=make_link(asked, number - 1, number > 1),
        here=make_link(asked, number, number > 1 or any(asked.values())) or "",
    )  # fmt: skip


@router.get("/{language}/incidents.{form}")
@needs(PUBLIC)
def send_list(
    reading: AsReader, form: str, q: str = "", type: str = "", country: str = "", day: str = "",
    page: int = 1,
) -> Response:  # fmt: skip
    """Send what a reader looks for as data: the incidents as they were published."""
    number = min(max(page, 1), MOST_PAGES)
    with reading.newsroom.ledger.reading() as connection:
        wanted = read_wanted(q, type, country, day)
        found = rows.read_list(connection, wanted, PAGE + 1, (number - 1) * PAGE)
    asked = {"q": q[:200], "type": type, "country": country, "day": day}
    more = make_link(asked, number + 1, len(found) > PAGE)
    way = f"/{reading.language}/incidents.{form}{more}" if more else None
    return send_incidents(form, [one.edition.incident for one in found[:PAGE]], way)


def read_wanted(q: str, category: str, country: str, day: str) -> Wanted:
    """Return what a reader looks for; what cannot be understood finds nothing or is left out."""
    try:
        date = dt.date.fromisoformat(day) if day else None
    except ValueError:
        date = None
    words = tuple(q[:200].split()[:MOST_WORDS])
    return Wanted(category=category[:32], country=country[:2].upper(), day=date, words=words)


def make_link(asked: dict[str, str], number: int, there: bool) -> str | None:
    """Return the address of another page of the list, if there is one."""
    if not there:
        return None
    given = {name: value for name, value in asked.items() if value}
    return "?" + urlencode(given | {"page": str(number)})
