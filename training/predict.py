"""Sentences in, the trained model's annotation out, in the same Example form as gold."""

from __future__ import annotations

import torch

from reportedly.analyze.names import find_best
from training.batches import Pieces, group, make_batch
from training.example import EventLabel, Example
from training.labels import CATEGORIES, FIELDS, MODES, NAMES, ROLES, SENSES, STAGES, STATUSES
from training.model import Reader


@torch.inference_mode()
def predict(
    model: Reader, examples: list[Example], pieces: Pieces, events: bool = False
) -> list[Example]:
    """Return predictions in the order of the examples."""
    model.eval()
    done: dict[int, Example] = {}
    for part in group(examples, 2400, None):
        batch = make_batch(part, pieces)
        words = model.encode(batch)
        arcs, head_side = model.syntax.arcs(words, batch.words)
        heads = arcs.argmax(-1)
        rels = model.syntax.relations(words, head_side, heads).argmax(-1)
        upos, xpos = model.upos(words).argmax(-1), model.xpos(words).argmax(-1)
        senses = model.sense(words).argmax(-1)
        names = model.names(words, batch.shapes).numpy()
        scored = model.roles(words).transpose(2, 3) + model.structure(arcs)
        surety, roles = scored.log_softmax(-1).max(-1)
        found = predict_events(model, words) if events else None
        for i, example in enumerate(part):
            n = int(batch.words[i].sum())
            out = Example(
                words=example.words,
                heads=(heads[i, :n] - 1).tolist(),
                rels=[model.inventory.rels[k] for k in rels[i, :n]],
                upos=[model.inventory.upos[k] for k in upos[i, :n]],
                xpos=[model.inventory.xpos[k] for k in xpos[i, :n]],
                senses=[SENSES[k] for k in senses[i, :n]],
                names=[frozenset({NAMES[k]}) for k in find_best(names[i, :n], NAMES)],
                roles=[],
            )
            for at, sense in enumerate(out.senses):
                if sense:
                    row, sure = roles[i, at, :n].tolist(), surety[i, at, :n].tolist()
                    out.roles += pick_roles(at, row, sure)
            if found:
                out.events = pick_events(found, i, n)
            done[id(example)] = out
    model.train()
    return [done[id(e)] for e in examples]


def pick_roles(at: int, row: list[int], sure: list[float]) -> list[tuple[int, int, str]]:
    """Return a predicate's arguments; of a numbered one there is but one, the surest."""
    best: dict[int, int] = {}
    out = []
    for j, k in enumerate(row):
        if not k:
            continue
        if is_numbered(ROLES[k]):
            if k not in best or sure[j] > sure[best[k]]:
                best[k] = j
        else:
            out.append((at, j, ROLES[k]))
    return out + [(at, j, ROLES[k]) for k, j in best.items()]


def is_numbered(label: str) -> bool:
    """Tell ARG0..ARG4 from modifiers and references, of which there may be several."""
    return label.startswith("ARG") and not label.startswith("ARGM")


def predict_events(model: Reader, words: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return the event heads' best labels."""
    hidden = model.event(words)
    return {
        "category": model.category(hidden).argmax(-1),
        "mode": model.mode(hidden).argmax(-1),
        "stage": model.stage(hidden).argmax(-1),
        "status": model.status(hidden).argmax(-1),
        "fields": model.fields(words).argmax(2),
    }


def pick_events(found: dict[str, torch.Tensor], i: int, n: int) -> list[EventLabel]:
    """Return one sentence's event mentions."""
    out = []
    for at, kind in enumerate(found["category"][i, :n].tolist()):
        if kind:
            row = found["fields"][i, at, :n].tolist()
            out.append(
                EventLabel(
                    at=at,
                    anchor=(at, at + 1),
                    category=CATEGORIES[kind],
                    mode=MODES[found["mode"][i, at]],
                    stage=STAGES[found["stage"][i, at]],
                    status=STATUSES[found["status"][i, at]],
                    fields=[(FIELDS[k], j) for j, k in enumerate(row) if k],
                )
            )
    return out
