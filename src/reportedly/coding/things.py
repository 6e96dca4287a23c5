"""Heads of physical targets and instruments in, Things out, typed by the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.codebook.model import Kind
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View
from reportedly.records import Thing


def make_things(view: View, heads: Sequence[int], kinds: Mapping[str, Kind]) -> tuple[Thing, ...]:
    """Return the things at some heads; an unknown word keeps its text and has no kind."""
    out = []
    for head in heads:
        first, last = phrase(view, head)
        span = view.span(first, last)
        kind = kind_of(view, first, head, kinds)
        out.append(Thing(text=span.quote, span=span, kind=kind.name if kind else None))
    return tuple(out)


def kind_of(view: View, first: int, head: int, kinds: Mapping[str, Kind]) -> Kind | None:
    """Return the kind of a noun, its longest name first: "suicide vest", "army post"."""
    lemmas = [view.tokens[i].lemma.lower() for i in range(first, head + 1)]
    names = (" ".join(lemmas[k:]) for k in range(len(lemmas)))
    return next((kinds[name] for name in names if name in kinds), None)
