"""An event word in, what speaks for one mode of its type or another out: named signs.

Head and book each name a mode; beside them stand the weapons around, and whom it hit. What each
sign is worth for each mode is counted in coded news by training/modes.py and stands in
codebook/books/mode_signs.toml; nothing is weighed here.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.codebook.model import Book
from reportedly.coding.arguments import Arguments
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.things import weapon_at
from reportedly.coding.triggers import WEAPON_MODE, Trigger
from reportedly.coding.view import View

NOUNS = frozenset({"NOUN", "PROPN"})
NAMES_IT = frozenset({"amod", "compound"})  # of an event noun
BESIDE = 2  # sentences
SURE = 0.8  # the share of its sightings in which a book word's mode is right


def find_signs(view: View, o: Occurrence, arguments: Arguments, book: Book) -> tuple[str, ...]:
    """Return the signs of an event's mode; `o.mode` is what head, book and weapons say so far."""
    signs = {f"so far {o.mode}", f"word {view.tokens[o.at].lemma.lower()}"}
    signs.update(told(o))
    signs.update(armed(view, o.at, arguments, book))
    signs.update(suffered(view, arguments))
    return tuple(sorted(signs))


def mode_named(view: View, at: int, book: Book) -> str | None:
    """Return the mode of the weapon that names an attack: "aerial attack", "drone strike"."""
    for i in view.children[at]:
        if view.tokens[i].rel in NAMES_IT and (kind := weapon_at(view, i, book)):
            return kind.mode
    return None


def told(o: Occurrence) -> Iterator[str]:
    """Yield the modes that head and book name."""
    if o.mention is not None and o.mention.category == o.category:
        yield f"head {o.mention.mode}"
    else:
        yield "head silent"
    if o.trigger is not None and o.trigger.category == o.category:
        yield f"book {o.trigger.mode}"
        yield f"book {o.trigger.mode}, {how_sure(o.trigger)}"
    else:
        yield "book silent"


def how_sure(trigger: Trigger) -> str:
    """Return what the book's mode rests on."""
    if trigger.mode_weight == WEAPON_MODE:
        return "by weapon"
    return "sure" if trigger.mode_weight >= SURE else "unsure"


def armed(view: View, at: int, arguments: Arguments, book: Book) -> Iterator[str]:
    """Yield the kinds of weapon it was done with, and of those named in and around its sentence."""
    for i in arguments.instruments:
        if kind := weapon_at(view, i, book):
            yield f"with {kind.name}"
            yield f"with mode {kind.mode}"
    here, hit = view.sentence_of[at], {*arguments.recipients, *arguments.targets}
    for number in range(max(0, here - BESIDE), min(len(view.sentences), here + BESIDE + 1)):
        for i in range(*view.sentences[number]):
            kind = weapon_at(view, i, book) if view.tokens[i].upos in NOUNS else None
            if kind and i in hit:  # "shot down a drone"
                yield f"hits {kind.name}"
            elif kind and number == here:
                yield f"weapon {kind.name}"
                yield f"weapon mode {kind.mode}"
            elif kind:
                yield f"weapon mode {kind.mode} beside"


def suffered(view: View, arguments: Arguments) -> Iterator[str]:
    """Yield how many suffered it: one man by his name is aimed at, a crowd is not."""
    if not arguments.recipients:
        yield "a thing suffers" if arguments.targets else "nobody suffers"
        return
    if len(arguments.recipients) > 1:
        yield "several suffer"
        return
    (i,) = arguments.recipients
    name, counted = view.name_at.get(i), bool(view.kids(i, "nummod"))
    named = name is not None and name.kind == "PER"
    if view.tokens[i].xpos in ("NN", "NNP") and not counted:
        yield "one suffers"
        if named:
            yield "one suffers by name"
    elif view.tokens[i].xpos in ("NNS", "NNPS") or counted:
        yield "many suffer"
