"""The coder on the forty reports that a person coded: three tables of figures, and its speed.

    python benchmarks/reports.py --data DATA [--coded FILE]

DATA/reports holds 01.json to 40.json. Reports 01-30 were used in development; 31-40 were kept
aside, and their figures are the ones to quote. Each report is coded once, alone, by one process;
the clock starts after the model is open and one report has been coded to warm it up. With --coded
the records are also written there, for a scorer that stands outside the project.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

import msgspec

from reportedly.config import Config
from reportedly.evaluate.gold import CodedRecord, Report, find_reports, read_gold
from reportedly.evaluate.score import list_records, score
from reportedly.evaluate.table import write_table
from reportedly.export.jsonl import write_jsonl
from reportedly.fetch.files import read_paths
from reportedly.pipeline import Coder
from reportedly.records import Document, Event, Tally
from reportedly.run.local import code_articles

KEPT_ASIDE = range(31, 41)  # numbers of the reports that nobody developed against


def code_reports(folder: Path) -> tuple[list[CodedRecord], float]:
    """Return what was coded, and the seconds it took."""
    paths = [str(path) for path in find_reports(folder)]
    coder = Coder.open(Config())
    list(code_articles(read_paths(paths[:1]), lambda: coder))
    began = time.perf_counter()
    records = list(list_records(code_articles(read_paths(paths), lambda: coder)))
    return records, time.perf_counter() - began


def choose_records(records: list[CodedRecord], reports: list[Report]) -> list[CodedRecord]:
    """Return the records of some reports. An issue has no report, and stands in the whole only."""
    wanted = {report.id for report in reports}
    documents = {r.id for r in records if isinstance(r, Document) and r.source_id in wanted}
    return [
        record
        for record in records
        if (isinstance(record, Document) and record.id in documents)
        or (isinstance(record, Event | Tally) and record.document in documents)
    ]


def main() -> int:
    """Code, score, print. Return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = os.environ.get("REPORTEDLY_DATA") or "data"
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--coded", type=Path, metavar="FILE", help="write the records there")
    options = parser.parse_args()
    folder = options.data / "reports"
    if not folder.is_dir():
        print(f"{folder}: no such folder: wanted the forty coded reports", file=sys.stderr)
        return 2
    gold = list(read_gold(folder))
    records, seconds = code_reports(folder)
    if options.coded:
        with options.coded.open("wb") as file:
            file.writelines(write_jsonl(records))
    kept = [report for report in gold if int(report.id) in KEPT_ASIDE]
    used = [report for report in gold if int(report.id) not in KEPT_ASIDE]
    parts = (("01-30, used in development", used), ("31-40, kept aside", kept))
    for name, reports in parts:
        print(f"== reports {name}")
        print(*write_table(score(reports, choose_records(records, reports))), "", sep="\n")
    print("== all reports")
    print(*write_table(score(gold, records)), "", sep="\n")
    words = sum(len(report.text.split()) for report in gold)
    print(f"{len(gold)} reports, {words} words in {seconds:.2f} s: ", end="")
    print(f"{len(gold) / seconds:.2f} reports/s, {words / seconds:.0f} words/s")
    size = sum(len(msgspec.json.encode(record)) for record in records)
    print(f"{len(records)} records, {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
