"""How a report goes on: which words are deeds with a scene of their own, and its paragraphs."""

from __future__ import annotations

from reportedly.coding.view import View

# Deeds have a scene; words are spoken wherever the speaker is.
DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "AID", "SANCTION"})
TOLD = frozenset({"occurred", "ongoing"})


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
