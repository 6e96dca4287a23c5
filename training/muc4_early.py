"""Lessons in, the nets out that find a message's incidents and tell what its words are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4 import features
from reportedly.evaluate.muc4.fillers import (
    ROLES,
)
from reportedly.evaluate.muc4.form import TOLD
from reportedly.evaluate.muc4.incidents import KINDS
from reportedly.evaluate.muc4.nets import Net, Sparse, squash
from reportedly.evaluate.muc4.reading import Floats
from reportedly.evaluate.muc4.scenes import pair_signs
from reportedly.evaluate.muc4.system import (
    FEW_WORDS,
    WORDS,
    join_features,
)
from training.muc4_fit import Plan, learn, learn_signs
from training.muc4_gold import (
    TELLS,
    mark_incident,
    mark_kinds,
    mark_roles,
    mark_sentences,
)
from training.muc4_lessons import Lesson

QUIET, OTHER = 0.25, 0.6  # shares kept of mentions without a role: no incident, some incident
TIED = 0.4  # sentences with this share of the best one's points tell a key's incident


def stack(parts: list[Sparse]) -> Sparse:
    """Return the rows of several as one."""
    ends = np.cumsum([0, *(len(p.at) for p in parts)])
    starts = np.concatenate([p.starts[:-1] + e for p, e in zip(parts, ends, strict=False)])
    return Sparse(np.concatenate([p.at for p in parts]), np.append(starts, ends[-1]))


def learn_sentences(lessons: list[Lesson], seed: int) -> Net:
    """Return the net that tells a sentence's kind of incident."""
    marks = [mark_sentences(x.ties, x.templates) for x in lessons]
    return learn(
        np.concatenate([x.numbers for x in lessons]).astype(np.float32),
        stack([x.words for x in lessons]),
        np.concatenate([wanted for wanted, _ in marks]),
        np.concatenate([weights for _, weights in marks]),
        KINDS,
        Plan(loss="one", hidden=32, epochs=9, batch=256, rate=2e-3, words=WORDS, seed=seed),
    )


def learn_roles(lessons: list[Lesson], seed: int) -> Net:
    """Return the net that tells which roles a mention plays."""
    rng = np.random.default_rng(seed)
    dense, sparse, wanted = [], [], []
    for x in lessons:
        if not x.reading.mentions:
            continue
        marks = mark_roles(x.reading, x.templates)
        chance = rng.random(len(marks))
        kept = (marks.sum(1) > 0) | (chance < (OTHER if x.templates else QUIET))
        rows = np.flatnonzero(kept)
        if not len(rows):
            continue
        dense.append(features.role_numbers(x.reading, x.kinds)[rows])
        sparse.append(x.mention_words.take(rows))
        wanted.append(marks[rows])
    y = np.concatenate(wanted)
    plan = Plan(loss="each", hidden=48, epochs=8, batch=512, words=WORDS, seed=seed)
    names = tuple(map(str, ROLES))
    return learn(np.concatenate(dense), stack(sparse), y, np.ones(len(y), np.float32), names, plan)


def score_roles(lesson: Lesson, net: Net) -> Floats:
    """Return how likely each mention plays each role."""
    if not lesson.reading.mentions:
        return np.zeros((0, len(ROLES)), np.float32)
    numbers = features.role_numbers(lesson.reading, lesson.kinds)
    out: Floats = squash(net(numbers, lesson.mention_words))
    return out


def learn_pairs(lessons: list[Lesson]) -> NDArray[np.float64]:
    """Return the weights of the signs that two sentences tell one incident."""
    x, y, w = [], [], []
    for lesson in lessons:
        ties = lesson.ties
        if not ties.shape[1]:
            continue
        some = [s for s in range(len(ties)) if ties[s].max() >= TELLS]
        tell = {s: set(np.flatnonzero(ties[s] >= 0.8 * ties[s].max())) for s in some}
        pairs = [(s, t) for n, s in enumerate(some) for t in some[n + 1 :]]
        for s, t in pairs:
            x.append(pair_signs(lesson.scenes, lesson.kinds, s, t))
            y.append(float(bool(tell[s] & tell[t])))
            w.append(len(pairs) ** -0.5)
    return learn_signs(np.array(x), np.array(y), np.array(w))


def learn_incidents(lessons: list[Lesson]) -> Net:
    """Return the net that tells an incident's kind, stage, category and unnamed weapon."""
    dense, sparse, wanted = [], [], []
    for x in lessons:
        numbers = x.numbers.astype(np.float32)
        for j, template in enumerate(x.templates):
            points = x.ties[:, j]
            if points.max() < TIED:
                continue
            some = np.flatnonzero(points >= TIED * points.max())
            row, words = join_features(
                tuple(some.tolist()), points[some], x.kinds, numbers, x.words
            )
            dense.append(row)
            sparse.append(words)
            wanted.append(mark_incident(template))
    plan = Plan(loss="each", epochs=10, batch=64, rate=2e-3, words=WORDS)
    y = np.array(wanted)
    return learn(np.concatenate(dense), stack(sparse), y, np.ones(len(y), np.float32), TOLD, plan)


def learn_kinds(lessons: list[Lesson], name: str) -> Net:
    """Return one of the nets that tell what a filler is, or what befell it."""
    marks = [mark_kinds(x.reading, x.templates, x.ties).get(name, []) for x in lessons]
    counts: dict[str, int] = {}
    for rows in marks:
        for _, value, _ in rows:
            counts[value] = counts.get(value, 0) + 1
    labels = tuple(sorted(v for v, n in counts.items() if n > 1 and v != "-"))
    dense, sparse, wanted, weights = [], [], [], []
    for x, rows in zip(lessons, marks, strict=True):
        good = [row for row in rows if row[1] in labels]
        if not good:
            continue
        at = np.array([k for k, _, _ in good])
        dense.append(features.word_vectors(x.reading)[at])
        sparse.append(x.few_words.take(at))
        wanted += [[float(label == value) for label in labels] for _, value, _ in good]
        weights += [weight for _, _, weight in good]
    # Small batches: some of these nets have but some hundred rows to learn on.
    plan = Plan(loss="one", hidden=32, epochs=12, batch=64, drop=0.3, words=FEW_WORDS)
    y = np.array(wanted, np.float32)
    return learn(
        np.concatenate(dense), stack(sparse), y, np.array(weights, np.float32), labels, plan
    )
