"""Coded reports in, the weights of books/reach.toml out: when words said elsewhere mean an event.

    python -m training.reach --data ../shared/data --out src/reportedly/codebook/books/reach.toml

Every attribution is paired with every event near it (coding/pairs.py says with which features). A
pair is right if the coder gave the event that speaker. A speaker speaks many times and the coder
names him once, so of his words only those that score best are taken as right, and the others are
left out, twice over. Reports are held out by number to choose the thresholds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from reportedly.analyze.base import Analysis
from reportedly.codebook import read_book
from reportedly.coding.antecedents import Antecedents
from reportedly.coding.assemble import tell_events
from reportedly.coding.attribution import make_reading, read_attributions
from reportedly.coding.claims import Voices
from reportedly.coding.mends import mend
from reportedly.coding.pairs import Pairs, kind_of
from reportedly.coding.phrases import phrase
from reportedly.coding.sources import Attribution
from reportedly.coding.tools import Kit, make_kit
from reportedly.coding.view import View
from reportedly.records import Document
from reportedly.settle import Resolvers
from training.reports import read_all, read_coded

FOLDS = 5
RIDGE = 3.0
LEAST = 4  # sightings below which a feature has no weight
# Of the links kept, so many are to be ones that the coder gave. He names the chief speakers only;
# of the words said inside an event's own clause, it is three in four.
PRECISE = {"says": 0.45, "claims": 0.45, "denies": 0.5}
SMALL = frozenset("the a an of in on at by for to and or its his her their this that".split())


class Row(msgspec.Struct):
    """A pair with its report, its features, and whose word the coder gave for the event."""

    report: str
    event: int
    cue: int
    kind: str
    features: tuple[str, ...]
    speaker: str | None  # the wording of the coder's speaker that this one is; None for no one


def read_rows(report: dict[str, Any], document: Document, analysis: Analysis, resolvers: Resolvers,
              kit: Kit) -> list[Row]:  # fmt: skip
    """Return the pairs of one report."""
    analysis = mend(analysis)
    view = View(document, analysis)
    reading = make_reading(view, kit.grammar)
    attributions = read_attributions(reading)
    meant = Antecedents(reading, attributions)
    tools = resolvers.tools(document, analysis, kit)
    events, figures, _ = tell_events(view, analysis, attributions, meant, tools)
    coded = match(report, view, [e.mentions for e in events], [e.category for e in events])
    rows = []
    voices = Voices(view, attributions)
    heard = {k: {a.cue for v in voices.find(e.at, e.mentions[1:]) for a in v.chain}
             for k, e in enumerate(events)}  # fmt: skip
    for pair in Pairs(view, attributions, events, figures, kit.grammar.offices).all():
        if pair.event not in coded:
            continue
        wanted = coded[pair.event]["denied_by" if pair.kind == "denies" else "said_by"]
        speaker = find_speaker(view, pair.a, wanted)
        spoken = {find_speaker(view, a, wanted) for a in attributions
                  if a.cue in heard[pair.event] and kind_of(a) == pair.kind}  # fmt: skip
        if speaker is None or speaker not in spoken:  # who is heard already needs no reach
            row = (report["id"], pair.event, pair.a.cue, pair.kind, pair.features, speaker)
            rows.append(Row(*row))
    return rows


def match(report: dict[str, Any], view: View, mentions: list[tuple[int, ...]],
          kinds: list[str]) -> dict[int, dict[str, Any]]:  # fmt: skip
    """Return the coded event of each event whose anchor holds one of its words."""
    found: dict[int, dict[str, Any]] = {}
    for event in report["events"]:
        at = report["text"].find(event["anchor"])
        inside = {t.i for t in view.within(at, at + len(event["anchor"]))}
        fits = [k for k, m in enumerate(mentions) if inside & set(m)]
        fits.sort(key=lambda k: kinds[k] != event["type"])
        for k in fits[:1]:
            found.setdefault(k, event)
    return found


def find_speaker(view: View, a: Attribution, wanted: list[str]) -> str | None:
    """Return which of the coder's speakers the attribution's speaker is."""
    for head in {a.source, a.resolved, *a.also, *a.relays} - {None}:
        first, last = phrase(view, head)
        mine = cut(view.text[view.tokens[first].start : view.tokens[last].end])
        for name in wanted:
            theirs = cut(name)
            if mine and theirs and (mine <= theirs or theirs <= mine):
                return wanted[0] if len(wanted) == 1 else name
    return None


def cut(text: str) -> set[str]:
    """Return the words of a name."""
    return set("".join(c if c.isalnum() else " " for c in text.lower()).split()) - SMALL


def learn(rows: list[Row], names: list[str], ridge: float) -> np.ndarray:
    """Return weights by logistic regression, the best word of each coded speaker being right."""
    X = tabulate(rows, names)
    y = np.array([row.speaker is not None for row in rows], dtype=float)
    keep = np.ones(len(rows), dtype=bool)
    w = fit(X, y, ridge)
    for _ in range(2):
        best: dict[tuple[str, int, str], list[int]] = defaultdict(list)
        scores = X @ w
        for i, row in enumerate(rows):
            if row.speaker is not None:
                best[row.report, row.event, row.speaker].append(i)
        keep[:] = True
        for indices in best.values():
            indices.sort(key=lambda i: -scores[i])
            keep[indices[1:]] = False
        w = fit(X[keep], y[keep], ridge)
    return w


def tabulate(rows: list[Row], names: list[str]) -> np.ndarray:
    """Return which features each pair has: pairs by names, 0 or 1."""
    column = {name: k for k, name in enumerate(names)}
    X = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        X[i, [column[n] for n in row.features if n in column]] = 1.0
    return X


def fit(X: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Return the weights of a ridge logistic regression, by Newton's method."""
    w = np.zeros(X.shape[1])
    for _ in range(9):
        p = 1 / (1 + np.exp(-X @ w))
        step = np.linalg.solve(
            (X * (p * (1 - p))[:, None]).T @ X + ridge * np.eye(len(w)), X.T @ (y - p) - ridge * w
        )
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def held_out(rows: list[Row], names: list[str], ridge: float) -> np.ndarray:
    """Return each pair's probability from weights learned without its report."""
    reports = sorted({row.report for row in rows})
    fold = {r: k % FOLDS for k, r in enumerate(reports)}
    out = np.zeros(len(rows))
    for k in range(FOLDS):
        w = learn([r for r in rows if fold[r.report] != k], names, ridge)
        test = [i for i, r in enumerate(rows) if fold[r.report] == k]
        X = tabulate([rows[i] for i in test], names)
        out[test] = 1 / (1 + np.exp(-X @ w))
    return out


def choose(rows: list[Row], scores: np.ndarray, precise: float) -> tuple[float, str]:
    """Return the lowest threshold at which enough links are right, and what it gives."""
    wanted = len({(r.report, r.event, r.speaker) for r in rows if r.speaker is not None})
    best, told = 0.99, "nothing is sure enough"
    for threshold in np.arange(0.95, 0.09, -0.01):
        kept = [r for r, s in zip(rows, scores, strict=True) if s >= threshold]
        right = sum(r.speaker is not None for r in kept)
        if len(kept) >= 5 and right / len(kept) >= precise:
            found = len({(r.report, r.event, r.speaker) for r in kept if r.speaker is not None})
            best, told = float(threshold), f"{right} of {len(kept)} right, {found} of {wanted}"
    return best, told


def write(books: dict[str, dict[str, float]], path: Path) -> None:
    """Write the book of weights."""
    lines = ["# Made by training/reach.py: what speaks for words said elsewhere meaning an event."]
    for kind, weights in books.items():
        lines += ["", f"[{kind}]"]
        lines += [f"{json.dumps(n)} = {w:.2f}" for n, w in weights.items() if abs(w) >= 0.01]
    path.write_text("\n".join(lines) + "\n", "utf8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    coded = {str(report["id"]): report for report in read_coded(args.data)}
    resolvers, kit = Resolvers.open(), make_kit(read_book())
    rows: list[Row] = []
    for report, document, analysis, _ in read_all(args.data, args.model):
        rows += read_rows(coded[report.id], document, analysis, resolvers, kit)
    write(learn_all(rows), args.out)


def learn_all(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Return the weights and the threshold of each kind, and print what they do held out."""
    books: dict[str, dict[str, float]] = {}
    for kind, precise in PRECISE.items():
        mine = [r for r in rows if r.kind == kind]
        seen = Counter(n for r in mine for n in r.features)
        names = sorted(n for n in seen if seen[n] >= LEAST)
        threshold, told = choose(mine, held_out(mine, names, RIDGE), precise)
        print(kind, len(mine), "pairs; held out at", round(threshold, 2), told)
        weights = dict(zip(names, learn(mine, names, RIDGE).tolist(), strict=True))
        books[kind] = {"threshold": round(threshold, 2), **weights}
    return books


if __name__ == "__main__":
    main()
