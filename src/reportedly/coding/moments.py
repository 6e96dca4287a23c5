"""A document's times in, moments out: each time it tells, read as days, and what it hangs from.

A time that is counted from the story ("two days later") has a moment for each thing that it may be
counted from: the time told before it, and the event told before it. Which of the moments is an
event's own is for dating.py to choose.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

import msgspec

from reportedly.coding.told import TENSES, Told, will_be
from reportedly.coding.tools import Tense, TimeWords, Tools
from reportedly.coding.turning import turn
from reportedly.coding.view import View
from reportedly.records import Gap, Interval


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of one time that the document tells.

    `number` counts the times in order of text, `head` is the token that the words hang from and
    `governor` the verb above it. `ahead` marks the reading as a day to come, `due` one that can
    be no other; `counted` is what it is counted from, if from the story.
    """

    words: TimeWords
    number: int
    head: int
    governor: int
    sentence: int
    when: Interval
    ahead: bool = False
    due: bool = False
    counted: str = ""
    has_year: bool = False


class Before(msgspec.Struct, frozen=True):
    """An event dated already: where its telling begins, and where each of its tellings does."""

    start: int
    starts: frozenset[int]
    when: Interval


def read_moments(
    view: View,
    told: Sequence[Told],
    at: int,
    before: Sequence[Before],
    tools: Tools,
    planned: bool = False,
) -> list[Moment]:
    """Return the moments that an event may have.

    `before` are the events dated so far. What is `planned` has the time under its verb ahead of it.
    """
    out: list[Moment] = []
    latest: Interval | None = None
    sentence = view.sentence_of[at]
    for time in told:
        here = time.sentence == sentence
        if time.inside is not None and here and at in time.inside.tokens:
            out += read_inside(view, time, told, at, before, latest, tools)
            continue
        coming = planned or time.ahead
        own = time.governor == at and (planned or will_be(view, at))
        due = time.words.kind == "date" and (time.due or own)
        inner = [("time", day) for day in inner_days(time, told, tools)]
        if not all(is_base(time, day) for _, day in inner):
            continue
        for counted, story in inner[:1] or list_bases(view, time, latest, before, tools):
            # What is past is not counted from a day to come: "a day later" after "on Monday next".
            if story and tools.day and not coming and story.start > tools.day.start:
                continue
            found = read_one(time, counted, story, here, due, tools)
            out += found
            if counted == "" and latest and found:
                out += move_year(found[0], latest)
            if time.words.kind == "since":
                out += [begin(m) for m in found[:1]]
        if out and out[-1].number == time.number and time.words.kind in ("date", "since"):
            # "Fighting since 7 October; on that day ...": the day told is that of the beginning.
            days = [m.when for m in out if m.number == time.number]
            day = days[0] if time.words.kind == "date" else days[-1]
            latest = day if day.precision == "day" else latest
    return drop_outside(told, out)


def inner_days(time: Told, told: Sequence[Told], tools: Tools) -> list[Interval]:
    """Return the days told of what a time is counted from: "a day after Sunday's vote"."""
    if time.inside is None:
        return []
    times = [t for t in told if t.head in time.inside.tokens and not t.floats]
    days = [tools.when(t.words, None, TENSES[0]) for t in times if t.words.kind == "date"]
    return [day for day in days if isinstance(day, Interval)]


def read_inside(
    view: View,
    time: Told,
    told: Sequence[Told],
    at: int,
    before: Sequence[Before],
    latest: Interval | None,
    tools: Tools,
) -> list[Moment]:
    """Return the day of what stands after the words: "met on Friday, a day after he fell"."""
    assert time.inside is not None
    if not time.inside.tells(view, at):
        return []
    low, high = view.sentences[time.sentence]
    outside = [t for t in told if t.sentence == time.sentence and t is not time and not t.floats]
    outside = [t for t in outside if t.head not in time.inside.tokens and t.words.kind == "date"]
    bases: list[tuple[str, Interval | None]] = []
    due = False
    if outside:
        near = min(outside, key=lambda t: abs(t.head - time.head))
        day = tools.when(near.words, None, TENSES[near.ahead or near.due])
        bases = [("time", day)] if isinstance(day, Interval) and is_base(time, day) else []
        due = bool(bases) and (near.ahead or near.due)
    if not bases:
        start, end = view.tokens[low].start, view.tokens[high - 1].end
        inner = {view.tokens[i].start for i in time.inside.tokens}
        beside = [d.when for d in before if start <= d.start < end and d.start not in inner]
        beside = [when for when in beside if is_base(time, when)]
        bases = [("event", beside[-1])] if beside else []
    out: list[Moment] = []
    for counted, story in bases or list_bases(view, time, latest, before, tools, inside=True):
        found = read_one(time, counted, story, near=False, due=due, tools=tools)
        if story is not None:
            out += [turned(m, story) for m in found]
    return out


def turned(moment: Moment, story: Interval) -> Moment:
    """Return a moment on the other side of the story's day."""
    when = turn(moment.when, story)
    return msgspec.structs.replace(moment, when=when, counted=f"{moment.counted} turned")


def drop_outside(told: Sequence[Told], moments: Sequence[Moment]) -> list[Moment]:
    """Drop all other times for what stands inside "a day after ...": it has its day from there.

    Times told inside as well are kept: "a month after rebels shelled the port on 27 January".
    """
    closed = {m.number for m in moments if m.counted.endswith("turned")}
    inner = {i for n in closed if (inside := told[n].inside) for i in inside.tokens}
    if not closed:
        return list(moments)
    sure = [m for m in moments if m.number in closed and not m.counted.startswith("report")]
    found = sure or [m for m in moments if m.number in closed]
    return [m for m in moments if m in found or m.head in inner]


def is_base(time: Told, day: Interval) -> bool:
    """Tell whether a time may be counted from these days: no day from a month."""
    return not time.fine or day.precision == "day"


def list_bases(
    view: View,
    time: Told,
    latest: Interval | None,
    before: Sequence[Before],
    tools: Tools,
    inside: bool = False,
) -> list[tuple[str, Interval | None]]:
    """Return what a time may be counted from: the time before it, the event, or the news."""
    if not time.floats:
        return [("", None)]
    events = [d.when for d in before if d.start < time.words.start]
    rivals = [("time", latest), ("event", events[-1] if events else None), ("report", tools.day)]
    if time.inside is not None:
        starts = {view.tokens[i].start for i in time.inside.tokens}
        own = [d.when for d in before if starts & d.starts]
        noun = view.tokens[time.inside.root].upos != "VERB"
        if own and (noun or not inside):
            rivals = [("event", own[-1])]
        elif not inside:
            rivals = rivals[:2]
    bases: list[tuple[str, Interval | None]] = []
    for name, base in rivals:
        new = base and all((b.start, b.end) != (base.start, base.end) for _, b in bases if b)
        if base and new and is_base(time, base):
            bases.append((name, base))
    return bases or [("", None)]


def move_year(moment: Moment, latest: Interval) -> list[Moment]:
    """Return a day or month with no year of its own in the year of the time told before it."""
    when, words = moment.when, moment.words
    bare = when.basis == "stated" and when.precision in ("day", "month") and not moment.has_year
    years = latest.start.year - when.start.year
    if not bare or not years or words.kind != "date":
        return []
    try:
        start, end = (d.replace(year=d.year + years) for d in (when.start, when.end))
    except ValueError:  # a 29 February
        return []
    moved = msgspec.structs.replace(when, start=start, end=end, basis="relative")
    return [msgspec.structs.replace(moment, when=moved, counted="year")]


def begin(moment: Moment) -> Moment:
    """Return the day, month or year that a since-time begins with: "banned since 2014"."""
    start = moment.when.start
    end = start
    if moment.when.precision in ("month", "year", "era"):
        month = 12 if moment.when.precision == "year" else start.month
        end = dt.date(start.year, month, calendar.monthrange(start.year, month)[1])
    when = msgspec.structs.replace(moment.when, end=end)
    return msgspec.structs.replace(moment, when=when, counted="beginning")


def read_one(
    time: Told, counted: str, story: Interval | None, near: bool, due: bool, tools: Tools
) -> list[Moment]:
    """Return the readings of one time: as what has been, and in the event's own sentence as what
    is to come too."""
    tenses: tuple[Tense, ...] = (TENSES[1], TENSES[0]) if time.ahead or due else TENSES
    tenses = tenses if near and not due else tenses[:1]
    if time.words.kind == "until" and tools.day is not None:
        tenses = (nearest(time, story, tools.day, tools),)
    out: list[Moment] = []
    for tense in tenses:
        when = tools.when(time.words, story, tense)
        if isinstance(when, Gap) or any(m.when == when for m in out):
            continue
        out.append(
            Moment(
                words=time.words,
                number=time.number,
                head=time.head,
                governor=time.governor,
                sentence=time.sentence,
                when=when,
                ahead=tense == "future",
                due=due,
                counted=counted,
                has_year=time.has_year,
            )
        )
    return out


def nearest(time: Told, story: Interval | None, today: Interval, tools: Tools) -> Tense:
    """Return how a limit is read: "banned until 3 July" may be over, but not since last year."""
    days = {tense: tools.when(time.words, story, tense) for tense in TENSES}
    ways = {
        tense: abs((day.start - today.start).days)
        for tense, day in days.items()
        if isinstance(day, Interval)
    }
    return min(ways, key=lambda tense: ways[tense], default=TENSES[0])
