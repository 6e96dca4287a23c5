"""What a person would say about a fill that nobody was asked about: the task's guidelines as rules.

It stands in for the people of 1992 where the history does not know a response. Its rules are
those of the scoring guidelines (version 7) that a program can follow; where the guidelines leave
it to the reader, the fill is wrong ("If you have any doubt, ... count it incorrect").

- String: right if it ends in a string of the key and only has words before it ("OLD PEASANTS",
  "PEASANTS"), or is such a string with its short form ("ARMY OF UR (AU)"). Half right if it is
  part of a name of the key and holds no word besides ("TORRES", "JUAN TORRES"), ends in the
  key's last word ("BRIGADE", "1ST BRIGADE"), or goes on past the key's ("PEASANTS WHO FLED").
- A string that should point to another and does not, or to a wrong one, is at best half right.
- Date: half right if it is part of the key's range, or runs up to the key's day or last day;
  right if it says the key's own days in other letters.
- Place: half right if the country is.
- Number: half right if it is an end of the key's range, or the key's with `~`.
- Set fill that points to a wrong string: half right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from reportedly.evaluate.muc4.compare import PREMODIFIERS, PUNCTUATION, compare, cut_place, squeeze
from reportedly.evaluate.muc4.slots import Slot, read_slots
from reportedly.evaluate.muc4.template import Fill
from reportedly.evaluate.muc4.verdict import Finding, Question, Verdict
from reportedly.records.base import Record

NAMES = ("hum-tgt-name", "perp-org-id")  # slots that want proper names: a part of one counts
TAIL = frozenset("OF FROM IN AT ON WHO WHICH THAT WITH BY FOR AND WHERE NEAR WHOSE TO".split())
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
DAY = re.compile(r"(\d{1,2}) ?([A-Z]{3})[A-Z]* ?(\d{2,4})")


class Guess(Record, frozen=True, kw_only=True):
    """The automatic matcher. `strict` gives no half points: what is not right is wrong."""

    strict: bool = False

    def find(self, asked: Question) -> tuple[Finding, ...]:
        """Return the key's fills that the response may be, the best first."""
        slot = read_slots()[asked.place[2]]
        verdicts = [
            guess(slot, asked.fill, key, reference)
            for key, reference in zip(asked.keys, asked.references, strict=True)
        ]
        wanted = (Verdict.MATCH,) if self.strict else (Verdict.MATCH, Verdict.PARTIAL)
        return tuple(
            Finding(verdict=verdict, keys=((place,),))
            for verdict in wanted
            for place, found in enumerate(verdicts)
            if found == verdict
        )


def guess(slot: Slot, fill: Fill, key: Fill, reference: Verdict) -> Verdict:
    """Return what a person might rule on two fills."""
    verdict = max(guess_value(slot, a, b) for a in fill.values for b in key.values)
    verdict = max(verdict, compare(slot, fill, key))
    if not slot.refs or reference == Verdict.MATCH:
        return verdict
    if slot.kind == "number":
        return min(verdict, reference)
    return min(verdict, Verdict.PARTIAL)


def guess_value(slot: Slot, response: str, key: str) -> Verdict:
    """Return what a person might rule on two values."""
    if slot.kind == "string":
        return guess_string(response, key, name=slot.name in NAMES)
    if slot.kind == "date":
        return guess_date(response, key)
    if slot.kind == "location":
        same = cut_place(response)[0] == cut_place(key)[0]
        return Verdict.PARTIAL if same else Verdict.WRONG
    if slot.kind == "number":
        return guess_number(response, key)
    return Verdict.WRONG


def guess_string(response: str, key: str, *, name: bool) -> Verdict:
    """Return what a person might rule on two strings."""
    mine, theirs = split(response), split(key)
    if not mine or not theirs:
        return Verdict.WRONG
    if any(half == theirs for half in split_short_form(response)):
        return Verdict.MATCH
    before = mine[: len(mine) - len(theirs)]
    if mine[len(before) :] == theirs and not TAIL & {*before} and "," not in response:
        return Verdict.MATCH
    head = mine[: find_tail(mine)]
    at = find_run(mine, theirs)
    if at is not None and at < len(head):
        return Verdict.PARTIAL
    if name:
        return Verdict.PARTIAL if set(mine) <= set(theirs) else Verdict.WRONG
    return Verdict.PARTIAL if head[-1] == theirs[find_tail(theirs) - 1] else Verdict.WRONG


@lru_cache(maxsize=1 << 16)
def split(text: str) -> list[str]:
    """Return a string's words without its premodifiers; `of` stays, it ends a noun phrase."""
    words = PUNCTUATION.sub(" ", text.upper()).split()
    return [word for word in words if word == "OF" or word not in PREMODIFIERS] or words


def split_short_form(text: str) -> Iterator[list[str]]:
    """Yield both halves of a name with its short form: `ARMY OF UR [AU]`, `AU (ARMY OF UR)`."""
    found = re.fullmatch(r"\s*(.+?)\s*[\[(]\s*(.+?)\s*[\])]\s*", text)
    if found:
        yield split(found[1])
        yield split(found[2])


def find_tail(words: list[str]) -> int:
    """Return where what hangs on a phrase's noun begins: `MAYOR | IN KISH`."""
    return next((i for i, word in enumerate(words) if i and word in TAIL), len(words))


def find_run(words: list[str], part: list[str]) -> int | None:
    """Return where the part stands in the words, in one piece."""
    starts = range(len(words) - len(part) + 1)
    return next((i for i in starts if words[i : i + len(part)] == part), None)


def guess_date(response: str, key: str) -> Verdict:
    """Return what a person might rule on two dates."""
    mine, theirs = read_range(response), read_range(key)
    if mine is None or theirs is None:
        return Verdict.WRONG
    if mine == theirs:
        return Verdict.MATCH
    if mine[0] is None:  # a default: up to the key's day, or its last
        return Verdict.PARTIAL if mine[1] == theirs[1] else Verdict.WRONG
    if theirs[0] is None:
        return Verdict.PARTIAL if mine[1] == theirs[1] else Verdict.WRONG
    inside = theirs[0] <= mine[0] and mine[1] <= theirs[1]
    return Verdict.PARTIAL if inside else Verdict.WRONG


def read_range(text: str) -> tuple[dt.date | None, dt.date] | None:
    """Return a date's first and last day; the first is None for `- 02 MAR 91`."""
    days = [read_day(*found.groups()) for found in DAY.finditer(text.upper())]
    if not days or None in days or len(days) > 2:
        return None
    open_start = len(days) == 1 and text.strip().startswith("-")
    first, last = days[0], days[-1]
    assert first is not None and last is not None
    return (None if open_start else first), last


def read_day(day: str, month: str, year: str) -> dt.date | None:
    """Return a day; years of two digits are of the last century."""
    if month not in MONTHS:
        return None
    try:
        return dt.date(int(year) + 1900 * (len(year) == 2), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def guess_number(response: str, key: str) -> Verdict:
    """Return what a person might rule on two numbers."""
    mine, theirs = squeeze(response), squeeze(key)
    ends = [end for end in theirs.removeprefix("~").split("-") if end]
    return Verdict.PARTIAL if mine.isdigit() and mine in ends and mine != theirs else Verdict.WRONG
