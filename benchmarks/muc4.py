"""MUC-4, whole: the seventeen systems of 1992 by the official count and by ours, and a response.

    python benchmarks/muc4.py --data FOLDER [--response FILE]

On TST3: 100 messages, scored once per reading. FOLDER/muc4 holds keys/, scorer/ and tst3-1992/.
All figures are percent over all templates, made of unrounded recall and precision, so that the
official F here may differ by some tenths from the printed one, which is made of rounded ones.

Readings: `people` replays the decisions of 1992 (history file, and the pairs of templates of the
official report), `+rules` lets the matcher judge what no decision is known for, `rules` has only
the matcher, with the same pairs, and `alone` only the matcher and the scorer's own pairs: that is
how a new response is scored. `CEAF` and `GTT` are the measures of today on five string roles.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from reportedly.errors import ReportedlyError
from reportedly.evaluate.muc4.files import open_history, open_report, open_templates
from reportedly.evaluate.muc4.guess import Guess
from reportedly.evaluate.muc4.history import History
from reportedly.evaluate.muc4.report import Pairs, Report
from reportedly.evaluate.muc4.roles import score_messages, score_templates, sum_hits
from reportedly.evaluate.muc4.score import Score, score, score_f, sum_all, sum_slots
from reportedly.evaluate.muc4.table import write_table
from reportedly.evaluate.muc4.tally import Tally, measure_f
from reportedly.evaluate.muc4.template import Template
from reportedly.evaluate.muc4.verdict import Judge

NEAR = 0.5  # points within which a replay counts as the official result
HEAD = (
    f"{'system':<14} {'official':^20} | {'people +rules':^20} {'off by':^20} | "
    f"{'people':>6} {'rules':>6} {'alone':>6} | {'CEAF':>5} {'GTT':>5}"
)


def measure(total: Tally) -> tuple[float, float, float]:
    """Return recall, precision and P&R F, unrounded."""
    r, p = total.recall or 0.0, total.precision or 0.0
    return r, p, measure_f(r, p)


def total_of(scored: Score) -> Tally:
    """Return the row ALL TEMPLATES."""
    return sum_all(scored)["ALL TEMPLATES"]


class Bench:
    """The key, the decisions of 1992, and what is made of them."""

    def __init__(self, folder: Path) -> None:
        self.key = open_templates([folder / "keys/key-tst3.v2"])
        self.history: History = open_history(folder / "scorer/history-tst3.el")
        self.folder = folder / "tst3-1992"
        self.near = 0
        self.notes: list[str] = []
        self.offsets: dict[str, list[float]] = {
            "+rules": [],
            "people": [],
            "rules": [],
            "alone": [],
        }

    def read(
        self, given: Sequence[Template], judges: Sequence[Judge], pairs: Pairs | None = None
    ) -> Score:
        """Score a response in one reading."""
        return score(self.key, given, judges, pairs)

    def compare(self, name: str) -> str:
        """Return a system's row."""
        report = open_report(self.folder / f"official-scores/{name}.txt")
        given = open_templates([self.folder / f"responses/{name}.txt"])
        official = measure(report.rows["ALL TEMPLATES"])
        replayed = self.read(given, [self.history, Guess()], report.pairs)
        both = measure(total_of(replayed))
        others = {
            "people": score_f(self.read(given, [self.history], report.pairs)),
            "rules": score_f(self.read(given, [Guess()], report.pairs)),
            "alone": score_f(self.read(given, [Guess()])),
        }
        off = [a - b for a, b in zip(both, official, strict=True)]
        self.note_repeats(name, report, replayed)
        self.near += all(abs(x) <= NEAR for x in off)
        for reading, f in {"+rules": both[2], **others}.items():
            self.offsets[reading].append(f - official[2])
        return (
            f"{name:<14} {write(official)} | {write(both)} "
            + " ".join(f"{x:+6.2f}" for x in off)
            + " | "
            + " ".join(f"{f:6.2f}" for f in others.values())
            + f" | {self.write_roles(given)}"
        )

    def note_repeats(self, name: str, report: Report, scored: Score) -> None:
        """Note which pairs a report counts twice, and how far we are off if we do so too."""
        again = [
            (message, pair)
            for message, pairs in report.pairs.items()
            for pair in set(pairs)
            if pairs.count(pair) > 1
        ]
        if not again:
            return
        twice = [
            pairing
            for pairing in scored.pairings
            if pairing.key is not None and pairing.response is not None
            if (pairing.message, (pairing.key.number, pairing.response.number)) in again
        ]
        ours = measure(total_of(scored) + sum_slots(twice))
        off = [a - b for a, b in zip(ours, measure(report.rows["ALL TEMPLATES"]), strict=True)]
        self.notes.append(
            f"the report of {name} counts twice: "
            + ", ".join(sorted(message for message, _ in again))
            + "; so counted we are off by "
            + " ".join(f"{x:+.2f}" for x in off)
        )

    def write_roles(self, given: Sequence[Template]) -> str:
        """Return the two measures of today."""
        ceaf = sum_hits(score_messages(self.key, given)).f
        return f"{ceaf:5.2f} {sum_hits(score_templates(self.key, given)).f:5.2f}"

    def judge_ours(self, path: Path) -> None:
        """Print a response that nobody judged in 1992, by the stricter of the two readings."""
        given = open_templates([path])
        readings = {
            "alone": self.read(given, [Guess()]),
            "people where known": self.read(given, [self.history, Guess()]),
        }
        print(f"\n{path}\n")
        for name, scored in readings.items():
            print(f"{name:<20} {write(measure(total_of(scored)))}")
        stricter = min(readings, key=lambda name: score_f(readings[name]))
        print(
            f"{'CEAF, GTT':<20} {self.write_roles(given)}\n\nThe stricter reading ({stricter}):\n"
        )
        print("\n".join(write_table(readings[stricter])))


def write(figures: tuple[float, float, float]) -> str:
    """Return recall, precision and F in columns."""
    return " ".join(f"{x:6.2f}" for x in figures)


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--response", type=Path)
    args = ap.parse_args()
    if not (args.data / "muc4").is_dir():
        print(f"{args.data}: no folder muc4 in it; --data names the folder that has it")
        return 2
    began = time.perf_counter()
    bench = Bench(args.data / "muc4")
    names = sorted(path.stem for path in (bench.folder / "official-scores").glob("*.txt"))
    print(HEAD)
    for name in names:
        print(bench.compare(name), flush=True)
    print(f"\nwithin {NEAR} point of the official R, P and F: {bench.near} of {len(names)}")
    print("\n".join(bench.notes))
    for reading, off in bench.offsets.items():
        print(
            f"F of {reading:<7} less the official: mean {statistics.mean(off):+.2f}, "
            f"from {min(off):+.2f} to {max(off):+.2f}"
        )
    print(f"{time.perf_counter() - began:.0f} s for {4 * len(names)} scorings")
    if args.response and args.response.is_file():
        bench.judge_ours(args.response)
    elif args.response:
        print(f"{args.response}: no such file; nothing of ours to score")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ReportedlyError as error:
        sys.exit(f"muc4.py: {error}")
