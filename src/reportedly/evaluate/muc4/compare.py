"""Do two fills say the same? The answer the scorer of 1992 gave before it asked a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportedly.evaluate.muc4.slots import Slot
from reportedly.evaluate.muc4.template import NULL, Fill
from reportedly.evaluate.muc4.verdict import Verdict

# The words that the scorer of 1992 dropped from a string before it compared.
PREMODIFIERS = frozenset(
    """A THE AN THIS THAT THESE THOSE ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN
    1 2 3 4 5 6 7 8 9 10 MORE MOST MANY SEVERAL SOME ALL FEW ANY ANOTHER OTHER CERTAIN OF""".split()
)
PUNCTUATION = re.compile(r"[^A-Z0-9]+")
LAST_DIGIT = re.compile(r"(\d)[1-9](?=[A-Z])")


def compare(slot: Slot, response: Fill, key: Fill) -> Verdict:
    """Return how a fill stands to one of the key, what they refer to aside."""
    return max(compare_values(slot, a, b) for a in response.values for b in key.values)


def compare_values(slot: Slot, response: str, key: str) -> Verdict:
    """Return how one word, string, date or place stands to one of the key's."""
    if slot.kind == "string":
        return Verdict.MATCH if strip(response) == strip(key) else Verdict.WRONG
    if squeeze(response) == squeeze(key):
        return Verdict.MATCH
    if slot.kind == "location":
        return compare_places(cut_place(response), cut_place(key))
    if slot.kind == "date":
        return Verdict.MATCH if blur(response) == blur(key) else Verdict.WRONG
    wider = slot.kind == "set" and slot.covers(response.upper(), key.upper())
    return Verdict.PARTIAL if wider else Verdict.WRONG


def compare_places(response: list[str], key: list[str]) -> Verdict:
    """Return how two places compare: the right country is half of a place in it."""
    if response == key:
        return Verdict.MATCH
    return Verdict.PARTIAL if response[0] == key[0] and len(key) > 1 else Verdict.WRONG


def cut_place(text: str) -> list[str]:
    """Return the parts of a place, the country first."""
    return [squeeze(part) for part in text.split(":")]


@lru_cache(maxsize=1 << 16)
def strip(text: str) -> str:
    """Return a string without its premodifiers, its case and its punctuation."""
    words = PUNCTUATION.sub(" ", text.upper()).split()
    return " ".join([word for word in words if word not in PREMODIFIERS] or words)


@lru_cache(maxsize=1 << 16)
def squeeze(text: str) -> str:
    """Return a word or a date without the spaces and the case that files differ in."""
    return "".join(text.split()).upper()


def blur(text: str) -> str:
    """Return a date without the last digit of its days.

    The official reports hold 16 and 17 August for the same day, 20 and 25 May not: the scorer of
    1992 lets one last digit of two differ, if neither is a nought. No document says so.
    """
    return LAST_DIGIT.sub(r"\1#", squeeze(text))


def refers_alike(response: Fill, key: Fill) -> bool:
    """Tell whether two fills point to the same string, as written."""
    return bool(strip_all(response.refs or (NULL,)) & strip_all(key.refs or (NULL,)))


def strip_all(strings: Iterable[str]) -> frozenset[str]:
    """Return the strings stripped; `-` stays, for no string."""
    return frozenset(strip(s) if s != NULL else NULL for s in strings)
