"""A phrase in, the border that it names out: "the Jordan-Syria border", "a frontier with Chad"."""

from __future__ import annotations

import re

import msgspec

from reportedly.resolve.countries import Countries
from reportedly.resolve.place_names import tidy_name
from reportedly.resolve.place_phrase import cut_lead

_SIDE = r"[\w.\u2019']+(?: [A-Z][\w.]+){0,3}"
_LINE = r"(?i:border|frontier)"
_BORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_LINE}[a-z ]{{0,12}}\s(?i:between|separating|linking)\s+(?i:the )?"
        r"(?P<one>[\w. \u2019']+?)"
        rf"\s+(?i:and|from|with)\s+(?i:the )?(?P<two>{_SIDE})",
        rf"(?P<one>{_SIDE})\s+(?:\w+ )?{_LINE}\s+(?i:with)\s+(?i:the )?(?P<two>{_SIDE})",
        rf"(?P<one>{_SIDE})\s*(?:[-\u2013\u2014/]|\s(?i:and)\s)\s*(?P<two>{_SIDE})"
        rf"\s+(?:[a-z]+ )?{_LINE}\b",
        rf"(?P<one>[A-Z]{_SIDE})\s+(?:[a-z]+ )?{_LINE}\b",
        rf"{_LINE}\s+(?i:with|of)\s+(?i:the )?(?P<one>{_SIDE})",
    )
)
_CROSSING = re.compile(r"^\W*(?:crossing|post|checkpoint|town|village|city|gate|guard)", re.I)


class Border(msgspec.Struct, frozen=True):
    """A border by name, and the countries it parts."""

    name: str
    countries: tuple[str, ...]


def find_border(phrase: str, countries: Countries) -> Border | None:
    """Return the border a phrase names: "the Jordan-Syria border", "its frontier with Chad"."""
    text = cut_lead(phrase.strip())
    for pattern in _BORDERS:
        match = pattern.search(text)
        if match is None or _CROSSING.match(text[match.end() :]):
            continue
        sides = list(match.groupdict().values())
        codes = tuple(dict.fromkeys(c for side in sides if (c := _read_side(side, countries))))
        if codes and len(codes) == len(sides):
            return Border(tidy_name(match[0]), codes)
    return None


def _read_side(words: str, countries: Countries) -> str | None:
    parts = words.split()
    for start in range(len(parts)):
        for end in (len(parts), len(parts) - 1):
            if code := countries.code_of(" ".join(parts[start:end])):
                return code
    return None
