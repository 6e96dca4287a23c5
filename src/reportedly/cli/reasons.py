"""An event in, its fields with the words each was read from and the rule that applies out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from reportedly.cli.show import (
    LABEL,
    ROLE_STYLES,
    describe_claim,
    describe_gap,
    describe_party,
    describe_when,
    describe_where,
    find_sentence,
    highlight,
    is_plain,
    make_heading,
    put,
    tame,
)
from reportedly.export.words import describe_count
from reportedly.records import Claim, Document, Event, Gap, Interval, Place, Span

if TYPE_CHECKING:
    from rich.console import Console

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
    "confirmed": "an authority other than the doer states it as fact",
    "claimed": "the doer says it did it, and no independent authority confirms",
    "alleged": "only an adverse party says so, or it is put as accusation or suspicion",
    "reported": "the outlet, witnesses, aid groups or unnamed sources say so",
    "denied": "the only word on it is a denial",
}
BASIS_REASONS = {
    "stated": "the text gives the day",
    "relative": "counted from the day of publication or from another day in the text",
    "published": "the day of publication; the text gives no other",
}
PLACE_REASONS = {
    "story": "told beside the event, in the story around it",
    "dateline": "where the report was sent from",
    "party": "the country of those who take part; no place is told",
}
QUOTE_REASONS = {"direct": "in quotation marks", "indirect": "in the outlet's words", "none": ""}


def show_reasons(console: Console, event: Event, document: Document) -> None:
    """Print an event field by field, with the words each was read from."""
    event, document = tame(event), tame(document)
    plain = is_plain(console)
    console.print(make_heading(event))
    console.print(Text(f"event {event.id} of document {document.id}", style="dim"))
    console.print()
    put(console, highlight(document, event, plain=plain))
    for span in list_elsewhere(event, document):
        at, to = find_sentence(document.text, span)
        words = document.text[at:to].replace("\n", " ")
        put(console, Text(f'also "{words}"', style="dim"))
    if not plain:
        legend = Text("marked: ", style="dim")
        for role, style in ROLE_STYLES.items():
            legend.append(role, style=style).append(" ")
        put(console, legend)
    console.print()
    for label, value, reason in list_reasons(event, document):
        put(console, Text(value), indent=0, label=f"{label:{LABEL}}")
        if reason:
            put(console, Text(reason, style="dim"), indent=LABEL + 1)


def list_elsewhere(event: Event, document: Document) -> Iterator[Span]:
    """Yield the evidence that stands in other sentences than the anchor's."""
    seen = {find_sentence(document.text, event.anchor)}
    for span in event.evidence:
        sentence = find_sentence(document.text, span)
        if sentence not in seen:
            seen.add(sentence)
            yield span


def list_reasons(event: Event, document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield each field, its value, and why it was read so."""
    kind = " ".join(word for word in (event.category, event.mode) if word)
    yield "what", kind, f"read from {cite(event.anchor)}"
    if event.contexts:
        yield "context", ", ".join(event.contexts), ""
    if event.acled:
        yield "acled", event.acled, "the ACLED sub-event of this type and mode"
    yield "stage", event.stage.replace("_", " "), STAGE_REASONS[event.stage]
    yield "status", event.status, STATUS_REASONS[event.status]
    for label, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            meant = f", known as {party.id}" if party.id else ""
            group = ", a group without a name of its own" if party.collective else ""
            yield label, describe_party(party), f"read from {cite(party.span)}{meant}{group}"
        if not parties:
            yield label, "—", "the text names nobody in this role"
    for label, things in (("target", event.targets), ("with", event.instruments)):
        for thing in things:
            yield label, thing.text, f"{thing.kind or 'kind not known'}; {cite(thing.span)}"
    yield explain_when(event.when)
    yield explain_where(event.where)
    for count in event.counts:
        yield "figure", describe_count(count), f"read from {cite(count.span)}"
    for number, claim in enumerate(event.claims, start=1):
        yield f"says {number}", describe_claim(claim, document), explain_claim(claim)
    if not event.claims:
        yield "says", "the outlet itself", "the text names no speaker for it"


def explain_when(when: Interval | Gap) -> tuple[str, str, str]:
    """Return the date and why it is so."""
    if isinstance(when, Gap):
        return "when", describe_gap(when), "an unknown day is left open, never filled in"
    words = f"; read from {cite(when.span)}" if when.span else ""
    return "when", describe_when(when), BASIS_REASONS[when.basis] + words


def explain_where(where: Place | Gap) -> tuple[str, str, str]:
    """Return the place, why it is so, and what else the words could mean."""
    if isinstance(where, Gap):
        return "where", describe_gap(where), "an unknown place is left open, never filled in"
    parts = [f"read from {cite(where.span)}"] if where.span else []
    if where.basis != "stated":
        parts.append(PLACE_REASONS[where.basis])
    if where.geonameid:
        parts.append(f"GeoNames {where.geonameid}")
    if where.latitude is not None and where.longitude is not None:
        parts.append(f"{where.latitude:.4f}, {where.longitude:.4f}")
    if where.rivals:
        rivals = ", ".join(f"{rival.name} ({rival.country})" for rival in where.rivals)
        parts.append(f"could also be {rivals}")
    return "where", describe_where(where), "; ".join(parts)


def explain_claim(claim: Claim) -> str:
    """Return the words of a claim and how they are given."""
    verbs = ", ".join(hop.verb for hop in claim.by if hop.verb)
    parts = [f"read from {cite(claim.span)}", QUOTE_REASONS[claim.quote]]
    if verbs:
        parts.append(f"verb: {verbs}")
    return "; ".join(part for part in parts if part)


def cite(span: Span) -> str:
    """Give a place in the document and what stands there."""
    words = " ".join(span.quote.split())
    return f'"{words}" ({span.start}–{span.end})'
