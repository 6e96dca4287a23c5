"""A coder that is never wrong: it copies gold into records."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportedly.evaluate.gold import STATUSES, CodedRecord, GoldEvent, Report
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
    Tally,
    Thing,
    take_span,
)

GOLD = Path(__file__).parents[1] / "gold"
UNSAID = Gap(gap="not_stated")


def find(text: str, words: str) -> Span:
    at = text.index(words)
    return take_span(text, at, at + len(words))


def copy_event(report: Report, gold: GoldEvent) -> Event:
    text = report.text

    def parties(words: tuple[str, ...]) -> tuple[Party, ...]:
        return tuple(Party(text=w, span=find(text, w)) for w in words[:1])

    def things(words: tuple[str, ...]) -> tuple[Thing, ...]:
        return tuple(Thing(text=w, span=find(text, w)) for w in words[:1])

    anchor = find(text, gold.anchor)
    claims = [Claim(by=(Hop(party=p),), stance="asserts", span=p.span)
              for p in parties(gold.said_by)]  # fmt: skip
    claims += [Claim(by=(Hop(party=p),), stance="denies", span=p.span)
               for p in parties(gold.denied_by)]  # fmt: skip
    claims += [Claim(by=(), stance="asserts", span=anchor, channel=w) for w in gold.channel[:1]]
    counts = [
        Count(effect=effect, low=bounds[0], high=bounds[1], span=anchor)
        for effect in ("killed", "injured", "abducted", "arrested")
        if (bounds := getattr(gold, effect))
    ]
    when: Interval | Gap = UNSAID
    if gold.start and gold.end:
        when = Interval(start=gold.start, end=gold.end, precision="day", basis="stated")
    where: Place | Gap = UNSAID
    if gold.place or gold.country:
        where = Place(
            name=gold.place or "", geonameid=None, country=gold.country, admin1=None,
            latitude=None, longitude=None, precision="city", span=None,
        )  # fmt: skip
    return Event(
        id=f"{report.id}-{gold.id}", document=f"doc-{report.id}", category=gold.type,
        mode=gold.mode, contexts=(), acled=gold.acled, stage=gold.stage,
        status=STATUSES[gold.status], anchor=anchor, evidence=(anchor,),
        actors=parties(gold.actor), recipients=parties(gold.recipient),
        targets=things(gold.target), instruments=things(gold.weapon), counts=tuple(counts),
        when=when, where=where, claims=tuple(claims),
    )  # fmt: skip


def copy_report(report: Report) -> Iterator[CodedRecord]:
    document = f"doc-{report.id}"
    yield Document(
        id=document, article="x", source_id=report.id, title=None, text=report.text,
        language="en", published=None, published_basis=None, source=Source(),
    )  # fmt: skip
    for gold in report.events:
        yield copy_event(report, gold)
    for k, tally in enumerate(report.tallies):
        yield Tally(
            id=f"{report.id}-t{k}", document=document, effect=tally.effect,  # type: ignore[arg-type]
            low=tally.low, high=tally.high, span=find(report.text, tally.anchor),
        )  # fmt: skip


Copy = Callable[[tuple[Report, ...]], list[CodedRecord]]


@pytest.fixture
def copy() -> Copy:
    """Return a function that codes reports exactly as gold has them."""
    return lambda reports: [record for report in reports for record in copy_report(report)]


@pytest.fixture
def gold_folder() -> Path:
    """Return the project's own gold."""
    return GOLD
