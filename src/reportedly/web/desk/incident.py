"""One incident: who says what, side by side; and what people decided of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from fastapi import Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from reportedly.errors import ReviewError
from reportedly.export.redact import redact, redact_incident
from reportedly.ledger.search import Search, find_page, within
from reportedly.merge.cluster import is_strong
from reportedly.records import Document, Event, Incident
from reportedly.run import deciding
from reportedly.run.dossier import (
    Dossier,
    find_near,
    find_reasons,
    is_former,
    preview_merge,
    preview_split,
    read_dossier,
    read_other,
)
from reportedly.web.desk.event import send_events
from reportedly.web.desk.judging import Name, Words, make_person, show_late
from reportedly.web.desk.tools import DESK, AtDesk, Desk
from reportedly.web.files import JSON
from reportedly.web.look.fields import list_sayings
from reportedly.web.look.marking import list_marks, take_sentence
from reportedly.web.look.matrix import make_matrix, summarise
from reportedly.web.safety.policy import make_router, needs

ADDRESS = f"{DESK}/incident"
router = make_router(ADDRESS)
PERMANENTLY, FOR_NOW = 301, 302
FOUND = 12  # incidents offered by a search for another
SEARCH_SECONDS = 2.0
WRONG = 422
NAME = re.compile(r"[\w-]{1,200}")
DENYING = ("denies", "doubts")


@router.get("/{slug}.{form}")
@needs("reader")
def write_incident(desk: AtDesk, slug: str, form: str) -> Response:
    """Return the incident's record (json), or the events that tell it (csv, geojson).

    Private persons' names are hidden, as in every export.
    """
    dossier = read_dossier(desk.newsroom.ledger, slug)
    if form == "json":
        body = msgspec.json.encode(redact_incident(dossier.incident))
        return Response(body, media_type=JSON)
    told = ((d, redact(event)) for d, event in list_told(dossier))
    return send_events(form, told, dossier.incident.slug)


def list_told(dossier: Dossier) -> Iterator[tuple[Document, Event]]:
    """Yield the events that tell an incident, each with its report."""
    for report in dossier.reports:
        for shown in report.told:
            yield report.document, shown.event


@router.get("/{slug}")
@needs("reader")
def show_incident(
    desk: AtDesk, slug: str, former: Annotated[str, Query(alias="from")] = ""
) -> Response:
    """Show an incident with its reports; a name that it once had leads on to the one of today."""
    dossier = read_dossier(desk.newsroom.ledger, slug)
    if slug not in (dossier.incident.slug, dossier.incident.id):
        return lead_on(desk, slug, dossier.incident)
    return desk.show(
        "incident.html",
        **describe_dossier(dossier),
        former=former if NAME.fullmatch(former) else "",
    )


def lead_on(desk: Desk, slug: str, incident: Incident) -> RedirectResponse:
    """Return the way from an old name, or from the beginning of one, to the name of today."""
    way = f"{ADDRESS}/{quote(incident.slug)}"
    if not is_former(desk.newsroom.ledger, slug):
        return RedirectResponse(way, status_code=FOR_NOW)
    return RedirectResponse(f"{way}?from={quote(slug)}", status_code=PERMANENTLY)


def describe_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return what templates show of an incident."""
    sentences = {}
    sayings = {}
    denials = []
    for document, event in list_told(dossier):
        marks = list(list_marks(event))
        sentences[event.id] = take_sentence(document, event.anchor, marks)
        sayings[event.id] = list_sayings(event, document)
        denials += [
            (document, event, saying, take_sentence(document, claim.span))
            for saying, claim in zip(sayings[event.id], event.claims, strict=True)
            if claim.stance in DENYING
        ]
    documents = dossier.documents
    return {
        "dossier": dossier,
        "incident": dossier.incident,
        "documents": documents,
        "sentences": sentences,
        "sayings": sayings,
        "denials": denials,
        "matrix": make_matrix(dossier.incident, documents, dossier.voices),
        "copies": sum(report.is_copy for report in dossier.reports),
    }


@router.get("/{slug}/reasons")
@needs("reader")
def show_reasons(desk: AtDesk, slug: str) -> HTMLResponse:
    """Show why the incident's events are taken for one happening."""
    dossier = read_dossier(desk.newsroom.ledger, slug)
    links, whole = find_reasons(dossier)
    return desk.show("reasons.html", **describe_dossier(dossier), links=links, whole=whole,
                     strong=is_strong)  # fmt: skip


@router.get("/{slug}/merge")
@needs("editor")
def show_merge(
    desk: AtDesk,
    slug: str,
    q: Annotated[str, Query(max_length=300)] = "",
    other: Annotated[str, Query(alias="with", max_length=300)] = "",
) -> Response:
    """Look for another incident, and see what the two would be as one."""
    ledger = desk.newsroom.ledger
    dossier = read_dossier(ledger, slug)
    context: dict[str, Any] = {"q": q, "error": "", "merged": None, "found": [], "near": []}
    if other:
        context |= preview(desk, dossier, other)
    elif q:
        context["found"] = look_for(desk, q, dossier.incident)
    else:
        context["near"] = find_near(ledger, dossier)
    return desk.show("merge.html", **describe_dossier(dossier), **context, summarise=summarise)


def preview(desk: Desk, dossier: Dossier, name: str) -> dict[str, Any]:
    """Return what a merge with another incident would come to, or why it cannot be."""
    other = read_other(desk.newsroom.ledger, name)
    if other is None:
        return {"error": "there is no such incident"}
    try:
        return {"merged": preview_merge(dossier, other), "other": other}
    except ReviewError as error:
        return {"error": str(error)}


def look_for(desk: Desk, words: str, here: Incident) -> list[Incident]:
    """Return incidents by their words, or by a slug or its address."""
    ledger = desk.newsroom.ledger
    name = words.strip().rstrip("/").rsplit("/", 1)[-1]
    if NAME.fullmatch(name) and "-" in name and (named := read_other(ledger, name)) is not None:
        return [named.incident]
    with ledger.reading() as connection, within(connection, SEARCH_SECONDS):
        found, _ = find_page(connection, Search(words=words), FOUND + 1)
    return [one for one in found if one.id != here.id][:FOUND]


@router.post("/{slug}/merge")
@needs("editor")
def take_merge(
    desk: AtDesk,
    slug: str,
    other: Annotated[str, Form(alias="with", max_length=300)],
    after: Name = "",
    reason: Words = "",
) -> Response:
    """Say that two incidents are one."""
    ledger = desk.newsroom.ledger
    try:
        standing = deciding.merge(ledger, [slug, other], make_person(desk, reason, after))
    except ReviewError as error:
        dossier = read_dossier(ledger, slug)
        context = preview(desk, dossier, other) | {"error": str(error)}
        return desk.show(
            "merge.html", status=WRONG, **describe_dossier(dossier),
            **({"q": "", "merged": None, "found": [], "near": []} | context), summarise=summarise,
        )  # fmt: skip
    if standing.state == "late":
        return show_late(desk, standing, f"{ADDRESS}/{slug}")
    return desk.go(f"{ADDRESS}/{quote(ledger.incident(slug).slug)}")


@router.get("/{slug}/split")
@needs("editor")
def show_split(
    desk: AtDesk,
    slug: str,
    event: Annotated[list[str] | None, Query()] = None,
    look: str = "",
) -> HTMLResponse:
    """Tick the events that tell another incident, and see what the two would be."""
    dossier = read_dossier(desk.newsroom.ledger, slug)
    return show_parting(desk, dossier, event or [], bool(look))


def show_parting(
    desk: Desk, dossier: Dossier, ticked: list[str], look: bool, error: str = ""
) -> HTMLResponse:
    """Return the page of a split, with a preview where one is asked for."""
    parts: tuple[Incident, Incident] | None = None
    if look and not error:
        try:
            parts = preview_split(dossier, ticked)
        except ReviewError as refused:
            error = str(refused)
    return desk.show(
        "split.html", status=WRONG if error else 200, **describe_dossier(dossier),
        ticked=ticked, parts=parts, error=error, summarise=summarise,
    )  # fmt: skip


@router.post("/{slug}/split")
@needs("editor")
def take_split(
    desk: AtDesk,
    slug: str,
    event: Annotated[list[str], Form()],
    after: Name = "",
    reason: Words = "",
) -> Response:
    """Say that some of the events tell another incident."""
    ledger = desk.newsroom.ledger
    try:
        standing = deciding.split(ledger, slug, event, make_person(desk, reason, after))
    except ReviewError as error:
        return show_parting(desk, read_dossier(ledger, slug), event, False, str(error))
    if standing.state == "late":
        return show_late(desk, standing, f"{ADDRESS}/{slug}")
    return desk.go(f"{ADDRESS}/{quote(ledger.incident(slug).slug)}")
