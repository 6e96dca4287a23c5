"""Views and many pairs of them in, the pairs that are enough alone out, with their points.

The points are those of `score.score_pair`, without its reasons. A feature looks at a few values of
an event, and thousands of events share them: so it is asked once for all pairs that look alike to
it. How alike sentences and reports are is found for all pairs at once. What parts most pairs comes
first, and a pair that can no longer reach the threshold is compared no further.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.merge import features as of
from reportedly.merge.keys import Numbers
from reportedly.merge.rarity import Weights, find_all_likeness
from reportedly.merge.score import THRESHOLD, find_bar, find_stand, may_tell_one
from reportedly.merge.view import EXACT, LONE, View
from reportedly.records import Party

Look = Callable[[View], Hashable]
Answers = npt.NDArray[Any]
Give = Callable[[Numbers], Answers]  # points for pairs

AT_ONCE = 200_000  # pairs compared at once; some 30 MB
ROUNDING = 1e-9  # points; sums in another order may differ by less
TABLE = 30  # places of a table that it is worth to lay out for a pair
WORTH = 0.9  # pairs are taken out when so many or fewer of them are left


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


def _lone(view: View) -> Hashable:
    return view.told & LONE and (view.when and (view.when.start, view.when.end), LONE)


# What each feature looks at, in the order in which they are asked: for two pairs that look the same
# it has the same points. What costs most, of few pairs, comes last.
LOOKS: tuple[tuple[of.Feature, Look], ...] = (
    (of.same_place, _place),
    (of.same_toll, lambda v: tuple((c.effect, c.low, c.high) for c in v.event.counts)),
    (of.same_target, lambda v: tuple(thing.text for thing in v.event.targets)),
    (of.same_actor, lambda v: _name(v.event.actors)),
    (of.same_recipient, lambda v: _name(v.event.recipients)),
    (of.crossed_roles, lambda v: (_name(v.event.actors), _name(v.event.recipients))),
)
# Those that look at so little that they come before what is found for all pairs at once.
LITTLE: tuple[tuple[of.Feature, Look], ...] = (
    (of.same_kind, lambda v: (v.event.category, v.event.mode)),
    (of.same_date, _date),
    (of.same_news, lambda v: (v.document.published, v.when is None)),
    (of.same_stage, lambda v: v.event.stage),
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
        self.size = len(numbers)

    def ask(self, question: Callable[[View, View], object], pairs: Numbers) -> Answers:
        """Return the answer for each pair; pairs that look the same are asked about once."""
        different, again = find_different(self.looks[pairs], self.size)
        one = np.zeros(len(different), dtype=np.int64)
        one[again] = np.arange(len(pairs))
        answers = [question(self.views[a], self.views[b]) for a, b in pairs[one].tolist()]
        found: Answers = np.array(answers)[again] if answers else np.zeros(0)
        return found


def find_different(pairs: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Return the pairs, of numbers below `size`, each once, and for each pair its place there."""
    both = pairs[:, 0] * size + pairs[:, 1]
    if size * size > TABLE * len(pairs):
        unique, again = np.unique(both, return_inverse=True)
    else:  # to tick them off takes a fifth of what sorting them does
        place = np.zeros(size * size, dtype=np.int64)
        place[both] = 1
        unique = np.flatnonzero(place)
        place[unique] = np.arange(len(unique))
        again = place[both]
    return np.stack(np.divmod(unique, size or 1), axis=1), again


class Alike:
    """How alike two views are in one of their weighed sets of stems."""

    def __init__(self, views: Sequence[View], take: Callable[[View], Weights]) -> None:
        sets: dict[Weights, int] = {}
        found = [sets.setdefault(take(view), len(sets)) for view in views]
        self.sets, self.of = list(sets), np.array(found, dtype=np.int64)

    def find(self, pairs: Numbers) -> Answers:
        """Return the likeness of each pair, to within rounding."""
        some, again = find_different(np.sort(self.of[pairs], axis=1), len(self.sets))
        found: Answers = find_all_likeness(self.sets, some)[again]
        return found


class Scale:
    """Views to be compared, pair by pair."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
        self.told: Numbers = np.array([view.told for view in views], dtype=np.int64)
        self.most = np.array([of.find_most(n) for n in range(2 * LONE)])
        self.document = Asked(views, lambda v: v.document.id).looks
        self.family = Asked(views, lambda v: v.event.category)
        self.bars, self.lone = Asked(views, _bar), Asked(views, _lone)
        self.speech = np.array([v.event.category in of.SPEECH for v in views], dtype=bool)
        self.words = Alike(views, lambda v: v.words)
        self.story = Alike(views, lambda v: v.story)
        little, looks = (
            [(f, partial(Asked(views, look).ask, partial(give, f))) for f, look in some]
            for some in (LITTLE, LOOKS)
        )
        self.features: list[tuple[of.Feature, Give]] = [
            *little,
            (of.same_story, self.rate_story),
            (of.same_words, self.rate_words),
            *looks,
        ]

    def rate_story(self, pairs: Numbers) -> Answers:
        """Return what `features.same_story` gives, to within rounding."""
        most = np.minimum(self.story.find(pairs), of.COPIED)
        lone = self.lone.ask(of.is_lone, pairs).astype(bool)
        points: Answers = (of.STORY_POINTS + of.LONE_POINTS * lone) * most - 0.5
        return points

    def rate_words(self, pairs: Numbers) -> Answers:
        """Return what `features.same_words` gives, to within rounding."""
        likeness, said = self.words.find(pairs), self.speech[pairs].any(axis=1)
        strange = said & (likeness < of.STRANGE)
        points: Answers = np.where(strange, -1.0, of.WORDS_POINTS * likeness)
        points[said & (np.abs(likeness - of.STRANGE) < ROUNDING)] = np.nan  # it has to be asked
        return points

    def find_strong(self, pairs: Numbers) -> dict[tuple[int, int], int]:
        """Return the pairs that are enough alone, with their points in thousandths."""
        left, right = pairs.T
        pairs = pairs[self.document[left] != self.document[right]]
        pairs = pairs[self.family.ask(may_tell_one, pairs).astype(bool)]
        most = self.most[self.told[pairs[:, 0]] & self.told[pairs[:, 1]]]
        reach = most.sum(axis=1)
        for feature, rate in self.features:
            near = ~(reach < THRESHOLD - ROUNDING)  # what is not known yet among them
            if near.sum() <= WORTH * len(near):
                pairs, most, reach = pairs[near], most[near], reach[near]
            reach += rate(pairs) - most[:, of.FEATURES.index(feature)]
        near = ~(reach < THRESHOLD - ROUNDING)
        pairs, reach = pairs[near], reach[near]
        free = self.bars.ask(lambda a, b: find_bar(a, b) is None, pairs).astype(bool)
        return self.round(pairs[free], reach[free])

    def round(self, pairs: Numbers, points: Answers) -> dict[tuple[int, int], int]:
        """Return the pairs that reach the threshold, with their points in thousandths. Those that
        stand so near to it, or to a half of a thousandth, that rounding decides are scored anew."""
        edge = np.abs(points - THRESHOLD) < ROUNDING
        half = np.abs(1000 * points % 1 - 0.5) < 1000 * ROUNDING
        for n in np.flatnonzero(edge | half | np.isnan(points)).tolist():
            a, b = (self.views[k] for k in pairs[n])
            points[n] = sum(feature(a, b).points for feature in of.FEATURES)
        strong = points >= THRESHOLD
        rounded = np.rint(1000 * points[strong]).astype(int).tolist()
        return {(a, b): n for (a, b), n in zip(pairs[strong].tolist(), rounded, strict=True)}


def find_strong(views: Sequence[View], pairs: Numbers) -> dict[tuple[int, int], int]:
    """Return those of the pairs that are enough alone, with their points in thousandths.

    Views and pairs are by number, shape (pairs, 2), the lower event id first.
    """
    scale = Scale(views)
    found: dict[tuple[int, int], int] = {}
    for at in range(0, len(pairs), AT_ONCE):
        found |= scale.find_strong(pairs[at : at + AT_ONCE])
    return found
