"""An event's figures in, the one to be believed first and its rivals out."""

from __future__ import annotations

from reportedly.coding.draft import Draft
from reportedly.coding.figure import Figure


def in_order(event: Draft) -> tuple[Figure, ...]:
    """Return an event's figures, the one to be believed first before its rivals.

    The event's own words come first, a number told before people counted by their nouns, and
    "nobody" last; else the order of the text.
    """
    mentions = event.mentions
    ranked = sorted(
        event.figures,
        key=lambda f: (f.high == 0, not f.told, f.at not in mentions, f.span.start),
    )
    out: list[Figure] = []
    for f in ranked:
        same = [g for g in out if g.effect == f.effect]
        if same and is_more(f):
            continue
        if not same or (f.told and all(g.span != f.span for g in same)):
            out.append(f)
    return tuple(out)


def is_more(figure: Figure) -> bool:
    """Tell whether a figure comes on top of one told before: "two more died in hospital"."""
    words = figure.people.quote.lower().split() if figure.people else []
    return any(w in MORE for w in words[:3]) and words[:1] != ["more"]


MORE = frozenset({"more", "another", "further", "additional"})
