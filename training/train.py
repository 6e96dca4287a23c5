"""Train the reader: a data folder in, a checkpoint out.

Two phases in one run. The first learns syntax, roles, names and factuality from the treebanks.
Its own parse then tells which word of a hand-coded event's anchor is the head, and the second
goes on with everything, events included: in each of its epochs all events, and half of the
treebanks, which it has seen by then. A run that was cut off goes on with `--resume` after its last
whole epoch.

    python -m training.train --data ../shared/data --out build/model
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.batches import BLIND, Labels, Pieces, group, make_batch
from training.example import Example
from training.loss import total_loss
from training.measure import f1, measure
from training.model import Inventory, Reader, load_encoder, save
from training.polish import polish
from training.predict import predict
from training.readers import read_ewt, read_gum

WORDS_A_BATCH = 1200
ENCODER_RATE, HEAD_RATE = 1.2e-4, 2e-3
STATE = "state.pt"  # the optimizer after the last whole epoch


def make_inventory(examples: list[Example]) -> Inventory:
    """Return the labels that the treebanks use."""

    def collect(column: str) -> tuple[str, ...]:
        return tuple(sorted({v for e in examples for v in getattr(e, column) or ()}))

    return Inventory(collect("rels"), collect("upos"), collect("xpos"))


def make_optimizer(model: Reader) -> torch.optim.Optimizer:
    """Return AdamW with a slow encoder and quick heads."""
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": list(model.encoder.parameters()), "lr": ENCODER_RATE},
        {"params": heads, "lr": HEAD_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def run_epoch(model, train, pieces, labels, optimizer, rate, rng, with_events, log) -> None:
    """Go once over the examples; `rate(fraction)` scales the learning rate."""
    batches = group(train, WORDS_A_BATCH, rng)
    base = [g["lr"] for g in optimizer.param_groups]
    began, sums = time.time(), {}
    for k, part in enumerate(batches):
        for g, lr in zip(optimizer.param_groups, base, strict=True):
            g["lr"] = lr * rate(k / len(batches))
        losses = total_loss(model, make_batch(part, pieces, BLIND), labels, with_events)
        optimizer.zero_grad()
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        for name, value in losses.items():
            sums[name] = 0.98 * sums.get(name, value.item()) + 0.02 * value.item()
        if k % 40 == 0:
            shown = " ".join(f"{n} {v:.3f}" for n, v in sums.items())
            log(f"  {k}/{len(batches)} {time.time() - began:.0f}s {shown}")
    for g, lr in zip(optimizer.param_groups, base, strict=True):
        g["lr"] = lr


def event_f1(gold: list[Example], guess: list[Example]) -> dict[str, float]:
    """Return mention F1, typed, a mention being right if its word lies in the gold anchor."""
    hit = typed = got = want = 0
    for g, p in zip(gold, guess, strict=True):
        want += len(g.events or ())
        got += len(p.events or ())
        for e in g.events or ():
            inside = [x for x in p.events or () if e.anchor[0] <= x.at < e.anchor[1]]
            hit += bool(inside)
            typed += any(x.category == e.category for x in inside)
    return {"event_F1": f1(hit, got, want), "event_typed_F1": f1(typed, got, want)}


def load_state(path: Path, model: Reader, optimizer: torch.optim.Optimizer) -> int:
    """Take up weights and optimizer where a run stopped; return how many epochs it had done."""
    if not (path / STATE).exists():
        return 0
    state = torch.load(path / STATE)
    model.load_state_dict(torch.load(path / "reader.pt"))
    optimizer.load_state_dict(state["optimizer"])
    return int(state["done"])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, nargs=2, default=(2, 3), help="of each phase")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--resume", action="store_true", help="go on after the last whole epoch")
    ap.add_argument("--stop", type=int, help="stop after so many epochs in all")
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    rng = random.Random(args.seed)
    began = time.time()

    def log(*words: object) -> None:
        print(f"[{time.time() - began:6.0f}s]", *words, flush=True)

    treebanks = read_ewt(args.data, "train") + read_gum(args.data, "train")
    dev = read_ewt(args.data, "dev")
    encoder, folder = load_encoder()
    pieces = Pieces(Tokenizer.from_file(f"{folder}/tokenizer.json"))
    pieces.tokenizer.no_padding()
    pieces.tokenizer.no_truncation()
    model = Reader(make_inventory(treebanks), encoder)
    labels, optimizer = Labels(model.inventory), make_optimizer(model)
    log(len(treebanks), "sentences", sum(len(e.words) for e in treebanks), "words")
    first, second = args.epochs
    total = first + second
    train, told, held = treebanks, [], []
    done = load_state(args.out, model, optimizer) if args.resume else 0
    for epoch in range(done, total):
        if epoch >= first and not held:
            from training.events import read_events

            told, held = read_events(args.data, model, pieces)
            log(len(told), "examples with events;", len(held), "held out")
        if epoch >= first:
            train = told + rng.sample(treebanks, len(treebanks) // 2)
        rate = lambda f, e=epoch: min(1.0, (e + f) * 12) * max(0.02, 1 - (e + f) / total)  # noqa: E731
        run_epoch(model, train, pieces, labels, optimizer, rate, rng, epoch >= first, log)
        figures = measure(dev, predict(model, dev, pieces))
        if held:
            figures |= event_f1(held, predict(model, held, pieces, events=True))
        log("epoch", epoch + 1, {k: round(v, 2) for k, v in figures.items()})
        save(model, args.out)
        if epoch + 1 == first:
            save(model, args.out / "first")  # training.folds begins here
        torch.save({"done": epoch + 1, "optimizer": optimizer.state_dict()}, args.out / STATE)
        if args.stop == epoch + 1:
            return
    train = treebanks + told
    polish(model, [e for e in train if e.heads or e.names], pieces, labels, rng, log)
    log("polished", {k: round(v, 2) for k, v in measure(dev, predict(model, dev, pieces)).items()})
    save(model, args.out)


if __name__ == "__main__":
    main()
