"""Copies of reports found again, by how much was edited, and independent reports kept apart.

    python benchmarks/syndication.py [--reports FOLDER] [--copies 3] [--speed 20000]

There is no public test set, so one is made: each report is edited in the ways of
benchmarks/edits.py, at strengths from 0 to 50 %. Reports are parted into two halves, all reports of
one incident in the same: the bar is chosen on the first, everything else is measured on the second.
FOLDER holds reports as .json; without it, the ten sample reports are taken.

F1 is over pairs of documents that are said to be one voice: each report and its copies, all of them
in one set. Copies carry the name of another outlet each, and no credit: the text alone must tell.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.edits import DATELINE, WAYS, edit, split_paragraphs

from reportedly.merge.near import find_near
from reportedly.merge.signature import sign
from reportedly.merge.syndication import COPY_SHARE, find_origins, find_voices, group_voices
from reportedly.records import Document, Source

DEMO = Path(__file__).parent.parent / "src/reportedly/demo"
KNOWN_COPIES = {("demo", "05.json")}  # a sample report that was written as a copy of another
STRENGTHS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
BARS = tuple(n / 20 for n in range(2, 17))

Report = dict[str, Any]


def read_reports(folder: Path) -> list[Report]:
    """Return the reports of a folder, by file name."""
    paths = sorted(p for p in folder.glob("*.json") if (folder.name, p.name) not in KNOWN_COPIES)
    reports = [json.loads(p.read_text("utf8")) for p in paths]
    return [r | {"about": find_incidents(r)} for r in reports if r.get("text")]


def find_incidents(report: Report) -> frozenset[str]:
    """Return the labels of the incidents that a report tells."""
    labels = {event.get("incident") for event in report.get("events", ())}
    return frozenset(str(label) for label in labels | {report.get("cluster")} if label)


def part_halves(reports: Sequence[Report]) -> tuple[list[Report], list[Report]]:
    """Return two halves; reports that share an incident stand in the same."""
    groups: list[list[Report]] = []
    for report in reports:
        near = [g for g in groups if any(r["about"] & report["about"] for r in g)]
        groups = [g for g in groups if g not in near]
        groups.append([*(r for g in near for r in g), report])
    groups.sort(key=lambda g: (-len(g), g[0]["id"]))
    halves: tuple[list[Report], list[Report]] = ([], [])
    for group in groups:
        min(halves, key=len).extend(group)
    return halves


def make_document(report: Report, name: str, text: str, outlet: str) -> Document:
    """Return a document of that text, published on the report's day."""
    day = report.get("published")
    return Document(
        id=name,
        article=name,
        source_id=name,
        title=None,
        text=text,
        language="en",
        published=dt.date.fromisoformat(day) if day else None,
        published_basis=None,
        source=Source(name=outlet),
    )


def make_copy(report: Report, reports: Sequence[Report], way: str, strength: float, n: int
              ) -> Document:  # fmt: skip
    """Return the n-th copy of a report, edited; foreign words come from reports of other things."""
    others = [r for r in reports if r is not report and not r["about"] & report["about"]]
    spare = [DATELINE.sub("", p) for r in others for p in split_paragraphs(r["text"])]
    spare = [p for p in spare if p]
    chance = random.Random(f"{report['id']} {way} {strength} {n}")
    text = edit(report["text"], way, strength, spare, chance)
    name = f"{report['id']}-{n}"
    return make_document(report, name, text, f"mirror {name}")


def make_original(report: Report) -> Document:
    """Return the report as its own outlet published it."""
    return make_document(report, str(report["id"]), report["text"], report["source"])


def choose_bar(half: Sequence[Report], copies: int) -> None:
    """Print the F1 of pairs by the bar, copies edited up to 30 % against all other pairs."""
    originals = sign([make_original(r) for r in half])
    same: list[float] = []
    for way in ("words", "sentences", "mixed"):
        for strength in (0.1, 0.2, 0.3):
            for n in range(copies):
                edited = sign([make_copy(r, half, way, strength, n) for r in half])
                same += [find_near(c, o).share for c, o in zip(edited, originals, strict=True)]
    other = [find_near(a, b).share for a, b in combinations(originals, 2)]
    print(f"\nbar, on the first half: {len(same)} copies, {len(other)} pairs of different reports")
    print("bar   copies kept   others joined")
    for bar in BARS:
        kept, joined = sum(s >= bar for s in same), sum(s >= bar for s in other)
        mark = "  <- in use" if abs(bar - COPY_SHARE) < 1e-9 else ""
        print(
            f"{bar:.2f}  {100 * kept / len(same):9.1f} %  {100 * joined / len(other):9.2f} %{mark}"
        )
    print(f"least alike copy {min(same):.2f}, most alike different reports {max(other):.2f}")


def score(half: Sequence[Report], way: str, strength: float, copies: int
          ) -> tuple[float, float, float]:  # fmt: skip
    """Return precision, recall and F1 of pairs of one voice, in percent."""
    documents = [make_original(r) for r in half]
    documents += [make_copy(r, half, way, strength, n) for r in half for n in range(copies)]
    voices = find_voices(documents)
    wanted = {d.id: d.id.split("-")[0] for d in documents}
    right = count_pairs((wanted[i], voices[i]) for i in voices)
    found, true = count_pairs(voices.values()), count_pairs(wanted.values())
    precision, recall = right / found if found else 1.0, right / true
    return 100 * precision, 100 * recall, 200 * right / (found + true)


def count_pairs(labels: Any) -> int:
    """Return the number of pairs with the same label."""
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def keep_apart(half: Sequence[Report]) -> None:
    """Print how many pairs of independent reports of one incident stay two voices."""
    voices = find_voices([make_original(r) for r in half])
    pairs = [
        (a, b)
        for a, b in combinations(half, 2)
        if a["about"] & b["about"] and a["source"] != b["source"]
    ]
    apart = [p for p in pairs if voices[str(p[0]["id"])] != voices[str(p[1]["id"])]]
    print(f"independent reports of one incident: {len(apart)} of {len(pairs)} pairs are two voices")
    for a, b in pairs:
        if (a, b) not in apart:
            print(f"  joined: {a['id']} ({a['source']}) and {b['id']} ({b['source']})")


def clock(reports: Sequence[Report], size: int) -> None:
    """Print the processor time to sign and to trace that many documents."""
    copies = -(-size // len(reports))
    documents = [make_copy(r, reports[:12], "words", 0.3 if n % 2 else 0.9, n)
                 for n in range(copies) for r in reports][:size]  # fmt: skip
    started = time.process_time()
    signatures = sign(documents)
    signed = time.process_time()
    origins = find_origins(signatures)
    group_voices(signatures, origins)
    traced = time.process_time()
    kept = sum(len(s.keys) + len(s.shingles) for s in signatures) / len(signatures)
    print(f"\n{size} documents: signed in {signed - started:.1f} s,"
          f" traced in {traced - signed:.1f} s; {kept:.0f} bytes kept of each")  # fmt: skip


def main() -> int:
    """Print every figure, or say that the reports are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=Path, default=DEMO, help="folder of reports, .json")
    parser.add_argument("--copies", type=int, default=3, help="copies of each report")
    parser.add_argument("--speed", type=int, default=0, help="documents to time, 0 for none")
    args = parser.parse_args()
    reports = read_reports(args.reports) if args.reports.is_dir() else []
    if len(reports) < 4:
        print(f"{args.reports}: {len(reports)} reports: wanted four or more", file=sys.stderr)
        return 2
    first, second = part_halves(reports)
    print(
        f"{args.reports}: {len(reports)} reports, {len(first)} to choose on, {len(second)} to score"
    )
    choose_bar(first, args.copies)
    print(f"\nscored on the second half, {args.copies} copies of each: precision/recall/F1 in %")
    print("edited   " + "".join(f"{way:>20}" for way in WAYS))
    for strength in STRENGTHS:
        cells = [score(second, way, strength, args.copies) for way in WAYS]
        print(f"{100 * strength:4.0f} %   " + "".join(
            f"{'/'.join(f'{x:.1f}' for x in cell):>20}" for cell in cells))  # fmt: skip
    print()
    keep_apart(first)
    keep_apart(second)
    if args.speed:
        clock(reports, args.speed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
