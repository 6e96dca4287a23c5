"""An event word and a place of its frame in, the heads that stand there out."""

from __future__ import annotations

from reportedly.coding.occurrence import Occurrence
from reportedly.coding.view import View


def support_of(view: View, o: Occurrence) -> list[int]:
    """Return the light verb of "carried out an attack": it has the roles."""
    if o.first == o.last:
        return []
    return [
        i
        for i in range(o.first, o.last + 1)
        if i != o.at and view.tokens[i].upos in ("VERB", "AUX")
    ]


def at_place(view: View, at: int, place: str) -> list[int]:
    """Return the heads under a PropBank label, a relation, or a relation with its preposition."""
    if place.startswith("ARG"):
        return view.roles(at, place)
    parts = place.split(":")
    if (
        parts[0] in ("obl", "nmod")
        and len(parts) == 2
        and parts[1] not in ("agent", "poss", "desc")
    ):
        return [
            c
            for c in view.kids(at, parts[0])
            if any(view.tokens[k].lemma == parts[1] for k in view.kids(c, "case"))
        ]
    return [c for c in view.children[at] if view.tokens[c].rel == place]
