"""A document's times in, moments out: each time it tells, read as days, and what it hangs from.

A time that is counted from the story ("two days later") has a moment for each thing that it may be
counted from: the time told before it, and the event told before it. Which of the moments is an
event's own is for dating.py to choose.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from reportedly.coding.phrases import head_of
from reportedly.coding.times import KINDS
from reportedly.coding.tools import Tense, TimeWords, Tools
from reportedly.coding.view import View
from reportedly.records import Gap, Interval

YEAR = re.compile(r"\d{4}|[\'\u2019]\d\d")
TURNING = frozenset({"after", "before"})  # what follows them is told from the other side
AHEAD_WORDS = frozenset({"MD"})  # "will", "would", "shall": Penn's tag for a modal


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of one time that the document tells.

    `number` counts the times in order of text, `head` is the token that the words hang from and
    `governor` the verb above it. `ahead` marks the reading as a day to come, `counted` one that is
    counted from the story, and from what.
    """

    words: TimeWords
    number: int
    head: int
    governor: int
    sentence: int
    when: Interval
    ahead: bool = False
    counted: str = ""
    has_year: bool = False


class Told(msgspec.Struct, frozen=True):
    """One time expression of the document before it is read as days."""

    words: TimeWords
    number: int
    head: int
    governor: int
    sentence: int
    ahead: bool
    floats: bool
    turns: bool
    has_year: bool


def list_told(view: View, tools: Tools) -> list[Told]:
    """Return the document's times in order of text, those that may date an event."""
    out: list[Told] = []
    for words in tools.times:
        tokens = list(view.within(words.start, words.end)) if words.kind in KINDS else []
        if not tokens:
            continue
        head = head_of(view, tokens[0].i, tokens[-1].i)
        governor = find_governor(view, head)
        out.append(
            Told(
                words,
                len(out),
                head,
                governor,
                view.sentence_of[head],
                is_ahead(view, governor),
                floats(words, tools),
                view.tokens[tokens[-1].i].lemma.lower() in TURNING,
                YEAR.search(view.text, words.start, words.end) is not None,
            )
        )
    return out


def find_governor(view: View, head: int) -> int:
    """Return the nearest verb above a token, or the top of its sentence."""
    at = head
    for at in view.ancestors(head):
        if view.tokens[at].upos == "VERB":
            break
    return at


def is_ahead(view: View, verb: int) -> bool:
    """Tell whether the verb speaks of what is to come: "will meet", "to meet"."""
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.xpos in AHEAD_WORDS or (token.rel == "mark" and token.lemma == "to"):
            return True
    return False


def floats(words: TimeWords, tools: Tools) -> bool:
    """Tell whether the days of a time are counted from the story around it."""
    return any(
        tools.when(words, PROBES[0], tense) != tools.when(words, PROBES[1], tense)
        for tense in TENSES
    )


TENSES: tuple[Tense, Tense] = ("past", "future")


def probe(day: str) -> Interval:
    """Return a day that no report tells, to see whether a time moves with it."""
    return msgspec.convert(
        {"kind": "interval", "start": day, "end": day, "precision": "day", "basis": "stated"},
        Interval,
    )


PROBES = (probe("1903-05-11"), probe("1904-08-22"))


def read_moments(
    view: View, told: Sequence[Told], at: int, before: Sequence[tuple[int, Interval]], tools: Tools
) -> list[Moment]:
    """Return the moments that an event may have.

    `before` are the events dated so far, as pairs of their place in the text and their days.
    """
    out: list[Moment] = []
    latest: Interval | None = None
    sentence = view.sentence_of[at]
    for time in told:
        events = [when for start, when in before if start < time.words.start]
        for counted, story in list_bases(time, latest, events, tools):
            found = read_one(time, counted, story, time.sentence == sentence, tools)
            out += found
            if counted == "" and latest and found:
                out += move_year(found[0], latest)
            if time.words.kind == "since":
                out += [begin(m) for m in found[:1]]
            if time.turns and story and time.sentence == sentence:
                out += [turn(m, story) for m in found]
        if out and out[-1].number == time.number and time.words.kind == "date":
            day = next(m.when for m in out if m.number == time.number)
            latest = day if day.precision == "day" else latest
    return out


def list_bases(
    time: Told, latest: Interval | None, events: Sequence[Interval], tools: Tools
) -> list[tuple[str, Interval | None]]:
    """Return what a time may be counted from: the time before it, the event, or the news."""
    if not time.floats:
        return [("", None)]
    rivals = [("time", latest), ("event", events[-1] if events else None), ("report", tools.day)]
    bases: list[tuple[str, Interval | None]] = []
    for name, base in rivals:
        if base and all((b.start, b.end) != (base.start, base.end) for _, b in bases if b):
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


def turn(moment: Moment, story: Interval) -> Moment:
    """Return the day of what stands after the words: "met on Friday, a day after he fell"."""
    start = story.start - (moment.when.start - story.start)
    end = story.end - (moment.when.end - story.end)
    if start > end:
        start, end = end, start
    when = msgspec.structs.replace(moment.when, start=start, end=end)
    return msgspec.structs.replace(moment, when=when, counted=f"{moment.counted} turned")


def read_one(
    time: Told, counted: str, story: Interval | None, near: bool, tools: Tools
) -> list[Moment]:
    """Return the readings of one time: as what has been, and in the event's own sentence as what
    is to come too."""
    tenses = (TENSES[1], TENSES[0]) if time.ahead else TENSES
    out: list[Moment] = []
    for tense in tenses if near else tenses[:1]:
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
                counted=counted,
                has_year=time.has_year,
            )
        )
    return out
