"""Options with their signs in, the option with most points out; the weights are data.

A sign is a word for what is seen of an option ("own.field", "dateline"). Its weight in the book is
learned by training/scene.py; a group of event types may have a weight of its own on top. A reader
can add up why one option won.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Signs = frozenset[str]
Weights = Mapping[str, Mapping[str, float]]  # "all" or a group of event types -> sign -> points

GROUPS = {
    "deed": ("ASSAULT", "PROTEST", "MOBILIZE", "AID", "RETREAT"),
    "law": ("COERCE", "SANCTION"),
    "word": ("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"),
    "meeting": ("CONSULT", "AGREE", "COOPERATE"),
}
GROUP_OF = {category: group for group, members in GROUPS.items() for category in members}


def choose(options: Sequence[Signs], category: str, weights: Weights) -> int:
    """Return the number of the option with most points, the first of equals."""
    points = [weigh(signs, category, weights) for signs in options]
    return max(range(len(points)), key=points.__getitem__)


def choose_wording(options: Sequence[Signs], category: str, weights: Weights) -> int:
    """Return the number of the best option; the first stands for none, the others may be alike.

    None is right only where it is likelier than all the others together: two wordings of one
    place must not lose to it by sharing their points.
    """
    points = [weigh(signs, category, weights) for signs in options]
    top = max(points)
    odds = [math.exp(p - top) for p in points]
    if len(options) == 1 or odds[0] >= sum(odds[1:]):
        return 0
    return max(range(1, len(points)), key=points.__getitem__)


def weigh(signs: Signs, category: str, weights: Weights) -> float:
    """Return what the signs say together."""
    common, own = weights.get("all", {}), weights.get(GROUP_OF.get(category, ""), {})
    return sum(common.get(s, 0.0) + own.get(s, 0.0) for s in sorted(signs))
