"""Doers in, the same with whose they are for weapons: "Russian missiles", "army helicopters".

A missile does nothing by itself. Whoever owns it did it, and it is what it was done with; where
nobody owns it, nobody is told to have done it. What has a crew ("helicopters", "tanks") may stand
for the crew.
"""

from __future__ import annotations

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.arguments import Arguments
from reportedly.coding.things import weapon_at
from reportedly.coding.tools import Tools
from reportedly.coding.view import View

BEFORE = ("compound", "amod", "nmod:poss", "nmod:desc")
NAMED = frozenset({"ORG", "NORP", "LOC", "PER"})
SIDES = ("side.state", "side.armed", "side.protester", "side.civilian")


def name_owners(view: View, found: Arguments, tools: Tools) -> Arguments:
    """Return the arguments with owners for the weapons among the doers."""
    book = tools.kit.book
    weapons = [h for h in found.actors if is_weapon(view, h, book)]
    if not weapons:
        return found
    doers: list[int] = []
    for head in found.actors:
        if head not in weapons:
            doers.append(head)
            continue
        owner = owner_of(view, head, tools)
        crewed = view.tokens[head].lemma.lower() in book.classes["crewed"].lemmas
        # "French jets" are named better by the resolver: the French air force.
        if crewed and (owner is None or tools.nation(view.tokens[owner].text)):
            doers.append(head)
        elif owner is not None:
            doers.append(owner)
    return msgspec.structs.replace(
        found,
        actors=tuple(dict.fromkeys(doers)),
        instruments=tuple(sorted({*found.instruments, *weapons})),
    )


def is_weapon(view: View, head: int, book: Book) -> bool:
    """Tell whether the noun is a weapon, and no person who bears one."""
    lemma = view.tokens[head].lemma.lower()
    if head in view.name_at or lemma in book.classes["person"].lemmas:
        return False
    if any(lemma in book.classes[side].lemmas for side in SIDES):
        return False
    kind = weapon_at(view, head, book)
    return kind is not None and kind.name != "suicide"


def owner_of(view: View, head: int, tools: Tools) -> int | None:
    """Return the word that says whose it is: "army", "Russian", "of the coalition"."""
    found = [c for c in view.children[head] if view.tokens[c].rel in BEFORE and c < head]
    found += [
        c
        for c in view.kids(head, "nmod")
        if any(view.tokens[k].lemma == "of" for k in view.kids(c, "case"))
    ]
    owners = [c for c in found if is_somebody(view, c, tools)]
    return owners[-1] if owners else None


def is_somebody(view: View, i: int, tools: Tools) -> bool:
    """Tell whether the word names people, a body or a country."""
    book, lemma = tools.kit.book, view.tokens[i].lemma.lower()
    if any(lemma in book.classes[side].lemmas for side in SIDES):
        return True
    if tools.nation(view.tokens[i].text):
        return True
    name = view.name_at.get(i)
    return name is not None and name.kind in NAMED and lemma not in book.weapon_of
