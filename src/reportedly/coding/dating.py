"""Events in, the same with their days out: each event's day chosen among all that its report tells.

The candidates are the moments of the document, the day of the report and none at all. Each gets
the weights of its signs; the odds of candidates that mean the same days add up. Events are dated
in the order they are told, since a story goes on from day to day.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from reportedly.coding.day_scene import Dated, Scene, count_steps, tense_of
from reportedly.coding.day_signs import describe, list_signs
from reportedly.coding.draft import Draft
from reportedly.coding.moments import Before, Moment, read_moments
from reportedly.coding.told import list_told
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Gap, Interval

# Log odds by which no day is preferred to any: a wrong day costs a reader more than a gap. On
# reports that were not learned from, 0 / 0.25 / 0.5 date 62 / 60 / 58 in a hundred events rightly
# and leave 74 / 78 / 82 of a hundred undated ones open.
CAUTION = 0.25
CLOSE = 2  # steps in the tree up to which a time is surely an event's own
GONE = frozenset({"past", "had", "has"})  # tenses of a deed that lies behind, whatever its stage
NOT_TOLD = Gap(gap="not_stated", why="no time is told that is the event's")


class Candidate(msgspec.Struct, frozen=True):
    """One day an event may have, or none, with its signs."""

    when: Interval | None
    moment: Moment | None
    signs: tuple[str, ...]


Choose = Callable[[Draft, Sequence[Candidate]], Interval | Gap]


def choose_days(
    view: View,
    events: Sequence[Draft],
    said: Collection[tuple[int, int]],
    tools: Tools,
    choose: Choose | None = None,
) -> list[Draft]:
    """Return the events with their days. `said` are pairs of a cue and a token of its time."""
    choose = choose or choose_best
    told = list_told(view, tools)
    scene = Scene(view, events, told, {token: cue for cue, token in said}, tools.day)
    scene.days = [m.when for m in read_moments(view, told, 0, (), tools)]
    scene.first_day = scene.days[0] if scene.days else None
    out = list(events)
    before: list[Dated] = []
    for k in sorted(range(len(events)), key=lambda k: events[k].at):
        event = events[k]
        when = choose(event, list_candidates(scene, event, before, tools))
        out[k] = msgspec.structs.replace(event, when=when)
        if isinstance(when, Interval):
            token = view.tokens[event.at]
            sentence = view.sentence_of[event.at]
            before.append(Dated(event.at, token.start, sentence, event.category, when))
    return out


def list_candidates(
    scene: Scene, event: Draft, before: Sequence[Dated], tools: Tools
) -> list[Candidate]:
    """Return the days an event may have: none first, then the report's own, then those told."""
    none = tuple(f"none {sign}" for sign in describe(scene, event, before))
    out = [Candidate(None, None, none)]
    if tools.day is not None:
        signs = list_signs(scene, event, None, before)
        out.append(Candidate(tools.day, None, tuple(signs)))
    tellings = dict(scene.mentions)
    told: dict[int, set[int]] = {}
    for at, k in scene.mentions:
        told.setdefault(k, set()).add(scene.view.tokens[at].start)
    dated = [Before(d.start, frozenset(told[tellings[d.at]]), d.when) for d in before]
    planned = event.stage == "planned" and tense_of(scene.view, event.at) not in GONE
    moments = read_moments(scene.view, scene.told, event.at, dated, tools, planned)
    moments = [m for m in moments if not is_of_a_state(scene.view, event, m)]
    for moment in without_other(scene, event, without_said(scene, event, moments)):
        signs = list_signs(scene, event, moment, before)
        out.append(Candidate(as_read(scene.view, event, moment), moment, tuple(signs)))
    return out


def is_of_a_state(view: View, event: Draft, moment: Moment) -> bool:
    """Tell whether a "since" dates how things are: "the lands held by Israel since 1948"."""
    if moment.words.kind != "since":
        return False
    first, _ = view.sentence(moment.head)
    verbs = (k for k in range(moment.head - 1, first - 1, -1) if view.tokens[k].upos == "VERB")
    near = next(verbs, None)  # a parser likes to hang such a time from the main verb
    return (
        near is not None
        and near not in event.mentions
        and view.tokens[near].rel in ("acl", "acl:relcl", "amod")
    )


def without_said(scene: Scene, event: Draft, moments: Sequence[Moment]) -> list[Moment]:
    """Drop the time at which it was said, where the sentence tells another time beside it."""
    here = scene.view.sentence_of[event.at]
    said = {m.number for m in moments if scene.said.get(m.head, event.at) not in event.mentions}
    if all(m.number in said for m in moments if m.sentence == here):
        return list(moments)
    return [m for m in moments if m.sentence != here or m.number not in said]


def without_other(scene: Scene, event: Draft, moments: Sequence[Moment]) -> list[Moment]:
    """Drop the past day of another event in a clause aside: "the man seized in May has been freed".

    Told in the past alike ("the envoy, who came on Sunday, praised them"), both may share it.
    """
    view = scene.view
    here = {at: view.sentence_of[at] for at in event.mentions}

    def is_other(moment: Moment) -> bool:
        owner = scene.owners[moment.number]
        if owner is None or owner[0] in here or owner[1] > CLOSE:
            return False
        tellings = [at for at, sentence in here.items() if sentence == moment.sentence]
        aside = ("past",) if tense_of(view, owner[0]) == "had" else ()  # "who had banned it in May"
        if any(tense_of(view, at) not in ("has", "present", "modal", *aside) for at in tellings):
            return False
        steps = [count_steps(view, at, moment.head) for at in tellings]
        return bool(steps) and all(s is None for s in steps)

    return [m for m in moments if not is_other(m) and not names(view, m, here)]


def names(view: View, moment: Moment, tellings: Collection[int]) -> bool:
    """Tell whether a year only names a thing: "left the 2015 accord"."""
    noun = view.tokens[moment.head].head
    bare = view.text[moment.words.start : moment.words.end].isdigit()
    named = noun > moment.head and view.tokens[noun].upos in ("NOUN", "PROPN")
    if not bare or not named or noun in tellings:
        return False
    return any(c < moment.head for c in view.kids(noun, "det", "nmod:poss"))


def as_read(view: View, event: Draft, moment: Moment) -> Interval:
    """Return the moment's days; told in another sentence, they are read from the story around."""
    if any(view.sentence_of[at] == moment.sentence for at in event.mentions):
        return moment.when
    return msgspec.structs.replace(moment.when, basis="relative")


def choose_best(event: Draft, candidates: Sequence[Candidate]) -> Interval | Gap:
    """Return the likeliest days by the packaged weights."""
    return choose_by(read_weights(), candidates)


def choose_by(weights: Mapping[str, float], candidates: Sequence[Candidate]) -> Interval | Gap:
    """Return the likeliest days; they point at the words of their best candidate."""
    points = [sum(weights.get(sign, 0.0) for sign in c.signs) for c in candidates]
    points[0] += CAUTION
    top = max(points)
    odds: dict[tuple[object, object] | None, float] = {}
    best: dict[tuple[object, object] | None, int] = {}
    for k, c in enumerate(candidates):
        key = (c.when.start, c.when.end) if c.when else None
        odds[key] = odds.get(key, 0.0) + math.exp(points[k] - top)
        if key not in best or points[k] > points[best[key]]:
            best[key] = k
    chosen = candidates[best[max(odds, key=odds.__getitem__)]]
    return chosen.when or NOT_TOLD


@cache
def read_weights() -> Mapping[str, float]:
    """Read the packaged weights once."""
    text = (files("reportedly.codebook") / "books/days.toml").read_text("utf8")
    weights: dict[str, float] = tomllib.loads(text)["weights"]
    return weights
