"""Fixed sentences and what the trained model says of them: proof that what is served was trained.

Written at export from the float model in torch; the tests read it back and ask the served graph.
"""

from __future__ import annotations

import json
from pathlib import Path

from tokenizers import Tokenizer

from training.batches import Pieces
from training.example import Example
from training.model import Reader
from training.predict import predict

SENTENCES = (
    "Gunmen killed six soldiers near Mopti on Saturday , an army spokesman said .",
    "The group claimed responsibility for a drone attack on the port two days earlier .",
    "Police in Nairobi arrested 40 protesters and fired tear gas at the crowd .",
    "The foreign minister denied that the air force had bombed the hospital in Aleppo .",
    "Talks between the two governments ended in Geneva without an agreement .",
    "At least 12 people were injured when a car bomb exploded outside a mosque in Kirkuk .",
    "The United States vetoed the resolution , and Russia accused it of blocking peace .",
    "Rebels who had seized the town in May withdrew overnight , residents said by telephone .",
    "President Maria Lopez will visit Bogota next week to sign the accord .",
    "The team attacked in the second half and won 3 - 1 .",
)


def write_guard(reader: Reader, tokenizer: Tokenizer, path: Path) -> None:
    """Write what the float model says of the sentences, in mixed case and in capitals."""
    rows = [s.split() for s in SENTENCES] + [s.upper().split() for s in SENTENCES]
    said = predict(reader, [Example(words=words) for words in rows], Pieces(tokenizer), events=True)
    out = [
        {
            "words": e.words,
            "heads": e.heads,
            "rels": e.rels,
            "upos": e.upos,
            "senses": e.senses,
            "names": [next(iter(t)) for t in e.names or ()],
            "roles": e.roles,
            "events": [[m.at, m.category] for m in e.events or ()],
        }
        for e in said
    ]
    path.write_text(json.dumps(out, indent=None, separators=(",", ":")) + "\n", "utf8")
