"""Do the reports of one incident meet? Each incident that several hand-coded reports tell.

    python benchmarks/meeting.py FOLDER [FOLDER ...] [--coded FILE] [--joins] [--quiet]

FOLDER holds reports coded by hand, whose events name their incidents. All reports are linked at
once, in two runs: as our coder codes them, and as gold has them. For each incident that two reports
or more tell: does it stand in one incident of ours? If not, what became of each pair of its events:
missed by the coder, never compared (they share no key), barred, too few points, or enough points
and kept apart by others of the group; and what each feature said. `--joins` also lists what was
joined that gold holds apart. With --coded the coder's records are read from FILE (as `reportedly
code --jsonl` writes them; it may hold more reports, which are linked with the rest), or kept there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path, PurePath
from typing import NamedTuple

from benchmarks.gold_events import make_document, make_event

from reportedly.config import Config
from reportedly.errors import ReportedlyError
from reportedly.evaluate.clusters import find_b3
from reportedly.evaluate.gold import Report, find_reports, read_coded, read_gold
from reportedly.evaluate.match import match
from reportedly.evaluate.score import list_records
from reportedly.export.jsonl import write_jsonl
from reportedly.fetch.files import read_paths
from reportedly.merge import make_incidents
from reportedly.merge.score import THRESHOLD, find_pairs, may_tell_one, score_pair
from reportedly.merge.view import View, make_views
from reportedly.pipeline import Coder
from reportedly.records import Document, Event
from reportedly.run.local import code_articles


class Told(NamedTuple):
    """What is linked, and what of it gold knows: the incident of an event, by its id."""

    documents: Sequence[Document]
    events: Sequence[Event]
    incident_of: Mapping[str, str]


class Linked(NamedTuple):
    """What came out: our incident of each event, its view, and the pairs that were compared."""

    group_of: Mapping[str, str]
    views: Mapping[str, View]
    compared: frozenset[tuple[str, str]]


def take_gold(reports: Sequence[Report]) -> Told:
    """Return the reports as a faultless coder would code them."""
    incident_of, events = {}, []
    for report in reports:
        for coded in report.events:
            event = make_event(report, coded)
            events.append(event)
            if coded.incident:
                incident_of[event.id] = coded.incident
    return Told([make_document(report) for report in reports], events, incident_of)


def take_coded(reports: Sequence[Report], folders: Sequence[Path], kept: Path | None) -> Told:
    """Return the reports as our coder codes them; `kept` is a file to keep that in."""
    if kept is not None and kept.exists():
        records = list(read_coded(kept))
    else:
        paths = [str(path) for folder in folders for path in find_reports(folder)]
        coder = Coder.open(Config())
        records = list(list_records(code_articles(read_paths(paths), lambda: coder)))
        if kept is not None:
            kept.write_bytes(b"".join(write_jsonl(records)))
    documents = [r for r in records if isinstance(r, Document)]
    events = [r for r in records if isinstance(r, Event)]
    by_report = {PurePath(d.source_id).stem: d.id for d in documents}
    told = defaultdict(list)
    for event in events:
        told[event.document].append(event)
    incident_of = {}
    for report in reports:
        mine = told[by_report[report.id]]
        for i, j in match(report, mine).items():
            if name := report.events[i].incident:
                incident_of[mine[j].id] = name
    return Told(documents, events, incident_of)


def link(told: Told) -> Linked:
    """Link it."""
    views = make_views(told.documents, told.events)
    ids = [view.event.id for view in views]
    incidents = make_incidents(told.documents, told.events)
    return Linked(
        {event: one.id for one in incidents for event in one.events},
        {view.event.id: view for view in views},
        frozenset((ids[a], ids[b]) for a, b in find_pairs(views).tolist()),
    )


def find_shared(reports: Sequence[Report]) -> dict[str, list[tuple[str, str]]]:
    """Return the incidents that several reports tell, each with its (report, anchor) pairs."""
    told = defaultdict(list)
    for report in reports:
        for coded in report.events:
            if coded.incident:
                told[coded.incident].append((report.id, coded.anchor))
    return {name: found for name, found in told.items() if len({r for r, _ in found}) > 1}


def name_fate(linked: Linked, a: str, b: str) -> str:
    """Say what became of a pair of events."""
    link = score_pair(linked.views[a], linked.views[b])
    if not may_tell_one(linked.views[a], linked.views[b]):
        return "of two categories"
    if link.barred:
        return "barred"
    if (min(a, b), max(a, b)) not in linked.compared:
        return "not compared"
    if linked.group_of[a] == linked.group_of[b]:
        return "joined"
    return "too few points" if link.points < THRESHOLD else "kept apart"


def show_pair(linked: Linked, a: str, b: str) -> None:
    """Print a pair, what became of it, and what each feature says of it."""
    link = score_pair(linked.views[a], linked.views[b])
    print(f"    {name_fate(linked, a, b)}: {link.points:.2f} of {THRESHOLD}"
          f"{f' ({link.barred})' if link.barred else ''}")  # fmt: skip
    for key in (a, b):
        view = linked.views[key]
        sentence = " ".join(view.event.anchor.quote.split())
        print(f"      {view.document.source_id} {view.event.category}/{view.event.mode}"
              f" {view.event.stage}: {sentence!r}")  # fmt: skip
    said = [r for r in link.reasons if r.points or "missing" in r.because]
    print("      " + "; ".join(f"{r.points:+.2f} {r.because}" for r in said))


def list_joins(told: Told, linked: Linked) -> list[tuple[str, str]]:
    """Return the pairs of events of different gold incidents that stand in one incident."""
    by_group = defaultdict(list)
    for event in sorted(told.incident_of):
        by_group[linked.group_of[event]].append(event)
    return [
        (a, b)
        for events in by_group.values()
        for a, b in combinations(events, 2)
        if told.incident_of[a] != told.incident_of[b]
    ]


def report_on(name: str, reports: Sequence[Report], told: Told, quiet: bool, joins: bool) -> None:
    """Print how the incidents that several reports tell fare."""
    linked = link(told)
    shared = find_shared(reports)
    fates: Counter[str] = Counter()
    lines = []
    for incident, where in sorted(shared.items()):
        mine = [e for e, i in told.incident_of.items() if i == incident]
        missed = len(where) - len(mine)
        groups = {linked.group_of[e] for e in mine}
        documents = {linked.views[e].event.document for e in mine}
        if len(documents) < 2:
            fate = "too few found"
        elif len(groups) > 1:
            fate = "apart"
        else:
            fate = "meets" if not missed else "meets as far as found"
        fates[fate] += 1
        lines.append((incident, fate, mine, missed))
    print(f"== {name}: {len(shared)} incidents told by two reports or more: "
          + ", ".join(f"{n} {fate}" for fate, n in fates.most_common()))  # fmt: skip
    score = find_b3({e: linked.group_of[e] for e in told.incident_of}, dict(told.incident_of))
    wrong = list_joins(told, linked)
    joined = {event for pair in wrong for event in pair}
    print(f"   B3 P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
          f" over {len(told.incident_of)} events; {len(wrong)} pairs of events of different gold"
          f" incidents share an incident ({len(joined)} events)")  # fmt: skip
    if not quiet:
        for incident, fate, mine, missed in lines:
            if fate in ("meets", "meets as far as found"):
                continue
            print(f"  {incident}: {fate}; {len(mine)} events found, {missed} missed")
            for a, b in combinations(sorted(mine), 2):
                if linked.group_of[a] != linked.group_of[b]:
                    show_pair(linked, a, b)
    if joins:
        for a, b in wrong:
            print(f"  joined: {told.incident_of[a]} with {told.incident_of[b]}")
            show_pair(linked, a, b)


def main() -> int:
    """Read, link, print. Return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--coded", type=Path, metavar="FILE", help="the coder's records")
    parser.add_argument("--joins", action="store_true", help="list what was joined wrongly too")
    parser.add_argument("--quiet", action="store_true", help="the sums only")
    options = parser.parse_args()
    try:
        reports = [report for folder in options.folders for report in read_gold(folder)]
        coded = take_coded(reports, options.folders, options.coded)
    except ReportedlyError as error:
        print(error, file=sys.stderr)
        return 2
    report_on("as coded", reports, coded, options.quiet, options.joins)
    report_on("as gold has it", reports, take_gold(reports), options.quiet, options.joins)
    return 0


if __name__ == "__main__":
    sys.exit(main())
