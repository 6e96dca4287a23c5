"""News in small through the whole coder, with the model that is shipped."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reportedly.config import Config
from reportedly.pipeline import Coded, Coder
from reportedly.records import Article, Event, Gap, Interval, Place, holds

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/events.toml").read_text("utf8"))


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.open(Config(threads=1))


def code(coder: Coder, text: str) -> Coded:
    article = Article(
        name="case", media="json", text=text, source_id="case", published=dt.date(2023, 6, 14)
    )
    (coded,) = coder.code([article])
    return coded


def says(wanted: str, heard: list[str]) -> bool:
    return any(wanted.lower() in h.lower() or h.lower() in wanted.lower() for h in heard if h)


def fits(event: Event, case: dict[str, Any]) -> list[str]:
    """Return what is wrong with the event."""
    plain = ("mode", "acled", "stage", "status")
    wrong = [
        f"{f} is {getattr(event, f)}"
        for f in plain
        if getattr(event, f) != case.get(f, getattr(event, f))
    ]
    actors = [p.text for p in event.actors]
    suffer = [p.text for p in event.recipients] + [t.text for t in event.targets]
    if "actor" in case and not (says(case["actor"], actors) if case["actor"] else not actors):
        wrong.append(f"actors are {actors}")
    if "recipient" in case and not says(case["recipient"], suffer):
        wrong.append(f"recipients are {suffer}")
    when = event.when.start.isoformat() if isinstance(event.when, Interval) else event.when
    if "start" in case and when != case["start"]:
        wrong.append(f"start is {when}")
    where = [event.where.name] if isinstance(event.where, Place) else []
    if "place" in case and not says(case["place"], where):
        wrong.append(f"place is {where}")
    if "country" in case and getattr(event.where, "country", None) != case["country"]:
        wrong.append(f"country is {event.where}")
    for effect in ("killed", "injured", "abducted", "arrested"):
        if effect in case:
            low, high = case[effect]
            wanted = (low, None if high == "open" else high)
            if wanted not in [(c.low, c.high) for c in event.counts if c.effect == effect]:
                wrong.append(f"{effect} is {event.counts}")
    speakers = {
        s: [h.party.text for h in c.by if h.party] for c in event.claims for s in [c.stance]
    }
    if "said_by" in case and not says(case["said_by"], [w for v in speakers.values() for w in v]):
        wrong.append(f"said by {speakers}")
    if "denied_by" in case and not says(case["denied_by"], speakers.get("denies", [])):
        wrong.append(f"denied by {speakers}")
    return wrong


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: str(c["why"]))
def test_it_is_coded(coder: Coder, case: dict[str, Any]) -> None:
    coded = code(coder, case["text"])
    found = [e for e in coded.events if e.category == case["category"]]
    assert found, [(e.category, e.anchor.quote) for e in coded.events]
    faults = [fits(e, case) for e in found]
    assert [] in faults, faults


@pytest.mark.parametrize("case", CASES["nothing"], ids=lambda c: str(c["why"]))
def test_it_is_not_coded(coder: Coder, case: dict[str, Any]) -> None:
    assert [(e.category, e.anchor.quote) for e in code(coder, case["text"]).events] == []


def test_every_span_stands_where_it_says(coder: Coder) -> None:
    for case in CASES["case"]:
        coded = code(coder, case["text"])
        assert coded.document is not None
        for e in coded.events:
            spans = [e.anchor, *e.evidence, *(p.span for p in (*e.actors, *e.recipients))]
            spans += [t.span for t in (*e.targets, *e.instruments)] + [c.span for c in e.counts]
            spans += [c.span for c in e.claims]
            spans += [] if isinstance(e.when, Gap) or e.when.span is None else [e.when.span]
            spans += [] if isinstance(e.where, Gap) or e.where.span is None else [e.where.span]
            assert all(holds(s, coded.document) for s in spans)


def test_the_same_text_gives_the_same_records(coder: Coder) -> None:
    text = CASES["case"][0]["text"]
    assert code(coder, text) == code(coder, text)


def test_a_document_is_not_changed_by_its_neighbours(coder: Coder) -> None:
    alone = [code(coder, c["text"]) for c in CASES["case"][:4]]
    articles = [
        Article(
            name="case",
            media="json",
            text=c["text"],
            source_id="case",
            published=dt.date(2023, 6, 14),
        )
        for c in CASES["case"][:4]
    ]
    assert list(coder.code(articles)) == alone


def test_a_long_text_is_coded_in_stretches_and_says_so(coder: Coder) -> None:
    article = "The council spoke of the harvest, and of roads. " * 320
    last = "\nGunmen killed six soldiers near Mopti on Saturday, an army spokesman said."
    coded = code(coder, article + last)
    assert coded.document is not None
    assert [(i.stage, i.reason) for i in coded.issues] == [("coding", "long_text")]
    (event,) = (e for e in coded.events if e.category == "ASSAULT")
    assert event.anchor.start > len(article) and holds(event.anchor, coded.document)
    assert [(c.low, c.span.quote) for c in event.counts] == [(6, "six")]


def test_no_published_date_is_put_in_silently(coder: Coder) -> None:
    coded = code(
        coder, "Gunmen killed six soldiers near Mopti, an army spokesman said, in an ambush."
    )
    assert coded.events
    assert all(isinstance(e.when, Gap) for e in coded.events)
