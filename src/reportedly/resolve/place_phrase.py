"""A phrase for a place in, its parts out: "the port of Haifa" is a site of a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import PlaceBook
from reportedly.resolve.place_names import RUN, WORDS

MAX_CHARACTERS = 300  # a place is said in fewer

_LEAD = re.compile(
    r"^(?:(?:in|at|on|near|outside|inside|within|around|from|to|into|of|off|over|along|across|by"
    r"|toward|towards|through|throughout|between|close to|next to|just|the|a|an|its|their|his|her"
    r"|what is|one of|several|two|three|some)\b\s*)+",
    re.I,
)
_OTHER = re.compile(rf"\s+(?i:and|to)\s+(?i:the )?{RUN.pattern}")


class PlacePhrase(msgspec.Struct, frozen=True):
    """A phrase taken apart.

    `text` is the phrase without its preposition and article; `core` the same without the word that
    says what it is; `wanted` what that word makes of the name (city, district, region); `part` a
    part of it (north, centre); `site` the word for a site, if there is one.
    """

    text: str
    core: str
    wanted: str | None = None
    part: str | None = None
    site: str | None = None
    nouns: tuple[tuple[int, int, str], ...] = ()
    parts: tuple[tuple[int, int, str], ...] = ()

    def owns(self, name: str) -> bool:
        """Tell whether the name is part of a site's own name: "St Rupert's church"."""
        end = self.text.find(name) + len(name)
        return any(kind == "site" and end < start <= end + 3 for start, _, kind in self.nouns)

    def wanted_of(self, name: str) -> str | None:
        """Return what the word beside a name makes of it: "Nineveh province"."""
        at = self.text.find(name)
        for start, end, kind in self.nouns:
            link = self.text[end:at].split() if end <= at else []
            before = end <= at and [w.lower() for w in link] in ([], ["of"])
            after = 0 <= start - at - len(name) <= 3
            if kind != "site" and (before or after):
                return kind
        return None

    def part_of(self, name: str) -> str | None:
        """Return the part of a named place that is meant: "northern" of "northern Iraq"."""
        at = self.text.find(name)
        for _, end, part in self.parts:
            if part != "whole" and 0 <= at - end <= 1:
                return part
        return None

    def around(self, name: str) -> str:
        """Return a name with the word for the part of it that is meant: "northern Iraq"."""
        at = self.text.find(name)
        starts = [start for start, end, _ in self.parts if 0 <= at - end <= 1]
        return self.text[min(starts, default=at) : at + len(name)] if at >= 0 else name

    def after_comma(self, name: str) -> str:
        """Return what stands after a name and a comma: "Va." of "Gainesville, Va."."""
        match = re.match(r",\s+([^,]{2,40})", self.text[self.text.find(name) + len(name) :])
        return match[1] if match else ""

    def shouted(self) -> tuple[str, ...]:
        """Return a name nobody listed from a phrase in capitals, where no capital marks it."""
        core = self.core.split()
        is_name = self.text.isupper() and 0 < len(core) <= 4 and not self.part and not self.site
        return (self.core,) if is_name and not set(core) & {"THE", "OF", "AND", "A"} else ()

    def is_mission(self) -> bool:
        """Tell whether a site is a country's house abroad."""
        return self.site is not None and fold(self.site) in ("embassy", "consulate")

    def has_name_after(self, country: str) -> bool:
        """Tell whether a site of a country is put at another name: "the US base in Ramstein"."""
        sites = [end for _, end, kind in self.nouns if kind == "site"]
        return (
            bool(
                sites
                and re.match(
                    r"\s+(?:in|at|near|outside|on)\s+(?:the\s+)?[A-Z]", self.text[sites[0] :]
                )
            )
            and country not in self.text[sites[0] :]
        )

    def site_over(self, name: str) -> str | None:
        """Return the words for a site of the named place: "port of Haifa", "Mosul airport"."""
        at = self.text.find(name)
        sites = [(s, e) for s, e, kind in self.nouns if kind == "site"]
        if not sites or at < 0:
            return self.text if sites else None
        end = max(at + len(name), sites[0][1])
        if self.text[:at].lower().endswith("between "):  # "the road between Gusau and Funtua"
            other = _OTHER.match(self.text, end)
            end = other.end() if other else end
        return self.text[:end].strip()


def cut_lead(phrase: str) -> str:
    """Return a phrase without its prepositions and articles."""
    return _LEAD.sub("", phrase[:MAX_CHARACTERS])


def read_phrase(phrase: str, book: PlaceBook) -> PlacePhrase:
    """Take a phrase apart with the words of places.toml."""
    text = cut_lead(" ".join(phrase[:MAX_CHARACTERS].split())).strip(" ,;:")
    if fold(text) not in book.states:  # the full stop of "Va." tells it from a word
        text = text.rstrip(".")
    spans = [(m.start(), m.end()) for m in WORDS.finditer(text)]
    nouns = _unmask(_find_words(text, spans, book.nouns), text, spans, book)
    parts = _find_words(text, spans, book.parts)
    sites = [text[s:e] for s, e, kind in nouns if kind == "site"]
    core, wanted, part = text, None, None
    if fold(text) not in book.areas:
        core, part = _cut_part(core, parts)
        core, wanted = _cut_noun(core, book)
    return PlacePhrase(
        text=text,
        core=core,
        wanted=wanted,
        part=None if part == "whole" else part,
        site=sites[0] if sites else None,
        nouns=tuple(nouns),
        parts=tuple(parts),
    )


def _unmask(
    found: Sequence[tuple[int, int, str]],
    text: str,
    spans: Sequence[tuple[int, int]],
    book: PlaceBook,
) -> list[tuple[int, int, str]]:
    """Leave out words that belong to an area's name: the "Bank" of "West Bank"."""
    areas = [
        (spans[i][0], spans[i + length - 1][1])
        for length in (2, 3)
        for i in range(len(spans) - length + 1)
        if fold(text[spans[i][0] : spans[i + length - 1][1]]) in book.areas
    ]
    return [f for f in found if not any(s <= f[0] and f[1] <= e for s, e in areas)]


def _find_words(
    text: str, spans: Sequence[tuple[int, int]], words: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    i = 0
    while i < len(spans):
        for length in (3, 2, 1):
            if i + length > len(spans):
                continue
            start, end = spans[i][0], spans[i + length - 1][1]
            key = fold(text[start:end])
            kind = words.get(key) or (words.get(key[:-1]) if key.endswith("s") else None)
            if kind:
                found.append((start, end, kind))
                i += length - 1
                break
        i += 1
    return found


def _cut_part(text: str, parts: Sequence[tuple[int, int, str]]) -> tuple[str, str | None]:
    part = None
    at = 0
    for start, end, each in parts:
        if start > at or not text[end:].strip():
            break
        part = each if part in (None, "whole") else part
        at = end + 1
    return re.sub(r"^(?:of|the)\s+", "", text[at:]), part


def _cut_noun(text: str, book: PlaceBook) -> tuple[str, str | None]:
    """Return a name without the word that says what it is, before or after it."""
    words = text.split()
    for length in (2, 1):
        if len(words) > length:
            kind = book.nouns.get(fold(" ".join(words[-length:])))
            if kind and kind != "site":
                return " ".join(words[:-length]), kind
            kind = book.nouns.get(fold(" ".join(words[:length])))
            if kind and kind != "site" and len(words) > length + 1 and words[length] == "of":
                return " ".join(words[length + 1 :]), kind
    return text, None
