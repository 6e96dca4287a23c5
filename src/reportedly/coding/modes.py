"""Events with all their tellings in, the same with the likeliest mode of their type out.

The weights are codebook/books/mode_signs.toml, learned from coded reports by training/modes.py.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from reportedly.codebook.model import MODES, Book
from reportedly.coding.draft import Draft
from reportedly.coding.mode_signs import find_signs, mode_named
from reportedly.coding.view import View

# What is said so far is worth more than was learned: half of the lessons were read by heads that
# know less than the one that is shipped.
TRUST = 0.5
NONE = "none"  # the option of no mode at all

Weights = Mapping[str, Mapping[str, Mapping[str, float]]]  # type -> mode -> sign -> points


@cache
def read_weights() -> Weights:
    """Read the packaged weights once."""
    raw = (files("reportedly.codebook") / "books/mode_signs.toml").read_text("utf8")
    return tomllib.loads(raw)


def set_modes(view: View, events: Sequence[Draft], book: Book) -> list[Draft]:
    """Return the events, each with the mode that speaks most for itself."""
    return [set_mode(view, event, book) if MODES[event.category] else event for event in events]


def set_mode(view: View, event: Draft, book: Book) -> Draft:
    """Return the event with the mode that its fullest telling, or another's word, makes likely."""
    first, *others = event.occurrences
    first = msgspec.structs.replace(first, mode=event.mode)
    named = mode_named(view, first.at, book) if event.category == "ASSAULT" else None
    signs = find_signs(view, first, event.arguments, book)
    mode = named or choose_mode(event.category, event.mode, signs, read_weights())
    told = tuple(msgspec.structs.replace(o, mode=mode) for o in (first, *others))
    return msgspec.structs.replace(event, occurrences=told)


def choose_mode(
    category: str, mode: str | None, signs: Iterable[str], weights: Weights
) -> str | None:
    """Return the type's likeliest mode; `mode` where nothing is known of the type.

    No mode at all is right only where that is likelier than all modes together.
    """
    known = weights.get(category)
    if not known:
        return mode
    signs = ("", *signs)
    points = {m: sum(w.get(s, 0.0) for s in signs) for m, w in known.items()}
    points[mode or NONE] = points.get(mode or NONE, 0.0) + TRUST
    top = max(points.values())
    shares = {m: math.exp(p - top) for m, p in points.items()}
    if shares.pop(NONE, 0.0) > sum(shares.values()):
        return None
    return max(sorted(shares), key=shares.__getitem__)
