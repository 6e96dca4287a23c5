"""Events as a machine coded them and people's decisions in, the events that are shown out.

A decision holds for the event it was made on, and for that event read anew, as long as what was
judged is the same: the field that was corrected, all fields of what was accepted. Where the
machine reads it otherwise now, the event goes back to the queue with the decision beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from reportedly.records import Document, Event, Judgement
from reportedly.records.base import Record
from reportedly.review.correct import correct, look_up

JUDGING = ("accept", "not_event", "correct")
ALIKE = ("category", "mode", "stage", "status", "when", "where", "actors", "recipients",
         "targets", "instruments", "counts")  # fmt: skip


class Shown(Record, frozen=True, kw_only=True):
    """An event as people see it. `again` are decisions that fit it no longer."""

    event: Event
    decision: Literal["accepted", "not_event"] | None = None
    corrected: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    again: tuple[Judgement, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person should look at it (again)."""
        return bool(self.again) or self.decision is None


def fold_events(
    document: Document,
    events: Sequence[Event],
    judgements: Iterable[Judgement],
    judged: Mapping[str, Event],
) -> tuple[Shown, ...]:
    """Return a document's events with the decisions that count folded in, in their order.

    `judgements` are those that stand, in the order of arrival; `judged` holds the events that they
    were made on, whichever reading those come from.
    """
    shown = {event.id: Shown(event=event) for event in events}
    for judgement in judgements:
        old = judged.get(judgement.subject)
        if judgement.action not in JUDGING or old is None or old.document != document.id:
            continue
        now = find_successor(old, events)
        if now is not None:
            machine = next(event for event in events if event.id == now)
            shown[now] = apply(shown[now], judgement, old, machine, document)
    return tuple(shown.values())


def find_successor(old: Event, events: Sequence[Event]) -> str | None:
    """Return the id of the event that an event is called now: itself, or its like read anew."""
    if any(event.id == old.id for event in events):
        return old.id
    near = [event for event in events if event.anchor.touches(old.anchor)]
    return max(near, key=lambda e: (e.category == old.category, e.id)).id if near else None


def apply(
    shown: Shown, judgement: Judgement, old: Event, machine: Event, document: Document
) -> Shown:
    """Return what is shown after one more decision."""
    kept = (*shown.judgements, judgement)
    if not still_fits(judgement, old, machine):
        return msgspec.structs.replace(shown, again=(*shown.again, judgement))
    if judgement.action == "correct":
        field, value = judgement.field or "", judgement.value or ""
        return msgspec.structs.replace(
            shown,
            event=correct(shown.event, document, field, value),
            corrected=tuple(dict.fromkeys((*shown.corrected, field))),
            judgements=kept,
        )
    decision: Literal["accepted", "not_event"] = (
        "accepted" if judgement.action == "accept" else "not_event"
    )
    return msgspec.structs.replace(shown, decision=decision, judgements=kept)


def still_fits(judgement: Judgement, old: Event, now: Event) -> bool:
    """Tell whether what was judged is what the machine reads now."""
    if judgement.action == "correct":
        field = judgement.field or ""
        return look_up(old, field) == look_up(now, field)
    if judgement.action == "not_event":
        return old.category == now.category
    return all(getattr(old, field) == getattr(now, field) for field in ALIKE)
