"""A published incident, and each report it was made from. What is not public is not there."""

from __future__ import annotations

import datetime as dt
from typing import NoReturn

import sqlalchemy as sa
from fastapi import Response
from fastapi.responses import RedirectResponse

from reportedly.ledger import corrections, editions
from reportedly.ledger.corrections import Sent
from reportedly.ledger.write import encode
from reportedly.records import Judgement
from reportedly.review.publish import SENSITIVE
from reportedly.review.standing import find_standing
from reportedly.run.releasing import find_name_now, read_release
from reportedly.web.public.tools import AsReader, Reading, keep
from reportedly.web.safety.policy import PUBLIC, make_router, needs
from reportedly.web.safety.problems import Gone, NotFound

router = make_router("/{language}")
JSON = "application/json"


@router.get("/incident/{slug}.json")
@needs(PUBLIC)
def send_incident(reading: AsReader, slug: str) -> Response:
    """Send an incident as a record: the edition, whole."""
    with reading.newsroom.ledger.reading() as connection:
        public = editions.read_public(connection, slug)
        if public is None:
            return lead_on(reading, connection, slug, ".json")
    return keep(reading.request, encode(public.edition).encode(), JSON, public.at)


@router.get("/incident/{slug}")
@needs(PUBLIC)
def show_incident(reading: AsReader, slug: str) -> Response:
    """Show an incident: who reported it, who says what, where they differ."""
    with reading.newsroom.ledger.reading() as connection:
        public = editions.read_public(connection, slug)
        if public is None:
            return lead_on(reading, connection, slug)
        history = read_history(connection, slug)
        answered = read_answered(connection, slug)
    changed = max([public.at, *(sent.answer.at for sent in answered if sent.answer)])
    return reading.show(
        "incident.html", changed, edition=public.edition, at=public.at,
        history=history, answered=answered, site=reading.site,
    )  # fmt: skip


@router.get("/article/{document}")
@needs(PUBLIC)
def show_article(reading: AsReader, document: str) -> Response:
    """Show one report: its bibliography, what was quoted of it, the incidents it stands in."""
    with reading.newsroom.ledger.reading() as connection:
        found = editions.read_article(connection, document)
    if not found:
        raise NotFound
    told = next(one for one in found[0].edition.documents if one.id == document)
    words = tuple(dict.fromkeys(w for one in found for w in one.edition.words.get(document, ())))
    return reading.show(
        "article.html", max(one.at for one in found), document=told, words=words, published=found
    )


def lead_on(reading: Reading, connection: sa.Connection, slug: str, suffix: str = "") -> Response:
    """Send a reader of a former name to today's; tell whoever comes too late that it is gone."""
    now = find_name_now(connection, slug)
    if now and now != slug and editions.find_shown(connection, now):
        return RedirectResponse(f"/{reading.language}/incident/{now}{suffix}", 301)
    refuse_gone(connection, slug)


def refuse_gone(connection: sa.Connection, slug: str) -> NoReturn:
    """Raise that something was taken back, or that there is nothing: as much as readers knew."""
    release = read_release(connection, slug)
    if was_public(editions.read_about(connection, slug), slug):
        taken = release.withheld or release.withdrawn
        sensitive = taken is not None and taken.field == SENSITIVE
        raise Gone("" if taken is None or sensitive else taken.reason)
    raise NotFound


def was_public(judgements: list[Judgement], slug: str) -> bool:
    """Tell whether readers ever saw it: what never was public has no trace."""
    return any(j.action == "publish" and j.subject == slug for j in judgements)


class Day:
    """One line of an incident's history."""

    def __init__(self, at: dt.datetime, action: str, note: str) -> None:
        self.at, self.action, self.note = at, action, note


def read_history(connection: sa.Connection, slug: str) -> list[Day]:
    """Return when an incident was published and taken back, the last first; not by whom."""
    found = []
    for standing in find_standing(editions.read_about(connection, slug)):
        one = standing.judgement
        if (
            one.subject == slug
            and one.action in ("publish", "withdraw")
            and standing.state != "late"
        ):
            edition = editions.read_edition(connection, one.value or "")
            note = edition.note if edition and one.action == "publish" else ""
            found.append(Day(one.at, one.action, note))
    return found[::-1]


def read_answered(connection: sa.Connection, slug: str) -> list[Sent]:
    """Return the corrections that an editor decided to show, with what was decided."""
    return [s for s in corrections.read_sent(connection, slug) if s.answer and s.answer.public]
