"""Tallies in, series out: what one speaker has counted since one day, as it grew. Never a sum."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from reportedly.merge.figures import find_source, name_speaker
from reportedly.merge.words import find_stems
from reportedly.records import Effect, Tally
from reportedly.records.base import Record


class Point(Record, frozen=True, kw_only=True):
    """A total at one time. `day` is when it was as of, else when it was said or published."""

    day: dt.date | None
    low: int | None
    high: int | None
    qualifier: str | None
    documents: tuple[str, ...]


class Series(Record, frozen=True, kw_only=True, tag_field="type", tag="series"):
    """The totals that one speaker gives of one effect since one day, in order of time."""

    effect: Effect
    since: dt.date | None
    speaker: str
    who: str | None
    points: tuple[Point, ...]


Dated = tuple[Tally, dt.date | None]  # a tally, and the day its report came out


def find_series(tallies: Iterable[Dated]) -> tuple[Series, ...]:
    """Return every series, the longest first."""
    groups: defaultdict[tuple[object, ...], list[Dated]] = defaultdict(list)
    for tally, published in sorted(tallies, key=lambda t: t[0].id):
        stems = tuple(sorted(find_stems(tally.who or "")))
        key = (tally.effect, str(tally.since or ""), find_speaker(tally), stems)
        groups[key].append((tally, published))
    found = [make_series(group) for _, group in sorted(groups.items(), key=str)]
    return tuple(sorted(found, key=lambda s: (-len(s.points), s.effect, str(s.since), s.speaker)))


def find_speaker(tally: Tally) -> str:
    """Return who a total goes back to, for comparing; empty where it is nobody."""
    return next((name for claim in tally.claims if (name := name_speaker(claim))), "")


def show_speaker(tally: Tally) -> str:
    """Return the name of who a total goes back to, as it is written."""
    parties = (find_source(claim) for claim in tally.claims)
    return next((party.name or party.text for party in parties if party), "")


def make_series(tallies: list[Dated]) -> Series:
    """Return a series; a total that several reports repeat for one day is one point."""
    points: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for tally, published in tallies:
        day = find_day(tally, published)
        points[day, tally.low, tally.high, tally.qualifier].add(tally.document)
    first = tallies[0][0]
    made = [
        Point(day=day, low=low, high=high, qualifier=qualifier, documents=tuple(sorted(told)))  # type: ignore[arg-type]
        for (day, low, high, qualifier), told in points.items()
    ]
    made.sort(key=lambda p: (str(p.day or "9999"), p.low or 0, p.high or 0, p.qualifier or ""))
    return Series(
        effect=first.effect,
        since=first.since,
        speaker=show_speaker(first),
        who=first.who,
        points=tuple(made),
    )


def find_day(tally: Tally, published: dt.date | None) -> dt.date | None:
    """Return the day a total stands for."""
    said = next((claim.said for claim in tally.claims if claim.said), None)
    return tally.as_of or (said.end if said else published)
