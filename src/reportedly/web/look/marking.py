"""A document and an event in, the text in pieces out, each with the fields that were read from it.

A piece may be read by several fields: it wears the mark of the narrowest, and leads to all. Every
field has a key; the page gives it to the row of the field and to its words, so that each leads to
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from reportedly.records import Document, Event, Interval, Place, Span

# The narrowest first: what a piece looks like where several fields were read from it.
ROLES = ("anchor", "count", "when", "where", "target", "instrument", "actor", "recipient",
         "speaker", "claim", "evidence")  # fmt: skip
BADGES = {"anchor": "E", "count": "N", "when": "D", "where": "P", "target": "T",
          "instrument": "I", "actor": "A", "recipient": "R", "speaker": "S"}  # fmt: skip


class Mark(msgspec.Struct, frozen=True):
    """Words that a field was read from."""

    key: str
    role: str
    span: Span


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text that one set of fields was read from. `first` are the keys that begin
    here; `told` says that it stands in words that tell the event; `also` is what the event's own
    words were read as beside."""

    text: str
    role: str = ""
    also: str = ""
    keys: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    badge: str = ""
    told: bool = False
    litter: bool = False


def list_marks(event: Event) -> Iterator[Mark]:
    """Yield the words of each field of an event."""
    yield Mark("category", "anchor", event.anchor)
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for n, party in enumerate(parties):
            yield Mark(f"{role}s-{n}", role, party.span)
    for role, things in (("target", event.targets), ("instrument", event.instruments)):
        for n, thing in enumerate(things):
            yield Mark(f"{role}s-{n}", role, thing.span)
    if isinstance(event.when, Interval) and event.when.span:
        yield Mark("when", "when", event.when.span)
    if isinstance(event.where, Place) and event.where.span:
        yield Mark("where", "where", event.where.span)
    for n, count in enumerate(event.counts):
        yield Mark(f"count-{n}", "count", count.span)
    for n, claim in enumerate(event.claims):
        yield Mark(f"claim-{n}", "claim", claim.span)
        for m, hop in enumerate(claim.by):
            if hop.party:
                yield Mark(f"hop-{n}-{m}", "speaker", hop.party.span)
    for span in event.evidence:
        yield Mark("", "evidence", span)


def cut_text(document: Document, marks: Iterable[Mark]) -> list[list[Piece]]:
    """Return the text's lines, each in pieces; empty lines are left out."""
    text = document.text
    kept = [m for m in marks if 0 <= m.span.start < m.span.end <= len(text)]
    litter = [s for s in document.litter if s.start < s.end]
    bounds = {0, len(text)}
    for span in (*(mark.span for mark in kept), *litter):
        bounds |= {span.start, span.end}
    at = sorted(bounds)
    # Marks and litter that begin at a bound open there, and close at another.
    opening: dict[int, list[Mark]] = {}
    for mark in kept:
        opening.setdefault(mark.span.start, []).append(mark)
    lines: list[list[Piece]] = [[]]
    current: list[Mark] = []
    for start, end in pairwise(at):
        current = [mark for mark in current if mark.span.end > start] + opening.get(start, [])
        idle = any(span.start <= start < span.end for span in litter)
        piece = make_piece(text[start:end], current, start, idle)
        for n, line in enumerate(piece.text.split("\n")):
            if n:
                lines.append([])
            if line:
                # The rest of a mark that runs over a line's end begins nothing anew.
                rest = {"first": (), "badge": ""} if n and lines[-2] else {}
                lines[-1].append(msgspec.structs.replace(piece, text=line, **rest))
    return [line for line in lines if any(piece.text.strip() for piece in line)]


def make_piece(text: str, marks: list[Mark], start: int, litter: bool) -> Piece:
    """Return a stretch of text with what was read from it."""
    told = any(mark.role in ("claim", "evidence") for mark in marks)
    worn = sorted((m for m in marks if m.key and m.role != "claim"), key=rank)
    keys = tuple(dict.fromkeys(m.key for m in (*worn, *marks) if m.key))
    first = tuple(dict.fromkeys(m.key for m in marks if m.key and m.span.start == start))
    if not worn:
        return Piece(text, keys=keys, first=first, told=told, litter=litter)
    role, also = worn[0].role, ""
    if role == "anchor" and len(worn) > 1:
        also = worn[1].role
    shown = [mark for mark in worn[:2] if mark.span.start == start]
    badge = BADGES.get(shown[0].role, "") if shown and (shown[0] is worn[0] or also) else ""
    return Piece(text, role, also, keys, first, badge, told, litter)


def rank(mark: Mark) -> tuple[int, int]:
    """Return what makes a mark the one that shows: its role, then the shorter span."""
    return ROLES.index(mark.role), mark.span.end - mark.span.start


def take_sentence(document: Document, span: Span, around: Iterable[Mark] = ()) -> list[Piece]:
    """Return the sentence around a span, in pieces."""
    from reportedly.merge.view import take_sentence as find

    start, end = find(document.text, span)
    start, end = max(0, start), min(len(document.text), max(end, span.end))
    inside = [
        Mark(
            m.key, m.role, Span(max(m.span.start, start) - start, min(m.span.end, end) - start, "")
        )
        for m in around
        if m.span.start < end and m.span.end > start
    ]
    cut = msgspec.structs.replace(document, text=document.text[start:end], litter=())
    return [piece for line in cut_text(cut, inside) for piece in line]
