"""Drafts in, those that are events of their own out: likelier to be coded by a person than not.

Every word that head or book take for an event at all has been drafted and joined with the drafts
that tell the same; most of what is left is what a verb demands, feels or repeats. What speaks for
each draft is a list of named signs; their weights are codebook/books/tellings.toml, learned from
coded reports by training/tell.py.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from reportedly.coding.draft import Draft
from reportedly.coding.telling_signs import Signs, Tellings
from reportedly.coding.view import View

EVEN = 0.5  # likelier than not


@cache
def read_weights() -> dict[str, float]:
    """Read the packaged weights once."""
    raw = (files("reportedly.codebook") / "books/tellings.toml").read_text("utf8")
    return {name: float(value) for name, value in tomllib.loads(raw).items()}


def keep_events(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that are likelier an event of their own than not."""
    tellings, weights = Tellings(view, drafts), read_weights()
    return [d for k, d in enumerate(drafts) if likelihood(tellings.signs(k), weights) >= EVEN]


def likelihood(signs: Signs, weights: Mapping[str, float]) -> float:
    """Return the probability that what has these signs is an event of its own."""
    points = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1.0 / (1.0 + math.exp(-min(max(points, -30.0), 30.0)))
