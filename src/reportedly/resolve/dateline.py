"""Text in, its dateline out: the place and day the report speaks from."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import msgspec

from reportedly.records import Gap, Span, take_span
from reportedly.resolve.when import find_times, resolve_time
from reportedly.resolve.when_terms import Day, TimeSpan, Weekday

LINE_CHARACTERS = 160  # a dateline longer than this is a sentence
PARAGRAPHS = 8  # after a repeated title, labels and a byline
# Capitals, or capitalised words with small words between: "Cox's Bazar", "Rio de Janeiro",
# "SANAA/RIYADH", "CULIACAN, Sinaloa", "JERUSALEM (ISRAEL)".
NAME = r"(?:(?:[A-Z]\.){2,3}|St\.|[A-Z][a-z]{2,3}\.(?=[ ,])|[^\W\d_][\w'\u2019\-]*)"
PLACE = (
    rf"{NAME}(?:[ /]{{1,3}}{NAME}){{0,4}}(?:, ?{NAME}(?: {NAME}){{0,2}})?"
    r"(?: \([^()\n]{2,30}\)(?=,))?"
)
OPENING = re.compile(rf"(?P<place>{PLACE})")
# What ends a dateline: a dash, bars, slashes, a colon or stop, or the end of its line.
CLOSING = re.compile(r"\.?\s?(?:--+|[-\u2013\u2014|](?=\s)|//|:(?=\s)|\.(?=\s|$)|(?=\n)|$)\s*")
AGENCY = re.compile(r"[,\s]{0,2}(?:\([^()\n]{2,60}\)|\[[^\[\]\n]{2,60}\])")
OLD = dt.timedelta(days=60)  # between what a correspondent sent and its publication
LABEL = re.compile(
    r"(?:updated|published|posted|last updated|date)\b:?\s{0,3}(?:on\s)?", re.IGNORECASE
)
SMALL = frozenset(
    {"de", "da", "do", "del", "la", "le", "el", "al", "of", "and", "the", "du", "sur", "upon", "on"}
)
DASHES = ("-", "\u2013", "\u2014", "|", "//")


class Dateline(msgspec.Struct, frozen=True):
    """Where and when a report speaks from; `span` is all of it, up to the first word told."""

    span: Span
    place: Span | None
    date: dt.date | None
    date_span: Span | None


@lru_cache(maxsize=16)  # asked for before the reading and after it
def find_dateline(text: str, *, anchor: dt.date | None = None) -> Dateline | None:
    """Return the dateline, looked for where paragraphs begin near the top of the text.

    `anchor` is the day of publication, which gives a missing year ("BAGHDAD, March 4").
    """
    best: Dateline | None = None
    for at, (start, end) in enumerate(_list_openings(text)):
        found = _read_dateline(text, start, end, anchor)
        if found is None or (at and (_is_loose(found) or _is_old(found, anchor))):
            continue
        if found.date and found.place:
            return found
        if best is None:
            best = found
    return best


def _is_loose(found: Dateline) -> bool:
    """Tell whether a dateline below the first line may as well be a heading or a label."""
    if found.place is None:
        return not re.search(r"\d{4}", found.span.quote)  # "Friday 10 August" heads a chronicle
    return found.date is None and not found.place.quote.isupper()


def _is_old(found: Dateline, anchor: dt.date | None) -> bool:
    """Tell whether words and a day are of the story told: "Compare 5 April 1992." """
    if anchor is None or found.date is None or found.place is None:
        return False
    return anchor - found.date > OLD and not found.place.quote.isupper()


def _list_openings(text: str) -> list[tuple[int, int]]:
    """Return where the first lines begin, and how far a dateline in each may reach."""
    openings: list[tuple[int, int]] = []
    position = 0
    while position < len(text) and len(openings) < PARAGRAPHS:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if text[position:end].strip():
            first = position + len(text[position:end]) - len(text[position:end].lstrip())
            openings.append((first, min(end, first + LINE_CHARACTERS)))
        position = end + 1
    return openings


def _read_dateline(text: str, start: int, end: int, anchor: dt.date | None) -> Dateline | None:
    """Return the dateline at the start of a line: place, agency, day, in any order, and a dash."""
    times = [t for t in find_times(text, start, end) if isinstance(t.means, Day | Weekday)]
    label = LABEL.match(text, start, end)
    date_only = label.end() if label else start
    if times and times[0].start == date_only:
        return _read_date_line(text, start, end, times[0], anchor)
    place = _read_place(text, start, end, times[0].start if times else end)
    if place is None:
        return None
    position = _pass_agency(text, place.end, end)
    time = _find_at(times, text, place.end) or _find_at(times, text, position)
    if time:
        shut = 1 if text.startswith(")", time.end) else 0
        position = _pass_agency(text, time.end + shut, end)
    closing = CLOSING.match(text, position, end)
    if closing is None:
        return None
    ended = closing[0].strip(" .")
    if time is None and not _is_place_alone(place.quote, ended, position > place.end):
        return None
    span = take_span(text, start, closing.end())
    return Dateline(span, place, _resolve(time, anchor), _to_span(time))


def _read_place(text: str, start: int, end: int, date_start: int) -> Span | None:
    """Return the capitalised words a line begins with, up to its date."""
    match = OPENING.match(text, start, end)
    if match is None:
        return None
    stop = min(match.end("place"), date_start)
    quote = text[start:stop].rstrip(" ,.-\u2013\u2014(")
    words = re.findall(r"[^\W\d_]+", quote)
    named = [w for w in words if w.lower() not in SMALL]
    if not quote or not named or not all(w[0].isupper() for w in named):
        return None
    return take_span(text, start, start + len(quote))


def _pass_agency(text: str, position: int, end: int) -> int:
    """Return the position after an agency in brackets, if there is one."""
    match = AGENCY.match(text, position, end)
    return match.end() if match else position


def _find_at(times: list[TimeSpan], text: str, position: int) -> TimeSpan | None:
    """Return the time that stands next, only commas, blanks and an agency's slash between."""
    for time in times:
        between = text[position : time.start]
        if time.start >= position and len(between) < 40:
            named = re.fullmatch(r"[\s,.\u2013\u2014-]*(?:\([\w .]{2,30}/)?", between)
            return time if named else None
    return None


def _is_place_alone(place: str, ended: str, has_agency: bool) -> bool:
    """Tell whether words with no date are a dateline: in capitals or before a dash or agency."""
    if not any(ended.startswith(dash) for dash in DASHES):
        return False
    letters = [c for c in place if c.isalpha()]
    return has_agency or all(c.isupper() for c in letters) or len(place.split()) <= 3


def _read_date_line(
    text: str, start: int, end: int, time: TimeSpan, anchor: dt.date | None
) -> Dateline | None:
    """Return the dateline of a line that is a date ("Saturday, 29 November")."""
    means = time.means
    if not isinstance(means, Day) or not re.match(
        r"[\s,.|;:@\u2013\u2014-]|$", text[time.end : time.end + 1]
    ):
        return None
    if means.year is None and means.weekday is None:
        return None
    return Dateline(take_span(text, start, time.end), None, _resolve(time, anchor), _to_span(time))


def _to_span(time: TimeSpan | None) -> Span | None:
    return Span(time.start, time.end, time.quote) if time else None


def _resolve(time: TimeSpan | None, anchor: dt.date | None) -> dt.date | None:
    """Return the day of a dateline: one day, no later than the publication."""
    if time is None:
        return None
    found = resolve_time(time, anchor=anchor, tense="past")
    if isinstance(found, Gap) or found.start != found.end:
        return None
    return found.start
