"""Reports of known incidents in, the weights by which two events are found to be one out.

    python -m training.meet --data ../shared/data --out src/reportedly/merge/weights.toml

The coder reads ECB+ (topics 1 to 35) and reports-more; each of its events that tells a gold event
has that one's chain or incident as its label. Pairs that `merge.score.find_pairs` yields are
lessons: the points that each feature gives, and whether the labels are equal. What is learned is a
logistic regression, so that a link's score is the chance that two events are one. Folds are whole
topics.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from benchmarks.ecbplus_reader import Text, read_ecbplus

from reportedly.config import Config
from reportedly.evaluate.gold import read_coded, read_gold
from reportedly.evaluate.match import match
from reportedly.export.jsonl import write_jsonl
from reportedly.merge.features import FEATURES
from reportedly.merge.score import find_bar, find_pairs
from reportedly.merge.view import make_views
from reportedly.pipeline import Coder
from reportedly.records import Article, Document, Event

FOLDS = 5
RIDGE = 1.0
STEPS = 60  # of Newton's method; it settles in far fewer


class Pair(msgspec.Struct, frozen=True):
    """What the features say of two events, whether they are one, and the topic they come from."""

    points: tuple[float, ...]
    same: bool
    topic: str


Labelled = tuple[Document, Sequence[tuple[Event, str]], str]  # events with labels, and the topic


def code(articles: Iterable[Article], kept: Path | None) -> list[tuple[Document, list[Event]]]:
    """Return what the coder makes of the articles; `kept` is a file to keep it in."""
    if kept is None or not kept.exists():
        coder = Coder.open(Config())
        lines = [
            line
            for coded in coder.code(articles)
            if coded.document
            for line in write_jsonl([coded.document, *coded.events])
        ]
        if kept is None:
            raise SystemExit("wanted a file to keep the coded texts in")
        kept.write_bytes(b"".join(lines))
    records = list(read_coded(kept))
    events: dict[str, list[Event]] = {}
    for record in records:
        if isinstance(record, Event):
            events.setdefault(record.document, []).append(record)
    return [(d, events.get(d.id, [])) for d in records if isinstance(d, Document)]


def label_ecbplus(folder: Path, kept: Path) -> list[Labelled]:
    """Return ECB+ as coded, each event under the chain of the mention that its anchor touches."""
    texts = {text.name: text for text in read_ecbplus(folder)}
    articles = [
        Article(name=t.name, source_id=t.name, media="json", text=t.text) for t in texts.values()
    ]
    out: list[Labelled] = []
    for document, events in code(articles, kept):
        text = texts[document.source_id]
        found = [(e, chain) for e in events if (chain := find_chain(text, e))]
        out.append((document, found, f"ecb {text.topic}"))
    return out


def find_chain(text: Text, event: Event) -> str | None:
    """Return the chain of the gold mention that the event's anchor touches."""
    for start, end, chain in text.mentions:
        if start < event.anchor.end and event.anchor.start < end:
            return chain
    return None


def label_reports(folder: Path, kept: Path) -> list[Labelled]:
    """Return reports as coded, each event that tells a gold event under its incident."""
    reports = {r.id: r for r in read_gold(folder)}
    articles = [
        Article(name=r.id, source_id=r.id, media="json", text=r.text, title=r.title,
                source=r.source, published=r.published)
        for r in reports.values()
    ]  # fmt: skip
    out: list[Labelled] = []
    for document, events in code(articles, kept):
        report = reports[document.source_id]
        pairs = match(report, events).items()
        found = [(events[j], report.events[i].incident) for i, j in pairs]
        out.append((document, found, f"report {report.cluster or report.id}"))
    return out


def make_lessons(labelled: Sequence[Labelled]) -> list[Pair]:
    """Return every pair worth comparing, but those that may not be linked whatever their score."""
    label = {e.id: name for _, events, _ in labelled for e, name in events}
    topic = {d.id: t for d, _, t in labelled}
    views = make_views([d for d, _, _ in labelled], [e for _, es, _ in labelled for e, _ in es])
    return [
        Pair(
            tuple(feature(a, b).points for feature in FEATURES),
            label[a.event.id] == label[b.event.id],
            min(topic[a.document.id], topic[b.document.id]),
        )
        for a, b in find_pairs(views)
        if find_bar(a, b) is None
    ]


def fit(pairs: Sequence[Pair], ridge: float = RIDGE) -> np.ndarray:
    """Return weights and, last, the intercept of a logistic regression; no weight is negative.

    A feature's points already say for or against, so a negative weight could only be noise.
    """
    x = np.array([(*p.points, 1.0) for p in pairs])
    y = np.array([p.same for p in pairs], dtype=float)
    free = np.ones(x.shape[1], dtype=bool)
    while True:
        w = np.zeros(x.shape[1])
        z = x[:, free]
        punished = ridge * np.array([float(k < z.shape[1] - 1) for k in range(z.shape[1])])
        v = np.zeros(z.shape[1])
        for _ in range(STEPS):
            p = 1 / (1 + np.exp(-np.clip(z @ v, -30, 30)))
            slope = z.T @ (p - y) + punished * v
            curve = (z * (p * (1 - p))[:, None]).T @ z + np.diag(punished + 1e-9)
            step = np.linalg.solve(curve, slope)
            v -= step
            if np.abs(step).max() < 1e-8:
                break
        w[free] = v
        wrong = (w < 0) & (np.arange(len(w)) < len(w) - 1)
        if not wrong.any():
            return w
        free &= ~wrong


def fold_of(topic: str) -> int:
    """Return the fold a topic belongs to: topics are kept whole."""
    return sum(map(ord, topic)) % FOLDS


def show(name: str, chance: np.ndarray, pairs: Sequence[Pair]) -> None:
    """Print average precision, F1 at one half and how far chance and truth are apart."""
    same = np.array([p.same for p in pairs])
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum(same[order])
    precision = hits / np.arange(1, len(hits) + 1)
    average = float((precision * same[order]).sum() / max(1, same.sum()))
    said = chance >= 0.5
    f1 = 2 * (said & same).sum() / max(1, said.sum() + same.sum())
    bins = np.clip((chance * 10).astype(int), 0, 9)
    gap = sum(
        abs(chance[bins == b].mean() - same[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    print(f"{name:34s} {len(pairs):6d} pairs, {same.sum():5d} same: "
          f"AP {average:.3f}  F1 at .5 {f1:.3f}  calibration error {gap:.3f}")  # fmt: skip


def crossed(pairs: Sequence[Pair], learn: Callable[[Sequence[Pair]], np.ndarray]) -> np.ndarray:
    """Return each pair's chance by weights learned on the other folds."""
    out = np.zeros(len(pairs))
    for fold in range(FOLDS):
        w = learn([p for p in pairs if fold_of(p.topic) != fold])
        for k, p in enumerate(pairs):
            if fold_of(p.topic) == fold:
                out[k] = 1 / (1 + np.exp(-(np.dot(w[:-1], p.points) + w[-1])))
    return out


def fit_sum(pairs: Sequence[Pair]) -> np.ndarray:
    """Return the rule that the weights replace: one weight for the plain sum of points."""
    w = fit([Pair((sum(p.points),), p.same, p.topic) for p in pairs])
    return np.array([w[0]] * len(FEATURES) + [w[1]])


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write the weights as TOML."""
    lines = [
        "# Made by training/meet.py: what a point of each feature of a pair adds to the log-odds",
        "# that two events are one incident. `bias` is where they start from.",
        *(f"{name} = {value:.3f}" for name, value in weights.items()),
    ]
    path.write_text("\n".join(lines) + "\n", "utf8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--keep", type=Path, default=Path("build/meet"), help="keep coded texts here")
    args = ap.parse_args()
    args.keep.mkdir(parents=True, exist_ok=True)
    ecb = make_lessons(label_ecbplus(args.data / "ecbplus", args.keep / "ecbplus.jsonl"))
    ours = make_lessons(label_reports(args.data / "reports-more", args.keep / "reports-more.jsonl"))
    pairs = [*ecb, *ours]
    for name, learn in (("sum of points", fit_sum), ("a weight for each", fit)):
        chance = crossed(pairs, learn)
        show(f"{name}, held out: ECB+", chance[: len(ecb)], ecb)
        show(f"{name}, held out: reports-more", chance[len(ecb) :], ours)
    w = fit(pairs)
    names = [feature.__name__ for feature in FEATURES] + ["bias"]
    write(args.out, dict(zip(names, map(float, w), strict=True)))


if __name__ == "__main__":
    main()
