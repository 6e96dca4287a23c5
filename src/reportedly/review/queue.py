"""Events as people see them in, what waits for a person out."""

from __future__ import annotations

from typing import Literal

from reportedly.records import Event, Incident, Judgement
from reportedly.records.base import Record
from reportedly.review.fold import Shown

Why = Literal["again", "disputed", "undecided"]


class Waiting(Record, frozen=True, kw_only=True, tag_field="type", tag="waiting"):
    """An event that a person should look at.

    `again`: it was read anew, and `decisions` fit it no longer. `disputed`: the reports of its
    incident differ on these fields. `undecided`: nobody accepted it or called it no event.
    """

    why: Why
    event: Event
    incident: str | None = None
    disputed: tuple[str, ...] = ()
    decisions: tuple[Judgement, ...] = ()


def make_waiting(shown: Shown, incident: Incident | None) -> Waiting | None:
    """Return why the event waits, or None where people are done with it."""
    if not shown.waits:
        return None
    disputed = tuple(dispute.field for dispute in incident.disputes) if incident else ()
    why: Why = "again" if shown.again else "disputed" if disputed else "undecided"
    return Waiting(
        why=why,
        event=shown.event,
        incident=incident.slug if incident else None,
        disputed=disputed,
        decisions=shown.again,
    )
