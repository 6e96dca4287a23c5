"""Words in, label arrays out: the one file that runs the language model.

The model is one ONNX graph (see training/export.py): a small encoder with thin heads. Words are cut
into pieces each on its own, so that a word's pieces can be remembered and offsets never move.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.analyze.shapes import shapes_of
from reportedly.errors import ModelError

MAX_PIECES = 254  # the encoder reads 256 with its two marks
PIECES_A_WORD = 16  # beyond this a "word" is garbage, and training cut it here too
# Padded pieces a batch. Larger ones gain no speed on a CPU, and round more coarsely.
PIECES_A_BATCH = 256
KNOWN_WORDS = 200_000  # remembered cuts; about 40 MB at most


class Labels(msgspec.Struct, frozen=True):
    """The model's label inventories, as training wrote them."""

    rels: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    senses: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]
    categories: tuple[str, ...]
    modes: tuple[str, ...]
    stages: tuple[str, ...]
    statuses: tuple[str, ...]
    fields: tuple[str, ...]
    modes_of: dict[str, tuple[str, ...]]
    sha256: str


class Rows(msgspec.Struct, frozen=True):
    """Labelled pairs of words, for the words that have any: P of them in a batch."""

    at: NDArray[np.int64]  # (P, 2): sentence, word. The first may be there only to fill the array
    labels: NDArray[np.int32]  # (P, N)
    scores: NDArray[np.float32]  # (P, N)


class Read(msgspec.Struct, frozen=True):
    """What the model says of one batch. B sentences, N words; see Labels for the numbers."""

    counts: list[int]  # words of each sentence
    arcs: NDArray[np.float32]  # (B, N, N + 1), column 0 the root
    tags: dict[str, NDArray[np.int32]]  # rels, upos, xpos, senses: (B, N)
    names: NDArray[np.float32]  # (B, N, labels)
    factuality: NDArray[np.float32]  # (B, N), -3..+3
    roles: Rows  # of predicates
    fields: Rows  # of words that may tell an event
    events: dict[str, NDArray[np.float32]]  # categories, modes, stages, statuses: (B, N, labels)


TAGS = ("rels", "upos", "xpos", "senses")
PAIRS = ("role_at", "roles", "role_scores", "field_at", "fields", "field_scores")
EVENTS = ("categories", "modes", "stages", "statuses")
VECTORS = "hidden"  # the encoder's last layer, a vector a piece
OUTPUTS = ("arcs", *TAGS, "names", "factuality", *PAIRS, *EVENTS)


class Encoder:
    """An open model. Safe to share between threads; one a process otherwise."""

    def __init__(self, model: bytes, labels: Labels, tokenizer: Tokenizer, threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            self.session = ort.InferenceSession(model, options, ["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises a dozen kinds for one cause
            raise ModelError(f"the model cannot be read ({error}): reinstall reportedly") from error
        self.labels = labels
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}
        self.marks = (piece_id(tokenizer, "[CLS]"), piece_id(tokenizer, "[SEP]"))
        self.unknown = piece_id(tokenizer, "[UNK]")

    def cut(self, word: str) -> list[int]:
        """Return the word's piece ids, at least one."""
        pieces = self.known.get(word)
        if pieces is None:
            encoded: list[int] = self.tokenizer.encode(word, add_special_tokens=False).ids
            pieces = encoded[:PIECES_A_WORD] or [self.unknown]
            if len(self.known) < KNOWN_WORDS:
                self.known[word] = pieces
        return pieces

    def batch(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Yield indices of sentences to be read together: alike in length, so little is padded."""
        sizes = [sum(len(self.cut(word)) for word in words) + 2 for words in sentences]
        now: list[int] = []
        for i in sorted(range(len(sizes)), key=sizes.__getitem__):
            if now and (len(now) + 1) * sizes[i] > PIECES_A_BATCH:
                yield now
                now = []
            now.append(i)
        if now:
            yield now

    def prepare(self, sentences: Sequence[Sequence[str]]) -> dict[str, NDArray[np.generic]]:
        """Return the graph's inputs for a batch."""
        cls, sep = self.marks
        rows: list[list[int]] = []
        starts: list[list[int]] = []
        for words in sentences:
            row, first = [cls], []
            for word in words:
                first.append(len(row))
                row += self.cut(word)
            row.append(sep)
            rows.append(row)
            starts.append(first)
        size, width = max(map(len, rows)), max(1, max(map(len, starts)))
        ids = np.zeros((len(rows), size), np.int64)
        mask = np.zeros((len(rows), size), np.int64)
        first_piece = np.zeros((len(rows), width), np.int64)
        real = np.zeros((len(rows), width), np.float32)
        shapes = np.zeros((len(rows), width), np.int64)
        cases = np.zeros((len(rows), size), np.int64)
        for i, (row, first) in enumerate(zip(rows, starts, strict=True)):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
            first_piece[i, : len(first)] = first
            real[i, : len(first)] = 1
            shapes[i, : len(first)] = shapes_of(sentences[i])
            lengths = np.diff([*first, len(row) - 1])
            cases[i, 1 : len(row) - 1] = np.repeat(shapes[i, : len(first)], lengths)
        return {
            "ids": ids,
            "mask": mask,
            "first": first_piece,
            "words": real,
            "shapes": shapes,
            "cases": cases,
        }

    def read(self, sentences: Sequence[Sequence[str]]) -> Read:
        """Read one batch. No sentence may be empty or longer than MAX_PIECES pieces."""
        named = self.run(self.prepare(sentences), OUTPUTS)
        return self.sort(sentences, named)

    def read_vectors(self, sentences: Sequence[Sequence[str]]) -> tuple[Read, NDArray[np.float32]]:
        """Read one batch and return with it each word's vector, (B, N, 384)."""
        inputs = self.prepare(sentences)
        named = self.run(inputs, (*OUTPUTS, VECTORS))
        first: Any = inputs["first"]
        return self.sort(sentences, named), np.take_along_axis(named[VECTORS], first[:, :, None], 1)

    def run(self, inputs: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
        """Return the graph's outputs by name."""
        return dict(zip(names, self.session.run(list(names), inputs), strict=True))

    def sort(self, sentences: Sequence[Sequence[str]], named: dict[str, Any]) -> Read:
        """Return the graph's outputs as a record."""
        return Read(
            counts=[len(words) for words in sentences],
            arcs=named["arcs"],
            tags={k: named[k] for k in TAGS},
            names=named["names"],
            factuality=named["factuality"],
            roles=Rows(*(named[k] for k in PAIRS[:3])),
            fields=Rows(*(named[k] for k in PAIRS[3:])),
            events={k: named[k] for k in EVENTS},
        )


def piece_id(tokenizer: Tokenizer, piece: str) -> int:
    """Return the number of a piece that every vocabulary of this model holds."""
    found = tokenizer.token_to_id(piece)
    if found is None:
        raise ModelError(f"tokenizer.json: no {piece} in it: reinstall reportedly")
    return found


def open_encoder(folder: Path, threads: int) -> Encoder:
    """Open the model in the folder; a missing or damaged file is a ModelError that says so."""
    try:
        labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)
        model = (folder / "reader.int8.onnx").read_bytes()
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except OSError as error:
        raise ModelError(
            f"{error.filename}: the model file is missing: reinstall reportedly"
        ) from error
    except Exception as error:  # tokenizers raises a bare Exception
        raise ModelError(
            f"{folder}: a model file is damaged ({error}): reinstall reportedly"
        ) from error
    found = hashlib.sha256(model).hexdigest()
    if found != labels.sha256:
        raise ModelError(
            f"{folder / 'reader.int8.onnx'}: damaged: sha256 is {found[:12]}, "
            f"wanted {labels.sha256[:12]}: reinstall reportedly"
        )
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Encoder(model, labels, tokenizer, threads)
