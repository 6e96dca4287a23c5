"""What is served is what was trained: the int8 graph against the float model's own words."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from reportedly.analyze.decode import Sentence, decode_batch
from reportedly.analyze.encoder import Encoder, open_encoder
from reportedly.errors import ModelError

MODEL = Path(__file__).parents[2] / "src/reportedly/model"
AGREE = 0.97  # of words; int8 rounds, and other CPUs round otherwise


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder(MODEL, threads=1)


def read(encoder: Encoder, rows: list[list[str]]) -> list[Sentence]:
    return [decode_batch(encoder.read([words]), encoder.labels)[0] for words in rows]


def test_served_labels_are_the_trained_ones(encoder: Encoder) -> None:
    guard = json.loads((MODEL / "guard.json").read_text("utf8"))
    said = read(encoder, [row["words"] for row in guard])
    total = heads = rels = upos = senses = names = 0
    for row, s in zip(guard, said, strict=True):
        total += len(row["words"])
        trained = [i if h < 0 else h for i, h in enumerate(row["heads"])]
        heads += sum(a == b for a, b in zip(trained, s.heads, strict=True))
        rels += sum(a == b for a, b in zip(row["rels"], s.rels, strict=True))
        upos += sum(a == b for a, b in zip(row["upos"], s.upos, strict=True))
        senses += sum(a == b for a, b in zip(row["senses"], s.senses, strict=True))
        found = {(i, kind) for first, last, kind in s.names for i in range(first, last + 1)}
        named = {(i, tag[2:]) for i, tag in enumerate(row["names"]) if tag != "O"}
        names += len(row["words"]) - len({i for i, _ in found ^ named})
    assert min(heads, rels, upos, senses, names) >= AGREE * total


def test_roles_and_events_are_the_trained_ones(encoder: Encoder) -> None:
    guard = json.loads((MODEL / "guard.json").read_text("utf8"))
    said = read(encoder, [row["words"] for row in guard])
    trained = {(k, *r) for k, row in enumerate(guard) for r in map(tuple, row["roles"])}
    served = {(k, *r) for k, s in enumerate(said) for r in s.roles}
    # A predicate that int8 misses takes its roles with it.
    assert len(trained & served) >= 0.8 * max(len(trained), len(served))
    events = {(k, at, c) for k, row in enumerate(guard) for at, c in row["events"]}
    found = {
        (k, m.at, m.category) for k, s in enumerate(said) for m in s.mentions if m.score >= 0.3
    }
    assert events <= found


def test_capitals_change_little(encoder: Encoder) -> None:
    """Case is read where there is any, so a sentence of capitals may be read a little otherwise."""
    guard = json.loads((MODEL / "guard.json").read_text("utf8"))
    half = len(guard) // 2
    mixed = read(encoder, [row["words"] for row in guard[:half]])
    upper = read(encoder, [row["words"] for row in guard[half:]])
    for column in ("heads", "rels", "upos", "senses"):
        pairs = [
            (x, y)
            for a, b in zip(mixed, upper, strict=True)
            for x, y in zip(getattr(a, column), getattr(b, column), strict=True)
        ]
        assert sum(x == y for x, y in pairs) >= 0.93 * len(pairs), column


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing: reinstall"):
        open_encoder(tmp_path, threads=1)


def test_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    for name in ("labels.json", "tokenizer.json", "reader.int8.onnx"):
        (tmp_path / name).write_bytes((MODEL / name).read_bytes())
    model = tmp_path / "reader.int8.onnx"
    body = bytearray(model.read_bytes())
    body[len(body) // 2] ^= 0xFF
    model.write_bytes(body)
    with pytest.raises(ModelError, match="damaged: sha256"):
        open_encoder(tmp_path, threads=1)


def test_the_label_file_names_this_very_model() -> None:
    labels = json.loads((MODEL / "labels.json").read_text("utf8"))
    body = (MODEL / "reader.int8.onnx").read_bytes()
    assert labels["sha256"] == hashlib.sha256(body).hexdigest()
