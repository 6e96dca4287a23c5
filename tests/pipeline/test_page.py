"""The page this project began with, retold in our own words: what a reader must find in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.clean import clean
from reportedly.config import Config
from reportedly.fetch.files import read_paths
from reportedly.pipeline import Coded, Coder
from reportedly.records import Event, Interval, Place

PAGE = Path(__file__).parent / "pages/claims.txt"


@pytest.fixture(scope="module")
def coded() -> Coded:
    (article,) = read_paths([str(PAGE)], max_bytes=1_000_000)
    return Coder.open(Config()).code_one(article)


def on(coded: Coded, category: str, start: str) -> Event:
    """Return the fullest event of the type whose time begins on the day."""
    found = [
        e
        for e in coded.events
        if e.category == category
        and isinstance(e.when, Interval)
        and e.when.start.isoformat() == start
    ]
    assert found, [(e.category, e.anchor.quote, e.when) for e in coded.events]
    return max(found, key=lambda e: (len(e.counts), e.mode is not None, len(e.claims)))


def speakers(event: Event, stance: str) -> set[str]:
    return {
        hop.party.text
        for claim in event.claims
        if claim.stance == stance
        for hop in claim.by
        if hop.party
    }


def test_the_date_is_read_from_a_label(coded: Coded) -> None:
    assert coded.document is not None
    assert str(coded.document.published) == "2024-03-04"
    assert coded.document.published_basis == "label"


def test_the_claimed_attack_two_days_before_the_statement(coded: Coded) -> None:
    event = on(coded, "ASSAULT", "2024-03-01")
    assert (event.mode, event.stage, event.status) == ("drone", "occurred", "claimed")
    assert isinstance(event.where, Place)
    assert (event.where.name, event.where.country) == ("port of Limassol", "CY")
    assert [t.text for t in event.targets] == ["fuel depots"]
    assert [a.text for a in event.actors] == ["The Coastal Resistance Front"]
    (claim, *_) = [c for c in event.claims if c.channel and "Telegram" in c.channel]
    assert claim.stance == "claims_responsibility"
    assert claim.said is not None
    assert str(claim.said.start) == "2024-03-03"


def test_the_attack_on_the_first_of_february(coded: Coded) -> None:
    event = on(coded, "ASSAULT", "2024-02-01")
    assert event.status == "claimed"
    assert isinstance(event.where, Place)
    assert event.where.country == "CY"
    assert speakers(event, "claims_responsibility") & {"the CRF", "The Coastal Resistance Front"}


def test_the_attack_on_the_border_has_its_own_dead(coded: Coded) -> None:
    event = on(coded, "ASSAULT", "2024-01-21")
    assert isinstance(event.when, Interval)
    assert str(event.when.end) == "2024-01-31"
    assert [(c.effect, c.low, c.high) for c in event.counts] == [("killed", 3, 3)]
    assert event.status == "claimed"
    assert isinstance(event.where, Place)
    assert "border" in event.where.name


def test_the_war_s_first_attack_is_background_with_its_own_day(coded: Coded) -> None:
    event = on(coded, "ASSAULT", "2023-10-07")
    assert "Northern Brigades" in event.actors[0].text
    assert not event.counts


def test_a_threat_was_made_and_a_veto_cast(coded: Coded) -> None:
    (threat,) = [e for e in coded.events if e.category == "THREATEN"]
    assert threat.stage == "occurred"
    (veto,) = [e for e in coded.events if e.category == "REJECT"]
    assert [a.text for a in veto.actors] == ["Washington"]
    assert "Security Council" in {r.text for r in veto.recipients}


def test_the_running_total_is_a_tally_and_no_event_s(coded: Coded) -> None:
    (tally,) = coded.tallies
    assert (tally.effect, tally.low, tally.high) == ("killed", 30410, None)
    assert str(tally.since) == "2023-10-07"
    assert not [c for e in coded.events for c in e.counts if c.low == 30410]


def test_nothing_is_coded_from_the_page_s_own_words(coded: Coded) -> None:
    document = coded.document
    assert document is not None
    assert document == clean(next(iter(read_paths([str(PAGE)], max_bytes=1_000_000))))
    for event in coded.events:
        for span in (event.anchor, *event.evidence):
            assert not any(span.touches(words) for words in document.litter)
