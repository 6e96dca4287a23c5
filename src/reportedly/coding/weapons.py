"""A trigger's surroundings in, the kind of weapon it was done with out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.codebook.model import Book, Frame, Kind
from reportedly.coding.slots import Tree

MEANS = ("with", "by", "using", "from", "through", "via")  # what follows is what it was done with
SCENES = ("in", "during", "at", "after")  # what follows is a means only if it is itself an event
OBJECTS = frozenset({"fires", "blasts"})  # frames whose object or subject is what is fired


def find_weapon(tree: Tree, at: int, frame: Frame, book: Book) -> Kind | None:
    """Return the first kind of weapon named around the trigger that says how it was done."""
    for i in _places(tree, at, frame, book):
        kind = _kind(tree, i, book)
        if kind is not None and kind.mode is not None:
            return kind
    return None


def _places(tree: Tree, at: int, frame: Frame, book: Book) -> Iterator[int]:
    """Yield the tokens that may name the weapon, the likeliest first."""
    noun = tree.tokens[at].upos in ("NOUN", "PROPN")
    if noun:
        yield at
        yield from tree.slot(at, "modifier")
    for word in MEANS:
        yield from tree.slot(at, word)
    if frame.name in OBJECTS:
        yield from tree.slot(at, "patient")
    if not noun:
        yield from tree.slot(at, "actor")
    for word in SCENES:
        for i in tree.slot(at, word):
            if ("noun", tree.tokens[i].lemma.lower()) in book.entries:
                yield i
                yield from tree.slot(i, "modifier")


def weapon_mode(kinds: Iterable[Kind | None], mode: str | None, open_: bool) -> str | None:
    """Return the mode that the weapons found make of a mode.

    Who carries the bomb on his body makes a bombing a suicide attack; for the rest a weapon
    speaks only where the event's word leaves the mode open.
    """
    told = [kind for kind in kinds if kind is not None and kind.mode is not None]
    if any(kind.name == "suicide" for kind in told) and mode in (None, "explosives"):
        return "suicide-attack"
    return next((kind.mode for kind in told), mode) if open_ else mode


def _kind(tree: Tree, i: int, book: Book) -> Kind | None:
    """Return the kind of the noun at i, its longest name first ("machine gun" before "gun")."""
    lemma = tree.tokens[i].lemma.lower()
    before: list[str] = []
    for j in range(i - 1, max(-1, i - 3), -1):
        if tree.tokens[j].head != i and tree.tokens[j].head != i - 1:
            break
        before.insert(0, tree.tokens[j].lemma.lower())
    for start in range(len(before) + 1):
        name = " ".join([*before[start:], lemma])
        if name in book.weapon_of or name in book.target_of:  # "fuel tanks" are no weapon
            return book.weapon_of.get(name)
    return None
