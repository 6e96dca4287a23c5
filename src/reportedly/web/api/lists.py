"""Records out: one, or a page of them, as JSON, JSON lines, a table or GeoJSON."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from fastapi.responses import Response

from reportedly.export.csv import write_csv
from reportedly.export.geojson import write_geojson
from reportedly.ledger.pages import IncidentFilter, Page
from reportedly.ledger.read import EventFilter
from reportedly.ledger.search import Cursor, Search
from reportedly.run import sharing
from reportedly.web.api.schema import describe_page, describe_record
from reportedly.web.api.tools import (
    AskedPage,
    AskedShare,
    AtApi,
    Form,
    Table,
    answer,
    answer_file,
    answer_page,
    check_key,
    make_api_router,
)
from reportedly.web.safety.policy import needs
from reportedly.web.safety.problems import NotFound, Problem

router = make_api_router()
Word = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
Day = Annotated[dt.date | None, Query()]
Name = Annotated[str, Path(max_length=200, pattern=r"^[^\x00/]+$")]
GEOJSON = "application/geo+json"
CSV = "text/csv; charset=utf-8"


@router.get("/documents", **describe_page("Document"))
@router.get("/documents.{form}", **describe_page("Document"))
@needs("reader")
def list_documents(request: Request, api: AtApi, asked: AskedPage, form: Form = "json") -> Response:
    """List documents, by id. Without `names` they come without their texts."""
    after = check_key(asked.after, str)
    page = sharing.share_documents(api.newsroom.ledger, asked.share, after, asked.most)
    return answer_page(request, page, form)


@router.get("/documents/{name}", **describe_record("Document"))
@needs("reader")
def show_document(api: AtApi, share: AskedShare, name: Name) -> Response:
    """Show one document."""
    return answer(sharing.share_document(api.newsroom.ledger, name, share))


def read_event_filter(
    document: Word = None, category: Word = None, country: Word = None, status: Word = None,
    stage: Word = None, since: Day = None, until: Day = None,
) -> EventFilter:  # fmt: skip
    """Return which events are asked for."""
    return EventFilter(document=document, category=category, country=country, status=status,
                       stage=stage, since=since, until=until)  # fmt: skip


@router.get("/events", **describe_page("Event", "csv", "geojson"))
@router.get("/events.{form}", **describe_page("Event", "csv", "geojson"))
@needs("reader")
def list_events(
    request: Request,
    api: AtApi,
    asked: AskedPage,
    wanted: Annotated[EventFilter, Depends(read_event_filter)],
    form: Table = "json",
) -> Response:
    """List what single reports say happened, by document."""
    after = check_key(asked.after, str, int)
    page = sharing.share_events(api.newsroom.ledger, asked.share, wanted, after, asked.most)
    if form == "csv":
        return answer_file(request, page, write_csv(page.items), CSV, "events.csv")
    if form == "geojson":
        return answer_file(request, page, write_geojson(page.items), GEOJSON, "events.geojson")
    events: Page[Any] = Page(tuple(event for _, event in page.items), page.after)
    return answer_page(request, events, form)


@router.get("/events/{name}", **describe_record("Event"))
@needs("reader")
def show_event(api: AtApi, share: AskedShare, name: Name) -> Response:
    """Show one event."""
    event = sharing.share_event(api.newsroom.ledger, name, share)
    if event is None:
        raise NotFound
    return answer(event)


@router.get("/incidents", **describe_page("Incident"))
@router.get("/incidents.{form}", **describe_page("Incident"))
@needs("reader")
def list_incidents(
    request: Request,
    api: AtApi,
    asked: AskedPage,
    form: Form = "json",
    category: Word = None,
    country: Word = None,
    since: Day = None,
    until: Day = None,
    disputed: bool | None = None,
) -> Response:
    """List incidents as people see them, by id."""
    wanted = IncidentFilter(category=category, country=country, since=since, until=until,
                            disputed=disputed)  # fmt: skip
    after = check_key(asked.after, str)
    page = sharing.share_incidents(api.newsroom.ledger, asked.share, wanted, after, asked.most)
    return answer_page(request, page, form)


@router.get("/search", **describe_page("Incident"))
@router.get("/search.{form}", **describe_page("Incident"))
@needs("reader")
def find_incidents(
    request: Request,
    api: AtApi,
    asked: AskedPage,
    q: Annotated[str, Query(max_length=400)],
    form: Form = "json",
    since: Day = None,
    until: Day = None,
) -> Response:
    """Find the incidents that are told in some words, the newest first. All words, "a phrase",
    word* for a beginning, -word for none of it, OR between alternatives."""
    wanted = Search(words=q, since=since, until=until)
    key = check_key(asked.after, str, str)
    after = None if key is None else Cursor(read_value(str(key[0])), str(key[1]))
    found, more = sharing.search_incidents(
        api.newsroom.ledger, asked.share, wanted, after, asked.most
    )
    beyond = None if more is None else (str(more.value or ""), more.incident)
    return answer_page(request, Page(tuple(found), beyond), form)


def read_value(text: str) -> str | None:
    """Return the day that a page of what was found ends with; None where it ends undated."""
    try:
        return dt.date.fromisoformat(text).isoformat() if text else None
    except ValueError as error:
        raise Problem("after: is of another listing") from error


@router.get("/incidents/{name}", **describe_record("Incident"))
@needs("reader")
def show_incident(api: AtApi, share: AskedShare, name: Name) -> Response:
    """Show one incident, by its slug or one that it once had."""
    return answer(sharing.share_incident(api.newsroom.ledger, name, share))


@router.get("/tallies", **describe_page("Tally"))
@router.get("/tallies.{form}", **describe_page("Tally"))
@needs("reader")
def list_tallies(
    request: Request, api: AtApi, asked: AskedPage, form: Form = "json", document: Word = None
) -> Response:
    """List running totals, which are added to no incident."""
    after = check_key(asked.after, str, int)
    page = sharing.share_tallies(api.newsroom.ledger, asked.share, document, after, asked.most)
    return answer_page(request, page, form)


@router.get("/judgements", **describe_page("Judgement"))
@router.get("/judgements.{form}", **describe_page("Judgement"))
@needs("reader")
def list_judgements(
    request: Request, api: AtApi, asked: AskedPage, form: Form = "json", subject: Word = None
) -> Response:
    """List people's decisions, in the order of their arrival."""
    after = check_key(asked.after, int)
    page = sharing.share_judgements(api.newsroom.ledger, subject, after, asked.most)
    return answer_page(request, page, form)


@router.get("/issues", **describe_page("Issue"))
@router.get("/issues.{form}", **describe_page("Issue"))
@needs("reader")
def list_issues(request: Request, api: AtApi, asked: AskedPage, form: Form = "json") -> Response:
    """List what could not be used, and why."""
    after = check_key(asked.after, str)
    return answer_page(request, sharing.share_issues(api.newsroom.ledger, after, asked.most), form)
