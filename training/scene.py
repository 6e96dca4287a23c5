"""Coded reports in, the weights by which an event's place and country are chosen out.

    python -m training.scene --data ../shared/data --out src/reportedly/codebook/books/scene.toml

Each coded event that the coder finds is one question: which of the spots of its document (or none)
is its place, and which country (or none) it happened in. A right spot is one that names the place
as people wrote it down; where several do, one of them is to win. The weights are those of a
conditional logit with a Gaussian prior; a group of event types departs from the common weight only
as far as its own reports ask for. `--folds` says how often the choice is right in reports that
were not learned from.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from reportedly.analyze.base import Analysis
from reportedly.codebook import read_book
from reportedly.coding import assemble
from reportedly.coding.choice import GROUP_OF, Signs, Weights, choose, choose_wording
from reportedly.coding.country_signs import Scene, is_sure
from reportedly.coding.draft import Draft
from reportedly.coding.scene import choose_spots
from reportedly.coding.spot_signs import Places
from reportedly.coding.spots import find_spots
from reportedly.coding.tools import Tools, make_kit
from reportedly.coding.view import View
from reportedly.evaluate.gold import GoldEvent, Report
from reportedly.evaluate.match import alike, match
from reportedly.records import Document, Place
from reportedly.settle import Resolvers
from training.reports import read_all

PRIOR, GROUP_PRIOR = 2.0, 4.0  # precision of the Gaussian around 0: a group must ask louder
STEPS, RATE = 300, 0.5
LEAST = 0.02  # weights smaller than this change no choice


class Story(NamedTuple):
    """One report as the coder sees it when it settles places, and who coded what in it."""

    report: Report
    view: View
    events: tuple[Draft, ...]
    tools: Tools
    matched: dict[int, int]  # gold event -> coded event


class Question(NamedTuple):
    """The options of one event and which are right; the first stands for none."""

    category: str
    options: tuple[Signs, ...]
    right: frozenset[int]


def read_story(report: Report, document: Document, analysis: Analysis, tools: Tools) -> Story:
    """Code a report as far as its places."""
    kept: list[Draft] = []
    views: list[View] = []

    def keep(view: View, events: Sequence[Draft], _: Tools) -> list[Draft]:
        views.append(view)
        kept.extend(events)
        return list(events)

    with patch.object(assemble, "set_places", keep):
        events, _ = assemble.code_document(document, analysis, tools)
    return Story(report, views[0], tuple(kept), tools, match(report, events))


def ask_places(story: Story) -> list[Question]:
    """Return which spot each matched event is at."""
    places = Places(story.view, story.events, find_spots(story.view, story.tools))
    questions = []
    for gold, k in pairs(story):
        options = places.options(k)
        right = {0} if gold.place is None else {
            n for n, (spot, _) in enumerate(options) if spot is not None
            and (alike(gold.place, spot.span.quote) or alike(gold.place, spot.place.name))
        }  # fmt: skip
        signs = tuple(signs for _, signs in options)
        questions.append(Question(story.events[k].category, signs, frozenset(right)))
    return questions


def ask_countries(story: Story, weights: Weights) -> list[tuple[Question, str | None, int | None]]:
    """Return which country each matched event is in; where a map tells it, nothing is asked.

    `weights` are those that choose its place. Beside the question stand the country that the place
    gives, and the option that is right whatever is asked.
    """
    spots = find_spots(story.view, story.tools)
    wheres = choose_spots(Places(story.view, story.events, spots), weights)
    scene = Scene(story.view, story.events, spots, story.tools)
    out = []
    for gold, k in pairs(story):
        where = wheres[k]
        options = scene.options(k, wheres)
        right = {n for n, (code, _) in enumerate(options) if code == gold.country}
        signs = tuple(frozenset(s) for _, s in options)
        question = Question(story.events[k].category, signs, frozenset(right))
        sure = where.country if isinstance(where, Place) and is_sure(where) else ""
        told = next((n for n, (code, _) in enumerate(options) if code == sure), None)
        out.append((question, sure, told))
    return out


def pairs(story: Story) -> Iterator[tuple[GoldEvent, int]]:
    """Yield each gold event with the coded event that tells it."""
    for i, k in sorted(story.matched.items()):
        yield story.report.events[i], k


def learn(questions: Sequence[Question]) -> Weights:
    """Return the weights under which the right options are likeliest."""
    ids: dict[tuple[str, str], int] = {}
    rows, columns, group, good = [], [], [], []
    row = 0
    for n, q in enumerate(q for q in questions if q.right):
        for k, signs in enumerate(q.options):
            for sign in sorted(signs):
                for name in ("all", GROUP_OF.get(q.category, "all")):
                    columns.append(ids.setdefault((name, sign), len(ids)))
                    rows.append(row)
            group.append(n)
            good.append(k in q.right)
            row += 1
    at, of, g, right = (np.array(x) for x in (rows, columns, group, good))
    starts = np.flatnonzero(np.r_[True, g[1:] != g[:-1]])
    prior = np.array([PRIOR if name == "all" else GROUP_PRIOR for name, _ in ids])
    weights, seen = np.zeros(len(ids)), np.full(len(ids), 1e-6)
    for _ in range(STEPS):
        points = np.bincount(at, weights[of], row)
        odds = np.exp(points - np.maximum.reduceat(points, starts)[g])
        likely = odds / np.add.reduceat(odds, starts)[g]
        kept = odds * right
        wanted = kept / np.maximum(np.add.reduceat(kept, starts)[g], 1e-12)
        slope = np.bincount(of, (wanted - likely)[at], len(ids)) - prior * weights
        seen += slope**2
        weights += RATE * slope / np.sqrt(seen)
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for (name, sign), k in ids.items():
        if abs(weights[k]) >= LEAST:
            out[name][sign] = round(float(weights[k]), 2)
    return dict(out)


def learn_both(stories: Sequence[Story]) -> dict[str, Weights]:
    """Return the weights for places, and those for countries where no place tells them."""
    place = learn([q for s in stories for q in ask_places(s)])
    asked = [a for s in stories for a in ask_countries(s, place)]
    return {"place": place, "country": learn([q for q, sure, _ in asked if sure == ""])}


def count_right(stories: Sequence[Story], weights: dict[str, Weights]) -> Counter[str]:
    """Count how many places and countries are right, told and untold ones apart."""
    found: Counter[str] = Counter()
    for story in stories:
        questions = ask_places(story)
        for (gold, _), q in zip(pairs(story), questions, strict=True):
            kind = "place" if gold.place else "no place"
            found[f"{kind} n"] += 1
            found[kind] += choose_wording(q.options, q.category, weights["place"]) in q.right
        asked = ask_countries(story, weights["place"])
        for (gold, _), (q, sure, told) in zip(pairs(story), asked, strict=True):
            kind = "country" if gold.country else "no country"
            n = choose(q.options, q.category, weights["country"]) if sure == "" else told
            found[f"{kind} n"] += 1
            found[kind] += n in q.right if n is not None else sure == gold.country
    return found


def cross_validate(stories: Sequence[Story], folds: int) -> Counter[str]:
    """Count what is right in reports that the weights were not learned from."""
    order = list(stories)
    random.Random(1).shuffle(order)
    found: Counter[str] = Counter()
    for fold in range(folds):
        rest = [s for n, s in enumerate(order) if n % folds != fold]
        found += count_right(order[fold::folds], learn_both(rest))
    return found


def write_weights(weights: dict[str, Weights], path: Path) -> None:
    """Write the book of weights."""
    lines = ["# Made by training/scene.py: what each sign says for a spot or a country (log odds)."]
    for choice, groups in weights.items():
        for group, signs in sorted(groups.items()):
            lines += ["", f"[{choice}.{group}]"]
            lines += [f'"{sign}" = {points:g}' for sign, points in sorted(signs.items())]
    path.write_text("\n".join(lines) + "\n", "utf8")


def read_stories(data: Path, model: Path) -> Iterator[Story]:
    """Read the coded reports with the model and code them as far as their places."""
    resolvers, kit = Resolvers.open(), make_kit(read_book())
    for report, document, analysis, _ in read_all(data, model):
        yield read_story(report, document, analysis, resolvers.tools(document, analysis, kit))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=Path("src/reportedly/model"))
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--folds", type=int, default=0, help="also cross-validate over reports")
    args = ap.parse_args()
    stories = list(read_stories(args.data, args.model))
    if args.folds:
        print(dict(cross_validate(stories, args.folds)))
    write_weights(learn_both(stories), args.out)


if __name__ == "__main__":
    main()
