"""An event's figures in, the one to be believed first and its rivals out."""

from __future__ import annotations

from collections.abc import Collection

from reportedly.coding.draft import Draft
from reportedly.coding.figure import Figure


def in_order(event: Draft, own: Collection[int]) -> tuple[Figure, ...]:
    """Return an event's figures, the one to be believed first before its rivals.

    Those that its `own` words tell come first, a number told before people counted by their nouns,
    and "nobody" last; else the order of the text.
    """
    ranked = sorted(
        event.figures,
        key=lambda f: (f.high == 0, not f.told, f.at not in own, f.span.start),
    )
    out: list[Figure] = []
    for f in ranked:
        same = [g for g in out if g.effect == f.effect]
        if same and is_more(f):
            continue
        if not same or (f.told and all(g.span != f.span for g in same)):
            out.append(f)
    dead = [f for f in out if f.effect == "killed" and f.high == 1]
    return tuple(f for f in out if not any(died_later(f, d) for d in dead))


def died_later(hurt: Figure, dead: Figure) -> bool:
    """Tell whether the one who was hurt is the one who died: "Oke was hit in the neck. He died"."""
    if hurt.effect != "injured" or hurt.high != 1 or not (hurt.people and dead.people):
        return False
    if hurt.span.start >= dead.span.start:
        return False
    one, other = (set(f.people.quote.lower().split()) - PLAIN for f in (hurt, dead) if f.people)
    return not other or bool(one & other)


PLAIN = frozenset("a an the his her their old he she him victim".split())
MORE = frozenset({"more", "another", "further", "additional"})


def is_more(figure: Figure) -> bool:
    """Tell whether a figure comes on top of one told before: "two more died in hospital"."""
    words = figure.people.quote.lower().split() if figure.people else []
    return any(w in MORE for w in words[:3]) and words[:1] != ["more"]
