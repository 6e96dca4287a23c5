"""MUC-4's texts and keys in, the learned layer out: src/reportedly/evaluate/muc4/layer.npz.

    python -m training.muc4 --data FOLDER [--out src/reportedly/evaluate/muc4]

FOLDER/muc4 holds texts/, keys/ and task/. Learned on DEV, TST1 and TST2; TST3 is never opened.
With --held-out tst2 the layer is learned without TST2 and scored on it: that is how every choice
was made. --cache FOLDER keeps what the model sees, which takes most of the time, under the model's
hash; what the coder makes of it is made anew.

The nets of sentences and of roles are learned three times, each on two thirds of the messages, so
that what comes after them learns on what they say of messages they have not seen.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4.guess import Guess
from reportedly.evaluate.muc4.incidents import Bars
from reportedly.evaluate.muc4.nets import pack, share_out
from reportedly.evaluate.muc4.places import PlaceBook, read_places
from reportedly.evaluate.muc4.reading import Reading
from reportedly.evaluate.muc4.scenes import find_scenes
from reportedly.evaluate.muc4.score import score
from reportedly.evaluate.muc4.system import (
    FOLDS,
    KIND_NETS,
    Layer,
    fill_message,
)
from reportedly.evaluate.muc4.table import write_table
from reportedly.evaluate.muc4.template import Template
from training.muc4_early import (
    learn_incidents,
    learn_kinds,
    learn_pairs,
    learn_roles,
    learn_sentences,
    score_roles,
)
from training.muc4_late import learn_category, learn_fillers, learn_places, learn_worth
from training.muc4_lessons import SETS, Lesson, is_of, read_all, read_keys
from training.muc4_places import write_places


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
        # A message without an incident counts too: what is given for it is given in vain.
        held = [t for r in wanted for t in key[r.message.id] or [leave_out(r)]]
        print("\n".join(write_table(score(held, given, [Guess()]))))


def leave_out(reading: Reading) -> Template:
    """Return the key's template of a message without an incident."""
    return Template(message=reading.message.id, number=None)


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
    pairs = arrays["pairs"].astype(np.float64)
    arrays["worth"] = learn_worth(lessons, pairs).astype(np.float32)
    fillers = learn_fillers(lessons, pairs, incident)
    for k, net in enumerate(fillers):
        arrays |= pack(f"filler{k}", net)
    arrays |= pack("category", learn_category(lessons, pairs, incident, fillers))
    arrays |= pack("place", learn_places(lessons, pairs, book))
    return arrays


if __name__ == "__main__":
    main()
