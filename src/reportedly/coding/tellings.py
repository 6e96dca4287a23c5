"""Drafts in, those that are events of their own out: likelier to be coded by a person than not.

Every word that head or book take for an event at all has been drafted and joined with the drafts
that tell the same; most of what is left is what a verb demands, feels or repeats. What speaks for
each draft is a list of named signs; their weights are codebook/books/tellings.toml, learned from
coded reports by training/tell.py.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from reportedly.codebook.model import Book
from reportedly.coding.draft import Draft
from reportedly.coding.ellipsis import is_stand_in
from reportedly.coding.occurrences import does_harm
from reportedly.coding.telling_signs import Signs, Tellings
from reportedly.coding.view import View

EVEN = 0.5  # likelier than not
COUNTED = 0.15  # the same for what counts people where no event is kept; by sense
ONE = 1.0  # event that doubtful tellings of one sort must be likely to tell between them
COUNTING = frozenset({"ASSAULT", "COERCE", "PROTEST"})
BACK = 2  # sentences back to an event whose toll a draft may tell


@cache
def read_weights() -> dict[str, float]:
    """Read the packaged weights once."""
    raw = (files("reportedly.codebook") / "books/tellings.toml").read_text("utf8")
    return {name: float(value) for name, value in tomllib.loads(raw).items()}


def keep_events(view: View, drafts: Sequence[Draft], book: Book) -> list[Draft]:
    """Return the drafts that are likelier an event of their own than not.

    What many doubtful words tell is kept once (`find_split`). People whom a draft counts must
    belong to an event: where no other is kept beside it, it is kept too; "no one was hurt" counts
    nobody. A word that stands for a noun told before ("and one in May") is no doubtful one.
    """
    tellings, weights = Tellings(view, drafts, book), read_weights()
    sure = [
        1.0 if is_stand_in(view, d.occurrences[0]) else likelihood(tellings.signs(k), weights)
        for k, d in enumerate(drafts)
    ]
    for told_in in find_split(view, drafts, sure):
        sure[told_in] = 1.0
    told = {view.sentence_of[at] for d, p in zip(drafts, sure, strict=True)
            if p >= EVEN and d.category in COUNTING for at in d.mentions}  # fmt: skip
    out = []
    for draft, p in zip(drafts, sure, strict=True):
        here = view.sentence_of[draft.at]
        alone = told.isdisjoint(range(here - BACK, here + 1))
        counts = any(f.told and f.high != 0 for f in draft.figures)
        if p >= EVEN or (p >= COUNTED and alone and counts):
            out.append(draft)
    return out


def find_split(view: View, drafts: Sequence[Draft], sure: Sequence[float]) -> Iterator[int]:
    """Yield the surest telling of each sort of deed that many tell and none is likely to alone.

    Each may be a repeat of another, so none is likely; their sum is how many events are expected.
    What names only the harm ("killed") may tell any deed of its type.
    """
    for category in sorted(COUNTING):
        mine = [k for k, d in enumerate(drafts) if d.category == category]
        best = max(mine, key=lambda k: sure[k], default=None)
        if best is None or sure[best] >= EVEN:
            continue
        modes = (None, drafts[best].mode)
        sort = [k for k in mine if drafts[k].mode in modes or does_harm(view, drafts[k].at)]
        if sum(sure[k] for k in sort) >= ONE:
            yield best


def likelihood(signs: Signs, weights: Mapping[str, float]) -> float:
    """Return the probability that what has these signs is an event of its own."""
    points = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1.0 / (1.0 + math.exp(-min(max(points, -30.0), 30.0)))
