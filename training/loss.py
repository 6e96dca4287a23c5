"""A batch and the model in, one number out: the sum of what each head gets wrong."""

from __future__ import annotations

import torch
from torch.nn.functional import cross_entropy, smooth_l1_loss

from reportedly.analyze.names import may_follow
from training.batches import IGNORE, Batch, Labels
from training.labels import NAMES
from training.model import Reader

NEVER = -1e4  # log weight of what cannot be
OPEN = -4.0  # log weight of a kind that a corpus does not mark, beside its O


def nll(
    scores: torch.Tensor, gold: torch.Tensor, weight: torch.Tensor | None = None
) -> torch.Tensor:
    """Cross entropy over what is known; 0 where nothing is."""
    scores, gold = scores.reshape(-1, scores.size(-1)), gold.reshape(-1)
    known = gold != IGNORE
    if not known.any():
        return scores.sum() * 0.0
    return cross_entropy(scores[known], gold[known], weight)


def names_loss(scores: torch.Tensor, allowed: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Minus log of the probability of the allowed sequences, a word; the open tags at a discount.

    scores and allowed are (B, N, tags), real (B, N) tells words from padding; a word of which
    nothing is allowed is not annotated. Of sequences only those count in which a name goes on as
    it began (`analyze.names`): a chain whose steps have no weights of their own. Sequences taught
    so read names better than tags (UNER dev F1 78.5 against 77.5, both decoded as sequences).

    With no discount the loss cannot tell O from a kind that the corpus leaves open, and the model
    calls every third word a vehicle (tried: UNER dev F1 19 after an epoch).
    """
    known = allowed.any(-1, keepdim=True)
    open_ = allowed & allowed[..., :1]
    open_[..., 0] = False
    held = (scores + open_ * OPEN).masked_fill(known & ~allowed, NEVER)
    told = real & known[..., 0]
    if not told.any():
        return scores.sum() * 0.0
    return (sum_sequences(scores, real) - sum_sequences(held, real)).sum() / told.sum()


def sum_sequences(scores: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Return the log of the summed weights of all sequences of name tags, (B,)."""
    forbidden = torch.from_numpy(may_follow(NAMES)).logical_not() * NEVER
    total = scores[:, 0] + forbidden[-1]
    for t in range(1, scores.size(1)):
        then = (total[:, :, None] + forbidden[:-1]).logsumexp(1) + scores[:, t]
        total = torch.where(real[:, t, None], then, total)
    return total.logsumexp(-1)


def total_loss(
    model: Reader, batch: Batch, labels: Labels, with_events: bool
) -> dict[str, torch.Tensor]:
    """Return the weighted losses by head."""
    words = model.drop(model.encode(batch))
    heads = labels.heads(batch)
    arcs, head_side = model.syntax.arcs(words, batch.words)
    rels = model.syntax.relations(words, head_side, heads.clamp(min=0))
    out = {
        "arc": nll(arcs, heads),
        "rel": nll(rels, labels.tags(batch, "rels", labels.rels)),
        "upos": 0.5 * nll(model.upos(words), labels.tags(batch, "upos", labels.upos)),
        "xpos": 0.5 * nll(model.xpos(words), labels.tags(batch, "xpos", labels.xpos)),
        "sense": 0.7 * nll(model.sense(words), labels.tags(batch, "senses", labels.senses)),
        "names": names_loss(
            model.names(words, batch.shapes), labels.allowed(batch), batch.words > 0
        ),
        "fact": 0.3 * fact_loss(model, words, batch),
    }
    sentence, at, gold = labels.pairs(batch)
    if (gold != IGNORE).any():
        out["roles"] = nll(model.roles.rows(words, sentence, at), gold)
    if with_events:
        out |= event_losses(model, words, batch, labels)
    return out


def fact_loss(model: Reader, words: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Smooth L1 on the -3..+3 scale, on judged words."""
    where = [
        (i, j, v) for i, e in enumerate(batch.examples) for j, v in (e.factuality or {}).items()
    ]
    where = [w for w in where if w[1] < batch.first.shape[1]]
    if not where:
        return words.sum() * 0.0
    guess = model.factuality(words).squeeze(-1)[[w[0] for w in where], [w[1] for w in where]]
    return smooth_l1_loss(guess, torch.tensor([w[2] for w in where]))


def event_losses(
    model: Reader, words: torch.Tensor, batch: Batch, labels: Labels
) -> dict[str, torch.Tensor]:
    """Losses of the event heads; none where the batch has no event corpus in it."""
    gold = labels.events(batch)
    if not (gold["category"] != IGNORE).any():
        return {}
    hidden = model.event(words)
    out = {
        "category": 1.5 * nll(model.category(hidden), gold["category"]),
        "mode": 0.4 * nll(model.mode(hidden), gold["mode"]),
        "stage": 0.4 * nll(model.stage(hidden), gold["stage"]),
        "status": 0.4 * nll(model.status(hidden), gold["status"]),
    }
    sentence, at, rows = labels.fielded(batch)
    if (rows != IGNORE).any():
        out["fields"] = nll(model.fields.rows(words, sentence, at), rows)
    return out
