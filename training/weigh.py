"""Coded reports in, the codebook's weights out: how often each entry was its event where it stood.

    python -m training.weigh --data ../shared/data --out src/reportedly/codebook/books/weights.toml

A word inside the anchor of an event of its type counts as one. A word outside every anchor, in a
report that holds an event of its very code, counts as half: reports are coded once an event, and
such a word is as likely a second mention as a mistake.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from reportedly.analyze.base import Analysis
from reportedly.codebook import Book, read_book
from reportedly.coding.triggers import WEAPON_MODE, Trigger, find_triggers
from training.reports import read_all, read_coded

AGAIN = 0.5  # what a word outside every anchor is worth where its event is told elsewhere
LEAST = 3  # sightings below which the written prior stands alone


def count(analyses: dict[str, Analysis], coded: list[dict], book: Book) -> dict[str, list[float]]:
    """Return [hits, sightings] of each entry."""
    hits: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for report in coded:
        analysis = analyses[report["id"]]
        for trigger in find_triggers(analysis, book):
            seen[trigger.entry] += 1
            hits[trigger.entry] += worth(trigger, analysis.tokens[trigger.at].start, report)
    return {entry: [hits[entry], seen[entry]] for entry in seen}


def count_modes(
    analyses: dict[str, Analysis], coded: list[dict], book: Book
) -> dict[str, list[float]]:
    """Return [times its mode was right, sightings in an anchor of its type] of each entry."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for report in coded:
        analysis = analyses[report["id"]]
        for trigger in find_triggers(analysis, book):
            event = anchored(trigger, analysis.tokens[trigger.at].start, report)
            if event is not None and trigger.mode_weight != WEAPON_MODE:
                seen[trigger.entry] += 1
                right[trigger.entry] += event["mode"] == trigger.mode
    return {entry: [right[entry], seen[entry]] for entry in seen}


def anchored(trigger: Trigger, start: int, report: dict) -> dict | None:
    """Return the event of the trigger's type in whose anchor it stands."""
    for event in report["events"]:
        at = report["text"].find(event["anchor"])
        if event["type"] == trigger.category and at <= start < at + len(event["anchor"]):
            return event
    return None


def worth(trigger: Trigger, start: int, report: dict) -> float:
    """Return how far the trigger is the event it says it is."""
    told = False
    for event in report["events"]:
        if event["type"] != trigger.category:
            continue
        at = report["text"].find(event["anchor"])
        if at <= start < at + len(event["anchor"]):
            return 1.0
        told = told or event["mode"] == trigger.mode
    return AGAIN if told else 0.0


def write_weights(counted: dict[str, list[float]], path: Path, least: int = LEAST) -> None:
    """Write the book of weights."""
    lines = ["# Made by training/weigh.py: [times it was right, times it stood in coded news]."]
    lines += [
        f"{json.dumps(entry)} = [{hits:g}, {total}]"
        for entry, (hits, total) in sorted(counted.items())
        if total >= least
    ]
    path.write_text("\n".join(lines) + "\n", "utf8")


def write_books(analyses: dict[str, Analysis], coded: list[dict], folder: Path) -> None:
    """Count in the reports and write both books."""
    folder.mkdir(parents=True, exist_ok=True)
    write_weights(count(analyses, coded, read_book()), folder / "weights.toml")
    write_weights(count_modes(analyses, coded, read_book()), folder / "modes.toml", least=1)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    coded = read_coded(args.data)
    analyses = {read.report.id: read.analysis for read in read_all(args.data, args.model)}
    coded = [report for report in coded if report["id"] in analyses]
    write_books(analyses, coded, args.out.parent)


if __name__ == "__main__":
    main()
