"""How long incidents take to link as the ledger grows: from nothing, and when reports are added.

    python benchmarks/incidents_scale.py [--sizes 5000 20000 ...] [--workers N] [--years Y]
        [--keep DIR]

Events are those of our ten demo reports, coded once and varied (see benchmarks/varied.py), written
to a SQLite ledger as coded documents. For each size: the time to link them from nothing, in a
process of its own with N workers (2), whose peak memories are printed as one sum; then the time
to link 100 documents more, held back from the last days' stories. The ledger grows by days at the
density of news; with --years all sizes fall within so many years, so that a larger ledger is also a
denser one. CPU seconds, of all processes, stand beside the clock's: on a machine with other work
they say more.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa
from benchmarks.varied import Template, Told, make_templates, vary

from reportedly.config import Config
from reportedly.evaluate.gold import read_gold
from reportedly.fetch.files import read_paths
from reportedly.ids import make_id
from reportedly.ledger import Ledger, schema, write
from reportedly.ledger.incidents import batched
from reportedly.pipeline import Coder
from reportedly.records import Article
from reportedly.run.linking import link_ledger

HERE = Path(__file__).parent.parent
SIZES = (5_000, 20_000, 50_000, 100_000, 200_000)
ADDED = 100  # documents
HELD_BACK = 3  # of the last documents every so manieth comes later
AT_ONCE = 2_000  # documents written by one transaction


def code_demo(demo: Path, gold: Path) -> list[Template]:
    """Return the demo reports as coded now, with the group of happenings each tells."""
    groups = {report.id: report.cluster or report.id for report in read_gold(gold)}
    paths = sorted(str(path) for path in demo.glob("*.json"))
    articles = [a for a in read_paths(paths) if isinstance(a, Article)]
    coded = [c for c in Coder.open(Config()).code(articles) if c.document is not None]
    return make_templates(((c.document, c.events) for c in coded if c.document), groups)


def take(stories: Iterator[list[Told]], events: int) -> tuple[list[Told], list[Told]]:
    """Return so many events' reports, and 100 reports more of the last of their stories."""
    found: list[Told] = []
    count, wanted = 0, events + ADDED * 5
    while count < wanted:
        story = next(stories)
        found += story
        count += sum(len(told) for _, told in story)
    tail = range(len(found) - 1, -1, -HELD_BACK)
    late = set(itertools.islice(tail, ADDED))
    return (
        [told for n, told in enumerate(found) if n not in late],
        [told for n, told in enumerate(found) if n in late],
    )


def write_ledger(url: str, told: Iterable[Told]) -> None:
    """Write coded documents, many at a time."""
    with Ledger.open(url) as ledger:
        for some in batched(told, AT_ONCE):
            with ledger.writing() as connection:
                write_documents(connection, some)


def write_documents(connection: sa.Connection, told: Iterable[Told]) -> None:
    """Write the rows that the coder's own would be."""
    documents, codings, articles, events = [], [], [], []
    for document, found in told:
        coding = make_id(document.id, found)
        documents.append(write.make_document_row(document, coding))
        codings.append({"id": coding, "document": document.id, "run": None})
        articles.append({"id": document.article, "document": document.id})
        events += write.make_event_rows(coding, found)
    write.add_rows(connection, schema.document, documents)
    write.add_rows(connection, schema.article, articles)
    write.add_rows(connection, schema.coding, codings)
    write.add_rows(connection, schema.event, events)


def link(url: str, workers: int) -> None:
    """Link what is stale and print what it took, for the process that asked."""
    with Ledger.open(url) as ledger:
        began, busy = time.perf_counter(), count_cpu()
        documents = link_ledger(ledger, workers=workers)  # workers have ended: they are counted
        took = {"seconds": time.perf_counter() - began, "cpu": count_cpu() - busy}
        with ledger.reading() as connection:
            for name in ("event", "event_key", "link", "incident"):
                query = sa.select(sa.func.count()).select_from(schema.metadata.tables[name])
                took[name] = connection.execute(query).scalar_one()
    who = (resource.RUSAGE_SELF, *[resource.RUSAGE_CHILDREN] * (workers if workers > 1 else 0))
    peak = sum(resource.getrusage(one).ru_maxrss for one in who) / 1024  # the largest child's, each
    print(json.dumps({**took, "documents": documents, "peak_mb": peak}))


def count_cpu() -> float:
    """Return the seconds that this process and those it waited for have computed."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def ask(url: str, workers: int) -> dict[str, float]:
    """Link in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--link", url, "--workers", str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(
    size: int, templates: list[Template], folder: Path, years: float | None, workers: int
) -> str:
    """Return one line of the table."""
    url = f"sqlite:///{folder / f'{size}.db'}"
    old, new = take(vary(templates, years=years, events=size), size)
    write_ledger(url, old)
    whole = ask(url, workers)
    write_ledger(url, new)
    more = ask(url, workers)
    bytes_ = (folder / f"{size}.db").stat().st_size
    return (
        f"{int(whole['event']):8d} {int(whole['documents']):9d} {int(whole['incident']):9d} "
        f"{int(whole['link']):8d} {int(whole['event_key']):8d} "
        f"{whole['seconds']:9.1f} {whole['cpu']:8.1f} {whole['peak_mb']:8.0f} "
        f"{more['seconds']:9.2f} {more['cpu']:8.2f} {bytes_ / 1e6:8.0f}"
    )


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    ap.add_argument("--workers", type=int, default=2, help="processes that link")
    ap.add_argument("--years", type=float, help="within so many years, whatever the size")
    ap.add_argument("--keep", type=Path, help="folder to leave the ledgers in")
    ap.add_argument("--demo", type=Path, default=HERE / "src/reportedly/demo")
    ap.add_argument("--gold", type=Path, default=HERE / "tests/gold")
    ap.add_argument("--link", metavar="URL", help=argparse.SUPPRESS)
    args = ap.parse_args()
    if args.link:
        link(args.link, args.workers)
        return 0
    templates = code_demo(args.demo, args.gold)
    print("                                                  | from nothing               "
          f"| {ADDED} documents more |")  # fmt: skip
    print("  events documents incidents    links     keys   seconds      cpu  peak MB   "
          "seconds      cpu  file MB")  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for size in args.sizes:
            print(measure(size, templates, folder, args.years, args.workers), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
