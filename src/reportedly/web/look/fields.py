"""An event as people see it in, its fields as rows out: value, words, and why it was read so.

A field without words says what it was inferred from, or why it is empty (house rule 5). What can be
corrected has the name that `review.correct` knows, and its value as a person would type it.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from reportedly.codebook.model import MODES
from reportedly.export.words import describe_range, name_party
from reportedly.records import (
    Count,
    Document,
    Effect,
    Event,
    Gap,
    Hop,
    Interval,
    Party,
    Place,
    Span,
    Stage,
    Status,
    Thing,
)
from reportedly.review.fold import Shown

STAGE_REASONS = {
    "occurred": "the text tells it as done",
    "ongoing": "the text tells it as still going on",
    "attempted": "the text says it was tried and failed, or was foiled",
    "planned": "the text tells it as intended or announced",
    "threatened": "somebody threatens to do it",
    "hypothetical": "the text only supposes it",
    "did_not_happen": "the text says it did not happen",
}
STATUS_REASONS = {
    "confirmed": "inferred from who says it: an authority other than the doer states it as fact",
    "claimed": "inferred from who says it: the doer does, and no independent authority confirms",
    "alleged": "inferred from who says it: only an adverse party, or as an accusation",
    "reported": "inferred from who says it: the outlet, witnesses, aid groups or unnamed sources",
    "denied": "inferred from who says it: the only word on it is a denial",
}
WHEN_REASONS = {
    "stated": "the text gives the day",
    "relative": "counted from the day of publication or another day in the text",
    "published": "inferred from the day of publication; the text gives no other",
}
WHERE_REASONS = {
    "stated": "the text gives the place",
    "story": "inferred from the story around the event",
    "dateline": "inferred from the dateline: where the report was sent from",
    "party": "inferred from the country of those who take part",
}
FROM_WORDS = "inferred from the words of the event"
NOBODY = "the text names nobody in this role"
BY_PERSON = "set by a person"


class Value(msgspec.Struct, frozen=True):
    """One value of a field. `key` leads to its words, `note` says why it is so."""

    text: str
    key: str = ""
    span: Span | None = None
    note: str = ""
    detail: str = ""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the sheet. `typed` is the value as a person would type it; `choices` are all that
    may be chosen, where that is a list."""

    name: str
    label: str
    role: str = ""
    values: tuple[Value, ...] = ()
    empty: str = ""
    typed: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""
    corrected: bool = False
    editable: bool = True


class Link(msgspec.Struct, frozen=True):
    """One link of an attribution chain, the outlet first."""

    name: str
    key: str = ""
    verb: str = ""
    via: str = ""
    unnamed: bool = False
    sector: str = ""


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as a page shows it."""

    key: str
    chain: tuple[Link, ...]
    stance: str
    channel: str = ""
    said: object = None
    quote: str = ""
    words: str = ""


def list_fields(shown: Shown) -> list[Field]:
    """Return the rows of an event."""
    event, fixed = shown.event, set(shown.corrected)
    rows = [
        Field(name="category", label="type", role="anchor", typed=event.category,
              choices=tuple(sorted(MODES)),
              values=(Value(event.category, "category", event.anchor),)),
        Field(name="mode", label="mode", typed=event.mode or "none",
              choices=("none", *sorted(MODES.get(event.category, ()))),
              values=(Value(event.mode, note=FROM_WORDS),) if event.mode else (),
              empty="no mode of this type fits the words"),
        Field(name="stage", label="stage", typed=event.stage, choices=get_args(Stage),
              values=(Value(event.stage, note=STAGE_REASONS[event.stage]),)),
        Field(name="status", label="status", typed=event.status, choices=get_args(Status),
              values=(Value(event.status, note=STATUS_REASONS[event.status]),)),
        make_when(event.when),
        make_where(event.where),
        *(make_parties(name, role, found) for name, role, found in (
            ("actors", "actor", event.actors), ("recipients", "recipient", event.recipients))),
        *(make_things(name, role, found) for name, role, found in (
            ("targets", "target", event.targets),
            ("instruments", "instrument", event.instruments))),
        *make_counts(event),
        Field(name="acled", label="ACLED", typed=event.acled or "none",
              values=(Value(event.acled, note="inferred from type and mode"),)
              if event.acled else (),
              empty="no ACLED sub-event goes with this type and mode"),
    ]  # fmt: skip
    return [msgspec.structs.replace(row, corrected=row.name in fixed) for row in rows]


def make_when(when: Interval | Gap) -> Field:
    """Return the row of the date."""
    hint = "2024-03-01, 2024-03-01..2024-03-03, or none"
    if isinstance(when, Gap):
        return Field(name="when", label="when", role="when", empty=tell_gap(when), typed="none",
                     hint=hint)  # fmt: skip
    day = str(when.start)
    typed = day if when.start == when.end else f"{day}..{when.end}"
    key = "when" if when.span else ""
    value = Value(typed.replace("..", " to "), key, when.span, WHEN_REASONS[when.basis],
                  "" if when.precision == "day" else when.precision)  # fmt: skip
    return Field(name="when", label="when", role="when", values=(value,), typed=typed, hint=hint)


def make_where(where: Place | Gap) -> Field:
    """Return the row of the place."""
    hint = "as the report has it, and the country: Goma, CD; or none"
    if isinstance(where, Gap):
        return Field(name="where", label="where", role="where", empty=tell_gap(where),
                     typed="none", hint=hint)  # fmt: skip
    detail: str = where.precision
    if where.rivals:
        others = ", ".join(f"{r.name} ({r.country})" for r in where.rivals[:3])
        detail += f"; could also be {others}"
    key = "where" if where.span else ""
    value = Value(where.label, key, where.span, WHERE_REASONS[where.basis], detail)
    return Field(name="where", label="where", role="where", values=(value,), typed=where.label,
                 hint=hint)  # fmt: skip


def make_parties(name: str, role: str, parties: tuple[Party, ...]) -> Field:
    """Return the row of those who act or suffer."""
    values = tuple(
        Value(name_party(p), f"{name}-{n}", p.span, describe_meant(p),
              ", ".join(filter(None, (p.country, p.sector))))
        for n, p in enumerate(parties)
    )  # fmt: skip
    return Field(name=name, label=name, role=role, values=values, empty=NOBODY,
                 typed="; ".join(p.text for p in parties) or "none",
                 hint="words of the report, between semicolons; or none")  # fmt: skip


def describe_meant(party: Party) -> str:
    """Say who is meant where it is not what the words say."""
    if party.name and party.name != party.text:
        return f"known as {party.name}"
    return ""


def make_things(name: str, role: str, things: tuple[Thing, ...]) -> Field:
    """Return the row of things."""
    values = tuple(
        Value(t.text, f"{name}-{n}", t.span, detail=t.kind or "") for n, t in enumerate(things)
    )
    return Field(name=name, label=name, role=role, values=values, empty="the text names none",
                 typed="; ".join(t.text for t in things) or "none",
                 hint="words of the report, between semicolons; or none")  # fmt: skip


def make_counts(event: Event) -> list[Field]:
    """Return one row an effect that somebody gives a figure for."""
    rows = []
    for effect in get_args(Effect):
        found = [(n, c) for n, c in enumerate(event.counts) if c.effect == effect]
        if not found:
            continue
        values = tuple(
            Value(describe_range(c.low, c.high, c.qualifier), f"count-{n}", c.span,
                  tell_speakers(c), c.who or "")
            for n, c in found
        )  # fmt: skip
        last = found[-1][1]
        rows.append(Field(name=effect, label=effect, role="count", values=values,
                          typed=type_range(last), hint="3, 3..5, 3.., ..5, or none"))  # fmt: skip
    return rows


def tell_speakers(count: Count) -> str:
    """Say whose figure it is."""
    names = [claim.by[-1].party for claim in count.claims if claim.by]
    told = ", ".join(dict.fromkeys(name_party(p) if p else "an unnamed source" for p in names))
    return f"said by {told}" if told else "in the outlet's own voice"


def type_range(count: Count) -> str:
    """Return a figure as a person would type it."""
    if count.low is None and count.high is None:
        return "none"
    if count.low == count.high:
        return str(count.low)
    low, high = ("" if end is None else str(end) for end in (count.low, count.high))
    return f"{low}..{high}"


def tell_gap(gap: Gap) -> str:
    """Say why a field is empty."""
    reason = gap.gap.replace("_", " ")
    return f"{reason}: {gap.why}" if gap.why else reason


def list_missing(event: Event) -> list[str]:
    """Return the effects that no figure is given for."""
    given = {count.effect for count in event.counts}
    return [effect for effect in get_args(Effect) if effect not in given]


def list_sayings(event: Event, document: Document) -> list[Saying]:
    """Return who says it, each chain from the outlet outward."""
    from reportedly.export.words import name_outlet

    outlet = name_outlet(document) or document.source_id
    found = []
    for n, claim in enumerate(event.claims):
        hops = [make_link(hop, f"hop-{n}-{m}") for m, hop in enumerate(claim.by)]
        # The outlet stands first already; and who speaks twice in a row speaks once.
        before = [outlet, *(hop.name for hop in hops)]
        hops = [hop for hop, last in zip(hops, before, strict=False) if hop.name != last]
        found.append(
            Saying(key=f"claim-{n}", chain=(Link(outlet), *hops), stance=claim.stance,
                   channel=claim.channel or "", said=claim.said, quote=claim.quote,
                   words=claim.span.quote)
        )  # fmt: skip
    return found


def make_link(hop: Hop, key: str) -> Link:
    """Return one link of a chain."""
    if hop.party is None:
        return Link("unnamed source", "", hop.verb or "", hop.via or "", unnamed=True)
    party = hop.party
    nameless = party.name is None and party.collective
    return Link(name_party(party), key, hop.verb or "", hop.via or "", nameless, party.sector or "")
