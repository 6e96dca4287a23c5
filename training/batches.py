"""Examples in, tensors out: batches of sentences of like length."""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from reportedly.analyze.shapes import shapes_of
from training.example import Example
from training.labels import (
    CATEGORIES,
    FIELDS,
    MODES,
    NAMES,
    ROLES,
    SENSES,
    STAGES,
    STATUSES,
)
from training.model import Inventory

MAX_PIECES = 254  # MiniLM reads 256 with its two marks
IGNORE = -100
BLIND = 0.15  # share of training sentences read as if in capitals
AGAIN_OPEN = 0.75  # how often a possible second telling is left open


class Pieces:
    """Word pieces of words, each word on its own, as the served model cuts them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}
        self.cls = tokenizer.token_to_id("[CLS]")
        self.sep = tokenizer.token_to_id("[SEP]")
        self.unk = tokenizer.token_to_id("[UNK]")

    def cut(self, word: str) -> list[int]:
        """Return the word's piece ids, at least one."""
        ids = self.known.get(word)
        if ids is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:16] or [self.unk]
            self.known[word] = ids
        return ids


@dataclass
class Batch:
    """Tensors of one batch. Label tensors hold IGNORE where nothing is known."""

    examples: list[Example]
    ids: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    words: torch.Tensor
    shapes: torch.Tensor  # of words
    cases: torch.Tensor  # of pieces, their word's shape; 0 for the marks


def make_batch(examples: list[Example], pieces: Pieces, blind: float = 0.0) -> Batch:
    """Cut, pad and stack; a share `blind` of the sentences lose their letters' case."""
    rows, firsts = [], []
    for example in examples:
        row, first = [pieces.cls], []
        for word in example.words:
            cut = pieces.cut(word)
            if len(row) + len(cut) > MAX_PIECES:
                break
            first.append(len(row))
            row += cut
        rows.append([*row, pieces.sep])
        firsts.append(first)
    size, width = max(map(len, rows)), max(len(e.words) for e in examples)
    ids = torch.zeros(len(rows), size, dtype=torch.long)
    mask = torch.zeros(len(rows), size, dtype=torch.long)
    first = torch.zeros(len(rows), width, dtype=torch.long)
    words = torch.zeros(len(rows), width)
    shapes = torch.zeros(len(rows), width, dtype=torch.long)
    cases = torch.zeros(len(rows), size, dtype=torch.long)
    hidden = torch.rand(len(rows)) < blind
    for i, (row, starts) in enumerate(zip(rows, firsts, strict=True)):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        first[i, : len(starts)] = torch.tensor(starts, dtype=torch.long)
        words[i, : len(starts)] = 1
        if not hidden[i]:
            shapes[i, : len(starts)] = torch.tensor(shapes_of(examples[i].words)[: len(starts)])
            ends = [*starts[1:], len(row) - 1]
            lengths = torch.tensor([b - a for a, b in zip(starts, ends, strict=True)])
            cases[i, 1 : len(row) - 1] = shapes[i, : len(starts)].repeat_interleave(lengths)
    return Batch(examples, ids, mask, first, words, shapes, cases)


def group(examples: list[Example], cap: int, rng: random.Random | None) -> list[list[Example]]:
    """Return groups of like length holding at most `cap` padded words, shuffled if rng is given."""
    noise = (lambda: rng.random() * 4) if rng else (lambda: 0.0)
    ordered = sorted(examples, key=lambda e: len(e.words) + noise())
    out: list[list[Example]] = []
    now: list[Example] = []
    for example in ordered:
        if now and (len(now) + 1) * max(len(example.words), len(now[-1].words)) > cap:
            out.append(now)
            now = []
        now.append(example)
    out.append(now)
    if rng:
        rng.shuffle(out)
    return out


def index_of(labels: tuple[str, ...]) -> dict[str, int]:
    """Return each label's number."""
    return {label: i for i, label in enumerate(labels)}


class Labels:
    """Turns annotation into label tensors."""

    def __init__(self, inventory: Inventory) -> None:
        self.rels, self.upos = index_of(inventory.rels), index_of(inventory.upos)
        self.xpos = index_of(inventory.xpos)
        self.names, self.senses, self.roles = index_of(NAMES), index_of(SENSES), index_of(ROLES)
        self.categories, self.modes = index_of(CATEGORIES), index_of(MODES)
        self.stages, self.statuses = index_of(STAGES), index_of(STATUSES)
        self.fields = index_of(FIELDS)

    def tags(self, batch: Batch, column: str, index: dict[str, int]) -> torch.Tensor:
        """Return (B, N) labels of a per-word column."""
        out = torch.full(batch.first.shape, IGNORE)
        for i, example in enumerate(batch.examples):
            values = getattr(example, column)
            if values is not None:
                row = [index.get(v, IGNORE) for v in values]
                out[i, : len(row)] = torch.tensor(row)
        out[batch.words == 0] = IGNORE
        return out

    def heads(self, batch: Batch) -> torch.Tensor:
        """Return (B, N) heads, 0 for the root."""
        out = torch.full(batch.first.shape, IGNORE)
        kept = batch.words.sum(1).long().tolist()
        for i, example in enumerate(batch.examples):
            if example.heads is not None:
                row = [h + 1 if -1 <= h < kept[i] else IGNORE for h in example.heads]
                out[i, : len(row)] = torch.tensor(row)
        out[batch.words == 0] = IGNORE
        return out

    def allowed(self, batch: Batch) -> torch.Tensor:
        """Return (B, N, tags) of allowed name tags; all False where a word is not annotated."""
        out = torch.zeros(*batch.first.shape, len(NAMES), dtype=torch.bool)
        for i, example in enumerate(batch.examples):
            for j, tags in enumerate(example.names or ()):
                out[i, j, [self.names[t] for t in tags]] = True
        out[batch.words == 0] = False
        return out

    def pairs(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return predicate rows (sentence, word) and each one's labels over the words (P, N)."""
        where, rows = [], []
        width = batch.first.shape[1]
        for i, example in enumerate(batch.examples):
            if example.roles is None or example.senses is None:
                continue
            real = int(batch.words[i].sum())
            by: dict[int, list[int]] = {}
            for at, sense in enumerate(example.senses[:real]):
                if sense:
                    by[at] = [0] * real + [IGNORE] * (width - real)
            for at, head, label in example.roles:
                if at in by and head < real:
                    by[at][head] = self.roles[label]
            for at, row in by.items():
                where.append((i, at))
                rows.append(row)
        return stack(where, rows, width)

    def fielded(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The same for the fields of event mentions."""
        where, rows = [], []
        width = batch.first.shape[1]
        for i, example in enumerate(batch.examples):
            real = int(batch.words[i].sum())
            for event in example.events or ():
                if event.at >= real:
                    continue
                row = [0] * real + [IGNORE] * (width - real)
                for name, head in reversed(event.fields):
                    if head < real:
                        row[head] = self.fields[name]
                where.append((i, event.at))
                rows.append(row)
        return stack(where, rows, width)

    def events(self, batch: Batch) -> dict[str, torch.Tensor]:
        """Return (B, N) labels of the event heads.

        Words of an anchor other than its head are left open: which of them is the head is the
        parser's guess, and the scorer of events takes any. A word that may tell again what is told
        elsewhere is left open most of the time: in its own sentence nothing sets it apart.
        """
        out = {
            k: torch.full(batch.first.shape, IGNORE)
            for k in ("category", "mode", "stage", "status")
        }
        for i, example in enumerate(batch.examples):
            if example.events is None:
                continue
            out["category"][i] = 0
            for j in example.again:
                if j < batch.first.shape[1] and random.random() < AGAIN_OPEN:
                    out["category"][i, j] = IGNORE
            for event in example.events:
                out["category"][i, event.anchor[0] : event.anchor[1]] = IGNORE
            for event in example.events:
                if event.at < batch.first.shape[1]:
                    out["category"][i, event.at] = self.categories[event.category]
                    out["mode"][i, event.at] = self.modes.get(event.mode, IGNORE)
                    out["stage"][i, event.at] = self.stages.get(event.stage, IGNORE)
                    out["status"][i, event.at] = self.statuses.get(event.status, IGNORE)
        for tensor in out.values():
            tensor[batch.words == 0] = IGNORE
        return out


def stack(
    where: list[tuple[int, int]], rows: list[list[int]], width: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return rows as tensors, also when there are none."""
    index = torch.tensor(where or [(0, 0)], dtype=torch.long)
    values = torch.tensor(rows, dtype=torch.long) if rows else torch.full((1, width), IGNORE)
    return index[:, 0], index[:, 1], values
