"""Coded reports in, what speaks for each mode out (codebook/books/mode_signs.toml).

    python -m training.modes --data ../shared/data --out .../codebook/books/mode_signs.toml

Every event word in the anchor of a coded event of its type is a lesson: of the type's modes, or
none of them, the coded one is right. Each report is read twice: as shipped, and by a head that has
not learned from it; the book it is read with is counted without it. `--check` tells how often the
mode is right on folds that neither the weights nor the head have learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from reportedly.codebook import Book
from reportedly.coding import assemble, drafts
from reportedly.coding.arguments import Arguments
from reportedly.coding.drafts import with_weapon
from reportedly.coding.mode_signs import find_signs
from reportedly.coding.modes import NONE, Weights, choose_mode
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.tools import Kit
from reportedly.coding.view import View
from reportedly.settle import Resolvers
from training import softmax
from training.kits import open_kits
from training.rank import coded_event
from training.reports import FOLDS, Coded, leave_out, read_all, read_coded

# Types of which cross-fitting gains a point or more; of the others head and book are as good.
TYPES = ("ASSAULT", "COERCE", "RETREAT")
RIDGE = 1.5  # times the square of each weight, for all of a type's lessons together
SLIGHT = 0.05  # weights below this are left out


class Seen(NamedTuple):
    """One event word: its signs, the mode without them, and the mode that a person gave it."""

    fold: int
    category: str
    signs: tuple[str, ...]
    so_far: str | None
    right: str | None


def read_lessons(
    read: Iterable[Coded], kits: Sequence[Kit], reports: dict[str, dict]
) -> Iterator[Seen]:
    """Yield the lessons of each report; `kits` are those of the folds."""
    resolvers = Resolvers.open()
    for coded in read:
        kept: list[Seen] = []

        def watch(
            view: View, o: Occurrence, arguments: Arguments, book: Book,
            coded: Coded = coded, kept: list[Seen] = kept,
        ) -> Occurrence:  # fmt: skip
            o = with_weapon(view, o, arguments, book)
            event = coded_event(view, o, reports[coded.report.id])
            if event is not None:
                signs = find_signs(view, o, arguments, book)
                kept.append(Seen(coded.fold, o.category, signs, o.mode, event["mode"]))
            return o

        tools = resolvers.tools(coded.document, coded.analysis, kits[coded.fold])
        with patch.object(drafts, "with_weapon", watch), \
                patch.object(assemble, "keep_events", lambda *_: []):  # fmt: skip
            assemble.code_document(coded.document, coded.analysis, tools)
        yield from kept


def learn(seen: Sequence[Seen]) -> Weights:
    """Return the points of each sign for each mode of each type."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for category in TYPES:
        own = [s for s in seen if s.category == category]
        modes = sorted({s.right or NONE for s in own})
        if len(modes) < 2:
            continue
        lessons = [
            softmax.Lesson(
                [tuple(f"{mode}\t{sign}" for sign in ("", *s.signs)) for mode in modes],
                [modes.index(s.right or NONE)],
                1.0,
            )
            for s in own
        ]
        weights = softmax.learn(lessons, RIDGE / len(own))
        points: dict[str, dict[str, float]] = {mode: {} for mode in modes}
        for name, w in weights.items():
            mode, sign = name.split("\t")
            if abs(w) >= SLIGHT:
                points[mode][sign] = round(w, 2)
        out[category] = points
    return out


def check(known: Sequence[Seen], new: Sequence[Seen]) -> None:
    """Print how often the mode of a fold's events is right, by type, without and with the signs."""
    found: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        weights = learn([s for s in (*known, *new) if s.fold != fold])
        for s in new:
            if s.fold == fold and s.right:
                mode = choose_mode(s.category, s.so_far, s.signs, weights)
                for category in (s.category, "all"):
                    found[category, "n"] += 1
                    found[category, "so far"] += s.so_far == s.right
                    found[category, "right"] += mode == s.right
    for category in sorted({c for c, _ in found}):
        n = found[category, "n"]
        so_far, right = found[category, "so far"] / n, found[category, "right"] / n
        print(f"{category:10s} {n:5d} events  without signs {so_far:.3f}  with them {right:.3f}")


def write_weights(weights: Weights, path: Path) -> None:
    """Write the book: one table a mode, a line a sign."""
    lines = ["# Made by training/modes.py: what each sign says for a mode of a type, in log odds."]
    for category, modes in weights.items():
        for mode, signs in modes.items():
            lines += ["", f"[{category}.{mode}]"]
            lines += [
                f"{json.dumps(s, ensure_ascii=False)} = {w:g}" for s, w in sorted(signs.items())
            ]
    path.write_text("\n".join(lines) + "\n", "utf8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path)
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    reports = {report["id"]: report for report in read_coded(args.data)}
    read = read_all(args.data, args.model)
    kits = open_kits(args.data, read)
    known, new = (list(read_lessons(r, kits, reports)) for r in (read, leave_out(read)))
    if args.check:
        check(known, new)
    if args.out:
        write_weights(learn([*known, *new]), args.out)


if __name__ == "__main__":
    main()
