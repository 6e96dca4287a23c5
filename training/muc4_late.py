"""Lessons with their scores in, the nets out that fill an incident's slots."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4.fillers import (
    FILLER_WORDS,
    ROLES,
    Strings,
    choose_fillers,
    group_strings,
    score_strings,
)
from reportedly.evaluate.muc4.form import CATEGORIES
from reportedly.evaluate.muc4.incidents import Bars, find_incidents
from reportedly.evaluate.muc4.nets import Net, squash
from reportedly.evaluate.muc4.places import PlaceBook
from reportedly.evaluate.muc4.reading import Floats
from reportedly.evaluate.muc4.spots import SPOT_WORDS, describe_spots, find_spots
from reportedly.evaluate.muc4.system import (
    DOER_WORDS,
    FILLERS,
    describe_doers,
    find_country,
    in_order,
    join_features,
)
from reportedly.evaluate.muc4.template import Template
from reportedly.evaluate.muc4.worth import worth_signs
from training.muc4_early import stack
from training.muc4_fit import Plan, learn, learn_signs
from training.muc4_gold import (
    CATEGORY,
    closest,
    mark_incident,
    mark_places,
    mark_strings,
)
from training.muc4_lessons import Lesson

LEARNING = Bars(
    message=0.25, sentence=0.3
)  # incidents to learn fillers on: a few doubtful ones too


class Told(msgspec.Struct, frozen=True):
    """An incident found in a lesson, what is told of it, and the key's template if it has one."""

    lesson: Lesson
    sentences: tuple[int, ...]
    scores: Floats
    strings: Strings
    template: Template | None


def find_told(
    lessons: list[Lesson], pairs: NDArray[np.float64], incident: Net, bars: Bars
) -> Iterator[Told]:
    """Yield the incidents that would be found in the lessons, each with its strings."""
    for x in lessons:
        if not x.reading.mentions:
            continue
        numbers = x.numbers.astype(np.float32)
        found = find_incidents(x.scenes, x.kinds, pairs, bars)
        for one in found:
            weights = 1 - x.kinds[list(one.sentences), 0]
            row, words = join_features(one.sentences, weights, x.kinds, numbers, x.words)
            told = squash(incident(row, words))[0]
            strings = group_strings(x.reading, x.roles, x.kinds, one.sentences, told, len(found))
            j = closest(x.ties, one.sentences)
            template = None if j is None else x.templates[j]
            yield Told(x, one.sentences, told, strings, template)


def learn_worth(lessons: list[Lesson], pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of the signs that an incident found has a template in the key."""
    rows, wanted = [], []
    for x in lessons:
        found = find_incidents(x.scenes, x.kinds, pairs, Bars()) if x.reading.mentions else []
        used: set[int | None] = {None}
        for n, one in enumerate(found):
            j = closest(x.ties, one.sentences)
            rows.append(worth_signs(x.reading, x.scenes, x.kinds, x.roles, found, n))
            wanted.append(float(j not in used))  # told twice, the second is one too many
            used.add(j)
    return learn_signs(np.array(rows), np.array(wanted), np.ones(len(rows)))


def learn_fillers(lessons: list[Lesson], pairs: NDArray[np.float64], incident: Net) -> list[Net]:
    """Return the nets that tell which strings fill an incident's slots."""
    found = [x for x in find_told(lessons, pairs, incident, LEARNING) if x.strings.folds]
    y = np.concatenate(
        [mark_strings(x.lesson.reading, x.strings.mentions, x.template) for x in found]
    )
    dense = np.concatenate([x.strings.numbers for x in found])
    words = stack([x.strings.words for x in found])
    names, weights = tuple(map(str, ROLES)), np.ones(len(y), np.float32)
    plan = Plan(loss="each", hidden=64, epochs=8, batch=256, words=FILLER_WORDS, drop=0.5)
    plans = [msgspec.structs.replace(plan, seed=k) for k in range(FILLERS)]
    return [learn(dense, words, y, weights, names, each) for each in plans]


def learn_category(
    lessons: list[Lesson], pairs: NDArray[np.float64], incident: Net, fillers: list[Net]
) -> Net:
    """Return the net that tells whose violence an incident is, by who is found to have done it."""
    dense, sparse, wanted = [], [], []
    for x in find_told(lessons, pairs, incident, Bars()):
        if x.template is not None and x.strings.folds:
            reading = x.lesson.reading
            sure = score_strings(x.strings, fillers)
            chosen = choose_fillers(reading, x.lesson.roles, x.strings, sure, Bars())
            row, words = describe_doers(reading, chosen, x.scores)
            dense.append(row)
            sparse.append(words)
            wanted.append(mark_incident(x.template)[CATEGORY])
    y = np.array(wanted)
    plan = Plan(loss="one", hidden=16, epochs=12, batch=32, words=DOER_WORDS)
    weights = np.ones(len(y), np.float32)
    return learn(np.concatenate(dense), stack(sparse), y, weights, CATEGORIES, plan)


def learn_places(lessons: list[Lesson], pairs: NDArray[np.float64], book: PlaceBook) -> Net:
    """Return the net that tells where an incident happened."""
    dense, sparse, wanted = [], [], []
    for x in lessons:
        country = find_country(x.reading, x.scenes, book)
        spots = find_spots(x.reading, x.scenes, book, country)
        for one in find_incidents(x.scenes, x.kinds, pairs, LEARNING) if spots else ():
            j = closest(x.ties, one.sentences)
            if j is None:
                continue
            order = in_order(one.sentences, x.kinds)
            row, words = describe_spots(x.reading, spots, order, x.kinds, book, country)
            dense.append(row)
            sparse.append(words)
            wanted.append(mark_places(x.templates[j], [s.name for s in spots]))
    y = np.concatenate(wanted)
    plan = Plan(loss="each", hidden=16, epochs=12, batch=32, words=SPOT_WORDS)
    weights = np.ones(len(y), np.float32)
    return learn(np.concatenate(dense), stack(sparse), y, weights, ("here",), plan)
