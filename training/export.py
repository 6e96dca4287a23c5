"""A checkpoint in, the served model out: one int8 ONNX graph, its labels, its vocabulary.

    python -m training.export --checkpoint build/model --out src/reportedly/model

Dynamic quantisation (weights per channel, 7 bits so that CPUs without VNNI do not saturate).
Argmax runs inside the graph: what leaves it is labels, not scores, except where the decoder or
the coder needs a score (arcs for repairing trees, names for their best sequence, events for
thresholds).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from training import labels
from training.guard import write_guard
from training.model import Inventory, Reader, load_encoder, pick_words
from training.unroll import unroll_file

INPUTS = ("ids", "mask", "first", "words", "shapes", "cases")
OF_PIECES = ("ids", "mask", "cases")
OUTPUTS = (
    "arcs",
    "rels",
    "upos",
    "xpos",
    "senses",
    "names",
    "factuality",
    "role_at",
    "roles",
    "role_scores",
    "field_at",
    "fields",
    "field_scores",
    "categories",
    "modes",
    "stages",
    "statuses",
    "hidden",
)  # fmt: skip
OPSET = 18
FIELD_FLOOR = 0.03  # words less likely to tell an event get no fields


class Served(nn.Module):
    """The reader as it is served: pieces in, labels out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self,
        ids: torch.Tensor,
        mask: torch.Tensor,
        first: torch.Tensor,
        words: torch.Tensor,
        shapes: torch.Tensor,
        cases: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        r = self.reader
        pieces = r.read(ids, mask, cases)
        hidden = pick_words(pieces, first)
        arcs, head_side = r.syntax.arcs(hidden, words)
        rels = r.syntax.relations(hidden, head_side, arcs.argmax(-1))
        event = r.event(hidden)
        senses = r.sense(hidden).argmax(-1)
        tags = (rels, r.upos(hidden), r.xpos(hidden))
        best = [*(s.argmax(-1).to(torch.int32) for s in tags), senses.to(torch.int32)]
        role_at = pick_rows((senses > 0) & (words > 0))
        sentence, at = role_at[:, 0], role_at[:, 1]
        role_scores, roles = (
            r.roles.rows(hidden, sentence, at) + r.structure.rows(arcs, sentence, at)
        ).max(-1)
        categories = r.category(event).softmax(-1)
        field_at = pick_rows((1.0 - categories[..., 0] > FIELD_FLOOR) & (words > 0))
        field_scores, fields = r.fields.rows(hidden, field_at[:, 0], field_at[:, 1]).max(-1)
        return (
            arcs,
            *best,
            r.names(hidden, shapes),
            r.factuality(hidden).squeeze(-1),
            role_at,
            roles.to(torch.int32),
            role_scores,
            field_at,
            fields.to(torch.int32),
            field_scores,
            categories,
            r.mode(event),
            r.stage(event).softmax(-1),
            r.status(event).softmax(-1),
            pieces,  # named, so that the bare encoder can be cut out of the graph and timed
        )


def pick_rows(wanted: torch.Tensor) -> torch.Tensor:
    """Return sentence and word of each wanted word, (P, 2). The first is taken in any case.

    Pairs are scored for these words only: a sixth of the words are predicates, and scoring every
    pair took a fifth of the time. No kernel meets an empty array, since one word always stands.
    """
    count = torch.ones_like(wanted, dtype=torch.long).flatten().cumsum(0).view_as(wanted)
    return (wanted | (count == 1)).nonzero()


def load_reader(checkpoint: Path) -> tuple[Reader, str]:
    """Return the trained reader and the encoder's folder."""
    encoder, folder = load_encoder()
    encoder.config._attn_implementation = "eager"
    inventory = json.loads((checkpoint / "inventory.json").read_text("utf8"))
    reader = Reader(Inventory(**{k: tuple(v) for k, v in inventory.items()}), encoder)
    reader.load_state_dict(torch.load(checkpoint / "reader.pt", weights_only=True))
    return reader.eval(), folder


def write_onnx(module: nn.Module, names: tuple[list[str], list[str]], path: Path) -> None:
    """Trace the module with free batch, piece and word dimensions."""
    pieces, words = (3, 21), (3, 13)
    shapes = {n: pieces if n in OF_PIECES else words for n in INPUTS}
    free = {n: {0: "batch", 1: "pieces" if n in OF_PIECES else "width"} for n in INPUTS}
    inputs = tuple(
        torch.ones(shapes[n]) if n == "words" else torch.ones(shapes[n], dtype=torch.long)
        for n in names[0]
    )
    torch.onnx.export(
        module.eval(),
        inputs,
        str(path),
        input_names=names[0],
        output_names=names[1],
        dynamic_axes={n: free[n] for n in names[0]},
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Write the int8 model."""
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )


def write_labels(reader: Reader, model: Path, path: Path) -> None:
    """Write the label inventories and the model's own hash beside it."""
    inventory = reader.inventory
    path.write_text(
        json.dumps(
            {
                "rels": inventory.rels,
                "upos": inventory.upos,
                "xpos": inventory.xpos,
                "senses": labels.SENSES,
                "names": labels.NAMES,
                "roles": labels.ROLES,
                "categories": labels.CATEGORIES,
                "modes": labels.MODES,
                "stages": labels.STAGES,
                "statuses": labels.STATUSES,
                "fields": labels.FIELDS,
                "modes_of": labels.MODES_OF,
                "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
            },
            indent=1,
        )
        + "\n",
        "utf8",
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    reader, folder = load_reader(args.checkpoint)
    build = args.checkpoint
    write_onnx(
        Served(reader),
        (list(INPUTS), list(OUTPUTS)),
        build / "reader.onnx",
    )
    quantise(build / "reader.onnx", args.out / "reader.int8.onnx")
    unroll_file(args.out / "reader.int8.onnx")
    shutil.copy(Path(folder) / "tokenizer.json", args.out / "tokenizer.json")
    write_labels(reader, args.out / "reader.int8.onnx", args.out / "labels.json")
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    write_guard(reader, tokenizer, args.out / "guard.json")


if __name__ == "__main__":
    main()
