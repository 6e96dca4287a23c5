"""Views and many pairs of them in, the pairs that are enough alone out, with their points.

The points are those of `score.score_pair`, without its reasons. A feature looks at a few values of
an event, and thousands of events share them: so it is asked once for all pairs that look alike to
it. What parts most pairs comes first, and a pair that can no longer reach the threshold is compared
no further.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.merge import features as of
from reportedly.merge.keys import Numbers
from reportedly.merge.score import THRESHOLD, find_bar, find_stand, may_tell_one
from reportedly.merge.view import EXACT, LONE, View
from reportedly.records import Party

Look = Callable[[View], Hashable]
Answers = npt.NDArray[Any]

AT_ONCE = 200_000  # pairs compared at once; some 30 MB
ROUNDING = 1e-9  # points; sums in another order may differ by less


def _name(parties: Sequence[Party]) -> Hashable:
    return tuple((party.id, party.name, party.text) for party in parties)


def _place(view: View) -> Hashable:
    p = view.where
    return p and (*of.find_wordings(p), p.geonameid, p.country, p.latitude, p.longitude,
                  p.precision, *sorted({rival.country or "" for rival in p.rivals}))  # fmt: skip


def _date(view: View) -> Hashable:
    return view.when and (view.when.start, view.when.end, view.told & EXACT)


def _bar(view: View) -> Hashable:
    stand = find_stand(view)
    return _date(view), stand and stand[0]


# What each feature looks at, in the order in which they are asked: for two pairs that look the same
# it has the same points.
LOOKS: tuple[tuple[of.Feature, Look], ...] = (
    (of.same_kind, lambda v: (v.event.category, v.event.mode)),
    (of.same_place, _place),
    (of.same_date, _date),
    (of.same_news, lambda v: (v.document.published, v.when is None)),
    (of.same_stage, lambda v: v.event.stage),
    (of.same_target, lambda v: tuple(thing.text for thing in v.event.targets)),
    (of.same_toll, lambda v: tuple((c.effect, c.low, c.high) for c in v.event.counts)),
    (of.same_actor, lambda v: _name(v.event.actors)),
    (of.same_recipient, lambda v: _name(v.event.recipients)),
    (of.same_story, lambda v: (v.story, v.told & LONE and v.when and (v.when.start, v.when.end))),
    (of.crossed_roles, lambda v: (_name(v.event.actors), _name(v.event.recipients))),
    (of.same_words, lambda v: (v.words, v.event.category in of.SPEECH)),
)


def give(feature: of.Feature, a: View, b: View) -> float:
    """Return the points that a feature gives a pair."""
    return feature(a, b).points


class Asked:
    """What may be asked of pairs: a function of two views, and what it looks at in each."""

    def __init__(self, views: Sequence[View], look: Look) -> None:
        self.views = views
        numbers: dict[Hashable, int] = {}
        found = [numbers.setdefault(look(view), len(numbers)) for view in views]
        self.looks: Numbers = np.array(found, dtype=np.int64)

    def ask(self, question: Callable[[View, View], object], pairs: Numbers) -> Answers:
        """Return the answer for each pair; pairs that look the same are asked about once."""
        looks = self.looks[pairs]
        both = looks[:, 0] * len(self.views) + looks[:, 1]
        _, first, again = np.unique(both, return_index=True, return_inverse=True)
        answers = [question(self.views[a], self.views[b]) for a, b in pairs[first].tolist()]
        found: Answers = np.array(answers)[again] if answers else np.zeros(0)
        return found


class Scale:
    """Views to be compared, pair by pair."""

    def __init__(self, views: Sequence[View]) -> None:
        self.told: Numbers = np.array([view.told for view in views], dtype=np.int64)
        self.most = np.array([of.find_most(n) for n in range(2 * LONE)])
        self.document = Asked(views, lambda v: v.document.id).looks
        self.family = Asked(views, lambda v: v.event.category)
        self.bars = Asked(views, _bar)
        self.features = [(f, of.FEATURES.index(f), Asked(views, look)) for f, look in LOOKS]

    def find_strong(self, pairs: Numbers) -> dict[tuple[int, int], int]:
        """Return the pairs that are enough alone, with their points in thousandths."""
        left, right = pairs.T
        pairs = pairs[self.document[left] != self.document[right]]
        pairs = pairs[self.family.ask(may_tell_one, pairs).astype(bool)]
        points = self.most[self.told[pairs[:, 0]] & self.told[pairs[:, 1]]]
        reach = points.sum(axis=1) + ROUNDING
        for feature, n, asked in self.features:
            near = reach >= THRESHOLD
            pairs, points, reach = pairs[near], points[near], reach[near]
            given = asked.ask(partial(give, feature), pairs)
            reach += given - points[:, n]
            points[:, n] = given
        free = self.bars.ask(lambda a, b: find_bar(a, b) is None, pairs).astype(bool)
        found = zip(pairs[free].tolist(), points[free].tolist(), strict=True)
        totals = (((a, b), sum(given)) for (a, b), given in found)  # as score_pair sums them up
        return {pair: round(1000 * total) for pair, total in totals if total >= THRESHOLD}


def find_strong(views: Sequence[View], pairs: Numbers) -> dict[tuple[int, int], int]:
    """Return those of the pairs that are enough alone, with their points in thousandths.

    Views and pairs are by number, shape (pairs, 2), the lower event id first.
    """
    scale = Scale(views)
    found: dict[tuple[int, int], int] = {}
    for at in range(0, len(pairs), AT_ONCE):
        found |= scale.find_strong(pairs[at : at + AT_ONCE])
    return found
