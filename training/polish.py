"""A trained reader in, the same with two heads taught further on its fixed word vectors.

    python -m training.polish --data DATA --checkpoint build/model --out build/names

Roles get the shape of the tree; names go on as they were. The encoder is not touched, so
this takes minutes: vectors are made once and every epoch runs over them. `training.train` ends with
it; run by itself it teaches the name head anew and leaves the rest as it is.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.batches import BLIND, IGNORE, Batch, Labels, Pieces, group, make_batch
from training.events import read_re3d
from training.example import Example
from training.export import load_reader
from training.labels import NAMES
from training.loss import names_loss, nll
from training.measure import measure
from training.model import Reader, save
from training.predict import predict
from training.readers import read_ewt, read_gum

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
    with_roles: bool = True,
) -> None:
    """Teach the name head and the role head further, in place."""
    batches = cache(model, examples, pieces)
    log(len(batches), "batches of fixed vectors")
    heads = (model.names, model.structure, model.roles) if with_roles else (model.names,)
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
            seen = model.drop(words.float())
            losses = {"names": score_names(model, batch, seen, labels)}
            if with_roles:
                losses |= score_roles(model, batch, seen, arcs.float(), labels)
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
            loss = names_loss(scores, allowed, batch.words > 0)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() / len(batches)
        log("settle", epoch + 1, {"names": round(total, 4)})


def score_names(model: Reader, batch: Batch, words: torch.Tensor, labels: Labels) -> torch.Tensor:
    """Return the loss of the name head."""
    return names_loss(model.names(words, batch.shapes), labels.allowed(batch), batch.words > 0)


def score_roles(
    model: Reader, batch: Batch, words: torch.Tensor, arcs: torch.Tensor, labels: Labels
) -> dict[str, torch.Tensor]:
    """Return the loss of the role head; none where the batch has no roles."""
    sentence, at, gold = labels.pairs(batch)
    if not (gold != IGNORE).any():
        return {}
    bias = model.structure.rows(arcs, sentence, at)
    return {"roles": nll(model.roles.rows(words, sentence, at) + bias, gold)}


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    torch.manual_seed(7)
    model, folder = load_reader(args.checkpoint)
    pieces = Pieces(Tokenizer.from_file(f"{folder}/tokenizer.json"))
    pieces.tokenizer.no_padding()
    pieces.tokenizer.no_truncation()
    treebanks = read_ewt(args.data, "train") + read_gum(args.data, "train")
    named = [e for e in treebanks + read_re3d(args.data / "re3d") if e.names]
    polish(model, named, pieces, Labels(model.inventory), random.Random(7), print, with_roles=False)
    dev = read_ewt(args.data, "dev")
    print({k: round(v, 2) for k, v in measure(dev, predict(model, dev, pieces)).items()})
    save(model, args.out)


if __name__ == "__main__":
    main()
