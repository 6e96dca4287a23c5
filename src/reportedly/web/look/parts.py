"""An edition in, the part of it that is told about out: one report's claims, denials, the
course of a figure; and a number read back from the words of a position.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import get_args

from reportedly.records import (
    Claim,
    Dispute,
    Document,
    Edition,
    Effect,
    Event,
    Figure,
    Incident,
    Position,
)

EFFECTS = get_args(Effect)


class Range:
    """A number with open ends, read back from the words of a position."""

    def __init__(self, low: int | None, high: int | None) -> None:
        self.low, self.high, self.qualifier = low, high, None


def read_range(value: str) -> Range | None:
    """Return the range that a position says: 9, 3 to 5, at least 14, up to 7."""
    words = value.replace(",", "").split()
    numbers = [int(word) for word in words if word.isdigit()]
    if value.startswith("at least") and len(numbers) == 1:
        return Range(numbers[0], None)
    if value.startswith("up to") and len(numbers) == 1:
        return Range(None, numbers[0])
    if len(words) == 1 and numbers:
        return Range(numbers[0], numbers[0])
    if len(numbers) == 2 and words[1:-1] == ["to"]:
        return Range(numbers[0], numbers[1])
    return None


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ISO 8601 writes it."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def group_figures(incident: Incident) -> list[tuple[str, list[Figure], int]]:
    """Return each effect with its figures in order of time, and how many of them still differ."""
    found = []
    for effect in EFFECTS:
        given = [figure for figure in incident.figures if figure.effect == effect]
        differ = {(f.low, f.high) for f in given if not f.superseded}
        if given:
            found.append((effect, given, len(differ)))
    return found


def find_dispute(incident: Incident, field: str) -> tuple[Position, ...]:
    """Return the positions on a field; none where nobody differs."""
    found: Sequence[Dispute] = [d for d in incident.disputes if d.field == field]
    return found[0].positions if found else ()


def find_denials(edition: Edition) -> list[tuple[Event, Claim]]:
    """Return who denies it or doubts it, each with the event of the report that says so."""
    seen = set()
    found = []
    for event in edition.events:
        for claim in event.claims:
            key = (event.document, claim.span, claim.stance)
            if claim.stance in ("denies", "doubts") and key not in seen:
                seen.add(key)
                found.append((event, claim))
    return found


def find_events(edition: Edition, document: str) -> list[Event]:
    """Return the events that one report tells."""
    return [event for event in edition.events if event.document == document]


def find_claims(edition: Edition, document: str) -> list[Claim]:
    """Return what one report passes on, each claim once."""
    found: dict[tuple[object, ...], Claim] = {}
    for event in find_events(edition, document):
        for claim in event.claims:
            found.setdefault((claim.span, claim.stance, claim.by), claim)
    return list(found.values())


def sort_documents(edition: Edition) -> list[Document]:
    """Return the reports by day of publication, the undated last."""
    return sorted(edition.documents, key=lambda one: (str(one.published or "9999"), one.id))
