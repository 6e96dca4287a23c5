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
        span = view.span(*phrase(view, head))
        kind = kinds.get(view.tokens[head].lemma.lower())
        out.append(Thing(text=span.quote, span=span, kind=kind.name if kind else None))
    return tuple(out)
