"""Coded reports in, what each reason to fill a field weighs out: codebook/books/fillers.toml.

    python -m training.rank --data ../shared/data --out src/reportedly/codebook/books/fillers.toml

Each event is a choice among the nouns of its sentence, or none of them; a noun is right if its
phrase is one that the coding names. Each report is read twice: as shipped, and by a head that has
not learned from it (`training.folds`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.analyze.base import Analysis
from reportedly.coding.antecedents import Antecedents
from reportedly.coding.attribution import make_reading, read_attributions
from reportedly.coding.called import sectors
from reportedly.coding.fillers import Nouns, find_fillers
from reportedly.coding.mends import mend
from reportedly.coding.occurrences import Occurrence, find_occurrences
from reportedly.coding.phrases import phrase
from reportedly.coding.ranking import Filler
from reportedly.coding.sides import Charges
from reportedly.coding.times import KINDS
from reportedly.coding.tools import Kit, Tools
from reportedly.coding.triggers import find_triggers
from reportedly.coding.view import View
from reportedly.evaluate.match import alike
from reportedly.records import Document
from reportedly.settle import Resolvers
from training.kits import open_kits
from training.reports import Coded, leave_out, read_all, read_coded

FIELDS = {
    "actor": ("actor",),
    "recipient": ("recipient", "target"),
    "instrument": ("weapon",),
}  # ours, and the codings' words for it
LEAST = 12  # candidates that a reason must hold for, in two readings
RIDGE = 3.0
SLIGHT = 0.05  # a weight below this is not written
STEPS, PACE = 200, 0.15

Choice = tuple[list[Filler], list[bool]]


def weigh(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weights under which the right nouns are likeliest; '' is every noun's own."""
    seen = Counter(r for fillers, _ in choices for f in fillers for r in f.reasons)
    names = ["", *sorted(r for r, n in seen.items() if n >= LEAST)]
    column = {r: k for k, r in enumerate(names)}
    rows = [
        [0, *(column[r] for r in f.reasons if r in column)]
        for fillers, _ in choices
        for f in fillers
    ]
    row = np.array([k for k, r in enumerate(rows) for _ in r])
    col = np.array([c for r in rows for c in r])
    event = np.array([k for k, (fillers, _) in enumerate(choices) for _ in fillers])
    right = np.array([float(y) for _, ys in choices for y in ys])
    w = climb(row, col, event, right, len(choices), len(names))
    return {name: round(float(x), 3) for name, x in zip(names, w, strict=True) if abs(x) >= SLIGHT}


def climb(
    row: NDArray[np.int64], col: NDArray[np.int64], event: NDArray[np.int64],
    right: NDArray[np.float64], events: int, width: int,
) -> NDArray[np.float64]:  # fmt: skip
    """Return the weights that maximise the log share of the right candidates (Adam)."""
    n = len(event)
    ridge = np.full(width, RIDGE)
    ridge[0] = 0.01
    answered = np.bincount(event, right, events) > 0
    w, m, v = np.zeros(width), np.zeros(width), np.zeros(width)
    for t in range(1, STEPS + 1):
        e = np.exp(np.clip(np.bincount(row, w[col], n), -30, 30))
        whole = 1 + np.bincount(event, e, events)
        good = np.bincount(event, e * right, events)
        slope = e / whole[event] - np.where(
            answered[event], e * right / np.maximum(good[event], 1e-12), 0.0
        )
        g = np.bincount(col, slope[row], width) + ridge * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        pace = PACE * (1 - t / STEPS) + 1e-3
        w -= pace * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


def write_weights(tables: dict[str, dict[str, float]], path: Path) -> None:
    """Write the book: one table a field, a line a reason."""
    lines = ["# Made by training/rank.py: what each reason to fill a field weighs, in log odds."]
    for name, weights in tables.items():
        lines += ["", f"[{json.dumps(name)}]"]
        lines += [
            f"{json.dumps(r, ensure_ascii=False)} = {w:g}" for r, w in sorted(weights.items())
        ]
    path.write_text("\n".join(lines) + "\n", "utf8")


def are_right(
    view: View, meant: Antecedents, fillers: Sequence[Filler], phrases: Sequence[str]
) -> list[bool]:
    """Tell which candidates the coding names, by their own words or by whom they mean."""
    out = []
    for f in fillers:
        texts = [view.span(*phrase(view, i)).quote for i in {f.head, meant.of(f.head)}]
        out.append(any(alike(wanted, text) for wanted in phrases for text in texts))
    return out


def find_choices(
    document: Document, analysis: Analysis, report: dict, kit: Kit, tools: Tools
) -> dict[str, list[Choice]]:
    """Return by field the choices that one report's coding answers."""
    analysis = mend(analysis)
    view = View(document, analysis)
    reading = make_reading(view, kit.grammar)
    attributions = read_attributions(reading)
    meant, said = Antecedents(reading, attributions), Charges(view, attributions).said.values()
    closed = [(t.start, t.end) for t in tools.times if t.kind in KINDS]
    nouns = Nouns(view, kit.book, closed, sectors(view, meant, tools), said)
    out: dict[str, list[Choice]] = {field: [] for field in FIELDS}
    for o in find_occurrences(view, find_triggers(analysis, kit.book)):
        event = coded_event(view, o, report)
        if event is None:
            continue
        fillers = find_fillers(nouns, o)
        for field, keys in FIELDS.items():
            phrases = [p for key in keys for p in event[key] or ()]
            out[field].append((fillers, are_right(view, meant, fillers, phrases)))
    return out


def coded_event(view: View, o: Occurrence, report: dict) -> dict | None:
    """Return the coded event of the type in whose anchor the word stands."""
    start = view.tokens[o.at].start
    for event in report["events"]:
        at = report["text"].find(event["anchor"])
        while at >= 0 and event["type"] == o.category:
            if at <= start < at + len(event["anchor"]):
                return event
            at = report["text"].find(event["anchor"], at + 1)
    return None


def learn(
    read: Iterable[Coded], kits: Sequence[Kit], reports: dict[str, dict]
) -> dict[str, dict[str, float]]:
    """Return the weights of each field; `kits` are those of the folds."""
    resolvers = Resolvers.open()
    choices: dict[str, list[Choice]] = {field: [] for field in FIELDS}
    for report, document, analysis, fold in read:
        tools = resolvers.tools(document, analysis, kits[fold])
        found = find_choices(document, analysis, reports[report.id], kits[fold], tools)
        for field, more in found.items():
            choices[field] += more
    return {field: weigh(one) for field, one in choices.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    reports = {report["id"]: report for report in read_coded(args.data)}
    read = read_all(args.data, args.model)
    kits = open_kits(args.data, read)
    write_weights(learn([*read, *leave_out(read)], kits, reports), args.out)


if __name__ == "__main__":
    main()
