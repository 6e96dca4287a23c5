"""The main shooting of real crime reports: how many killed and injured, where, on which day.

GVDB (Pavlick and others, 2016), dev part: 400 American reports of gun violence, read by crowd
workers, who listed each victim (killed, injured, hospitalized), the city and the date.

    python benchmarks/gvdb.py --data path/to/gvdb-dev [--reports N] [--errors] [--coded FILE]

The headline is the first line of the text, as on the page. The main shooting is the ASSAULT that
took place (mode firearms before others) of which the report tells most: its tellings and figures
together; of equals the first told. Killed: the victims marked killed. Injured: those marked injured
or hospitalized and not killed. Of a range we give the low end, a count we do not give is nought,
and a report without such an event is wrong. Place: our words for it and the city's share a name, or
it lies within 40 km of that city; another state is wrong. Date: the day, where the address of the
page prints the day of publication (others print none: "Friday" has no date there). The workers'
form offered a date; where they left it, it is that of publication, so figures within a week are
given too.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportedly.config import Config
from reportedly.export.jsonl import write_jsonl
from reportedly.pipeline import Coded, Coder
from reportedly.records import Article, Event, Interval, Place
from reportedly.resolve.context import arc_km, build_context
from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.where import find_place
from reportedly.run.local import code_articles

HAPPENED = ("occurred", "ongoing", "attempted")
NEAR_KM = 40.0  # a suburb, not the next city
FIELD_BYTES = 1 << 24  # the csv module's own limit is shorter than an article
OUTSIDE = ("", "unclear", "outside the usa")
PLAIN_WORDS = frozenset("city county town of the north south east west".split())


class Gold(NamedTuple):
    """One report and what the workers read in it. `city` and `state` may be empty."""

    key: str
    title: str
    text: str
    url: str
    killed: int
    injured: int
    city: str
    state: str
    day: dt.date | None


def read_gold(path: Path) -> list[Gold]:
    """Return the reports in the file's order."""
    csv.field_size_limit(FIELD_BYTES)
    with path.open(encoding="utf-8", newline="") as file:
        return [make_gold(row) for row in csv.DictReader(file, delimiter="\t")]


def make_gold(row: dict[str, str]) -> Gold:
    """Return one report. The title is glued to its text; it becomes a line of its own."""
    title, text, told = row["Article title"], row["Full text"], json.loads(row["Json"])
    fates = [frozenset(victim.get("victim-was", ())) for victim in told["victim-section"]]
    scene = told["date-and-time"]
    state = scene["state"].partition(" - ")[2] or scene["state"]
    return Gold(
        key=row["Article id"],
        title=title,
        text=f"{title}\n\n{text.removeprefix(title).lstrip()}",
        url=row["Article url"],
        killed=sum("killed" in fate for fate in fates),
        injured=sum(
            bool(fate & {"injured", "hospitalized"}) and "killed" not in fate for fate in fates
        ),
        city=scene["city"]["value"].strip(),
        state="" if state.strip().lower() in OUTSIDE else state.strip(),
        day=read_day(scene["date"]),
    )


def read_day(words: str) -> dt.date | None:
    """Return the day of "2015-8-23"; None where it is no date."""
    try:
        return dt.date(*map(int, words.split("-")))
    except (TypeError, ValueError):
        return None


def choose_main(coded: Coded) -> Event | None:
    """Return the event that the report is about."""
    shootings = [e for e in coded.events if e.category == "ASSAULT" and e.stage in HAPPENED]
    return min(
        shootings,
        key=lambda e: (e.mode != "firearms", -len(e.evidence) - len(e.counts), e.anchor.start),
        default=None,
    )


def count(event: Event, effect: str) -> int:
    """Return how many the event killed or injured: the figure to be believed comes first."""
    told = [each.low or each.high or 0 for each in event.counts if each.effect == effect]
    return told[0] if told else 0


def is_there(place: Place, gold: Gold, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is the city that the workers marked, or in it."""
    if place.admin1 and gold.state and fold(place.admin1) != fold(gold.state):
        return False
    wanted = set(fold(gold.city).split()) - PLAIN_WORDS
    ours = f"{place.name} {place.span.quote if place.span else ''}"
    if wanted & set(fold(ours).split()):
        return True
    names = [name for name in (gold.city, gold.state) if name]
    context = build_context(names, gazetteer, text=", ".join(names))
    city = find_place(", ".join(names), gazetteer, context=context)
    if not isinstance(city, Place) or None in (city.latitude, place.latitude):
        return False
    return arc_km(*where(city), *where(place)) <= NEAR_KM


def where(place: Place) -> tuple[float, float]:
    """Return degrees north and east."""
    return place.latitude or 0.0, place.longitude or 0.0


def score(gold: Gold, coded: Coded, gazetteer: Gazetteer) -> Iterator[tuple[str, bool]]:
    """Yield a mark for each question put to one report."""
    main = choose_main(coded)
    yield "has a main shooting", main is not None
    for effect, number in (("killed", gold.killed), ("injured", gold.injured)):
        right = main is not None and count(main, effect) == number
        yield f"{effect} exact", right
        yield (
            f"{effect} exact, of {'none' if number == 0 else 'one' if number == 1 else 'more'}",
            right,
        )
    if gold.city:
        stated = main is not None and isinstance(main.where, Place) and bool(main.where.name)
        yield "place given", stated
        yield "place right", bool(stated and main and is_there(main.where, gold, gazetteer))
    if gold.day and coded.document is not None and coded.document.published:
        if abs((coded.document.published - gold.day).days) > 366:
            return  # the address printed a number that is no date
        stated = main is not None and isinstance(main.when, Interval)
        yield "date given", stated
        for name, days in (("date right to the day", 0), ("date right within a week", 7)):
            yield name, bool(stated and main and is_near(main.when, gold.day, days))


def is_near(when: object, day: dt.date, days: int) -> bool:
    """Tell whether a day is the interval's, or at most so many days off its ends."""
    if not isinstance(when, Interval):
        return False
    slack = dt.timedelta(days=days)
    return when.start - slack <= day <= when.end + slack and (when.end - when.start).days <= 7


def describe(gold: Gold, coded: Coded, marks: dict[str, bool]) -> str:
    """Return one line for a report with anything wrong: what is wrong, gold, ours."""
    main = choose_main(coded)
    wrong = [name for name, right in marks.items() if not right and ", of" not in name]
    ours = "no event"
    if main is not None:
        place = main.where.label if isinstance(main.where, Place) else "-"
        day = main.when.start if isinstance(main.when, Interval) else "-"
        counts = f"{count(main, 'killed')}k {count(main, 'injured')}i"
        ours = f"{main.anchor.quote!r} {counts} {place} {day}"
    told = f"{gold.killed}k {gold.injured}i {gold.city}, {gold.state} {gold.day}"
    return f"{gold.key}\t{'; '.join(wrong)}\tgold {told}\tgot {ours}\t{gold.title[:80]}"


def main() -> int:
    """Code, score, print. Return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds dev.tsv")
    parser.add_argument("--reports", type=int, metavar="N", help="every so many, N in all")
    parser.add_argument("--errors", action="store_true", help="list what went wrong on stderr")
    parser.add_argument("--coded", type=Path, metavar="FILE", help="write the records there")
    options = parser.parse_args()
    path = options.data / "dev.tsv"
    if not path.is_file():
        print(f"{path}: GVDB is not there; nothing was measured", file=sys.stderr)
        return 1
    reports = read_gold(path)
    if options.reports:
        reports = reports[:: max(1, len(reports) // options.reports)][: options.reports]
    articles = (
        Article(name=g.key, source_id=g.key, media="json", text=g.text, url=g.url) for g in reports
    )
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    coder = Coder.open(Config())
    written = options.coded.open("wb") if options.coded else None
    with Gazetteer.open() as gazetteer:
        for gold, coded in zip(reports, code_articles(articles, lambda: coder), strict=True):
            marks = dict(score(gold, coded, gazetteer))
            asked.update(list(marks))
            right.update(name for name, holds in marks.items() if holds)
            if written and coded.document:
                written.writelines(write_jsonl([coded.document, *coded.events]))
            if options.errors and not all(marks.values()):
                print(describe(gold, coded, marks), file=sys.stderr)
    print(f"GVDB dev, {len(reports)} reports, each coded once")
    for name in sorted(asked):
        print(f"{name:28} {right[name] / asked[name]:.3f}  of {asked[name]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
