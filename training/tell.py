"""Coded reports in, the weights out by which a telling is an event (codebook/books/tellings.toml).

    python -m training.tell --data ../shared/data --out src/reportedly/codebook/books/tellings.toml

Every draft of a report is a lesson. It is right where it is the likest of its type to an event that
a person coded: a word of it stands in the anchor, or in the anchor's sentence. The weights are
those of a logistic regression with a ridge. Each report is read twice: as shipped, and by a head
that has not learned from it; the book it is read with is counted without it. `--check` tells how
often weights are right on folds that neither they nor the head have learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from reportedly.codebook import Book
from reportedly.coding import assemble
from reportedly.coding.draft import Draft
from reportedly.coding.telling_signs import Signs, Tellings
from reportedly.coding.tellings import EVEN, likelihood
from reportedly.coding.tools import Kit
from reportedly.coding.view import View
from reportedly.evaluate.gold import GoldEvent, Report
from reportedly.settle import Resolvers
from training.kits import open_kits
from training.reports import FOLDS, Coded, leave_out, read_all

RIDGE = 10.0
LEAST = 15  # lessons in which a sign must stand
SLIGHT = 0.03  # weights below this are left out
ROUNDS = 25


class Lesson(NamedTuple):
    """One draft's signs, and whether a person coded it as an event."""

    signs: Signs
    right: bool


def read_lessons(read: Iterable[Coded], kits: Sequence[Kit]) -> Iterator[list[Lesson]]:
    """Yield the lessons of each report; `kits` are those of the folds."""
    resolvers = Resolvers.open()
    kept: list[tuple[View, list[Draft]]] = []

    def watch(view: View, drafts: Sequence[Draft], _: Book) -> list[Draft]:
        kept.append((view, list(drafts)))
        return []

    with patch.object(assemble, "keep_events", watch):
        for coded in read:
            kept.clear()
            tools = resolvers.tools(coded.document, coded.analysis, kits[coded.fold])
            assemble.code_document(coded.document, coded.analysis, tools)
            view, drafts = kept[0]
            tellings = Tellings(view, drafts, kits[coded.fold].book)
            right = find_right(view, drafts, coded.report)
            yield [Lesson(tellings.signs(k), k in right) for k in range(len(drafts))]


def find_right(view: View, drafts: Sequence[Draft], report: Report) -> set[int]:
    """Return the drafts that are coded events; an event has one draft, a draft one event."""
    pairs = sorted(
        (
            (points, -i, -k)
            for i, event in enumerate(report.events)
            for k, draft in enumerate(drafts)
            if (points := likeness(view, draft, event))
        ),
        reverse=True,
    )
    events, right = set[int](), set[int]()
    for _, i, k in pairs:
        if i not in events and k not in right:
            events.add(i)
            right.add(k)
    return {-k for k in right}


def likeness(view: View, draft: Draft, event: GoldEvent) -> float:
    """Return how far a draft tells a coded event; 0 where it does not at all."""
    if draft.category != event.type:
        return 0.0
    text, best = view.text, 0.0
    at = text.find(event.anchor)
    while at >= 0:
        end = at + len(event.anchor)
        words = [t.i for t in view.within(at, end)]
        inside = (
            [o for o in draft.occurrences if o.first <= words[-1] and o.last >= words[0]]
            if words
            else []
        )
        told = {view.sentence_of[i] for i in words} & {
            view.sentence_of[o.at] for o in draft.occurrences
        }
        points = 3.0 if inside else 1.5 if told else 0.0
        if points and draft.at in words:
            points += 0.2
        best = max(best, points)
        at = text.find(event.anchor, at + 1)
    if not best:
        return 0.0
    sure = max(o.score for o in draft.occurrences)
    return best + 0.5 * (draft.mode == event.mode) + 0.1 * sure


def learn(lessons: Sequence[Lesson]) -> dict[str, float]:
    """Return the weight of each sign: a logistic regression by Newton's steps."""
    seen = Counter(name for s, _ in lessons for name, value in s.items() if value)
    names = sorted(name for name, n in seen.items() if n >= LEAST)
    column = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(lessons), len(names)))
    for row, (signs, _) in enumerate(lessons):
        for name, value in signs.items():
            if name in column:
                table[row, column[name]] = value
    w = climb(table, np.array([float(right) for _, right in lessons]))
    found = {n: float(x) for n, x in zip(names, w, strict=True)}
    return {n: round(x, 3) for n, x in found.items() if abs(x) >= SLIGHT}


def climb(table: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights that make the right answers likeliest, kept small by the ridge."""
    w = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(table @ w, -30, 30)))
        slope = table.T @ (p - right) + RIDGE * w
        bend = (table * (p * (1 - p))[:, None]).T @ table + RIDGE * np.eye(len(w))
        step = np.linalg.solve(bend, slope)
        w -= step
        if float(np.abs(step).max()) < 1e-5:
            break
    return w


def write_weights(weights: dict[str, float], path: Path) -> None:
    """Write the book of weights."""
    lines = ["# Made by training/tell.py: what speaks for a telling being an event, in log odds."]
    lines += [f"{json.dumps(n, ensure_ascii=False)} = {v:g}" for n, v in sorted(weights.items())]
    path.write_text("\n".join(lines) + "\n", "utf8")


def check(
    read: Sequence[Coded], known: Sequence[list[Lesson]], new: Sequence[list[Lesson]]
) -> None:
    """Print how often a fold's drafts, as a new head reads them, are told right by the others'."""
    for fold in range(FOLDS):
        lessons = [
            x
            for one, *both in zip(read, known, new, strict=True)
            if one.fold != fold
            for x in chain(*both)
        ]
        weights = learn(lessons)
        mine = [x for one, own in zip(read, new, strict=True) if one.fold == fold for x in own]
        coded = sum(len(one.report.events) for one in read if one.fold == fold)
        kept = [x.right for x in mine if likelihood(x.signs, weights) >= EVEN]
        hits, f1 = sum(kept), 2 * sum(kept) / max(1, len(kept) + coded)
        print(f"fold {fold}: {len(mine)} drafts, {coded} events; kept {len(kept)}, right {hits};"
              f" F1 {f1:.3f}")  # fmt: skip


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path)
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    read = read_all(args.data, args.model)
    kits = open_kits(args.data, read)
    known, new = (list(read_lessons(one, kits)) for one in (read, leave_out(read)))
    if args.check:
        check(read, known, new)
    if args.out:
        write_weights(learn([x for own in chain(known, new) for x in own]), args.out)


if __name__ == "__main__":
    main()
