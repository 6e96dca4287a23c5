"""The project's own gold reports, coded now, against their floors: exit code 1 when one is below.

    python benchmarks/floors.py

`make check` calls this. It reads no settings of the user's, so that it says the same everywhere.
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path

from reportedly.config import Config
from reportedly.errors import ReportedlyError
from reportedly.evaluate.gate import NO_FLOOR, check, read_floors, require_fit
from reportedly.evaluate.gold import find_reports, read_gold
from reportedly.evaluate.score import Figures, list_records, score
from reportedly.evaluate.table import write_shortfalls, write_table
from reportedly.fetch.files import read_paths
from reportedly.pipeline import Coder
from reportedly.run.local import code_articles

GOLD = Path(__file__).parent.parent / "tests/gold"


def measure(folder: Path) -> Figures:
    """Return the figures of the coder as it is now."""
    articles = read_paths(map(str, find_reports(folder)))
    coded = code_articles(articles, functools.partial(Coder.open, Config()))
    return score(read_gold(folder), list_records(coded))


def hold(folder: Path) -> int:
    """Print the figures with their floors; return 0 where all of them hold, else 1."""
    floors = read_floors(folder)
    if floors is None:
        raise ReportedlyError(f"{folder}: no floors.toml: wanted `reportedly evaluate --pin`")
    require_fit(floors, folder)
    figures = measure(folder)
    for line in write_table(figures, floors):
        print(line)
    free = [name for name in figures.ratios if name not in floors.floors and name not in NO_FLOOR]
    if free:
        print(f"no floor yet: {', '.join(free)}")
    short = check(figures, floors)
    for line in write_shortfalls(short):
        print(line, file=sys.stderr)
    if figures.missing_documents:
        print(f"{figures.missing_documents} reports could not be coded", file=sys.stderr)
    return int(bool(short or figures.missing_documents))


def main() -> int:
    """Return the exit code."""
    try:
        return hold(GOLD)
    except ReportedlyError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
