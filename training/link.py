"""Coded reports in, the weights out by which a figure finds its event (codebook/books/links.toml).

    python -m training.link --data ../shared/data --out src/reportedly/codebook/books/links.toml

A figure's right owners are the events to which a person gave just this figure. A figure that no
person gave to any event is the rival of one that was, if there is one: then every event that has a
figure for the effect is right, and "none" is left open; else it is nobody's. The weights are those
of a conditional logit over the candidates and "none", with a ridge.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

import reportedly.coding.assemble as assemble
from reportedly.analyze.base import Analysis
from reportedly.codebook import read_book
from reportedly.coding.draft import Draft
from reportedly.coding.figure import Figure
from reportedly.coding.links import Before, Features, can_do, features, no_owner, open_page
from reportedly.coding.tools import make_kit
from reportedly.coding.view import View
from reportedly.evaluate.gold import Report
from reportedly.evaluate.match import match
from reportedly.records import Document, Event
from reportedly.settle import Resolvers
from training.reports import read_all

RIDGE = 0.03  # of the mean loss; five-fold, 0.005 lost 8 of 210 figures and 0.05 won 2
STEPS = 1500
Read = tuple[Document, Analysis]
Choice = tuple[list[Features], list[bool]]  # candidates, and which of them are right


def choices(pairs: Iterable[tuple[Report, Read]]) -> Iterator[Choice]:
    """Yield one choice a figure."""
    resolvers, kit = Resolvers.open(), make_kit(read_book())
    kept: list[tuple[View, list[Draft], list[Figure]]] = []

    def watch(view: View, events: Sequence[Draft], figures: Sequence[Figure]) -> list[Draft]:
        kept.append((view, list(events), list(figures)))
        return list(events)

    plain, assemble.link = assemble.link, watch
    try:
        for report, (document, analysis) in pairs:
            kept.clear()
            tools = resolvers.tools(document, analysis, kit)
            events, _ = assemble.code_document(document, analysis, tools)
            yield from choose(report, events, *kept[0])
    finally:
        assemble.link = plain


def choose(
    report: Report, events: Sequence[Event], view: View, drafts: list[Draft], figures: list[Figure]
) -> Iterator[Choice]:
    """Yield the choices of one report; a figure with no right candidate left teaches nothing."""
    page = open_page(view, drafts)
    of = {j: report.events[i] for i, j in match(report, events).items()}
    last = None
    for figure in figures:
        if figure.effect not in ("killed", "injured", "abducted", "arrested"):
            continue
        value = (figure.low, figure.high)
        given = [x for x in report.events if getattr(x, figure.effect) == value]
        owners = {j for j, x in of.items() if getattr(x, figure.effect) == value}
        able = [j for j, draft in enumerate(drafts) if can_do(draft, figure)]
        rivals = {j for j in able if j in of and getattr(of[j], figure.effect) is not None}
        others = {j for j in able if j not in of}
        right = owners or (set() if given else rivals) | others
        found = [features(page, figure, j, last) for j in able]
        marks = [j in right for j in able]
        if not owners and (given or not rivals):
            found, marks = [no_owner(page, figure), *found], [True, *marks]
        elif owners:
            found, marks = [no_owner(page, figure), *found], [False, *marks]
        last = Before(figure, frozenset(owners))
        if any(marks) and not all(marks):
            yield found, marks


def learn(found: Sequence[Choice], ridge: float = RIDGE) -> dict[str, float]:
    """Return the weights that make the right candidates likeliest."""
    names = sorted({name for rows, _ in found for row in rows for name in row})
    at = {name: i for i, name in enumerate(names)}
    rows = [row for candidates, _ in found for row in candidates]
    table = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            table[i, at[name]] = value
    sizes = np.array([len(candidates) for candidates, _ in found])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = np.array([r for _, rights in found for r in rights], dtype=float)
    w = np.zeros(len(names))
    velocity = np.zeros_like(w)
    for _ in range(STEPS):
        p = np.exp(np.clip(table @ w, -30, 30))
        q = p * right
        p /= np.repeat(np.add.reduceat(p, starts), sizes)
        q /= np.repeat(np.add.reduceat(q, starts), sizes)
        slope = ridge * w + table.T @ (p - q) / len(found)
        velocity = 0.9 * velocity - 0.3 * slope
        w += velocity
    return {name: round(float(w[i]), 2) for name, i in at.items()}


def write_links(weights: dict[str, float], path: Path) -> None:
    """Write the book of weights, the heaviest first."""
    lines = [
        "# Made by training/link.py: what speaks for a figure being an event's own, in log odds."
    ]
    lines += [f'"{n}" = {v}' for n, v in sorted(weights.items(), key=lambda p: -abs(p[1])) if v]
    path.write_text("\n".join(lines) + "\n", "utf8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    read = read_all(args.data, args.model)
    pairs = ((coded.report, (coded.document, coded.analysis)) for coded in read)
    write_links(learn(list(choices(pairs))), args.out)


if __name__ == "__main__":
    main()
