"""Events as a machine coded them and people's decisions in, the events that are shown out.

A decision holds for the event it was made on, and for that event read anew, as long as what was
judged is the same: the field that was corrected, all fields of what was accepted. Where the
machine reads it otherwise now, the event goes back to the queue with the decision beside it, until
a person decides anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from reportedly.errors import ReviewError
from reportedly.records import Action, Document, Event, Judgement, find_successor
from reportedly.records.base import Record
from reportedly.review.correct import correct, look_up

JUDGING: tuple[Action, ...] = ("accept", "not_event", "correct")
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

    `judgements` are those that count, in the order of arrival; `judged` holds the event that each
    was made on, by the judgement's id, as that event was read then.
    """
    machine = {event.id: event for event in events}
    shown = {event.id: Shown(event=event) for event in machine.values()}
    for judgement in judgements:
        old = judged.get(judgement.id)
        if judgement.action not in JUDGING or old is None or old.document != document.id:
            continue
        now = find_successor(old, tuple(machine.values()))
        if now is not None:
            shown[now.id] = apply(shown[now.id], judgement, old, now, document)
    return tuple(shown.values())


def apply(
    shown: Shown, judgement: Judgement, old: Event, machine: Event, document: Document
) -> Shown:
    """Return what is shown after one more decision."""
    doubtful = msgspec.structs.replace(shown, again=(*shown.again, judgement))
    if not still_fits(judgement, old, machine):
        return doubtful
    kept = (*shown.judgements, judgement)
    if judgement.action == "correct":
        field, value = judgement.field or "", judgement.value or ""
        try:
            event = correct(shown.event, document, field, value)
        except ReviewError:  # it fitted another correction, one that was taken back since
            return doubtful
        return msgspec.structs.replace(
            shown,
            event=event,
            corrected=tuple(dict.fromkeys((*shown.corrected, field))),
            judgements=kept,
            again=tuple(one for one in shown.again if one.field != field),
        )
    decision: Literal["accepted", "not_event"] = (
        "accepted" if judgement.action == "accept" else "not_event"
    )
    return msgspec.structs.replace(shown, decision=decision, judgements=kept, again=())


def still_fits(judgement: Judgement, old: Event, now: Event) -> bool:
    """Tell whether what was judged is what the machine reads now."""
    if judgement.action == "correct":
        field = judgement.field or ""
        return look_up(old, field) == look_up(now, field)
    if judgement.action == "not_event":
        return old.category == now.category
    return all(getattr(old, field) == getattr(now, field) for field in ALIKE)
