"""A time that ends in "after" or "before" in, what stands behind that word out, and its own days.

In "gunmen raided a mill on Friday, two days after troops shelled a camp" the raid is outside and
the shelling inside: the days told count from the inside to the outside, so what is inside lies two
days before Friday.
"""

from __future__ import annotations

import calendar
import datetime as dt

import msgspec

from reportedly.coding.view import View
from reportedly.records import Interval

TURNING = frozenset({"after", "before"})
JOINS = frozenset({"mark", "case"})  # else the word stands for itself: "he fled the day after"
ONE_DAY = dt.timedelta(days=1)
MONTHS = 12


class Inside(msgspec.Struct, frozen=True):
    """The words that a time is counted from: their head, and all tokens behind the turning word."""

    root: int
    tokens: frozenset[int]

    def tells(self, view: View, at: int) -> bool:
        """Tell whether the inside says of this very word that it took place then.

        "A day after the army said it had killed ten": the army's word for the deed gives its day.
        """
        if at == self.root:
            return True
        if at not in self.tokens:
            return False
        token = view.tokens[at]
        if token.head == self.root:  # "after a blast killed ten", "after the raid that killed ten"
            return token.rel.split(":", 1)[0] in ("conj", "ccomp", "xcomp", "nsubj", "acl")
        return token.rel == "conj" and self.tells(view, token.head)


def find_inside(view: View, last: int) -> Inside | None:
    """Return what the last word of a time joins to it, or None where that word turns nothing."""
    word = view.tokens[last]
    if word.lemma.lower() not in TURNING or word.rel not in JOINS or word.head <= last:
        return None
    # A clause that the parse cut from its subject: "a day after [the guard] [had left]".
    cut = [c for c in view.kids(view.tokens[word.head].head, "dep") if c > word.head]
    if cut and word.rel == "case":
        return Inside(cut[0], frozenset(range(last + 1, view.subtree(cut[0])[-1] + 1)))
    return Inside(word.head, frozenset(i for i in view.subtree(word.head) if i > last))


def turn(when: Interval, story: Interval) -> Interval:
    """Return as many days, weeks, months or years to the other side of the story's day."""
    start, end = story.start, story.end
    if when.precision == "day":
        start, end = start - (when.start - start), end - (when.end - end)
    elif when.precision == "week":
        monday = start - start.weekday() * ONE_DAY
        start = monday - (when.start - monday)
        end = start + 6 * ONE_DAY
    elif when.precision == "month":
        start = move_months(start, count_months(start) - count_months(when.start))
        end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    else:
        year = 2 * start.year - when.start.year
        start, end = dt.date(year, 1, 1), dt.date(year, MONTHS, 31)
    return msgspec.structs.replace(when, start=min(start, end), end=max(start, end))


def count_months(day: dt.date) -> int:
    """Return the months since the year nought."""
    return day.year * MONTHS + day.month - 1


def move_months(day: dt.date, months: int) -> dt.date:
    """Return the first of the month so many months on."""
    count = count_months(day) + months
    return dt.date(count // MONTHS, count % MONTHS + 1, 1)
