"""Decisions in the order of their arrival in, which of them count out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportedly.records import Judgement
from reportedly.records.base import Record


class Standing(Record, frozen=True, kw_only=True):
    """A decision, and whether it counts.

    `late`: somebody else had decided on the same subject first, unseen by this person. Both are
    kept, the first counts. `undone`: another row took it back. `by` is the row that made it so.
    """

    judgement: Judgement
    state: Literal["counts", "late", "undone"]
    by: Judgement | None = None


def find_standing(judgements: Sequence[Judgement]) -> tuple[Standing, ...]:
    """Return each decision with its standing, in the same order.

    Undoing is a decision on a decision, so an undo can be undone, and then the first counts again.
    """
    first: dict[tuple[str, str | None], Judgement] = {}
    for judgement in judgements:
        first.setdefault((judgement.subject, judgement.after), judgement)
    undoing: dict[str, Judgement] = {}
    # From the newest back: whether an undo counts is known before what it undoes is asked.
    for judgement in reversed(judgements):
        if judgement.action != "undo" or judgement.id in undoing:
            continue
        if first[judgement.subject, judgement.after] is judgement:
            undoing[judgement.subject] = judgement
    found = []
    for judgement in judgements:
        leader = first[judgement.subject, judgement.after]
        if leader is not judgement:
            found.append(Standing(judgement=judgement, state="late", by=leader))
        elif judgement.id in undoing:
            undo = undoing[judgement.id]
            found.append(Standing(judgement=judgement, state="undone", by=undo))
        else:
            found.append(Standing(judgement=judgement, state="counts"))
    return tuple(found)


def find_last(judgements: Sequence[Judgement], subject: str) -> Judgement | None:
    """Return the last decision on a subject that was not late: what the next one follows."""
    last = None
    for standing in find_standing(judgements):
        if standing.judgement.subject == subject and standing.state != "late":
            last = standing.judgement
    return last
