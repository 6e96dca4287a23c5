"""Events in, the same with the place of their paragraph out, where they name none.

A report says once where its scene is, and goes on: "Gunmen stormed the hotel in Goma. They seized
guests." A deed with no place of its own takes that of the deed told just before it in the same
paragraph, and points at those words. Never the article's place: a deed in a paragraph that names
none keeps its gap. What is only said, planned or denied takes nothing. Days are for dating.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.coding.draft import Draft
from reportedly.coding.view import View
from reportedly.records import Gap, Place

# Deeds have a scene; words are spoken wherever the speaker is.
DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "AID", "SANCTION"})
TOLD = frozenset({"occurred", "ongoing"})


def set_scene(view: View, events: Sequence[Draft]) -> list[Draft]:
    """Return the events, each placeless deed put where the deed before it was."""
    paragraphs = number_paragraphs(view)
    told = sorted((at, k) for k, event in enumerate(events) for at in event.mentions)
    out = list(events)
    scene: tuple[int, Place] | None = None
    for at, k in told:
        event = out[k]
        paragraph = paragraphs[view.sentence_of[at]]
        deed = event.category in DEEDS and event.stage in TOLD
        if deed and at == event.at:
            if isinstance(event.where, Gap) and scene and scene[0] == paragraph:
                event = msgspec.structs.replace(event, where=scene[1])
            out[k] = event
        if deed and isinstance(event.where, Place):
            scene = (paragraph, event.where)
    return out


def number_paragraphs(view: View) -> list[int]:
    """Return the paragraph number of each sentence: a line break begins a new one."""
    out: list[int] = []
    number, last_end = 0, 0
    for first, end in view.sentences:
        start = view.tokens[first].start
        if "\n" in view.text[last_end:start]:
            number += 1
        out.append(number)
        last_end = view.tokens[end - 1].end
    return out
