"""How often a toponym of real news is put in the right place.

GeoWebNews (Gritta and others, 2019): 200 articles whose toponyms people tied to GeoNames. The spans
are given; only what they mean is asked. Resolvable are those whose GeoNames number our gazetteer
has (towns, countries, US states, continents); the rest (streets, counties, rivers, provinces whose
number the source lacks) are counted and left out. Right is within 161 km (100 miles), or the same
number; a country is right where its code is.

    python benchmarks/geowebnews.py --data path/to/geowebnews [--errors] [--half seen|unseen]

Rules were written looking at the errors of the first half (even position in order of name) only.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportedly.records import Place
from reportedly.resolve.context import arc_km, build_context
from reportedly.resolve.gazetteer import Entry, Gazetteer
from reportedly.resolve.where import find_place

NEAR_KM = 161.0


class Toponym(NamedTuple):
    """A name in an article and the GeoNames number people gave it (None: something else)."""

    kind: str
    start: int
    text: str
    geonameid: int | None


def read_toponyms(path: Path) -> list[Toponym]:
    """Return the annotated toponyms of one article, in order."""
    marks: dict[str, tuple[str, int, str]] = {}
    notes: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("T"):
            kind, start, *_ = fields[1].split()
            marks[fields[0]] = (kind, int(start), fields[2])
        elif fields[0].startswith("#"):
            notes[fields[1].split()[1]] = fields[2].strip()
    found = [
        Toponym(kind, start, text, int(notes[tag]) if notes[tag].isdigit() else None)
        for tag, (kind, start, text) in marks.items()
        if tag in notes
    ]
    return sorted(found, key=lambda t: t.start)


def score_article(path: Path, gazetteer: Gazetteer, errors: bool) -> Iterator[str]:
    """Yield one word for each count an article adds to."""
    toponyms = read_toponyms(path)
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    context = build_context([t.text for t in toponyms], gazetteer, text=text)
    for toponym in toponyms:
        yield "all"
        gold = gazetteer.place(toponym.geonameid) if toponym.geonameid else None
        if gold is None:
            continue
        place = find_place(toponym.text, gazetteer, context=context)
        near, same = is_right(place, gold), getattr(place, "country", None) == gold.country
        yield "resolvable"
        yield from ("near",) * near
        if gold.country:
            yield from ("nation", *("country",) * same)
        if errors and not (near and same):
            got = (
                place
                if not isinstance(place, Place)
                else (place.name, place.country, place.admin1, place.precision)
            )
            print(
                f"{path.stem}\t{toponym.kind}\t{toponym.text}\tgold {gold.name}, {gold.admin1}, "
                f"{gold.country} {gold.kind}\tgot {got}",
                file=sys.stderr,
            )


def is_right(place: object, gold: Entry) -> bool:
    """Tell whether a place is the one people meant, or within 161 km of it."""
    if not isinstance(place, Place):
        return False
    if place.geonameid == gold.geonameid:
        return True
    if place.latitude is None or place.longitude is None:
        return False
    assert gold.latitude is not None and gold.longitude is not None
    return arc_km(place.latitude, place.longitude, gold.latitude, gold.longitude) <= NEAR_KM


def main() -> int:
    """Print a table for each half and for both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of .ann and .txt files")
    parser.add_argument("--errors", action="store_true", help="list what went wrong on stderr")
    parser.add_argument("--half", choices=("seen", "unseen"), help="list errors of one half only")
    options = parser.parse_args()
    paths = sorted(options.data.glob("*.ann"))
    if not paths:
        print(f"{options.data}: GeoWebNews is not there; nothing was measured", file=sys.stderr)
        return 1
    totals: dict[str, Counter[str]] = {"seen": Counter(), "unseen": Counter()}
    with Gazetteer.open() as gazetteer:
        for number, path in enumerate(paths):
            half = "unseen" if number % 2 else "seen"
            show = options.errors and options.half in (None, half)
            totals[half].update(score_article(path, gazetteer, show))
    print("half     articles  toponyms  resolvable  within 161 km  country right")
    for half, count in (*totals.items(), ("both", totals["seen"] + totals["unseen"])):
        articles = len(paths) if half == "both" else len(paths) // 2
        near, country = count["near"] / count["resolvable"], count["country"] / count["nation"]
        print(
            f"{half:8} {articles:8} {count['all']:9} {count['resolvable']:11} "
            f"{near:14.3f} {country:14.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
