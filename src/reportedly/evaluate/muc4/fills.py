"""How many, when and where, as MUC-4 writes them."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.coding.numbers import QuantitySpan
from reportedly.evaluate.muc4.messages import MONTHS
from reportedly.evaluate.muc4.places import FOREIGN
from reportedly.evaluate.muc4.reading import Reading
from reportedly.evaluate.muc4.scenes import Scene

PLURAL_TAGS = ("NNS", "NNPS")
MANY = frozenset(
    """people group patrol troop unit family police personnel crew community population army force
    battalion team couple authorities leadership public squad commission delegation detachment
    population property transportation""".split()
)
VAGUE = frozenset("several many numerous few various".split())  # PLURAL, says the task
NO_COUNTS = frozenset(
    {"age", "clock", "date", "distance", "measure", "money", "ordinal", "percent", "time", "year"}
)
ABOUT = re.compile(r"(?:about|around|approximately|some|nearly|almost)\s*$", re.IGNORECASE)
ABOUT_WORDS = ("about", "around", "approximately")
WEEKDAY = re.compile(r"\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY", re.IGNORECASE)
DISTANT_DAYS = 400  # a day further back is another story's
BEYOND = 100_000  # an upper end above this is none


def count(reading: Reading, mentions: list[int], quantities: tuple[QuantitySpan, ...]) -> str:
    """Return how many some mentions mean, the best one first; where it gives no number, another."""
    told = [count_one(reading, k, quantities) for k in mentions]
    if told[0] != "PLURAL":
        return told[0]
    return next((number for number in told if number not in ("PLURAL", "1")), "PLURAL")


def count_one(reading: Reading, k: int, quantities: tuple[QuantitySpan, ...]) -> str:
    """Return how many a mention means: a number, a range, `~50`, `6 -`, or PLURAL."""
    view, mention = reading.view, reading.mentions[k]
    token = view.tokens[mention.at]
    if mention.kind in ("PER", "TITLE"):
        return "1"
    lemma = token.lemma.lower()
    many = token.xpos in PLURAL_TAGS
    if not many and token.upos == "NOUN" and lemma not in MANY and not lemma.endswith("s"):
        return "1"  # the figure of "C-123 plane" or of "channel 6 tower" counts nothing
    start, end = view.tokens[mention.first].start, token.end
    for told in quantities:
        if not (start <= told.start and told.end <= end) or told.unit in NO_COUNTS:
            continue
        if VAGUE & set(told.quote.lower().split()):
            break
        low, high = told.quantity.low, told.quantity.high
        if low is not None and low == high:
            if low == 0 or (low == 1 and many):
                break
            near = ABOUT.search(view.text[max(0, told.start - 14) : told.start])
            return ("~" if near or told.quantity.qualifier in ABOUT_WORDS else "") + str(low)
        if low is not None and high is not None and high < BEYOND:
            return f"{low} - {high}"
        return f"{low} -" if low is not None and low > 1 else "PLURAL"
    return "PLURAL" if many or lemma in MANY else "1"


def write_day(day: dt.date) -> str:
    """Return a day as `05 JAN 90`."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def date(reading: Reading, scenes: list[Scene], order: list[int]) -> str | None:
    """Return when: the first day told in the surest sentence that tells one.

    A weekday's name stands for no day by the task's rules (`- ` and the day of the message), and
    where no day is told the message's day is the latest it can be.
    """
    day = reading.message.day
    if day is None:
        return None
    for s in order:
        for words, told in scenes[s].days:
            if told <= day and (day - told).days < DISTANT_DAYS:
                return f"- {write_day(day)}" if WEEKDAY.search(words.quote) else write_day(told)
    return f"- {write_day(day)}"


def nation(reading: Reading, mentions: list[int], country: str) -> str | None:
    """Return a country other than the incident's that the mentions' own phrases name."""
    view = reading.view
    for k in mentions:
        mention = reading.mentions[k]
        words = [t.text.upper() for t in view.tokens[mention.first : mention.last + 1]]
        found = {FOREIGN[w] for w in words[: mention.at - mention.first + 1] if w in FOREIGN}
        found -= {country}
        if found:
            return min(found)
    return None
