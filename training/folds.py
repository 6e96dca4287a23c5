"""What the event head says of reports that it has not learned from.

The learners of codebook/books/ weigh the head's word against the book's and the syntax's. On
reports that taught the head it is right far more often than on a stranger's, and who learns there
alone trusts it too much. So the reports are parted into FOLDS; for each, a head is taught on the
others, from the state before any event was seen, and reads the part left out. `training.tell` and
`training.rank` learn from both readings: these heads know less than the one that is shipped.

    python -m training.folds --data ../shared/data --first build/model/first --last build/model

An epoch is one pass over the events alone: the treebanks are not needed for a head whose parse
nobody uses. Neighbouring files of a folder tell of one matter and stay in one part.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import torch
from tokenizers import Tokenizer

from reportedly.analyze.encoder import open_encoder
from reportedly.analyze.reader import Reader as Served
from reportedly.settle import Resolvers
from training.batches import BLIND, Labels, Pieces, group, make_batch
from training.events import PLOVER, read_coded, read_plover
from training.example import Example
from training.export import load_reader
from training.loss import event_losses
from training.model import Reader, save
from training.predict import predict
from training.reports import (
    FOLDS,
    MENTIONS,
    Mentions,
    find_files,
    part_files,
    read_each,
    read_pairs,
)
from training.train import WORDS_A_BATCH, event_f1, make_optimizer

EPOCHS = 4


def teach(
    model: Reader, told: list[Example], pieces: Pieces, labels: Labels, log: Callable[..., None]
) -> None:
    """Teach encoder and event heads on the examples, in place."""
    rng = random.Random(7)
    optimizer = make_optimizer(model)
    base = [g["lr"] for g in optimizer.param_groups]
    model.train()
    for epoch in range(EPOCHS):
        batches = group(told, WORDS_A_BATCH, rng)
        for k, part in enumerate(batches):
            done = (epoch + k / len(batches)) / EPOCHS
            for g, lr in zip(optimizer.param_groups, base, strict=True):
                g["lr"] = lr * 0.6 * min(1.0, done * 20) * max(0.02, 1 - done)
            batch = make_batch(part, pieces, BLIND)
            losses = event_losses(model, model.drop(model.encode(batch)), batch, labels)
            if not losses:
                continue
            optimizer.zero_grad()
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if k % 40 == 0:
                log(f"  {k}/{len(batches)}", {n: round(v.item(), 3) for n, v in losses.items()})


def read_fold(model: Path, paths: list[Path]) -> Iterator[tuple[str, Mentions]]:
    """Yield what the fold's served model finds in each report that it did not learn from."""
    pairs, resolvers = list(read_pairs(paths)), Resolvers.open()
    to_read = [resolvers.to_read(document) for _, document in pairs]
    for analysis in read_each(to_read, Served(open_encoder(model, 2))):
        yield analysis.document, analysis.mentions


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--first", type=Path, required=True, help="checkpoint that has seen no event")
    ap.add_argument("--last", type=Path, required=True, help="checkpoint that finds heads")
    ap.add_argument("--out", type=Path, default=Path("build/folds"))
    args = ap.parse_args()
    began = time.time()

    def log(*words: object) -> None:
        print(f"[{time.time() - began:6.0f}s]", *words, flush=True)

    parser, folder = load_reader(args.last)
    pieces = Pieces(Tokenizer.from_file(f"{folder}/tokenizer.json"))
    pieces.tokenizer.no_padding()
    pieces.tokenizer.no_truncation()
    labels, paths = Labels(parser.inventory), find_files(args.data)
    held = read_coded(sorted((args.data / "reports").glob("*.json")), parser, pieces)
    plover = read_plover(args.data / PLOVER, parser, pieces)
    found: dict[str, Mentions] = {}
    for fold in range(FOLDS):
        torch.manual_seed(fold)
        random.seed(fold)
        inside = part_files(paths, fold)
        told = read_coded([p for p in paths if p not in inside], parser, pieces) + plover
        log("fold", fold, len(inside), "reports left out;", len(told), "sentences")
        model, _ = load_reader(args.first)
        teach(model, told, pieces, labels, log)
        for name, gold in (("left out", read_coded(inside, parser, pieces)), ("held", held)):
            figures = event_f1(gold, predict(model, gold, pieces, events=True))
            log(name, {k: round(v, 2) for k, v in figures.items()})
        checkpoint, served = args.out / f"{fold}", args.out / f"{fold}/served"
        save(model, checkpoint)
        export = [sys.executable, "-m", "training.export"]
        subprocess.run([*export, "--checkpoint", checkpoint, "--out", served], check=True)
        found |= read_fold(served, inside)
    MENTIONS.parent.mkdir(parents=True, exist_ok=True)
    MENTIONS.write_bytes(msgspec.msgpack.encode(found))
    log(len(found), "reports in", MENTIONS)


if __name__ == "__main__":
    main()
