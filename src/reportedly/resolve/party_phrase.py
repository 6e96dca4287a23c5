"""The words for a party in, the same cut into words out, and where its core ends."""

from __future__ import annotations

import re

import msgspec

from reportedly.resolve.actor_book import ActorBook
from reportedly.resolve.fold import fold

MAX_CHARACTERS = 400  # a party is named at the start of its phrase

_WORD = re.compile(r"[^\W_](?:[\w.'\u2019]*[^\W_])?")
_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|any|all|some|several|many|more than|up to|at least|about|around|nearly"
    r"|almost|over|approximately|another|other|its|their|his|her|our|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|dozens of"
    r"|hundreds of|thousands of|scores of|\d[\d,.]*)\b|\W)+\b",
    re.I,
)
POSSESSIVE = re.compile(r"['\u2019]s?$|['\u2019]s$", re.I)
OPENS = re.compile(r"[,;:]\s|\s[(\[\u2013\u2014-]")
CUTS = frozenset(
    """who which that whom whose including backed accused suspected believed wearing carrying
    armed killed injured wounded leaving travelling traveling involved wanted detained
    arrested said say says quoted citing whereas while when where after before during as
    because""".split()
)
PREPOSITIONS = frozenset(
    """of in from at on near for with by to against around inside outside across over under
    into between among along and or behind""".split()
)
PARTICLES = frozenset(
    """al el bin ibn ben de la del di da von van der den abu bint ul ur dos e y""".split()
)


class Word(msgspec.Struct, frozen=True):
    """One word: where it stands, its key, and its key without a possessive ending."""

    start: int
    end: int
    text: str
    key: str
    bare: str
    owns: bool


class PartyPhrase(msgspec.Struct, frozen=True):
    """A phrase cut into words; the first `core` of them come before any comma or clause."""

    text: str
    words: tuple[Word, ...]
    core: int
    head: int
    definite: bool
    starts_sentence: bool

    def key(self, start: int, end: int, *, bare: bool = False) -> str:
        """Return the key of some words, without a possessive at their end if `bare`."""
        keys = [w.key for w in self.words[start:end]]
        if bare and keys:
            keys[-1] = self.words[end - 1].bare
        return " ".join(keys)

    def after_core(self) -> str:
        """Return what follows the core: an apposition or a clause."""
        at = self.words[self.core].start if self.core < len(self.words) else len(self.text)
        return self.text[at:]

    def has_other_name(self, before: int, book: ActorBook) -> bool:
        """Tell whether a name besides a country's stands before a word: "Abu Dhabi Police"."""
        return not self.text.isupper() and any(
            w.text[:1].isupper()
            and not book.countries.code_of(w.text)
            and w.key not in book.roles
            and w.key not in book.organs
            and w.key not in book.titles
            for w in self.words[:before]
        )


def read_party(text: str, book: ActorBook) -> PartyPhrase:
    """Cut a phrase into words and find where its core ends."""
    text = " ".join(text[:MAX_CHARACTERS].split())
    article = _ARTICLE.match(text)
    start = article.end() if article else 0
    words = tuple(_read_word(m) for m in _WORD.finditer(text, start))
    core = len(words)
    for i, word in enumerate(words):
        gap = text[words[i - 1].end : word.start] if i else ""
        clause = word.key in CUTS and i > 0 and "-" not in gap
        if i and (clause or OPENS.search(gap)):
            core = i
            break
    head = next((i for i in range(1, core) if words[i].key in PREPOSITIONS), core)
    return PartyPhrase(
        text=text,
        words=words,
        core=core,
        head=head,
        definite=bool(article and article[0].strip().lower() == "the") or not article,
        starts_sentence=bool(words) and words[0].start == 0 and not text.isupper(),
    )


def _read_word(match: re.Match[str]) -> Word:
    text = match[0]
    bare = POSSESSIVE.sub("", text)
    owns = bare != text or match.string[match.end() : match.end() + 1] in ("'", "\u2019")
    return Word(match.start(), match.end(), text, fold(text), fold(bare), owns)
