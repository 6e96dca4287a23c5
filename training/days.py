"""Coded reports in, the weights by which an event's day is chosen out.

    python -m training.days --data ../shared/data --out src/reportedly/codebook/books/days.toml

Each event of a coded report that the coder finds is one lesson: of all the days that its report
tells, these signs spoke for the right one. The weights are a linear model under a softmax over
the event's candidates; candidates of the same days count together. Events are dated in order and
see the days before them; in a lesson those are the coded ones. Coded events that the coder misses
are lessons too: there are few enough. `--measure` trains on four fifths of the reports and counts
on the fifth, five times over.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from reportedly.analyze.base import Analysis
from reportedly.codebook import read_book
from reportedly.coding import assemble
from reportedly.coding.arguments import Arguments
from reportedly.coding.dating import NOT_TOLD, Candidate, choose_by, choose_days
from reportedly.coding.draft import Draft
from reportedly.coding.occurrences import Occurrence
from reportedly.coding.phrases import head_of
from reportedly.coding.tools import Tools, make_kit
from reportedly.coding.view import View
from reportedly.records import Document, Gap, Interval
from reportedly.settle import Resolvers
from training.reports import read_all, read_coded
from training.softmax import Lesson, learn

# Of the data folder. Its coders carry a day on through a report and date 77 of 100 events; those of
# the other sets leave a day open unless the clause tells it (48 to 65), which is another question.
# The shipped weights were learned before the corpus was: learned anew they date a report's only
# sentence by the day of the report.
FOLDER = "reports-more"
FOLDS = 5
UNREACHED = 0.5  # what a lesson weighs whose day no candidate has: it is best left open
SMALL = 0.02  # weights below this are left out of the book

Days = tuple[str, str] | None


class Story(msgspec.Struct):
    """One coded report, ready to be dated: what choose_days takes, and the days it should give.

    `missed` are coded events that the coder did not find.
    """

    id: str
    view: View
    events: list[Draft]
    said: set[tuple[int, int]]
    tools: Tools
    days: dict[int, Days]
    missed: list[Draft]


def read_stories(
    reports: Sequence[dict], analyses: Mapping[str, tuple[Document, Analysis]]
) -> list[Story]:
    """Return the reports as far as the coder reads them before it dates the events."""
    resolvers, kit = Resolvers.open(), make_kit(read_book())
    caught: list[tuple] = []

    def catch(*arguments: object) -> object:
        caught.append(arguments)
        return arguments[1]

    stories: list[Story] = []
    assemble.choose_days = catch
    for report in reports:
        document, analysis = analyses[report["id"]]
        assemble.code_document(document, analysis, resolvers.tools(document, analysis, kit))
        view, events, said, tools = caught.pop()
        days = match(view, events, report)
        missed = list(make_missed(view, events, report, days))
        stories.append(Story(report["id"], view, events, said, tools, days, missed))
    assemble.choose_days = choose_days
    return stories


def make_missed(
    view: View, events: Sequence[Draft], report: dict, days: dict[int, Days]
) -> Iterator[Draft]:
    """Yield a draft for each coded event that no event stands in, and note its days."""
    taken = {at for event in events for at in event.mentions}
    for gold in report["events"]:
        start = report["text"].find(gold["anchor"])
        tokens = list(view.within(start, start + len(gold["anchor"]))) if start >= 0 else []
        if not tokens or any(t.i in taken for t in tokens):
            continue
        at = head_of(view, tokens[0].i, tokens[-1].i)
        if view.tokens[at].upos not in ("VERB", "NOUN"):
            at = next((t.i for t in tokens if t.upos in ("VERB", "NOUN")), at)
        taken.add(at)
        days[at] = days_told(gold)
        told = Occurrence(at=at, first=at, last=at, category=gold["type"], mode=gold["mode"],
                          score=1.0, mention=None, trigger=None)  # fmt: skip
        yield Draft(occurrences=(told,), arguments=Arguments(), stage=gold["stage"],
                    when=NOT_TOLD, where=Gap(gap="not_stated"))  # fmt: skip


def days_told(gold: dict) -> Days:
    """Return a coded event's days in writing."""
    return (gold["start"], gold["end"] or gold["start"]) if gold["start"] else None


def match(view: View, events: Sequence[Draft], report: dict) -> dict[int, Days]:
    """Return the coded days of the events that stand in an anchor, by event word."""
    pairs = []
    for i, gold in enumerate(report["events"]):
        spots = list(find_all(report["text"], gold["anchor"]))
        for event in events:
            touch = any(
                start < view.tokens[at].end and view.tokens[at].start < end
                for at in event.mentions
                for start, end in spots
            )
            if touch:
                points = 2.0 * (event.category == gold["type"]) + (event.mode == gold["mode"])
                pairs.append((-points, i, event.at))
    found: dict[int, Days] = {}
    used: set[int] = set()
    for _, i, at in sorted(pairs):
        if i not in used and at not in found:
            used.add(i)
            found[at] = days_told(report["events"][i])
    return found


def find_all(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Yield every place where a phrase stands."""
    at = text.find(phrase)
    while at >= 0:
        yield at, at + len(phrase)
        at = text.find(phrase, at + 1)


def days_of(when: Interval | Gap | None) -> Days:
    """Return an interval as days in writing."""
    return (str(when.start), str(when.end)) if isinstance(when, Interval) else None


def read_lessons(story: Story) -> list[Lesson]:
    """Return the lessons of a story."""
    lessons: list[Lesson] = []

    def choose(event: Draft, candidates: Sequence[Candidate]) -> Interval | Gap:
        if event.at not in story.days:
            return event.when
        gold = story.days[event.at]
        right = [k for k, c in enumerate(candidates) if days_of(c.when) == gold]
        weight = 1.0 if right else UNREACHED
        lessons.append(Lesson([c.signs for c in candidates], right or [0], weight))
        return (candidates[right[0]].when if right else None) or NOT_TOLD

    events = sorted([*story.events, *story.missed], key=lambda e: e.at)
    choose_days(story.view, events, story.said, story.tools, choose)
    return lessons


def measure(stories: Sequence[Story], lessons: Sequence[Sequence[Lesson]]) -> Counter[str]:
    """Return how often the days are right on stories that were not learned from."""
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = learn([x for k, own in enumerate(lessons) if k % FOLDS != fold for x in own])
        counts += count_right([s for k, s in enumerate(stories) if k % FOLDS == fold], weights)
    return counts


def count_right(stories: Sequence[Story], weights: Mapping[str, float]) -> Counter[str]:
    """Return right and wrong days of some stories by some weights; only of events found."""
    counts: Counter[str] = Counter()
    for story in stories:
        chosen = choose_days(story.view, story.events, story.said, story.tools,
                             lambda _, c: choose_by(weights, c))  # fmt: skip
        for event in chosen:
            if event.at not in story.days:
                continue
            gold, when = story.days[event.at], days_of(event.when)
            kind = "dated" if gold else "open"
            counts[kind] += 1
            counts[f"{kind}, right"] += when == gold
            counts[f"{kind}, left open"] += when is None
    return counts


def write_weights(weights: Mapping[str, float], path: Path) -> None:
    """Write the book of weights."""
    lines = [
        "# Made by training/days.py: what each sign of coding/day_signs.py is worth.",
        "[weights]",
    ]
    lines += [
        f"{json.dumps(sign)} = {weight:.2f}"
        for sign, weight in sorted(weights.items())
        if abs(weight) >= SMALL
    ]
    path.write_text("\n".join(lines) + "\n", "utf8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--measure", action="store_true")
    ap.add_argument("--out", type=Path)
    args = ap.parse_args()
    read = read_all(args.data, args.model)
    analyses = {coded.report.id: (coded.document, coded.analysis) for coded in read}
    inside = {path.stem for path in (args.data / FOLDER).glob("*.json")}
    reports = [r for r in read_coded(args.data) if r["id"] in analyses and r["id"] in inside]
    stories = read_stories(reports, analyses)
    lessons = [read_lessons(story) for story in stories]
    if args.measure:
        print(dict(measure(stories, lessons)))
    if args.out:
        write_weights(learn([x for own in lessons for x in own]), args.out)


if __name__ == "__main__":
    main()
