"""A phrase in, the names of places in it out: those that are known, and those that may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import Gazetteer

MAX_NAME_WORDS = 5
# In capitals, or inside a longer name, any word may look like a village.
DOUBTFUL_PEOPLE, SHOUTED_PEOPLE = 50_000, 200_000

_LINK = re.compile(r"^(?:in|at|on|near|outside|inside|within|of|off|around|for|from|between|by)$")
_PARTICLES = frozenset(("des", "de", "du", "del", "di", "von", "van", "der"))
WORDS = re.compile(r"[^\W_][\w.'\u2019-]*")
RUN = re.compile(
    r"[A-Z\u00c0-\u00de][\w.\u2019'-]*(?: (?:(?:of|de|des|du|la|el|al|ul|bin|the|and) )?"
    r"[A-Z\u00c0-\u00de][\w.\u2019'-]*){0,5}"
)


def find_names(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the names of known places in a phrase, longest first from the left.

    Only words with a capital count, unless the whole phrase is in capitals.
    """
    capitals = text.isupper()
    spans = [(m.start(), m.end()) for m in WORDS.finditer(text)]
    found: list[str] = []
    i = 0
    while i < len(spans):
        step = 1
        for length in range(min(MAX_NAME_WORDS, len(spans) - i), 0, -1):
            end = i + length
            name = re.sub(r"['\u2019]s$", "", text[spans[i][0] : spans[end - 1][1]], flags=re.I)
            if _is_name(
                name.rstrip("."),
                capitals or _is_fragment(text, spans, i, end, gazetteer),
                gazetteer,
            ):
                found.append(name.rstrip("."))
                step = length
                break
        i += step
    return tuple(found)


def find_capitals(text: str) -> tuple[str, ...]:
    """Return the runs of words with a capital: what may be the name of a place nobody listed."""
    return () if text.isupper() else tuple(m[0] for m in RUN.finditer(text))


def _is_fragment(
    text: str, spans: Sequence[tuple[int, int]], first: int, end: int, gazetteer: Gazetteer
) -> bool:
    """Tell whether words stand inside a longer name: "Reserve" of "Federal Reserve"."""
    before = text[spans[first - 1][0] : spans[first][0]] if first else ""
    after = text[spans[end - 1][1] : spans[end][1]] if end < len(spans) else ""
    for word in (before, after):
        bare = word.strip(" -")
        known = fold(bare) in gazetteer.places.nouns or fold(bare) in gazetteer.places.parts
        nation = gazetteer.countries.code_of(bare)
        if bare[:1].isupper() and "," not in bare and not known and nation is None:
            return True
    # "Promenade des Anglais" is one name, and so is "Bank of Mexico", but "port of Haifa" is two.
    if after.strip().lower() in _PARTICLES - {"del"}:
        return True
    particle = before.strip().lower() in _PARTICLES
    return particle and first > 1 and text[spans[first - 2][0]].isupper()


def _is_name(name: str, doubtful: bool, gazetteer: Gazetteer) -> bool:
    """Tell whether words are a place's name; in doubt only a well-known place is believed."""
    if not name or not name[0].isupper() or not name.split()[-1][0].isalnum():
        return False
    key = fold(name)
    if key in gazetteer.places.nouns or key in gazetteer.places.parts or _LINK.match(key):
        return False
    if name.split()[-1][0].islower() or (len(name) <= 2 and not name.isupper()):
        return False  # "La" of "La Rambla" is not LA
    if key in gazetteer.countries.people or key in gazetteer.countries.names:
        return True
    least = DOUBTFUL_PEOPLE if doubtful and " " not in key else 0
    if least and name.isupper():
        least = SHOUTED_PEOPLE
    return any(e.population >= least or e.kind in ("area", "sea") for e in gazetteer.find(key))


@lru_cache(maxsize=4096)
def tidy_name(name: str) -> str:
    """Return a name without an article, in mixed case if it was all capitals."""
    name = re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.split()), flags=re.I).strip(" ,.;:")
    if not name.isupper() or len(name) <= 3:
        return name
    small = {"OF", "AND", "NEAR", "IN", "AT", "ON", "THE", "DE", "LA", "DEL", "OUTSIDE"}
    return (
        " ".join(
            w.lower() if i and w in small else re.sub(r"[^\W_]+", lambda m: m[0].capitalize(), w)
            for i, w in enumerate(name.split())
        )
        .replace("\u2019S", "\u2019s")
        .replace("'S", "'s")
    )
