"""A trained reader in, the same with two heads taught further on its fixed word vectors.

Roles get the shape of the tree; names go on as they were. The encoder is not touched, so
this takes minutes: vectors are made once and every epoch runs over them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import torch

from training.batches import BLIND, IGNORE, Batch, Labels, Pieces, group, make_batch
from training.example import Example
from training.labels import NAMES
from training.loss import names_loss, nll
from training.model import Reader

EPOCHS = 4
RATE = 1.5e-3
WORDS_A_BATCH = 1500

SETTLE_EPOCHS, SETTLE_RATE = 2, 5e-4
# The corpora draw the line between a name and none in different places. Of these kinds one of
# them has the last word, and of the other kinds all but that one.
LEADER = "uner"
LED = frozenset(f"{b}-{kind}" for kind in ("PER", "ORG", "LOC") for b in "BI")

Cached = tuple[Batch, torch.Tensor, torch.Tensor]


def cache(model: Reader, examples: list[Example], pieces: Pieces) -> list[Cached]:
    """Return batches with their word vectors and arc scores."""
    model.eval()
    out = []
    for part in group(examples, WORDS_A_BATCH, None):
        batch = make_batch(part, pieces, BLIND)
        with torch.no_grad():  # not inference mode: heads are taught on these vectors
            words = model.encode(batch)
            arcs, _ = model.syntax.arcs(words, batch.words)
        out.append((batch, words.half(), arcs.half()))
    return out


def polish(
    model: Reader,
    examples: list[Example],
    pieces: Pieces,
    labels: Labels,
    rng: random.Random,
    log: Callable[..., None],
) -> None:
    """Teach the name head and the role head further, in place."""
    batches = cache(model, examples, pieces)
    log(len(batches), "batches of fixed vectors")
    heads = (model.names, model.structure, model.roles)
    taught = [p for head in heads for p in head.parameters()]
    optimizer = torch.optim.AdamW(taught, lr=RATE, weight_decay=0.01)
    model.train()
    steps = EPOCHS * len(batches)
    for epoch in range(EPOCHS):
        rng.shuffle(batches)
        sums = {"names": 0.0, "roles": 0.0}
        for k, (batch, words, arcs) in enumerate(batches):
            done = epoch * len(batches) + k
            for g in optimizer.param_groups:
                g["lr"] = RATE * min(1.0, done / 100) * max(0.02, 1 - done / steps)
            losses = teach(model, batch, model.drop(words.float()), arcs.float(), labels)
            optimizer.zero_grad()
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(taught, 1.0)
            optimizer.step()
            for name, value in losses.items():
                sums[name] += value.item() / len(batches)
        log("polish", epoch + 1, {k: round(v, 4) for k, v in sums.items()})
    settle(model, batches, labels, rng, log)


def settle(
    model: Reader,
    batches: list[Cached],
    labels: Labels,
    rng: random.Random,
    log: Callable[..., None],
) -> None:
    """Teach the name head on, each corpus only the kinds in which its word is the last."""
    led = torch.tensor([tag in LED for tag in NAMES])
    outside = torch.tensor([tag not in LED and tag != "O" for tag in NAMES])
    optimizer = torch.optim.AdamW(model.names.parameters(), lr=SETTLE_RATE, weight_decay=0.01)
    steps = SETTLE_EPOCHS * len(batches)
    for epoch in range(SETTLE_EPOCHS):
        rng.shuffle(batches)
        total = 0.0
        for k, (batch, words, _) in enumerate(batches):
            optimizer.param_groups[0]["lr"] = SETTLE_RATE * (
                1 - 0.95 * (epoch * len(batches) + k) / steps
            )
            leads = torch.tensor([e.corpus == LEADER for e in batch.examples])
            allowed = labels.allowed(batch)
            allowed[leads] &= ~outside
            allowed[~leads] &= ~(allowed[~leads] & led).any(-1, keepdim=True)
            scores = model.names(model.drop(words.float()), batch.shapes)
            scores = scores.masked_fill(leads[:, None, None] & outside, -1e4)
            loss = names_loss(scores, allowed)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() / len(batches)
        log("settle", epoch + 1, {"names": round(total, 4)})


def teach(
    model: Reader, batch: Batch, words: torch.Tensor, arcs: torch.Tensor, labels: Labels
) -> dict[str, torch.Tensor]:
    """Return the losses of the two heads."""
    out = {"names": names_loss(model.names(words, batch.shapes), labels.allowed(batch))}
    sentence, at, gold = labels.pairs(batch)
    if (gold != IGNORE).any():
        bias = model.structure.rows(arcs, sentence, at)
        out["roles"] = nll(model.roles.rows(words, sentence, at) + bias, gold)
    return out
