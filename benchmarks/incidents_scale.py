"""How long incidents take to link as the ledger grows: from nothing, and when reports are added.

    python benchmarks/incidents_scale.py [--sizes 5000 20000 ...] [--workers N] [--years Y]
        [--keep FILE] [--svg FILE]

Events are those of our ten demo reports, coded once and varied (see benchmarks/varied.py), written
to a SQLite ledger as coded documents. One ledger grows from size to size: what it took to link all
of it so far is the sum of the steps, each in a process of its own with N workers (2), whose peak
memories are printed as one sum. At each size 100 documents more are linked, held back from the last
days' stories. The ledger grows by days at the density of news; with --years the last size falls
within so many years, so that a larger ledger is also a denser one. CPU seconds, of all processes,
stand beside the clock's: on a machine with other work they say more.

How dense the set is stands at the end: links an event, the most events that one fact finds on one
day, the most reports of one incident.
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
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

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


class Stories:
    """Varied reports, taken in order; a few of the last ones are held back for later."""

    def __init__(self, stories: Iterator[list[Told]]) -> None:
        self.stories, self.events, self.late = stories, 0, list[Told]()

    def take(self, events: int) -> list[Told]:
        """Return reports until there are so many events in all, without those held back."""
        found: list[Told] = []
        wanted = events + ADDED * 5
        while self.events < wanted:
            story = next(self.stories)
            found += story
            self.events += sum(len(told) for _, told in story)
        tail = range(len(found) - 1, -1, -HELD_BACK)
        late = set(itertools.islice(tail, ADDED))
        self.late = [told for n, told in enumerate(found) if n in late]
        return [told for n, told in enumerate(found) if n not in late]


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


class Row(NamedTuple):
    """A ledger of one size: seconds by the clock and of the processors, from nothing and to add."""

    events: int
    documents: int
    incidents: int
    seconds: float
    cpu: float
    peak_mb: float
    add_seconds: float
    add_cpu: float
    file_mb: float

    def show(self) -> str:
        """Return the row as a line of the table."""
        return (
            f"{self.events:8d} {self.documents:9d} {self.incidents:9d} {self.seconds:9.1f} "
            f"{self.cpu:8.1f} {self.peak_mb:8.0f} {self.add_seconds:9.2f} {self.add_cpu:8.2f} "
            f"{self.file_mb:8.0f}"
        )


HEAD = (
    f"                             | from nothing               | {ADDED} documents more |\n"
    "  events documents incidents   seconds      cpu  peak MB   seconds      cpu  file MB"
)


def measure(sizes: Sequence[int], stories: Stories, path: Path, workers: int) -> Iterator[Row]:
    """Yield a row for each size that the ledger grows to."""
    url = f"sqlite:///{path}"
    seconds = cpu = peak = documents = 0.0
    for size in sizes:
        write_ledger(url, stories.take(size))
        whole = ask(url, workers)
        seconds, cpu = seconds + whole["seconds"], cpu + whole["cpu"]
        documents, peak = documents + whole["documents"], max(peak, whole["peak_mb"])
        write_ledger(url, stories.late)
        more = ask(url, workers)
        yield Row(int(whole["event"]), int(documents), int(whole["incident"]), seconds, cpu, peak,
                  more["seconds"], more["cpu"], path.stat().st_size / 1e6)  # fmt: skip
        documents += more["documents"]


def tell_density(path: Path) -> str:
    """Say how dense the ledger is."""
    with Ledger.open(f"sqlite:///{path}") as ledger, ledger.reading() as connection:
        links, events, block, largest = (
            connection.execute(sa.text(query)).scalar_one()
            for query in (
                "SELECT count(*) FROM link",
                "SELECT count(*) FROM event",
                "SELECT max(n) FROM (SELECT count(*) n FROM event_key GROUP BY fact, first)",
                "SELECT max(sources) FROM incident",
            )
        )
    return (
        f"{links / events:.1f} links an event; the most that one fact finds on one day: {block} "
        f"events; the most reports of one incident: {largest}"
    )


WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 330, 62, 34, 14, 46


def draw(rows: Sequence[Row]) -> str:
    """Return two plots as SVG: the time to link everything, and to add 100 documents, by size."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    half = WIDTH / 2
    lines += draw_one(
        0, half, "seconds to link all of it", [(r.events, r.cpu, r.seconds) for r in rows]
    )
    lines += draw_one(
        half,
        half,
        f"seconds to add {ADDED} documents",
        [(r.events, r.add_cpu, r.add_seconds) for r in rows],
    )
    return "\n".join([*lines, "</svg>", ""])


def draw_one(
    left: float, width: float, title: str, points: Sequence[tuple[int, float, float]]
) -> Iterator[str]:
    """Yield the parts of one plot: a line of processor seconds, and one of the clock's."""
    most_x = max(n for n, _, _ in points)
    most_y = 1.1 * max(max(cpu, clock) for _, cpu, clock in points)

    def x(events: float) -> float:
        return left + LEFT + (width - LEFT - RIGHT) * events / most_x

    def y(seconds: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * seconds / most_y

    yield f'<text x="{left + LEFT}" y="20" font-size="13">{title}</text>'
    for part in range(5):
        at = most_y * part / 4
        yield f'<path d="M{x(0):.0f} {y(at):.0f}H{x(most_x):.0f}" stroke="#ddd"/>'
        yield f'<text x="{x(0) - 6:.0f}" y="{y(at) + 4:.0f}" text-anchor="end">{at:.3g}</text>'
        events = most_x * part / 4
        yield (
            f'<text x="{x(events):.0f}" y="{HEIGHT - 28}" text-anchor="middle">{events:,.0f}</text>'
        )
    yield f'<text x="{x(most_x / 2):.0f}" y="{HEIGHT - 10}" text-anchor="middle">events</text>'
    for ink, name, column in (("#1b6ca8", "processors", 1), ("#c0392b", "clock", 2)):
        path = "L".join(f"{x(point[0]):.1f} {y(point[column]):.1f}" for point in points)
        yield f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="2"/>'
        where = y(points[-1][column]) - 6
        yield (
            f'<text x="{x(most_x):.0f}" y="{where:.0f}" text-anchor="end" fill="{ink}">'
            f"{name}</text>"
        )


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    ap.add_argument("--workers", type=int, default=2, help="processes that link")
    ap.add_argument("--years", type=float, help="within so many years, whatever the size")
    ap.add_argument("--keep", type=Path, metavar="FILE", help="leave the ledger there")
    ap.add_argument("--svg", type=Path, metavar="FILE", help="draw the curves there")
    ap.add_argument("--demo", type=Path, default=HERE / "src/reportedly/demo")
    ap.add_argument("--gold", type=Path, default=HERE / "tests/gold")
    ap.add_argument("--link", metavar="URL", help=argparse.SUPPRESS)
    args = ap.parse_args()
    if args.link:
        link(args.link, args.workers)
        return 0
    templates = code_demo(args.demo, args.gold)
    told = vary(templates, years=args.years, events=max(args.sizes))
    rows: list[Row] = []
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        path = args.keep or Path(scratch) / "ledger.db"
        for row in measure(sorted(args.sizes), Stories(told), path, args.workers):
            rows.append(row)
            print(row.show(), flush=True)
        print(tell_density(path))
    if args.svg:
        args.svg.write_text(draw(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
