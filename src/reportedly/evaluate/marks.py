"""A gold report and what was coded of it in, marks out: one for each question, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from reportedly.evaluate.gold import STATUSES, Bounds, GoldEvent, Report
from reportedly.evaluate.match import any_alike, find_all, list_names, match, touch
from reportedly.records import Event, Gap, Interval, Tally

EFFECTS = ("killed", "injured", "abducted", "arrested")
NOTHING = "(nothing)"

Answer = tuple[str, bool, object, object]  # field, right, wanted, got


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One question about one report, and whether the coder answered it rightly."""

    report: str
    field: str
    right: bool
    wanted: str = ""
    got: str = ""
    anchor: str = ""


class CodedReport(msgspec.Struct):
    """What the coder made of one report."""

    events: list[Event]
    tallies: list[Tally]


def mark_report(report: Report, coded: CodedReport) -> Iterator[Mark]:
    """Yield every mark of one report."""
    matched = match(report, coded.events)
    used = set(matched.values())
    for i, wanted in enumerate(report.events):
        event = coded.events[matched[i]] if i in matched else None
        yield from mark_event(report.id, wanted, event)
    for j, event in enumerate(coded.events):
        yield Mark(
            report=report.id, field="coded", right=j in used, wanted=NOTHING,
            got=event.category, anchor=event.anchor.quote,
        )  # fmt: skip
        for span in (event.anchor, *event.evidence):
            there = report.text[span.start : span.end]
            yield Mark(
                report=report.id, field="evidence_true", right=there == span.quote, wanted=there,
                got=span.quote, anchor=event.anchor.quote,
            )  # fmt: skip
    free = [event for j, event in enumerate(coded.events) if j not in used]
    for words in report.must_not_code:
        places = find_all(report.text, words)
        fell = [e for e in free if any(touch(p, (e.anchor.start, e.anchor.end)) for p in places)]
        yield Mark(
            report=report.id, field="must_not_code_kept", right=not fell, wanted=NOTHING,
            got=" ".join(sorted({e.category for e in fell})), anchor=words,
        )  # fmt: skip
    yield from mark_tallies(report, coded.tallies)


def mark_event(report: str, wanted: GoldEvent, event: Event | None) -> Iterator[Mark]:
    """Yield whether a gold event was found, typed, and each of its fields read rightly."""
    category = event.category if event else ""

    def mark(field: str, right: bool, want: object, got: object) -> Mark:
        return Mark(
            report=report, field=field, right=right, wanted=write(want), got=write(got),
            anchor=wanted.anchor,
        )  # fmt: skip

    typed = category == wanted.type
    yield mark("found", event is not None, wanted.type, None)
    yield Mark(
        report=report, field="typed", right=typed, wanted=wanted.type, got=category,
        anchor=wanted.anchor,
    )  # fmt: skip
    fields = list(mark_fields(wanted, event)) if event else []
    yield from (mark(*each) for each in fields)
    stated = all(right for field, right, _, _ in fields if not field.endswith("_empty"))
    yield mark("all_fields_right_of_gold", typed and stated, None, None)


def mark_fields(wanted: GoldEvent, event: Event) -> Iterator[Answer]:
    """Yield an answer for each field that gold states, and for those it leaves empty on purpose."""
    yield from mark_labels(wanted, event)
    yield from mark_wordings(wanted, event)
    yield from mark_setting(wanted, event)
    for effect in EFFECTS:
        want: Bounds | None = getattr(wanted, effect)
        given = next(((c.low, c.high) for c in event.counts if c.effect == effect), None)
        got = write_count(effect, *given) if given else None
        if want:
            yield effect, given == want, write_count(effect, *want), got
        else:
            yield "counts_empty", given is None, None, got


def mark_labels(wanted: GoldEvent, event: Event) -> Iterator[Answer]:
    """Yield the answers that are one of a set of labels."""
    labels = (
        ("mode", wanted.mode, event.mode),
        ("acled", wanted.acled, event.acled),
        ("stage", wanted.stage, event.stage),
        ("status", STATUSES[wanted.status], event.status),
    )
    yield from ((name, got == want, want, got) for name, want, got in labels if want)


def mark_wordings(wanted: GoldEvent, event: Event) -> Iterator[Answer]:
    """Yield the answers that name somebody or something: any one right wording is enough."""
    actors = list_names(event.actors)
    undergone = list_names(event.recipients) + list_names(event.targets)
    hops = [(claim, hop) for claim in event.claims for hop in claim.by]
    speakers = list_names(hop.party for _, hop in hops if hop.party)
    deniers = list_names(h.party for c, h in hops if h.party and c.stance == "denies")
    channels = [h.via for _, h in hops if h.via] + [c.channel for c in event.claims if c.channel]
    for name, want, got in (
        ("said_by", wanted.said_by, speakers),
        ("channel", wanted.channel, channels),
        ("denied_by", wanted.denied_by, deniers),
        ("actor", wanted.actor, actors),
        ("recipient", wanted.undergone_by, undergone),
        ("instrument", wanted.weapon, list_names(event.instruments)),
    ):
        if want:
            yield name, any_alike(want, got), want, got
    if not wanted.actor:
        yield "actor_empty", not actors, None, actors


def mark_setting(wanted: GoldEvent, event: Event) -> Iterator[Answer]:
    """Yield the answers that say when and where."""
    given = (event.when.start, event.when.end) if isinstance(event.when, Interval) else None
    if wanted.start:
        days = (wanted.start, wanted.end or wanted.start)
        yield "date", given == days, days, given
    else:
        yield "date_empty", given is None, None, given
    place = None if isinstance(event.where, Gap) else event.where
    heard = [place.name, place.span.quote if place.span else ""] if place else []
    if wanted.place:
        yield "place", any_alike([wanted.place], heard), wanted.place, heard
    if wanted.country:
        country = place.country if place else None
        yield "country", country == wanted.country, wanted.country, country


def mark_tallies(report: Report, tallies: Sequence[Tally]) -> Iterator[Mark]:
    """Yield whether each gold tally was found, and whether each coded one is in gold."""
    free = list(range(len(tallies)))
    for wanted in report.tallies:
        key = (wanted.effect, wanted.low, wanted.high)
        found = next((k for k in free if read_key(tallies[k]) == key), None)
        if found is not None:
            free.remove(found)
        yield Mark(
            report=report.id, field="tally_found", right=found is not None,
            wanted=write_count(*key), got=NOTHING, anchor=wanted.anchor,
        )  # fmt: skip
    for k, tally in enumerate(tallies):
        yield Mark(
            report=report.id, field="tally_coded", right=k not in free, wanted=NOTHING,
            got=write_count(*read_key(tally)), anchor=tally.span.quote,
        )  # fmt: skip


def read_key(tally: Tally) -> tuple[str, int | None, int | None]:
    """Return what a tally must have in common with gold."""
    return tally.effect, tally.low, tally.high


def write_count(effect: str, low: int | None, high: int | None) -> str:
    """Return a range of people as a person reads it."""
    ends = ("" if low is None else low, "" if high is None else high)
    return f"{ends[0] if low == high else f'{ends[0]}..{ends[1]}'} {effect}"


def write(value: object) -> str:
    """Return an answer as a person reads it."""
    if not value:
        return NOTHING
    if isinstance(value, list | tuple):
        return " | ".join(dict.fromkeys(str(part) for part in value))
    return str(value)
