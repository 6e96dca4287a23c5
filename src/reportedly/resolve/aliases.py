"""A document's text in, the short names it introduces out: "the Arakan Army (AA)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportedly.resolve.fold import fold

SHARED_INITIALS = 0.6
BEFORE, AFTER = 600, 200  # characters around a sign: more than any name's length
MAX_ALIASES = 200  # a text that introduces more is a list, not a report
_CAPITAL = r"[A-Z\u00c0-\u00de][\w'\u2019&/-]*(?:\.\w+)*"
_PARTICLE = r"(?:of|the|and|for|in|on|to|de|del|la|los|las|y|al|ul|wal|li|da|do|und|des|du|et|&)"
_FULL = rf"{_CAPITAL}(?: (?:{_PARTICLE} ){{0,2}}{_CAPITAL}){{1,9}}"
_BRACKET = re.compile(
    rf"(?P<full>{_FULL}),? [(\[](?:or |the |known as |hereafter )?[\"\u201c'\u2018]?"
    rf"(?P<short>[A-Z][\w.&/-]{{1,11}})[\"\u201d'\u2019]?[)\]]"
)
_KNOWN = re.compile(
    rf"(?P<full>{_FULL}),? (?:(?:also |better |locally |commonly |widely )?known (?:locally )?as|"
    rf"which calls itself|calling itself|dubbed) (?:the )?[\"\u201c'\u2018]?"
    rf"(?P<short>{_CAPITAL}(?: {_CAPITAL}){{0,4}})"
)
_OPENS = re.compile(r"[(\[]")
_CALLED = re.compile(r"known (?:locally )?as|which calls itself|calling itself|dubbed")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "de",
        "del",
        "la",
        "los",
        "las",
        "y",
        "al",
        "ul",
        "wal",
        "li",
        "da",
        "do",
        "und",
        "des",
        "du",
        "et",
    ]
)


def find_aliases(text: str) -> dict[str, str]:
    """Return each short name a text introduces with the full name it stands for."""
    found: dict[str, str] = {}
    for match in _find(_BRACKET, _OPENS, text):
        full = fit_initials(match["full"], match["short"])
        if full and len(found) < MAX_ALIASES:
            found.setdefault(match["short"], full)
    for match in _find(_KNOWN, _CALLED, text):
        if len(found) < MAX_ALIASES and fold(match["full"]) != fold(match["short"]):
            found.setdefault(match["short"], _drop_the(match["full"]))
    return found


def _find(pattern: re.Pattern[str], sign: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that cannot match without its sign.

    In a text all in capitals every letter may open a name: only what stands before a sign is
    looked at.
    """
    done = 0
    for found in sign.finditer(text):
        if found.start() < done:
            continue
        match = pattern.search(text, max(done, found.start() - BEFORE), found.end() + AFTER)
        if match:
            done = match.end()
            yield match


def fit_initials(full: str, short: str) -> str | None:
    """Return the end of a run of capitalised words whose initials the short name is made of.

    In mixed case a short name that fits no initials ("(Sendero)") is believed all the same; in
    capitals, where every word may be part of the run, it is not.
    """
    letters = re.sub(r"[^a-z]", "", fold(short))
    words = full.split()
    starts = [w for w in range(len(words)) if words[w].lower() not in _SMALL]
    for start in reversed(starts):
        rest = words[start:]
        initials = "".join(fold(w)[:1] for w in rest if w.lower() not in _SMALL)
        every = "".join(fold(w)[:1] for w in rest)
        parts = "".join(p[:1] for w in rest for p in fold(w).split())
        if len(initials) > 1 and letters in (initials, every, parts):
            return " ".join(rest)
        # An acronym in the group's own tongue: the National Liberation Army is the ELN.
        if len(initials) == len(letters) > 2 and _share(initials, letters) >= SHARED_INITIALS:
            return " ".join(rest)
    if full.isupper() or not short.isupper():
        return None
    return _drop_the(full) if _is_subsequence(letters, fold(full)) else None


def _share(one: str, other: str) -> float:
    return (Counter(one) & Counter(other)).total() / len(other)


def _is_subsequence(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _drop_the(name: str) -> str:
    return re.sub(r"^(?:The|A|An)\s+", "", name)
