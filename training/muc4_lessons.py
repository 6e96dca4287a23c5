"""MUC-4's texts and keys in, lessons out: messages with their keys."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from reportedly.config import Config
from reportedly.evaluate.muc4 import features
from reportedly.evaluate.muc4.messages import read_messages
from reportedly.evaluate.muc4.nets import hash_rows
from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.reading import Floats, Reading, read
from reportedly.evaluate.muc4.scenes import Scene
from reportedly.evaluate.muc4.system import (
    FEW_WORDS,
    WORDS,
)
from reportedly.evaluate.muc4.template import Template
from reportedly.pipeline import Coder
from reportedly.records import Issue
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
