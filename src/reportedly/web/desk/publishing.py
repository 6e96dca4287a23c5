"""From the desk to readers: what they would see, what changed, and the decision."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, Response

from reportedly.errors import LedgerError, ReviewError
from reportedly.export import incidents
from reportedly.export.csv import Cell
from reportedly.ledger import editions
from reportedly.review.standing import Standing, find_standing
from reportedly.run import publishing
from reportedly.run.deciding import NONE_SEEN, Person, undo
from reportedly.run.drafting import Draft, Wish, make_draft, recall_wish
from reportedly.run.publishing import Stand, read_stands
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.files import Table, send_listing
from reportedly.web.safety.policy import make_router, needs
from reportedly.web.safety.problems import NotAllowed

router = make_router(DESK)
PAGE = 50  # incidents on one page of the list
COLUMNS = ("slug", "state", "at", "by", "changed_since", "slug_now", "title",
           *(name for name in incidents.COLUMNS if name != "slug"), "edition")  # fmt: skip
CHECKS = ("names", "figures", "words")
MOST_TITLE, MOST_NOTE, MOST_HIDE = 200, 1000, 2000  # letters
Title = Annotated[str, Form(max_length=MOST_TITLE)]
Note = Annotated[str, Form(max_length=MOST_NOTE)]
Hide = Annotated[str, Form(max_length=MOST_HIDE)]


@router.get("/published")
@needs("reader")
def show_published(desk: AtDesk, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> HTMLResponse:
    """Show what readers see, what waits for a second person, and what changed since."""
    stands = read_stands(desk.newsroom.ledger, PAGE + 1, (page - 1) * PAGE)
    return desk.show("published.html", stands=stands[:PAGE], page=page, more=len(stands) > PAGE)


@router.get("/published.{form}")
@needs("reader")
def write_published(
    desk: AtDesk, form: str, page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Response:
    """Return what that list shows as data: where each incident stands, and its edition."""
    stands = read_stands(desk.newsroom.ledger, PAGE + 1, (page - 1) * PAGE)
    way = f"{DESK}/published.{form}?page={page + 1}" if len(stands) > PAGE else None
    records = {"published": stands[:PAGE], "next": way}
    table = Table(COLUMNS, map(make_row, stands[:PAGE]))
    return send_listing(form, "published", records, table, way)


def make_row(stand: Stand) -> dict[str, Cell]:
    """Return where an incident stands with readers, as a row."""
    release, incident = stand.release, stand.edition.incident
    by = release.waiting or release.by or release.withheld or release.withdrawn
    return incidents.make_row(incident) | {
        "slug": stand.slug,
        "state": "proposed" if release.waiting else release.state,
        "at": by.at.isoformat() if by else None,
        "by": by.by if by else None,
        "changed_since": "no" if stand.fresh else "yes",
        "slug_now": stand.now,
        "title": stand.edition.title,
        "edition": stand.edition.id,
    }


@router.get("/incident/{slug}/publish")
@needs("reader")
def show_publish(
    desk: AtDesk,
    slug: str,
    title: Annotated[str | None, Query(max_length=MOST_TITLE)] = None,
    note: Annotated[str, Query(max_length=MOST_NOTE)] = "",
    hide: Annotated[str, Query(max_length=MOST_HIDE)] = "",
) -> HTMLResponse:
    """Show an incident exactly as readers would see it, and what to look at before they do."""
    if title is None:
        wish = recall_wish(desk.newsroom.ledger, slug)
    else:
        wish = Wish(title=title, note=note, hide=read_names(hide))
    return show(desk, slug, wish)


@router.post("/incident/{slug}/publish")
@needs("coder")
def take_publish(
    desk: AtDesk,
    slug: str,
    action: Annotated[str, Form(max_length=20)],
    edition: Annotated[str, Form(max_length=64)] = "",
    after: Annotated[str, Form(max_length=64)] = NONE_SEEN,
    reason: Annotated[str, Form(max_length=MOST_NOTE)] = "",
    checked: Annotated[list[str] | None, Form()] = None,
    title: Title = "",
    note: Note = "",
    hide: Hide = "",
) -> Response:
    """Take a decision on what readers see."""
    if action != "propose" and not desk.may("editor"):
        raise NotAllowed
    ledger, two = desk.newsroom.ledger, desk.newsroom.config.newsroom.two_people
    wish = Wish(title=title, note=note, hide=read_names(hide))
    person = Person(by=desk.account.name, at=dt.datetime.now(dt.UTC), reason=reason, after=after)
    try:
        if action in ("propose", "publish"):
            draft = make_draft(ledger, slug, wish)
            want_checked(draft, checked or [])
        if action == "propose":
            standing = publishing.propose(ledger, slug, wish, person, edition)
        elif action == "publish":
            standing = publishing.publish(ledger, slug, wish, person, edition, two_people=two)
        elif action == "publish_proposed":
            standing = publishing.publish_proposed(ledger, slug, edition, person, two_people=two)
        elif action == "withhold":
            standing = publishing.withhold(ledger, slug, person)
        elif action == "withdraw":
            standing = publishing.withdraw(ledger, slug, person)
        else:
            raise ReviewError(f"action = {action!r}: wanted one of the page's")
    except ReviewError as error:
        return show_wrong(desk, slug, wish, str(error))
    return answer(desk, slug, wish, standing)


@router.post("/incident/{slug}/publish/undo")
@needs("editor")
def take_undo(
    desk: AtDesk,
    slug: str,
    judgement: Annotated[str, Form(max_length=64)],
    reason: Annotated[str, Form(max_length=MOST_NOTE)] = "",
) -> Response:
    """Take a decision on what readers see back."""
    two = desk.newsroom.config.newsroom.two_people
    person = Person(by=desk.account.name, at=dt.datetime.now(dt.UTC), reason=reason)
    try:
        standing = undo(desk.newsroom.ledger, judgement, person, two_people=two)
    except ReviewError as error:
        return show_wrong(desk, slug, Wish(), str(error))
    return answer(desk, slug, Wish(), standing)


def want_checked(draft: Draft, checked: list[str]) -> None:
    """Raise ReviewError unless the person ticked all there is to look at."""
    missing = [name for name in list_checks(draft) if name not in checked]
    if missing:
        raise ReviewError("look through the checklist and tick what you looked at")


def list_checks(draft: Draft) -> list[str]:
    """Return what a person has to look at before readers see it."""
    there = {
        "names": draft.hidden or draft.kept or draft.names,
        "figures": draft.disputed,
        "words": draft.verdicts,
    }
    return [name for name in CHECKS if there[name]]


def read_names(text: str) -> tuple[str, ...]:
    """Return names given one a line."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def answer(desk: Desk, slug: str, wish: Wish, standing: Standing) -> Response:
    """Go back to the page; or say who decided first, where somebody did."""
    if standing.state == "late" and standing.by is not None:
        first = standing.by
        wrong = f"{first.by} decided first ({first.action}, {first.at:%Y-%m-%d %H:%M} UTC)"
        return show_wrong(desk, slug, wish, f"{wrong}: yours is kept and does not count")
    return desk.go(f"{DESK}/incident/{slug}/publish")


def show_wrong(desk: Desk, slug: str, wish: Wish, wrong: str) -> HTMLResponse:
    """Return the page with why nothing was done."""
    return show(desk, slug, wish, wrong=wrong, status=409)


def show(desk: Desk, slug: str, wish: Wish, wrong: str = "", status: int = 200) -> HTMLResponse:
    """Return the page; or what was decided, where the incident is no more."""
    ledger = desk.newsroom.ledger
    try:
        draft = make_draft(ledger, slug, wish)
        name = draft.edition.slug
    except LedgerError:
        draft, name = None, slug
    with ledger.reading() as connection:
        decisions = find_standing(editions.read_about(connection, name))
        if draft is None and not decisions:
            raise LedgerError(f"{slug}: no incident has this slug")
        waiting = draft.release.waiting if draft else None
        proposed = editions.read_edition(connection, waiting.value or "") if waiting else None
    mine = bool(waiting and waiting.by.casefold() == desk.account.name.casefold())
    return desk.show(
        "publish.html", status, slug=name, draft=draft, wish=wish, wrong=wrong,
        checks=list_checks(draft) if draft else [], decisions=decisions[::-1], waiting=waiting,
        proposed=proposed, mine=mine, two_people=desk.newsroom.config.newsroom.two_people,
        now=dt.datetime.now(dt.UTC),
    )  # fmt: skip
