"""A report coded by hand in, its document and events as a faultless coder would give them out.

What gold does not hold stays empty: places have no coordinates, parties no ids. An event of which
gold does not say by how many people it was told carries one claim a speaker.
"""

from __future__ import annotations

from reportedly.evaluate.gold import STATUSES, GoldEvent, Report
from reportedly.evaluate.marks import EFFECTS
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

NOT_STATED = Gap(gap="not_stated")


def make_document(report: Report) -> Document:
    """Return the report's document, under an id of its own."""
    return Document(
        id=make_id("gold", report.id),
        article=report.id,
        source_id=report.id,
        title=report.title,
        text=report.text,
        language="en",
        published=report.published,
        published_basis="json",
        source=Source(name=report.source),
    )


def make_event(report: Report, coded: GoldEvent) -> Event:
    """Return one event of the report."""
    text = report.text
    anchor = find_span(text, coded.anchor)
    claims = tuple(make_claim(text, who, "asserts") for who in coded.said_by)
    denials = tuple(make_claim(text, who, "denies") for who in coded.denied_by)
    return Event(
        id=make_id("gold", report.id, coded.id),
        document=make_id("gold", report.id),
        category=coded.type,
        mode=coded.mode,
        contexts=(),
        acled=coded.acled,
        stage=coded.stage,
        status=STATUSES[coded.status],
        anchor=anchor,
        evidence=(anchor,),
        actors=tuple(Party(text=who, span=find_span(text, who)) for who in coded.actor),
        recipients=tuple(Party(text=who, span=find_span(text, who)) for who in coded.recipient),
        targets=tuple(Thing(text=what, span=find_span(text, what)) for what in coded.target),
        instruments=tuple(Thing(text=what, span=find_span(text, what)) for what in coded.weapon),
        counts=tuple(
            Count(effect=effect, low=bounds[0], high=bounds[1], span=anchor, claims=claims[:1])
            for effect in EFFECTS
            if (bounds := getattr(coded, effect)) is not None
        ),
        when=make_when(coded),
        where=make_where(text, coded),
        claims=claims + denials,
    )


def make_when(coded: GoldEvent) -> Interval | Gap:
    """Return the event's days."""
    if coded.start is None or coded.end is None:
        return NOT_STATED
    precision = coded.date_precision or "day"
    return Interval(start=coded.start, end=coded.end, precision=precision, basis="stated")


def make_where(text: str, coded: GoldEvent) -> Place | Gap:
    """Return the event's place; a country that gold gives without one is inferred."""
    if coded.place is None and coded.country is None:
        return NOT_STATED
    return Place(
        name=coded.place or "",
        geonameid=None,
        country=coded.country,
        admin1=None,
        latitude=None,
        longitude=None,
        precision="city" if coded.place else "country",
        span=find_span(text, coded.place) if coded.place else None,
    )


def make_claim(text: str, who: str, stance: str) -> Claim:
    """Return somebody's word about an event."""
    span = find_span(text, who)
    return Claim(by=(Hop(party=Party(text=who, span=span)),), stance=stance, span=span)  # type: ignore[arg-type]


def find_span(text: str, quote: str) -> Span:
    """Return the first place where the quote stands; gold is checked to hold only such."""
    at = text.index(quote)
    return Span(at, at + len(quote), quote)
