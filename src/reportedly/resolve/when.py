"""Text in, time spans out; a time span and the day it speaks from in, an interval of days out.

The grammar is our own: when_words reads words, when_grammar tries the rules of
when_rules_calendar and when_rules_relative, when_anchor counts the days. All take linear time.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec

from reportedly.records import Gap, Interval, Span
from reportedly.resolve.when_anchor import place
from reportedly.resolve.when_grammar import Grammar
from reportedly.resolve.when_rules_calendar import CALENDAR, MACROS
from reportedly.resolve.when_rules_relative import RELATIVE, RELATIVE_MACROS
from reportedly.resolve.when_terms import Clock, Kind, Length, Meaning, TimeSpan, Vague
from reportedly.resolve.when_view import Tense, View
from reportedly.resolve.when_words import Word, read_words

__all__ = ["TimeSpan", "find_times", "resolve_time"]

# Words that may stand between "since" and its date.
BESIDE = frozenset({"the", "on", "early", "late", "about", "around", "at", "least", "in"})
EDGES: dict[str, Kind] = {
    "since": "since", "until": "until", "till": "until", "til": "until", "by": "until",
}  # fmt: skip
LOOK_BACK = 3


def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[TimeSpan, ...]:
    """Return the times told in text[start:end], in order, none inside another."""
    words = read_words(text, start, len(text) if end is None else end)
    grammar = read_grammar()
    spans: list[TimeSpan] = []
    i = 0
    starts = grammar.root.by_key
    while i < len(words):
        word = words[i]
        found = grammar.match(words, i) if word.values or word.low in starts else None
        if found is None:
            i += 1
            continue
        (kind, means), j = found
        first, last = words[i].start, words[j - 1].end
        kind = _find_edge(words, i, kind, means)
        spans.append(TimeSpan(first, last, text[first:last], kind, means))
        i = j
    return tuple(spans)


def resolve_time(
    span: TimeSpan,
    *,
    anchor: dt.date | None,
    narrative: Interval | None = None,
    tense: Tense | None = None,
) -> Interval | Gap:
    """Return the days a span covers, or why nobody can tell.

    `anchor` is the day the text speaks from, `narrative` the date of the event told beside it.
    A since-span runs to the anchor; an until-span is the time that is its limit.
    """
    means = span.means
    if isinstance(means, Clock | Length | Vague):
        return Gap(gap="not_resolved", why=f"'{span.quote}' is a {_KINDS[span.kind]}, no date")
    if span.kind == "until" and tense is None:
        tense = "future"
    try:
        found = place(means, View(anchor, narrative, tense))
    except (ValueError, OverflowError):
        return Gap(gap="not_resolved", why=f"'{span.quote}' is outside the calendar")
    if isinstance(found, Gap):
        return found
    end = found.end
    if span.kind == "since" and anchor is not None:
        end = max(end, anchor)
    place_in_text = Span(span.start, span.end, span.quote)
    return msgspec.structs.replace(found, end=end, span=place_in_text)


_KINDS = {"clock": "time of day", "duration": "length of time", "set": "day that returns"}
_KINDS |= {"vague": "vague time", "since": "vague time", "until": "vague time"}
_KINDS |= {"date": "vague time", "range": "vague time"}


@cache
def read_grammar() -> Grammar:
    """Return the rules of both kinds, ready to match."""
    return Grammar([(CALENDAR, MACROS), (RELATIVE, RELATIVE_MACROS)])


def _find_edge(words: list[Word], i: int, kind: Kind, means: Meaning) -> Kind:
    """Return the kind of a date once the words before it have been heard ("since", "until")."""
    if kind not in ("date", "range") or isinstance(means, Clock | Length | Vague):
        return kind
    for word in reversed(words[max(0, i - LOOK_BACK) : i]):
        if word.low in EDGES:
            return EDGES[word.low]
        if word.low not in BESIDE:
            break
    return kind
