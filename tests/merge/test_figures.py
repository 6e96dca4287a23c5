"""Figures stand beside each other; only their own speaker's later word replaces one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from reportedly.merge import make_incidents
from reportedly.merge.figures import choose_figure
from reportedly.merge.series import find_series
from reportedly.records import Document, Event, Incident, Party, Tally

Story = Callable[..., tuple[Document, Event]]
FACTS: dict[str, Any] = {"when": "2021-03-06", "where": "Mopti", "country": "ML"}


def tell(story: Story, speaker: str, killed: int, published: str) -> tuple[Document, Event]:
    """Return a report of its own in which a speaker gives a number."""
    text = f"Gunmen hit a post near Mopti on Saturday: {killed} soldiers died, {speaker} said."
    return story(
        text, name=f"{speaker} {killed}", outlet=f"{speaker} {killed}", recipient="soldiers",
        killed=killed, says={speaker: "asserts"}, published=published, **FACTS,
    )  # fmt: skip


def fold(*told: tuple[Document, Event]) -> Incident:
    (incident,) = make_incidents([d for d, _ in told], [e for _, e in told])
    return incident


def test_a_speakers_later_figure_supersedes_the_earlier(story: Story) -> None:
    early, late = tell(story, "the army", 6, "2021-03-07"), tell(story, "the army", 9, "2021-03-09")
    incident = fold(late, early)
    assert [(f.low, f.superseded) for f in incident.figures] == [(6, True), (9, False)]
    assert incident.disputes == (), "nobody contradicts the army but the army"


def test_another_speakers_figure_contradicts(story: Story) -> None:
    incident = fold(
        tell(story, "the army", 6, "2021-03-07"), tell(story, "the mayor", 9, "2021-03-09")
    )
    assert [f.superseded for f in incident.figures] == [False, False]
    (dispute,) = incident.disputes
    assert dispute.field == "killed"
    assert [(p.value, p.since) for p in dispute.positions] == [
        ("6", dt.date(2021, 3, 7)),
        ("9", dt.date(2021, 3, 9)),
    ]


def test_two_figures_of_one_day_both_stand(story: Story) -> None:
    incident = fold(
        tell(story, "the army", 6, "2021-03-07"), tell(story, "the army", 9, "2021-03-07")
    )
    assert [f.superseded for f in incident.figures] == [False, False]


def give_sector(told: tuple[Document, Event], sector: str) -> tuple[Document, Event]:
    """Return the report with its speaker's sector known."""
    document, event = told

    def known(party: Party) -> Party:
        return msgspec.structs.replace(party, sector=sector)

    def named(claim: Any) -> Any:
        hops = tuple(msgspec.structs.replace(h, party=known(h.party)) for h in claim.by)
        return msgspec.structs.replace(claim, by=hops)

    claims = tuple(named(claim) for claim in event.claims)
    counts = tuple(msgspec.structs.replace(c, claims=claims) for c in event.counts)
    return document, msgspec.structs.replace(event, claims=claims, counts=counts)


@pytest.mark.parametrize(
    ("profile", "chosen"), [(("MED", "MIL"), 9), (("MIL",), 6), (("IGO", "outlet"), None)]
)
def test_a_profile_chooses_and_says_whose(
    story: Story, profile: tuple[str, ...], chosen: int | None
) -> None:
    incident = fold(
        give_sector(tell(story, "the army", 6, "2021-03-07"), "MIL"),
        give_sector(tell(story, "the hospital", 9, "2021-03-09"), "MED"),
    )
    figure = choose_figure(incident.figures, "killed", profile)
    assert (figure.low if figure else None) == chosen


def test_tallies_of_one_speaker_are_one_series_in_order_of_time(story: Story) -> None:
    reports = [tell(story, "the Ministry", n, f"2021-03-0{n}") for n in (3, 7, 5)]
    tallies = [
        (Tally(
            id=f"t{n}", document=document.id, effect="killed", low=100 * n, high=None,
            span=event.anchor, since=dt.date(2021, 1, 1), claims=event.claims,
        ), document.published)
        for n, (document, event) in enumerate(reports)
    ]  # fmt: skip
    (series,) = find_series(tallies)
    assert series.speaker == "the Ministry"
    assert [p.day.day for p in series.points if p.day] == [3, 5, 7]
    assert [p.low for p in series.points] == [0, 200, 100], "never added up"
    assert find_series(reversed(tallies)) == (series,)
