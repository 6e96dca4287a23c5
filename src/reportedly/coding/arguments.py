"""An event word in, the heads of its parties, targets and instruments out.

Every noun of the sentence is a candidate for every field; the learned field head, the book's frame,
PropBank roles and the syntax between are reasons, and what they weigh together decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.fillers import Nouns, find_fillers
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.phrases import split
from reportedly.coding.ranking import Bars, choose
from reportedly.coding.view import View

# Set where five-fold cross-fitting on reports-more and coded lost more by inventing than it won:
# "none" may be the likeliest single answer and still lose to all candidates together.
BARS = {
    "actor": Bars(none=0.6, more=0.2),
    "recipient": Bars(none=0.7, more=0.2),
    "instrument": Bars(none=0.7, more=0.2),
}


BETWEEN = frozenset({"between"})
# What joins a place that does nothing there: "the convoy to Gao", "the road from Bria".
NAMES = frozenset({"PER", "ORG", "NORP"})
SCENES = BETWEEN | frozenset(
    """in at near outside around inside into through across from to towards toward""".split()
)


class Arguments(msgspec.Struct, frozen=True, kw_only=True):
    """Head tokens by field, in order of text."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    instruments: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    said_by: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    denied_by: tuple[int, ...] = ()


def find_arguments(nouns: Nouns, o: Occurrence) -> Arguments:
    """Return an event's arguments inside its own sentence."""
    view, book = nouns.view, nouns.book
    learned: dict[str, list[int]] = {}
    for name, head in o.mention.fields if o.mention else ():
        learned.setdefault(name, []).append(head)
    fillers = find_fillers(nouns, o)
    chosen = {
        field: spread(view, choose(fillers, book.fillers[field], bars))
        for field, bars in BARS.items()
    }
    actors = [named_by(view, h) for h in chosen["actor"] if not is_scene(view, o, h, SCENES)]
    actors = list(dict.fromkeys(actors))
    patients = [
        h for h in chosen["recipient"] if h not in actors and not is_scene(view, o, h, BETWEEN)
    ]
    things = set(learned.get("target", ()))
    persons = set(learned.get("recipient", ())) - things
    recipients = [
        h for h in patients if h in persons or (h not in things and is_party(view, h, book))
    ]
    return Arguments(
        actors=tuple(actors),
        recipients=tuple(recipients),
        targets=tuple(h for h in patients if h not in recipients),
        instruments=tuple(chosen["instrument"]),
        places=tuple(learned.get("place", ())),
        said_by=tuple(learned.get("said_by", ())),
        channels=tuple(learned.get("channel", ())),
        denied_by=tuple(learned.get("denied_by", ())),
    )


def named_by(view: View, head: int) -> int:
    """Return the name that a noun explains, or the noun: "the Front, a group of rebels,"."""
    up = view.tokens[head].head
    explains = view.tokens[head].rel == "appos" and view.tokens[head].upos == "NOUN"
    kinds = {view.name_at[i].kind for i in (up, head) if i in view.name_at}
    return (
        up
        if explains and up in view.name_at and head not in view.name_at and kinds <= NAMES
        else head
    )


def is_scene(view: View, o: Occurrence, head: int, prepositions: frozenset[str]) -> bool:
    """Tell whether a place is only where something is: "the road between Gusau and Funtua"."""
    name = view.name_at.get(head)
    if name is None or name.kind != "LOC":
        return False
    top = head
    while view.tokens[top].rel in ("conj", "flat") and view.tokens[top].head != top:
        top = view.tokens[top].head
    cases = {view.tokens[c].lemma.lower() for c in view.kids(top, "case")} & prepositions
    if view.tokens[top].head == o.at:
        cases -= BETWEEN  # "talks between Rabat and Algiers"
    return bool(cases)


def is_party(view: View, head: int, book: Book) -> bool:
    """Tell people and organisations from things, by name kind first, then by the book's classes."""
    name = view.name_at.get(head)
    if name is not None:
        return name.kind in ("PER", "ORG", "NORP", "LOC")
    return (
        view.tokens[head].upos in ("PRON", "PROPN")
        or view.tokens[head].lemma in book.classes["person"].lemmas
    )


def spread(view: View, heads: Sequence[int]) -> list[int]:
    """Return the heads with their coordinates, once each, in order of text."""
    return sorted({h for head in heads for h in split(view, head)})
