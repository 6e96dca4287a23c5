"""The type of the event between two named parties, on real sentences: macro-F1 over PLOVER types.

PLV (Hu and others, 2023), train part: 1,050 sentences with a source, a target and the class of what
the one did to the other, checked by people. Each sentence is coded alone, as an article.

    python benchmarks/plv.py --data path/to/plover [--rows N] [--errors]

Of the events that we find in the sentence the one is taken whose actor covers words of the source
and whose recipient (or target) covers words of the target; then whichever has one of the two; then
the one told first. No event is wrong, and is stated ("none"). Their YIELD joins our CONCEDE and
RETREAT, so fifteen types are scored; their other names are the book's own.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reportedly.config import Config
from reportedly.pipeline import Coded, Coder
from reportedly.records import Article, Event, Span
from reportedly.run.local import code_articles

FILE = "PLV_train.tsv"
TYPES = {"CONCEDE": "YIELD", "RETREAT": "YIELD", "DEMAND": "REQUEST", "FIGHT": "ASSAULT",
         "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}  # fmt: skip
NONE = "none"
SHOWN = 10  # confusions printed
MARK = re.compile(r"</?[st]>")
SLACK = 3  # characters by which a marked sentence may be spaced otherwise


class Row(NamedTuple):
    """A sentence, and where in it source and target stand. `category` is a type of the fifteen."""

    key: str
    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    category: str


def read_rows(path: Path) -> list[Row]:
    """Return the rows in the file's order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [make_row(fields) for fields in csv.DictReader(file, delimiter="\t")]


def make_row(fields: dict[str, str]) -> Row:
    """Return one row. A side that the sentence leaves out stands nowhere: (0, 0)."""
    text = fields["sentence"]
    return Row(
        key=fields["sentence_id"],
        text=text,
        source=find_words(text, fields["marked_sentence"], "s"),
        target=find_words(text, fields["marked_sentence"], "t"),
        category=TYPES.get(fields["gold_root"], fields["gold_root"]),
    )


def find_words(text: str, marked: str, mark: str) -> tuple[int, int]:
    """Return where the words between <mark> and </mark> stand in the text without marks."""
    found = re.search(f"<{mark}>(.*?)</{mark}>", marked)
    if found is None:
        return 0, 0
    before, words = (MARK.sub("", part) for part in (marked[: found.start()], found.group(1)))
    start = text.find(words, max(0, len(before) - SLACK))
    return (start, start + len(words)) if start >= 0 else (0, 0)


def touches(spans: Iterable[Span], words: tuple[int, int]) -> bool:
    """Tell whether any of the spans covers some of the words."""
    return any(span.start < words[1] and words[0] < span.end for span in spans)


def choose_event(events: Iterable[Event], row: Row) -> Event | None:
    """Return the event that is between source and target, or the nearest to it."""

    def distance(event: Event) -> tuple[int, int]:
        doer = touches((party.span for party in event.actors), row.source)
        others = [*event.recipients, *event.targets]
        sufferer = touches((each.span for each in others), row.target)
        return -(doer + sufferer), event.anchor.start

    return min(events, key=distance, default=None)


def read_type(row: Row, coded: Coded) -> str:
    """Return the type that we give the row."""
    event = choose_event(coded.events, row)
    return TYPES.get(event.category, event.category) if event else NONE


def write_table(pairs: Counter[tuple[str, str]]) -> Iterable[str]:
    """Yield the lines of the table. The mean F1 is over the types that gold has."""
    gold, ours = Counter[str](), Counter[str]()
    for (theirs, got), number in pairs.items():
        gold[theirs] += number
        ours[got] += number
    scores = []
    yield "type        gold  ours  right  precision  recall     F1"
    for name in sorted(gold):
        hit = pairs[name, name]
        precision, recall = hit / max(1, ours[name]), hit / gold[name]
        scores.append(2 * hit / (gold[name] + ours[name]))
        yield (
            f"{name:10} {gold[name]:5} {ours[name]:5} {hit:6} {precision:10.3f} {recall:7.3f} "
            f"{scores[-1]:6.3f}"
        )
    total = sum(gold.values())
    hits = sum(pairs[name, name] for name in gold)
    found = total - ours[NONE]
    yield f"macro-F1 {sum(scores) / len(scores):.3f} over {len(scores)} types"
    yield f"right {hits / total:.3f} of {total}; an event found in {found / total:.3f}"
    yield f"right where an event was found {hits / max(1, found):.3f}"
    yield f"the {SHOWN} commonest confusions (gold, ours, how often)"
    wrong = [(pair, number) for pair, number in pairs.most_common() if pair[0] != pair[1]]
    yield from (f"  {a:10} {b:10} {number:4}" for (a, b), number in wrong[:SHOWN])


def main() -> int:
    """Code, score, print. Return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help=f"folder that holds {FILE}")
    parser.add_argument("--rows", type=int, metavar="N", help="every so many, N in all")
    parser.add_argument("--errors", action="store_true", help="list what went wrong on stderr")
    options = parser.parse_args()
    path = options.data / FILE
    if not path.is_file():
        print(f"{path}: PLV is not there; nothing was measured", file=sys.stderr)
        return 1
    rows = read_rows(path)
    if options.rows:
        rows = rows[:: max(1, len(rows) // options.rows)][: options.rows]
    articles = (Article(name=r.key, source_id=r.key, media="json", text=r.text) for r in rows)
    coder = Coder.open(Config())
    pairs: Counter[tuple[str, str]] = Counter()
    refused = 0
    for row, coded in zip(rows, code_articles(articles, lambda: coder), strict=True):
        got = read_type(row, coded)
        pairs[row.category, got] += 1
        refused += coded.document is None
        if options.errors and got != row.category:
            event = choose_event(coded.events, row)
            told = f"{event.anchor.quote!r}" if event else "; ".join(i.reason for i in coded.issues)
            a, b = (row.text[slice(*at)] for at in (row.source, row.target))
            print(
                f"{row.key}\tgold {row.category}\tgot {got} {told}\t{a} -> {b}\t{row.text}",
                file=sys.stderr,
            )
    print(f"PLV train, {len(rows)} sentences, each coded once; {refused} refused as articles")
    print(*write_table(pairs), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
