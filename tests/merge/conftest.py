"""Short ways to write a document and an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reportedly.ids import make_id
from reportedly.records import (
    Claim,
    Count,
    Document,
    Event,
    Gap,
    Hop,
    Interval,
    Party,
    Place,
    Source,
    Span,
    Thing,
)

Told = tuple[Document, Event]
NOT_STATED = Gap(gap="not_stated")
PRECISION = {1: "day", 7: "week"}


def span(text: str, quote: str) -> Span:
    """Return the first place where the quote stands."""
    at = text.find(quote)
    return Span(at, at + len(quote), quote) if at >= 0 else Span(0, len(quote), quote)


def party(text: str, quote: str) -> Party:
    return Party(text=quote, span=span(text, quote))


def claim(text: str, speaker: str, stance: str) -> Claim:
    by = (Hop(party=party(text, speaker)),)
    return Claim(by=by, stance=stance, span=span(text, speaker))  # type: ignore[arg-type]


def interval(when: str | None) -> Interval | Gap:
    """Read "2021-03-06" or "2021-03-01..2021-03-31"."""
    if when is None:
        return NOT_STATED
    start, _, end = when.partition("..")
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    return Interval(start=first, end=last, precision="month" if end else "day", basis="stated")


def tell(
    text: str,
    *,
    name: str = "",
    category: str = "ASSAULT",
    kind: str | None = "firearms",
    when: str | None = None,
    where: str | None = None,
    country: str | None = None,
    at: list[float] | None = None,
    actor: str | None = None,
    recipient: str | None = None,
    target: str | None = None,
    killed: int | None = None,
    stage: str = "occurred",
    published: str | None = None,
    outlet: str | None = None,
    says: dict[str, str] | None = None,
    body: str = "",
) -> Told:
    """Return a document of one sentence (and a body) and the event it tells."""
    document = Document(
        id=make_id(text, name, outlet, body),
        article=name,
        source_id=name,
        title=None,
        text=f"{text}\n{body}",
        language="en",
        published=dt.date.fromisoformat(published) if published else None,
        published_basis=None,
        source=Source(name=outlet),
    )
    anchor = Span(0, len(text), text)
    claims = tuple(claim(text, who, stance) for who, stance in (says or {}).items())
    latitude, longitude = at or (None, None)
    place: Place | Gap = NOT_STATED
    if where or country:
        place = Place(
            name=where or str(country),
            geonameid=None,
            country=country,
            admin1=None,
            latitude=latitude,
            longitude=longitude,
            precision="city" if where else "country",
            span=span(text, where) if where else None,
        )
    event = Event(
        id=make_id(document.id, "event"),
        document=document.id,
        category="PROTEST" if kind == "demo" else category,
        mode=kind,
        contexts=(),
        acled=None,
        stage=stage,  # type: ignore[arg-type]
        status="reported",
        anchor=anchor,
        evidence=(anchor,),
        actors=(party(text, actor),) if actor else (),
        recipients=(party(text, recipient),) if recipient else (),
        targets=(Thing(text=target, span=span(text, target)),) if target else (),
        instruments=(),
        counts=()
        if killed is None
        else (Count(effect="killed", low=killed, high=killed, span=anchor, claims=claims),),
        when=interval(when),
        where=place,
        claims=claims,
    )
    return document, event


@pytest.fixture
def story() -> Callable[..., Told]:
    """Return the short way to a document with one event."""
    return tell


@pytest.fixture(scope="session")
def gold() -> tuple[list[Document], list[Event], dict[str, str]]:
    """Return the gold set's documents, its events as a faultless coder would give them, and the
    incident of each event."""
    import json
    from pathlib import Path

    documents, events, incident_of = [], [], {}
    for path in sorted((Path(__file__).parents[1] / "gold").glob("*.json")):
        report: dict[str, Any] = json.loads(path.read_text("utf8"))
        for coded in report["events"]:
            document, event = _read_coded(report, coded)
            events.append(event)
            incident_of[event.id] = coded["incident"]
        if report["events"]:
            documents.append(document)
    return documents, events, incident_of


def _read_coded(report: dict[str, Any], coded: dict[str, Any]) -> Told:
    text = report["text"]
    document = Document(
        id=make_id(report["id"]),
        article=report["id"],
        source_id=report["id"],
        title=report["title"],
        text=text,
        language="en",
        published=dt.date.fromisoformat(report["published"]),
        published_basis="json",
        source=Source(name=report["source"]),
    )
    anchor = span(text, coded["anchor"])
    place: Place | Gap = NOT_STATED
    if coded["place"] or coded["country"]:
        place = Place(
            name=coded["place"] or coded["country"],
            geonameid=None,
            country=coded["country"],
            admin1=None,
            latitude=None,
            longitude=None,
            precision="city" if coded["place"] else "country",
            span=span(text, coded["place"]) if coded["place"] else None,
        )
    when: Interval | Gap = NOT_STATED
    if coded["start"]:
        when = Interval(
            start=dt.date.fromisoformat(coded["start"]),
            end=dt.date.fromisoformat(coded["end"]),
            precision=coded["date_precision"],
            basis="stated",
        )
    says = [(who, "asserts") for who in coded["said_by"]]
    claims = tuple(claim(text, *s) for s in says + [(w, "denies") for w in coded["denied_by"]])
    event = Event(
        id=make_id(report["id"], coded["id"]),
        document=document.id,
        category=coded["type"],
        mode=coded["mode"],
        contexts=(),
        acled=coded["acled"],
        stage=coded["stage"],
        status="reported",
        anchor=anchor,
        evidence=(anchor,),
        actors=tuple(party(text, p) for p in coded["actor"]),
        recipients=tuple(party(text, p) for p in coded["recipient"]),
        targets=tuple(Thing(text=p, span=span(text, p)) for p in coded["target"]),
        instruments=(),
        counts=tuple(
            Count(
                effect=effect,  # type: ignore[arg-type]
                low=coded[effect][0],
                high=coded[effect][1],
                span=anchor,
                claims=claims[: bool(says)],
            )
            for effect in ("killed", "injured", "abducted", "arrested")
            if coded[effect]
        ),
        when=when,
        where=place,
        claims=claims,
    )
    return document, event
