"""Adding: texts, files and links in; a report of what came of each out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from typing import Annotated

import msgspec
from fastapi import Form, UploadFile
from fastapi.responses import HTMLResponse, Response

from reportedly.export.csv import Cell
from reportedly.export.words import join
from reportedly.fetch.links import MAX_CHARACTERS
from reportedly.ledger import incidents as rows
from reportedly.ledger import jobs
from reportedly.ledger.jobs import Wanted
from reportedly.records import Incident
from reportedly.records.adding import Brought, Item, Job
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.files import Table, send_listing
from reportedly.web.safety.limits import FETCH
from reportedly.web.safety.policy import make_router, needs
from reportedly.web.safety.problems import NotFound, TooLarge

PLACE = f"{DESK}/add"
MAX_UPLOAD_BYTES = 64_000_000  # of everything that is sent at once
MAX_FILES = 200
MAX_LINKS = 50
SHOWN_JOBS = 20
SHOWN_LETTERS = 60
COLUMNS = ("item", "kind", "name", "state", "tries", "document", "title", "events", "tallies",
           "new", "reasons", "details")  # fmt: skip

router = make_router(PLACE, max_body_size=MAX_UPLOAD_BYTES)
Line = Annotated[str, Form(max_length=500)]


@router.get("")
@needs("coder")
def show_adding(desk: AtDesk) -> HTMLResponse:
    """Show the form, and what this person brought in last."""
    return show_form(desk)


def show_form(desk: Desk, notice: str = "", status: int = 200) -> HTMLResponse:
    """Return the form, with what was wrong with the last try."""
    with desk.newsroom.ledger.reading() as connection:
        known = jobs.read_jobs_of(connection, desk.account.id, SHOWN_JOBS)
    return desk.show("adding.html", status=status, notice=notice, jobs=known)


@router.post("")
@needs("coder")
def take_articles(
    desk: AtDesk,
    text: Annotated[str, Form()] = "",
    title: Line = "",
    source: Line = "",
    url: Annotated[str, Form(max_length=MAX_CHARACTERS)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    links: Annotated[str, Form(max_length=MAX_LINKS * MAX_CHARACTERS)] = "",
    files: list[UploadFile] | None = None,
) -> Response:
    """Keep what was brought in; from here on nothing of it is lost."""
    given = [word for word in links.split() if word]
    sent = [file for file in files or [] if file.filename]
    if len(given) > MAX_LINKS or len(sent) > MAX_FILES:
        raise TooLarge(f"at most {MAX_LINKS} links and {MAX_FILES} files at once")
    for _ in given:
        desk.newsroom.limits.check(FETCH, "account", desk.account.id)
    wanted = [Wanted("link", link) for link in given]
    wanted += read_files(sent, desk.newsroom.config.max_bytes)
    if text.strip():
        wanted.append(make_pasted(text, title, source, url, published))
    if not wanted:
        return show_form(desk, notice="nothing", status=422)
    job_id = secrets.token_hex(12)
    with desk.newsroom.ledger.noting() as connection:
        jobs.add_job(connection, job_id, desk.account.id, time.time(), wanted)
    desk.newsroom.adding.wake()
    return desk.go(f"{PLACE}/{job_id}")


def read_files(sent: list[UploadFile], max_bytes: int) -> Iterator[Wanted]:
    """Yield the files as they were sent. Their names are only ever shown (T9)."""
    for file in sent:
        name = "".join(sign if sign.isprintable() else "\ufffd" for sign in file.filename or "")
        # One byte more than is read, so that the report says "too large" and not "cut off".
        limit = -1 if name.lower().endswith((".jsonl", ".ndjson")) else max_bytes + 1
        yield Wanted("file", name[-200:], file.file.read(limit))


def make_pasted(text: str, title: str, source: str, url: str, published: str) -> Wanted:
    """Return a pasted text with what its person says of it."""
    said = {"title": title, "source": source, "url": url, "published": published.strip()}
    # A browser sends \r\n for every line of a form, whatever was pasted.
    entry = {"text": text.replace("\r\n", "\n"), **{key: said[key] for key in said if said[key]}}
    words = " ".join((title or text[:1000]).split())
    name = words if len(words) <= SHOWN_LETTERS else words[:SHOWN_LETTERS].rstrip() + "…"
    return Wanted("text", name, msgspec.json.encode(entry))


@router.get("/{job_id}.{form}")
@needs("coder")
def write_job(desk: AtDesk, job_id: str, form: str) -> Response:
    """Return what came of each article as data: a row each, none of which has a place."""
    job = find_job(desk, job_id)
    rows = (make_row(item, one) for item in job.items for one in item.report or (None,))
    return send_listing(form, "added", job, Table(COLUMNS, rows), unlocated=True)


def make_row(item: Item, one: Brought | None) -> dict[str, Cell]:
    """Return what came of an article; of an item that was not read yet, that it waits."""
    row: dict[str, Cell] = {
        "item": item.ordinal, "kind": item.kind, "name": one.name if one else item.name,
        "state": item.state, "tries": item.tries,
    }  # fmt: skip
    if one is None:
        return row
    return row | {
        "document": one.document,
        "title": one.title,
        "events": join(one.events),
        "tallies": one.tallies,
        "new": "yes" if one.new else "no",
        "reasons": join(issue.reason for issue in one.issues),
        "details": " | ".join(issue.detail for issue in one.issues if issue.detail),
    }


@router.get("/{job_id}")
@needs("coder")
def show_job(desk: AtDesk, job_id: str) -> HTMLResponse:
    """Show how far a job is and what came of each article."""
    job = find_job(desk, job_id)
    ids = {event for item in job.items for each in item.report for event in each.events}
    with desk.newsroom.ledger.reading() as connection:
        incidents = rows.read_incidents_of(connection, ids)

    def told_in(one: Brought) -> list[Incident]:
        found = {incidents[key].slug: incidents[key] for key in one.events if key in incidents}
        return list(found.values())

    # Events are in the ledger first and in incidents a moment later; until then there is more.
    more = not job.ended or (desk.newsroom.adding.busy and not ids <= incidents.keys())
    return desk.show("added.html", job=job, told_in=told_in, more=more, place=PLACE)


@router.post("/{job_id}/again")
@needs("coder")
def take_again(desk: AtDesk, job_id: str) -> Response:
    """Let what failed be tried once more: a site may be there again."""
    job = find_job(desk, job_id)
    for item in job.items:
        if item.state == "failed" and item.kind == "link":
            desk.newsroom.limits.check(FETCH, "account", desk.account.id)
    with desk.newsroom.ledger.noting() as connection:
        jobs.try_again(connection, job.id)
    desk.newsroom.adding.wake()
    return desk.go(f"{PLACE}/{job.id}")


def find_job(desk: Desk, job_id: str) -> Job:
    """Return a job that this person may see: their own, or anybody's for an administrator."""
    with desk.newsroom.ledger.reading() as connection:
        job = jobs.read_job(connection, job_id)
    if job is None or (job.account != desk.account.id and not desk.may("admin")):
        raise NotFound
    return job
