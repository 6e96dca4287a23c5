"""Events in, the same with the place of their paragraph out, where they name none.

"Gunmen stormed the hotel in Mopti. They seized guests": a deed with no place of its own takes that
of the deed told just before it in the same paragraph, and points at those words. What is only said,
planned or denied takes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.coding.draft import Draft
from reportedly.coding.story import DEEDS, TOLD, number_paragraphs
from reportedly.coding.view import View
from reportedly.records import Gap, Place


def set_places(view: View, events: Sequence[Draft]) -> list[Draft]:
    """Return the events, each gap of a deed filled from the deed before it in its paragraph."""
    paragraphs = number_paragraphs(view)
    told = sorted((at, k) for k, event in enumerate(events) for at in event.mentions)
    out = list(events)
    scene: tuple[int, Place] | None = None
    for at, k in told:
        event = out[k]
        paragraph = paragraphs[view.sentence_of[at]]
        if event.category not in DEEDS or event.stage not in TOLD:
            continue
        if at == event.at and isinstance(event.where, Gap) and scene and scene[0] == paragraph:
            out[k] = event = msgspec.structs.replace(event, where=scene[1])
        if isinstance(event.where, Place):
            scene = (paragraph, event.where)
    return out
