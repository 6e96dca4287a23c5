"""Heads of physical targets and instruments in, Things out, typed by the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportedly.codebook.model import Book, Kind
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View
from reportedly.records import Thing

LONGEST = 3  # words of a weapon's name: "surface to air"


def make_things(
    view: View, heads: Sequence[int], kind_at: Callable[[View, int, Book], Kind | None], book: Book
) -> tuple[Thing, ...]:
    """Return the things at some heads; an unknown word keeps its text and has no kind."""
    out = []
    for head in heads:
        span = view.span(*phrase(view, head))
        kind = kind_at(view, head, book)
        out.append(Thing(text=span.quote, span=span, kind=kind.name if kind else None))
    return tuple(out)


def target_at(view: View, i: int, book: Book) -> Kind | None:
    """Return the kind of target that a noun's phrase names: "army post"."""
    names = names_of(view, phrase(view, i)[0], i)
    return next((book.target_of[name] for name in names if name in book.target_of), None)


def weapon_at(view: View, i: int, book: Book) -> Kind | None:
    """Return the kind of weapon that a noun names with the words right before it.

    Where its longer name is a target's it is no weapon: "fuel storage tanks".
    """
    low, _ = view.sentence(i)
    for name in names_of(view, max(low, i - LONGEST + 1), i):
        if name in book.weapon_of or name in book.target_of:
            return book.weapon_of.get(name)
    return None


def names_of(view: View, first: int, head: int) -> Iterator[str]:
    """Yield the names that the words up to a noun may make, the longest first."""
    lemmas = [view.tokens[i].lemma.lower() for i in range(first, head + 1)]
    return (" ".join(lemmas[k:]) for k in range(len(lemmas)))
