"""How far two people code alike: the second's codings, scored as if a program had made them.

    python benchmarks/agree.py FIRST SECOND [--first-wording] [--coded FILE] [--errors]

FIRST and SECOND are folders of reports (NN.json) that hold the same texts, each coded by somebody
who did not see the other's work. Only the reports that both hold are compared. SECOND is turned
into records and scored against FIRST, so the figures stand beside those of a coder and are the
ceiling that a coder can be measured to. Below them is Cohen's kappa: agreement on a label, over the
events that both found, beyond what chance would give.

An event may carry several wordings of one party; all of them are given as answers, or with
--first-wording the first of each list alone, as a program would. With --coded the records are also
written there, for a scorer that stands outside the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from reportedly.errors import ReportedlyError
from reportedly.evaluate.gold import STATUSES, CodedRecord, GoldEvent, GoldTally, Report, read_gold
from reportedly.evaluate.marks import EFFECTS
from reportedly.evaluate.match import find_all, match
from reportedly.evaluate.score import score
from reportedly.evaluate.table import write_errors, write_table
from reportedly.export.jsonl import write_jsonl
from reportedly.records import (
    Claim,
    Count,
    Document,
    Effect,
    Event,
    Gap,
    Hop,
    Interval,
    Party,
    Place,
    Source,
    Span,
    Stance,
    Tally,
    Thing,
)

LABELS = ("type", "mode", "stage", "status")


def take(text: str, words: str) -> Span:
    """Return where the words stand first; `read_gold` has seen to it that they do."""
    start, end = find_all(text, words)[0]
    return Span(start, end, words)


def make_records(reports: Sequence[Report], first_wording: bool) -> Iterator[CodedRecord]:
    """Yield a person's codings as the records that a coder makes."""
    for report in reports:
        yield Document(
            id=f"doc-{report.id}", article=f"{report.id}.json", source_id=report.id,
            title=report.title, text=report.text, language="en", published=report.published,
            published_basis=None, source=Source(name=report.source),
        )  # fmt: skip
        for event in report.events:
            yield make_event(report, event, 1 if first_wording else None)
        for n, tally in enumerate(report.tallies):
            if tally.effect in get_args(Effect):
                yield make_tally(report, tally, n)


def make_event(report: Report, event: GoldEvent, wordings: int | None) -> Event:
    """Return one event, with so many wordings of each party, or with all."""
    text, anchor = report.text, take(report.text, event.anchor)

    def parties(words: Sequence[str]) -> tuple[Party, ...]:
        return tuple(Party(text=w, span=take(text, w)) for w in words[:wordings])

    def things(words: Sequence[str]) -> tuple[Thing, ...]:
        return tuple(Thing(text=w, span=take(text, w)) for w in words[:wordings])

    def claim(words: str, stance: Stance) -> Claim:
        party = Party(text=words, span=take(text, words))
        return Claim(by=(Hop(party=party),), stance=stance, span=party.span)

    claims = [claim(w, "asserts") for w in event.said_by[:wordings]]
    claims += [claim(w, "denies") for w in event.denied_by[:wordings]]
    claims += [
        Claim(by=(), stance="asserts", span=take(text, w), channel=w)
        for w in event.channel[:wordings]
    ]
    counts = [(effect, getattr(event, effect)) for effect in EFFECTS]
    return Event(
        id=f"{report.id}-{event.id}", document=f"doc-{report.id}", category=event.type,
        mode=event.mode, contexts=(), acled=event.acled, stage=event.stage,
        status=STATUSES[event.status], anchor=anchor, evidence=(anchor,),
        actors=parties(event.actor), recipients=parties(event.recipient),
        targets=things(event.target), instruments=things(event.weapon),
        counts=tuple(
            Count(effect=effect, low=bounds[0], high=bounds[1], span=anchor)
            for effect, bounds in counts
            if bounds
        ),
        when=make_interval(event), where=make_place(text, event), claims=tuple(claims),
    )  # fmt: skip


def make_interval(event: GoldEvent) -> Interval | Gap:
    """Return the days of an event."""
    if event.start is None or event.end is None:
        return Gap(gap="not_stated")
    precision = event.date_precision or "day"
    return Interval(start=event.start, end=event.end, precision=precision, basis="stated")


def make_place(text: str, event: GoldEvent) -> Place | Gap:
    """Return the place of an event; a country alone has no name."""
    if event.place is None and event.country is None:
        return Gap(gap="not_stated")
    return Place(
        name=event.place or "", geonameid=None, country=event.country, admin1=None, latitude=None,
        longitude=None, precision="site" if event.place else "country",
        span=take(text, event.place) if event.place else None,
    )  # fmt: skip


def make_tally(report: Report, tally: GoldTally, number: int) -> Tally:
    """Return one running total."""
    return Tally(
        id=f"{report.id}-t{number}", document=f"doc-{report.id}", effect=tally.effect,
        low=tally.low, high=tally.high, span=take(report.text, tally.anchor),
        qualifier=tally.qualifier, since=tally.since,
    )  # fmt: skip


def pair_events(
    first: Sequence[Report], second: Sequence[Report]
) -> Iterator[tuple[GoldEvent, GoldEvent]]:
    """Yield the two codings of each event that both found."""
    for one, other in zip(first, second, strict=True):
        events = [make_event(other, event, None) for event in other.events]
        for i, j in sorted(match(one, events).items()):
            yield one.events[i], other.events[j]


def kappa(pairs: Sequence[tuple[object, object]]) -> float:
    """Return Cohen's kappa of two codings of the same cases."""
    n = len(pairs)
    same = sum(a == b for a, b in pairs) / n
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[label] * theirs[label] for label in ours) / n**2
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def write_kappas(pairs: Sequence[tuple[GoldEvent, GoldEvent]]) -> Iterator[str]:
    """Yield a line for each label; a mode is compared where both gave the same type."""
    for label in LABELS:
        cases = [
            (getattr(a, label), getattr(b, label))
            for a, b in pairs
            if label != "mode" or a.type == b.type
        ]
        if cases:
            same = sum(a == b for a, b in cases)
            yield f"kappa {label:20} {kappa(cases):.3f}  (n={len(cases)}, {same} the same)"


def read_common(first: Path, second: Path) -> tuple[list[Report], list[Report]]:
    """Return the reports that both folders hold, in one order; their texts must be the same."""
    ours = {report.id: report for report in read_gold(first)}
    theirs = {report.id: report for report in read_gold(second)}
    common = sorted(ours.keys() & theirs.keys())
    if not common:
        raise ReportedlyError(f"{first}, {second}: no report is in both folders")
    for name in common:
        if ours[name].text != theirs[name].text:
            raise ReportedlyError(f"{second / name}.json: text: wanted that of {first}")
    return [ours[name] for name in common], [theirs[name] for name in common]


def main() -> int:
    """Read, score, print. Return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("first", type=Path, metavar="FIRST", help="whose codings count as right")
    parser.add_argument("second", type=Path, metavar="SECOND", help="whose codings are scored")
    parser.add_argument("--first-wording", action="store_true", help="one wording a party")
    parser.add_argument("--coded", type=Path, metavar="FILE", help="write SECOND's records there")
    parser.add_argument("--errors", action="store_true", help="list every disagreement")
    options = parser.parse_args()
    try:
        first, second = read_common(options.first, options.second)
    except ReportedlyError as error:
        print(error, file=sys.stderr)
        return 2
    records = list(make_records(second, options.first_wording))
    if options.coded:
        with options.coded.open("wb") as file:
            file.writelines(write_jsonl(records))
    figures = score(first, records)
    print(*write_table(figures), sep="\n")
    print(*write_kappas(list(pair_events(first, second))), sep="\n")
    if options.errors:
        print(*write_errors(figures.errors), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
