"""A ledger in, one many times as large out, to measure pages on.

    python benchmarks/replicate.py SOURCE.db OUT.db --events 200000

Every report, event and incident of the source is copied under other ids, on other days and, on the
map, elsewhere; nothing is coded or linked anew, so this takes minutes where real work would take
hours. What pages are found by (facets, words, what waits) is copied with them. Linking is measured
by incidents_scale.py.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

ID = re.compile(r"\b[0-9a-f]{20}\b")
DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
SPREAD_DAYS = 3_650  # over which the copies' days are shifted back
FACTS, FACT_STEP = 1 << 61, 7_919_000_003
SLUG_END = 8  # characters of an incident's id that end its slug
# The tables whose rows are copied, and the columns that hold ids, days or records.
TABLES = ("document", "coding", "event", "tally", "told", "event_key", "link",
          "incident", "member", "facet", "waiting", "listed")  # fmt: skip
KEPT = ("run", "ordinal", "kind", "rank", "first", "last", "points")


def rename(number: int) -> Callable[[str], str]:
    """Return what gives an id another beginning, the same in all records of one copy."""
    head = f"{number:05x}"
    return lambda text: ID.sub(lambda found: head + found[0][5:], text)


def shift(days: int) -> Callable[[str], str]:
    """Return what moves all days in a text."""

    @lru_cache(maxsize=10_000)
    def move(day: str) -> str:
        try:
            return str(dt.date.fromisoformat(day) - dt.timedelta(days))
        except ValueError:
            return day

    return lambda text: DAY.sub(lambda found: move(found[0]), text)


def copy_row(
    names: list[str], row: Iterable[object], other: Callable[[str], str],
    later: Callable[[str], str], chance: random.Random, number: int,
) -> list[object]:  # fmt: skip
    """Return a row of a copy."""
    made: list[object] = []
    for name, value in zip(names, row, strict=True):
        if name in KEPT or value is None:
            made.append(value)
        elif name == "number":
            made.append(None)  # the database counts on
        elif name == "fact":  # each copy's events are found by facts of their own
            assert isinstance(value, int)
            made.append((value + number * FACT_STEP) % FACTS)
        elif name == "slug":
            made.append(later(str(value)))  # its end is put right by its id, below
        elif name in ("latitude", "longitude"):
            assert isinstance(value, float)
            made.append(max(-89.0, min(89.0, value + chance.gauss(0, 4))))
        elif isinstance(value, str):
            made.append(later(other(value)))
        else:
            made.append(value)
    if "slug" in names:
        at, key = names.index("slug"), str(made[names.index("id")])
        slug = str(made[at])[:-SLUG_END] + key[: SLUG_END + 4]
        record = names.index("json")
        made[record] = str(made[record]).replace(str(made[at]), slug)
        made[at] = slug
    return made


def main() -> None:
    """Copy until there are so many events."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source")
    parser.add_argument("out")
    parser.add_argument("--events", type=int, default=200_000)
    options = parser.parse_args()
    Path(options.out).unlink(missing_ok=True)
    book = sqlite3.connect(options.out)
    source = sqlite3.connect(options.source)
    source.backup(book)  # a plain copy would lack what stands in the write-ahead log
    source.close()
    book.execute("PRAGMA synchronous = OFF")
    rows = {table: book.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    names = {
        table: [column[1] for column in book.execute(f"PRAGMA table_info({table})")]
        for table in TABLES
    }
    words = dict(book.execute("SELECT l.incident, w.told FROM words w"
                              " JOIN listed l ON l.number = w.rowid"))  # fmt: skip
    chance = random.Random(11)
    for number in range(1, -(-options.events // len(rows["event"]))):
        other, later = rename(number), shift(chance.randrange(SPREAD_DAYS))
        for table in TABLES:
            marks = ", ".join("?" * len(names[table]))
            made = (
                copy_row(names[table], row, other, later, chance, number) for row in rows[table]
            )
            book.executemany(f"INSERT INTO {table} VALUES ({marks})", made)
        listed = dict(book.execute("SELECT incident, number FROM listed ORDER BY number DESC"
                                   f" LIMIT {len(rows['listed'])}"))  # fmt: skip
        book.executemany("INSERT INTO words(rowid, told) VALUES (?, ?)",
                         ((listed[other(key)], text) for key, text in words.items()))  # fmt: skip
        if number % 20 == 0:
            book.commit()
            print(f"{number * len(rows['event']):,} events", flush=True)
    book.commit()
    book.execute("ANALYZE")
    book.close()


if __name__ == "__main__":
    main()
