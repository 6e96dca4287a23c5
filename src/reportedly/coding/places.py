"""An event word in, the words that tell its place out: from its own clause, never the article's."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.coding.phrases import phrase
from reportedly.coding.times import attachment
from reportedly.coding.view import View
from reportedly.records import Span

PLACE_KINDS = frozenset({"LOC", "FAC"})
# Prepositions under which a place name tells where something happened.
WHERE = frozenset(
    """in at near outside inside on off around across along within throughout over into towards
    toward by beside between beyond behind opposite from to above under against of""".split()
)
MAX_STEPS = 4


def find_place(
    view: View, at: int, learned: Sequence[int], things: Sequence[int], parties: Sequence[int] = ()
) -> tuple[Span, tuple[str, ...]] | None:
    """Return the place's words and the place names in them, or None.

    `learned` are heads that the field head calls the place; `things` those of targets, which are
    places too ("attacked the port of Haifa"). A name inside a party's ("the Resistance in Iraq")
    is none.
    """
    closed = {i for head in parties for i in span_of(view, head)}
    for head in [*learned, *locatives(view, at)]:
        found = describe(view, head)
        if found is not None and found[1]:
            return found
    own = [n for n in view.kids(at, "compound", "nmod:poss") if is_place(view, n)]
    held = [h for h in things if stands_on(view, h)]
    near = [n for n in nearest_names(view, at) if n not in closed]
    for head in (*own, *held, *near):
        found = describe(view, head)
        if found is not None and found[1]:
            return found
    return None


def is_place(view: View, i: int) -> bool:
    """Tell whether a token stands in a place's name."""
    name = view.name_at.get(i)
    return name is not None and name.kind in PLACE_KINDS


def stands_on(view: View, head: int) -> bool:
    """Tell whether a thing is, or lies at, a named place: "Kunduz", "the main square of Kunduz".

    A place that only says whose the thing is ("US troops") is none.
    """
    if is_place(view, head):
        return True
    below = [c for c in view.kids(head, "nmod", "compound") if is_place(view, c)]
    cases = ({view.tokens[k].lemma for k in view.kids(c, "case")} for c in below)
    sites = (view.tokens[c].rel == "compound" and not is_people(view, head) for c in below)
    return any(case & WHERE for case in cases) or any(sites)


def is_people(view: View, head: int) -> bool:
    """Tell whether a noun is a plural of people or a body, which a place name only describes."""
    name = view.name_at.get(head)
    return view.tokens[head].xpos in ("NNS", "NNPS") or (name is not None and name.kind != "FAC")


def span_of(view: View, head: int) -> range:
    """Return the tokens of the phrase at a head."""
    first, last = phrase(view, head)
    return range(first, last + 1)


def locatives(view: View, at: int) -> list[int]:
    """Return the event's own arguments of place."""
    return view.roles(at, "ARGM-LOC", "ARGM-DIR", "ARGM-GOL")


def nearest_names(view: View, at: int) -> list[int]:
    """Return heads of place names near the event in its tree, under a preposition of place."""
    found = []
    low, high = view.sentence(at)
    seen: set[int] = set()
    for i in range(low, high):
        name = view.name_at.get(i)
        if name is None or name.kind not in PLACE_KINDS or name.first in seen:
            continue
        seen.add(name.first)
        head = next(
            (
                j
                for j in range(name.first, name.last + 1)
                if not name.first <= view.tokens[j].head <= name.last
            ),
            name.last,
        )
        case = {view.tokens[c].lemma for c in view.kids(head, "case")}
        if not case & WHERE or ("of" in case and view.tokens[head].rel == "nmod"):
            continue
        steps = attachment(view, at, head)
        if steps is not None and steps <= MAX_STEPS:
            found.append((steps, abs(head - at), head))
    return [head for _, _, head in sorted(found)]


def describe(view: View, head: int) -> tuple[Span, tuple[str, ...]] | None:
    """Return the span of the place's phrase and the names in it."""
    first, last = phrase(view, head)
    if view.tokens[head].upos in ("PRON", "ADV", "VERB", "DET", "SCONJ"):
        return None
    names, seen = [], set()
    for i in range(first, last + 1):
        name = view.name_at.get(i)
        if name is not None and name.kind in PLACE_KINDS and name.first not in seen:
            seen.add(name.first)
            names.append(view.span(name.first, name.last).quote)
    return view.span(first, last), tuple(names)
