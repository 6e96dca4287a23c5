"""Coded reports in, as many coded reports of made-up incidents as one asks for out.

A story is one group of our demo reports with other names, places, numbers and days, and many of
its words exchanged for others of the same reports. It is told by one report or by up to fifty:
each is written after one of the group's reports, leaves some of its events out, exchanges some
words of its own, and now and then contradicts the others on a place, a day, a number or on
whether it happened. The same seed gives the same reports.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from typing import Any

import msgspec

from reportedly.ids import make_id
from reportedly.records import Document, Event, Place

Told = tuple[Document, tuple[Event, ...]]
Town = tuple[str, int, float, float]  # name, GeoNames number, degrees north, degrees east

FIRST_DAY = dt.date(2021, 1, 1)
EVENTS_A_DAY = 183  # 200,000 in three years
# How many reports tell a story, and how often in a thousand: 3 in the mean.
TELLINGS = ((1, 480), (2, 210), (3, 120), (5, 100), (8, 60), (16, 20), (50, 10))
MOST_DAYS_LATE = 3
LEFT_OUT, REWORDED = 0.15, 0.2  # of a report's events; of the words that a story exchanges
OTHER_PLACE, OTHER_DAY, OTHER_NUMBER, DENIED = (
    0.1,
    0.07,
    0.2,
    0.03,
)  # how often a report contradicts
EXCHANGED = 0.6  # of the longer words, by story
LONG = 5  # letters
MIN_TOWNS, MIN_PEOPLE = 12, 15_000
OUTLETS = 400
TOKEN = r"[^\W_]+"
SYLLABLES = tuple("ba ko ri men dal tu sha vo lin ga pre su ty or han mi zel fa no ek".split())
WORDED = ("text", "name", "who", "title")  # fields that hold words of the document


class Template(msgspec.Struct, frozen=True):
    """One coded report as plain values, and the group whose happenings it tells."""

    group: str
    document: dict[str, Any]
    events: tuple[dict[str, Any], ...]
    places: frozenset[str]
    country: str


def make_templates(told: Iterable[Told], groups: dict[str, str]) -> list[Template]:
    """Return the coded reports as templates. `groups` is by the id of the report."""
    found = []
    for document, events in told:
        places = [e.where for e in events if isinstance(e.where, Place)]
        countries = [p.country for p in places if p.country]
        names = {p.name for p in places if p.precision in ("city", "district") and p.name}
        found.append(
            Template(
                group=groups[document.source_id],
                document=msgspec.to_builtins(document),
                events=tuple(msgspec.to_builtins(e) for e in events),
                places=frozenset(names),
                country=max(sorted(set(countries)), key=countries.count),
            )
        )
    return found


def read_towns() -> dict[str, list[Town]]:
    """Return the towns of each country that has enough of them, from the packaged gazetteer."""
    towns: defaultdict[str, list[Town]] = defaultdict(list)
    with as_file(files("reportedly.resolve") / "data" / "gazetteer.db") as path:
        gazetteer = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        rows = gazetteer.execute(
            "SELECT country, name, id, latitude / 1000.0, longitude / 1000.0 FROM place "
            "WHERE kind = 0 AND population >= ? ORDER BY id",
            (MIN_PEOPLE,),
        )
        for country, *town in rows:
            towns[country].append(tuple(town))
        gazetteer.close()
    return {c: found for c, found in sorted(towns.items()) if len(found) >= MIN_TOWNS}


class Story:
    """One made-up set of happenings: what each word, place and day of its group becomes."""

    def __init__(
        self,
        group: Sequence[Template],
        day: dt.date,
        towns: dict[str, list[Town]],
        pool: Sequence[str],
        rng: random.Random,
    ):
        self.rng, self.pool, self.group = rng, pool, group
        first = min(dt.date.fromisoformat(t.document["published"]) for t in group)
        self.shift = day - first
        self.old, self.country = group[0].country, rng.choice(list(towns))
        names = sorted(frozenset[str]().union(*(t.places for t in group)))
        chosen = rng.sample(towns[self.country], min(len(names), MIN_TOWNS - 2))
        self.places = dict(zip(names, chosen, strict=False))
        self.spare = rng.choice(towns[self.country])
        self.words: dict[str, str] = {}
        phrases = "|".join(re.escape(name) for name in sorted(self.places, key=len, reverse=True))
        self.pattern = re.compile(rf"\b(?:{phrases})\b|{TOKEN}" if phrases else TOKEN)

    def word(self, match: re.Match[str]) -> str:
        """Return what a word, number or place name becomes; the same one every time."""
        old = match.group()
        new = self.words.get(old)
        if new is None:
            new = self.words[old] = self._invent(old)
        return new

    def _invent(self, old: str) -> str:
        rng = self.rng
        if old in self.places:
            return self.places[old][0]
        if old.isdecimal():
            return str(rng.randint(2, 60)) if len(old) < 3 else str(rng.randint(100, 2000))
        if old[0].isupper() and len(old) > 3 and old.lower() not in self.pool:
            return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()
        if old.islower() and len(old) >= LONG and rng.random() < EXCHANGED:
            return rng.choice(self.pool)
        return old


class Telling:
    """One report of a story: rewrites its template's text and every place in it."""

    def __init__(self, story: Story, template: Template):
        self.story, self.template, self.rng = story, template, story.rng
        self.own = set(self.rng.sample(story.pool, int(len(story.pool) * REWORDED)))
        self.ends: list[tuple[int, int]] = [(0, 0)]
        self.text = ""
        self.number = 1 + self.rng.randint(1, 9) * (self.rng.random() < OTHER_NUMBER)
        self.days = dt.timedelta(days=int(self.rng.random() < OTHER_DAY))
        self.moved = self.rng.random() < OTHER_PLACE
        self.denied = self.rng.random() < DENIED

    def word(self, match: re.Match[str]) -> str:
        """Return a word as this report writes it."""
        new = self.story.word(match)
        if new in self.own and new.islower():
            return self.story.pool[hash_word(new) % len(self.story.pool)]
        return new

    def reword(self, text: str) -> str:
        return self.story.pattern.sub(self.word, text)

    def rewrite(self, text: str) -> None:
        """Write the report's text, and keep where each of the old words has gone."""
        parts, at, size = [], 0, 0
        for match in self.story.pattern.finditer(text):
            parts += [text[at : match.start()], self.word(match)]
            size += len(parts[-2]) + len(parts[-1])
            at = match.end()
            self.ends += [(match.start(), size - len(parts[-1])), (at, size)]
        self.text = "".join([*parts, text[at:]])

    def move(self, old: int) -> int:
        """Return where an offset into the template's text has gone."""
        before, after = self.ends[bisect_right(self.ends, (old, 1 << 30)) - 1]
        return after + old - before

    def make(self, number: int) -> Told:
        """Return the report and its events."""
        old = self.template.document
        self.rewrite(old["text"])
        published = dt.date.fromisoformat(old["published"]) + self.story.shift
        late = min(self.rng.randint(0, MOST_DAYS_LATE), self.rng.randint(0, MOST_DAYS_LATE))
        outlet = self.rng.randrange(OUTLETS)
        document = msgspec.convert(
            {
                **old,
                "id": make_id("varied", number, self.text),
                "article": f"varied-{number}",
                "source_id": f"varied-{number}",
                "title": self.reword(old["title"] or ""),
                "text": self.text,
                "published": published + dt.timedelta(days=late),
                "source": {"name": f"Outlet {outlet}", "domain": f"outlet{outlet}.example"},
                "litter": [self.rebuild(span) for span in old.get("litter", ())],
            },
            Document,
        )
        kept = [e for e in self.template.events if self.rng.random() >= LEFT_OUT]
        told = [self.retell(e, document.id, n) for n, e in enumerate(kept)]
        return document, tuple(told)

    def retell(self, old: dict[str, Any], document: str, number: int) -> Event:
        """Return an event as this report tells it."""
        new = self.rebuild(old)
        new["document"], new["id"] = document, make_id(document, number)
        if self.denied and number == 0:
            new["stage"] = "did_not_happen"
        return msgspec.convert(new, Event)

    def rebuild(self, old: Any, key: str = "") -> Any:
        """Return a value of the template with its words, spans, days and places exchanged."""
        if isinstance(old, dict):
            if "quote" in old and "start" in old:
                start, end = self.move(old["start"]), self.move(old["end"])
                return {"start": start, "end": end, "quote": self.text[start:end]}
            new = {k: self.rebuild(v, k) for k, v in old.items()}
            return self.replace_place(old, new) if old.get("kind") == "place" else new
        if isinstance(old, list | tuple):
            return [self.rebuild(each) for each in old]
        if not isinstance(old, str):
            return old * self.number if key in ("low", "high") and old else old
        if key in ("start", "end"):
            return str(dt.date.fromisoformat(old) + self.story.shift + self.days)
        if key == "country" and old == self.story.old:
            return self.story.country
        if key == "id" and old.startswith("person:"):
            name = old.removeprefix("person:").replace("-", " ").title()
            return f"person:{self.reword(name).lower().replace(' ', '-')}"
        if key == "id":
            return old.replace(f":{self.story.old}", f":{self.story.country}")
        return self.reword(old) if key in WORDED else old

    def replace_place(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """Return a place with the town's facts that its name has become."""
        town = self.story.places.get(old["name"])
        if town is None:
            return {**new, "geonameid": None, "latitude": None, "longitude": None, "rivals": []}
        if self.moved:
            town = self.story.spare
        name, number, north, east = town
        return {**new, "name": name, "geonameid": number, "latitude": north, "longitude": east,
                "country": self.story.country, "rivals": []}  # fmt: skip


def hash_word(word: str) -> int:
    """Return a number that is the same in every run."""
    return sum(ord(c) * 31**n for n, c in enumerate(word))


def vary(templates: Sequence[Template], seed: int = 0, years: float | None = None,
         events: int = 0) -> Iterator[list[Told]]:  # fmt: skip
    """Yield story after story, each with all its reports, in the order of their days, for ever.

    The ledger grows as time goes by: `EVENTS_A_DAY` of them happen each day. With `years` and
    `events`, so many events fall within so many years instead.
    """
    rng = random.Random(seed)
    towns = read_towns()
    groups: defaultdict[str, list[Template]] = defaultdict(list)
    for template in templates:
        groups[template.group].append(template)
    every = " ".join(t.document["text"] for t in templates)
    pool = sorted({w for w in re.findall(TOKEN, every) if w.islower() and len(w) >= LONG})
    a_day = events / (years * 365) if years else EVENTS_A_DAY
    done = number = 0
    while True:
        day = FIRST_DAY + dt.timedelta(days=int(done / a_day))
        story = Story(rng.choice(list(groups.values())), day, towns, pool, rng)
        tellings = rng.choices([n for n, _ in TELLINGS], [w for _, w in TELLINGS])[0]
        told = []
        for _ in range(tellings):
            told.append(Telling(story, rng.choice(story.group)).make(number))
            number += 1
        done += sum(len(found) for _, found in told)
        yield told
