"""A checkpoint in, the served model out: one int8 ONNX graph, its labels, its vocabulary.

    python -m training.export --checkpoint build/model --out src/reportedly/model

Dynamic quantisation (weights per channel, 7 bits so that CPUs without VNNI do not saturate).
Argmax runs inside the graph: what leaves it is labels, not scores, except where the decoder or
the coder needs a score (arcs for repairing trees, events for thresholds).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from training import labels
from training.guard import write_guard
from training.model import WIDTH, Inventory, Reader, load_encoder

OUTPUTS = (
    "arcs",
    "rels",
    "upos",
    "xpos",
    "senses",
    "names",
    "factuality",
    "roles",
    "surety",
    "categories",
    "modes",
    "stages",
    "statuses",
    "fields",
    "hidden",
)  # fmt: skip
OPSET = 18


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
    ) -> tuple[torch.Tensor, ...]:
        r = self.reader
        pieces = r.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = torch.gather(pieces, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        arcs, head_side = r.syntax.arcs(hidden, words)
        rels = r.syntax.relations(hidden, head_side, arcs.argmax(-1))
        event = r.event(hidden)
        best = [s.argmax(-1).to(torch.int32) for s in (rels, r.upos(hidden), r.xpos(hidden))]
        best += [
            s.argmax(-1).to(torch.int32) for s in (r.sense(hidden), r.cased_names(hidden, shapes))
        ]
        scored = r.roles(hidden).transpose(2, 3) + r.structure(arcs)
        surety, roles = scored.max(-1)
        return (
            arcs,
            *best,
            r.factuality(hidden).squeeze(-1),
            roles.to(torch.int32),
            surety,
            r.category(event).softmax(-1),
            r.mode(event),
            r.stage(event).softmax(-1),
            r.status(event).softmax(-1),
            r.fields(hidden).argmax(2).to(torch.int32),
            pieces,  # named, so that the bare encoder can be cut out of the graph and timed
        )


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
    shapes = {"ids": pieces, "mask": pieces, "first": words, "words": words, "shapes": words}
    free = {
        "ids": {0: "batch", 1: "pieces"},
        "mask": {0: "batch", 1: "pieces"},
        "first": {0: "batch", 1: "width"},
        "words": {0: "batch", 1: "width"},
        "shapes": {0: "batch", 1: "width"},
    }
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
        (["ids", "mask", "first", "words", "shapes"], list(OUTPUTS)),
        build / "reader.onnx",
    )
    quantise(build / "reader.onnx", args.out / "reader.int8.onnx")
    onnx.checker.check_model(str(args.out / "reader.int8.onnx"))
    shutil.copy(Path(folder) / "tokenizer.json", args.out / "tokenizer.json")
    write_labels(reader, args.out / "reader.int8.onnx", args.out / "labels.json")
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    write_guard(reader, tokenizer, args.out / "guard.json")


if __name__ == "__main__":
    main()
