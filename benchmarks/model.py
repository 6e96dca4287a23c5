"""The language model as served (int8, and fp32 beside it), on the test splits it never saw.

    python benchmarks/model.py --data DATA [--fp32 build/model/reader.onnx]

UPOS, UAS, LAS: percent of words, punctuation included, gold tokens. Roles: PropBank, predicates
predicted; `role_head_F1` counts (predicate, label, head word of the argument), `role_span_F1`
(predicate, label, exact span), spans made from the predicted tree; rare labels that the model does
not know count as missed. Names: exact spans of PER, ORG and LOC on UNER. Factuality: Pearson r and
mean absolute error on UDS dev's -3..+3.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from training.example import Example
from training.measure import measure
from training.readers import read_ewt, read_gum

from reportedly.analyze.decode import Sentence, decode_batch
from reportedly.analyze.encoder import Encoder, open_encoder

MODEL = Path(__file__).parent.parent / "src/reportedly/model"


def read_all(encoder: Encoder, gold: list[Example]) -> list[Sentence]:
    """Return what the model says of the gold tokens, in order."""
    words = [e.words for e in gold]
    done: dict[int, Sentence] = {}
    for batch in encoder.batch(words):
        read = encoder.read([words[i] for i in batch])
        done |= dict(zip(batch, decode_batch(read, encoder.labels), strict=True))
    return [done[i] for i in range(len(words))]


def as_example(gold: Example, s: Sentence) -> Example:
    """Return a served sentence in the form that gold has."""
    tags = ["O"] * len(gold.words)
    for first, last, kind in s.names:
        for i in range(first, last + 1):
            tags[i] = ("B-" if i == first else "I-") + kind
    return Example(
        words=gold.words,
        heads=[-1 if h == i else h for i, h in enumerate(s.heads)],
        rels=s.rels,
        upos=s.upos,
        xpos=s.xpos,
        senses=s.senses,
        roles=s.roles,
        names=[frozenset({t}) for t in tags],
    )


def factuality(gold: list[Example], read: list[Sentence]) -> str:
    """Return Pearson r and mean absolute error."""
    pairs = [
        (value, s.factuality[i])
        for e, s in zip(gold, read, strict=True)
        for i, value in (e.factuality or {}).items()
    ]
    a, b = np.array(pairs).T
    return f"r {np.corrcoef(a, b)[0, 1]:.3f}  MAE {np.abs(a - b).mean():.3f}  n {len(pairs)}"


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--fp32", type=Path, help="the float model of the same training run")
    args = ap.parse_args()
    if not (args.data / "ud").is_dir():
        print(f"{args.data}: no ud/ in it: wanted the training data folder", file=sys.stderr)
        return 2
    encoders = {"int8": open_encoder(MODEL, threads=2)}
    if args.fp32:
        served = encoders["int8"]
        encoders["fp32"] = Encoder(args.fp32.read_bytes(), served.labels, served.tokenizer, 2)
    sets = {
        "EWT test": read_ewt(args.data, "test"),
        "EWT dev": read_ewt(args.data, "dev"),
        "GUM test": read_gum(args.data, "test"),
    }
    for name, gold in sets.items():
        for kind, encoder in encoders.items():
            read = read_all(encoder, gold)
            figures = measure(gold, [as_example(g, s) for g, s in zip(gold, read, strict=True)])
            print(f"{name:9s} {kind}", "  ".join(f"{k} {v:.2f}" for k, v in figures.items()))
            if name == "EWT dev":
                print(f"{'UDS dev':9s} {kind}", factuality(gold, read))
    return 0


if __name__ == "__main__":
    sys.exit(main())
