"""MUC-4's texts and keys in, the learned layer out: src/reportedly/evaluate/muc4/layer.npz.

    python -m training.muc4 --data FOLDER [--out src/reportedly/evaluate/muc4]

FOLDER/muc4 holds texts/, keys/ and task/. Learned on DEV, TST1 and TST2; TST3 is never opened.
With --held-out tst2 the layer is learned without TST2 and scored on it: that is how every choice
was made. --cache FOLDER keeps what the model read, which takes most of the time.

The nets of sentences and of roles are learned three times, each on two thirds of the messages, so
that what comes after them learns on what they say of messages they have not seen.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from reportedly.config import Config
from reportedly.evaluate.muc4 import features
from reportedly.evaluate.muc4.fillers import ROLES, group_strings
from reportedly.evaluate.muc4.form import TOLD
from reportedly.evaluate.muc4.guess import Guess
from reportedly.evaluate.muc4.incidents import KINDS, Bars, find_incidents
from reportedly.evaluate.muc4.messages import read_messages
from reportedly.evaluate.muc4.nets import Net, Sparse, hash_rows, pack, share_out, squash
from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.places import PlaceBook, read_places
from reportedly.evaluate.muc4.reading import Floats, Reading, read
from reportedly.evaluate.muc4.scenes import Scene, find_scenes, pair_signs
from reportedly.evaluate.muc4.score import score
from reportedly.evaluate.muc4.system import (
    FEW_WORDS,
    FOLDS,
    KIND_NETS,
    WORDS,
    Layer,
    fill_message,
    join_features,
)
from reportedly.evaluate.muc4.table import write_table
from reportedly.evaluate.muc4.template import Template
from reportedly.pipeline import Coder
from reportedly.records import Issue
from training.muc4_fit import Plan, learn, learn_signs
from training.muc4_gold import (
    TELLS,
    closest,
    mark_incident,
    mark_kinds,
    mark_roles,
    mark_sentences,
    mark_strings,
    tie_sentences,
)
from training.muc4_places import write_places

SETS = ("dev", "tst1", "tst2")  # never tst3
LEARNING = Bars(
    message=0.25, sentence=0.3
)  # incidents to learn fillers on: a few doubtful ones too
QUIET, OTHER = 0.25, 0.6  # shares kept of mentions without a role: no incident, some incident
TIED = 0.4  # sentences with this share of the best one's points tell a key's incident


class Lesson:
    """One message with its key, and what is made of them on the way."""

    def __init__(self, reading: Reading, templates: list[Template]) -> None:
        self.reading = reading
        self.templates = templates
        self.ties = tie_sentences(reading, templates)
        self.numbers = features.sentence_numbers(reading).astype(np.float16)
        self.words = hash_rows(features.sentence_words(reading), WORDS)
        rows = features.mention_words(reading)
        self.mention_words = hash_rows(rows, WORDS)
        self.few_words = hash_rows(rows, FEW_WORDS)
        self.kinds: Floats = np.zeros((0, 0), np.float32)
        self.roles: Floats = np.zeros((0, 0), np.float32)
        self.scenes: list[Scene] = []


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=Path("src/reportedly/evaluate/muc4"))
    ap.add_argument("--held-out", choices=SETS, help="learn without it, and score on it")
    ap.add_argument("--cache", type=Path, help="folder for what the model read")
    args = ap.parse_args()
    folder = args.data / "muc4"
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no such folder: --data names the one that holds muc4/")
    key = read_keys(folder / "keys")
    started = time.time()
    readings = list(read_all(folder / "texts", args.cache))
    learning = [r for r in readings if not is_of(r, args.held_out)]
    print(f"{len(readings)} messages read, {time.time() - started:.0f} s", flush=True)
    table = write_places(folder / "task", (t for r in learning for t in key[r.message.id]))
    book = read_places(table)
    arrays = learn_layer([Lesson(r, key[r.message.id]) for r in learning], book)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "places.tsv").write_text(table, "utf8")
    np.savez_compressed(args.out / "layer.npz", **arrays)
    print(f"learned on {len(learning)} messages, {time.time() - started:.0f} s in all", flush=True)
    if args.held_out:
        layer = Layer(arrays)
        wanted = [r for r in readings if is_of(r, args.held_out)]
        given = [t for r in wanted for t in fill_message(r, layer, book, Bars())]
        print(
            "\n".join(
                write_table(score([t for r in wanted for t in key[r.message.id]], given, [Guess()]))
            )
        )


def is_of(reading: Reading, name: str | None) -> bool:
    """Tell whether a message is of one of the sets."""
    return name is not None and reading.message.id.lower().startswith(name)


def list_files(folder: Path, marks: Iterable[str]) -> list[Path]:
    """Return the files of the sets that may be learned on."""
    return [p for p in sorted(folder.iterdir()) if any(p.name.startswith(m) for m in marks)]


def read_keys(folder: Path) -> dict[str, list[Template]]:
    """Return each message's relevant templates."""
    out: dict[str, list[Template]] = {}
    for path in list_files(folder, [f"key-{name}" for name in SETS]):
        for template in parse_templates(
            path.read_text("utf8", errors="replace"), path.name
        ).templates:
            message = template.message.split()[0]
            held = out.setdefault(message, [])
            if template.relevant:
                held.append(msgspec.structs.replace(template, message=message))
    return out


def read_all(folder: Path, cache: Path | None) -> Iterator[Reading]:
    """Yield all messages, read by the model or by an earlier run of this script."""
    coder: Coder | None = None
    for path in list_files(folder, SETS):
        kept = cache / f"{path.name}.pickle" if cache else None
        if kept and kept.exists():
            rows = pickle.loads(kept.read_bytes())  # our own file
        else:
            coder = coder or Coder.open(Config(threads=2))
            rows = []
            for message in read_messages(path.read_text("utf8", errors="replace")):
                found = read(coder, message)
                if not isinstance(found, Issue):
                    rows.append(shrink(found))
            if kept:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(pickle.dumps(rows))
        for row in rows:
            yield grow(row)


def shrink(reading: Reading) -> tuple[Any, ...]:
    """Return a reading's parts at half precision, as they were learned on."""
    return (
        reading.message,
        reading.view,
        reading.events,
        reading.vectors.astype(np.float16),
        reading.scores.astype(np.float16),
    )


def grow(row: tuple[Any, ...]) -> Reading:
    """Return a reading of its parts."""
    message, view, events, vectors, scores = row
    return Reading(message, view, events, vectors.astype(np.float32), scores.astype(np.float32))


def learn_layer(lessons: list[Lesson], book: PlaceBook) -> dict[str, NDArray[Any]]:
    """Return all weights, as arrays for the file."""
    arrays: dict[str, NDArray[Any]] = {}
    parts = [[x for n, x in enumerate(lessons) if n % FOLDS == k] for k in range(FOLDS)]
    for k, unseen in enumerate(parts):
        seen = [x for j, part in enumerate(parts) if j != k for x in part]
        sentence = learn_sentences(seen, k)
        for lesson in unseen:
            lesson.kinds = share_out(sentence(lesson.numbers.astype(np.float32), lesson.words))
        arrays |= pack(f"sentence{k}", sentence)
        print(f"sentences, third {k}", flush=True)
    for k, unseen in enumerate(parts):
        net = learn_roles([x for j, part in enumerate(parts) if j != k for x in part], k)
        for lesson in unseen:
            lesson.roles = score_roles(lesson, net)
        arrays |= pack(f"role{k}", net)
        print(f"roles, third {k}", flush=True)
    for lesson in lessons:
        lesson.scenes = find_scenes(lesson.reading, lesson.roles, book)
    arrays["pairs"] = learn_pairs(lessons).astype(np.float32)
    incident = learn_incidents(lessons)
    arrays |= pack("incident", incident)
    for name in KIND_NETS:
        arrays |= pack(name, learn_kinds(lessons, name))
    arrays |= pack("filler", learn_fillers(lessons, arrays["pairs"].astype(np.float64), incident))
    return arrays


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
        Plan(loss="one", epochs=5, batch=256, rate=2e-3, words=WORDS, seed=seed),
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
    plan = Plan(loss="each", epochs=4, batch=512, words=WORDS, seed=seed)
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
    plan = Plan(loss="one", drop=0.3, words=FEW_WORDS)
    y = np.array(wanted, np.float32)
    return learn(
        np.concatenate(dense), stack(sparse), y, np.array(weights, np.float32), labels, plan
    )


def learn_fillers(lessons: list[Lesson], pairs: NDArray[np.float64], incident: Net) -> Net:
    """Return the net that tells which strings fill an incident's slots."""
    dense, wanted = [], []
    for x in lessons:
        if not x.reading.mentions:
            continue
        numbers = x.numbers.astype(np.float32)
        found = find_incidents(x.scenes, x.kinds, pairs, LEARNING)
        for one in found:
            weights = 1 - x.kinds[list(one.sentences), 0]
            row, words = join_features(one.sentences, weights, x.kinds, numbers, x.words)
            told = squash(incident(row, words))[0]
            strings = group_strings(x.reading, x.roles, x.kinds, one.sentences, told, len(found))
            if strings.folds:
                j = closest(x.ties, one.sentences)
                dense.append(strings.numbers)
                wanted.append(
                    mark_strings(x.reading, strings.mentions, None if j is None else x.templates[j])
                )
    y = np.concatenate(wanted)
    plan = Plan(loss="each", epochs=10, batch=256, words=1)
    names = tuple(map(str, ROLES))
    return learn(np.concatenate(dense), None, y, np.ones(len(y), np.float32), names, plan)


if __name__ == "__main__":
    main()
