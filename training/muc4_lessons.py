"""MUC-4's texts and keys in, lessons out: messages with their keys."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np

from reportedly.config import Config
from reportedly.evaluate.muc4 import features
from reportedly.evaluate.muc4.messages import read_messages
from reportedly.evaluate.muc4.nets import hash_rows
from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.reading import Floats, Reading, Seen, code_seen, see
from reportedly.evaluate.muc4.scenes import Scene
from reportedly.evaluate.muc4.system import (
    FEW_WORDS,
    WORDS,
)
from reportedly.evaluate.muc4.template import Template
from reportedly.pipeline import Coder
from reportedly.records import Issue
from reportedly.run.identity import find_model, hash_folder
from training.muc4_gold import (
    tie_sentences,
)

SETS = ("dev", "tst1", "tst2")  # never tst3


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
    """Yield all messages, coded anew; what the model sees may be kept from an earlier run.

    It is kept under the model's hash: another model reads all of it again.
    """
    coder = Coder.open(Config(threads=2))
    for path in list_files(folder, SETS):
        for seen in see_file(coder, path, cache):
            yield code_seen(coder, seen)


def see_file(coder: Coder, path: Path, cache: Path | None) -> list[Seen]:
    """Return what the model sees in a file's messages."""
    model = hash_folder(find_model(Config()))
    kept = cache / f"{path.name}.{model}.pickle" if cache else None
    if kept and kept.exists():
        rows = pickle.loads(kept.read_bytes())  # our own file
        return [change_numbers(row, np.float32) for row in rows]
    messages = read_messages(path.read_text("utf8", errors="replace"))
    found = [seen for m in messages if not isinstance(seen := see(coder, m), Issue)]
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        # At half precision, as they are read.
        kept.write_bytes(pickle.dumps([change_numbers(row, np.float16) for row in found]))
    return found


def change_numbers(seen: Seen, kind: type) -> Seen:
    """Return the same with its numbers of another kind."""
    vectors, scores = seen.vectors.astype(kind), seen.scores.astype(kind)
    return msgspec.structs.replace(seen, vectors=vectors, scores=scores)
