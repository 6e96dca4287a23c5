"""The words for a party in, what stands where in them out: actors, organs, roles, countries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from reportedly.resolve.actor_book import MAX_WORDS, Actor, ActorBook, Organ, Role
from reportedly.resolve.fold import fold

T = TypeVar("T")
MAX_CHARACTERS = 400  # a party is named at the start of its phrase
MAX_ORGAN_WORDS, MAX_ROLE_WORDS, MAX_COUNTRY_WORDS, MAX_PERSON_WORDS = 5, 3, 6, 6

_WORD = re.compile(r"[^\W_](?:[\w.'\u2019]*[^\W_])?")
_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|any|all|some|several|many|more than|up to|at least|about|around|nearly"
    r"|almost|over|approximately|another|other|its|their|his|her|our|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|dozens of"
    r"|hundreds of|thousands of|scores of|\d[\d,.]*)\b|\W)+\b",
    re.I,
)
_POSSESSIVE = re.compile(r"['\u2019]s?$|['\u2019]s$", re.I)
_OPEN = re.compile(r"[,;:]\s|\s[(\[\u2013\u2014-]")
CUTS = frozenset(
    [
        "who",
        "which",
        "that",
        "whom",
        "whose",
        "including",
        "backed",
        "accused",
        "suspected",
        "believed",
        "wearing",
        "carrying",
        "armed",
        "killed",
        "injured",
        "wounded",
        "leaving",
        "travelling",
        "traveling",
        "involved",
        "wanted",
        "detained",
        "arrested",
        "said",
        "say",
        "says",
        "quoted",
        "citing",
        "whereas",
        "while",
        "when",
        "where",
        "after",
        "before",
        "during",
        "as",
        "because",
    ]
)
PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "from",
        "at",
        "on",
        "near",
        "for",
        "with",
        "by",
        "to",
        "against",
        "around",
        "inside",
        "outside",
        "across",
        "over",
        "under",
        "into",
        "between",
        "among",
        "along",
        "and",
        "or",
        "behind",
    ]
)
TIES = frozenset(
    [
        "backed",
        "led",
        "linked",
        "aligned",
        "trained",
        "allied",
        "held",
        "occupied",
        "run",
        "controlled",
        "made",
        "born",
        "funded",
        "supported",
        "sponsored",
        "speaking",
        "language",
        "based",
        "affiliated",
        "inspired",
        "installed",
        "style",
    ]
)  # "Iran-backed" says whose friends they are, not whose they are
PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "de",
        "la",
        "del",
        "di",
        "da",
        "von",
        "van",
        "der",
        "den",
        "abu",
        "bint",
        "ul",
        "ur",
        "dos",
        "e",
        "y",
    ]
)
STATE_SECTORS = frozenset(["GOV", "MIL", "COP", "JUD", "LEG", "SPY"])
# "Latin American" is no country.
REGIONAL = frozenset(["latin", "central", "african", "afro", "pan", "inter", "anti"])
HEADS = frozenset(["of", "from", "in"])


class Word(msgspec.Struct, frozen=True):
    """One word: where it stands, its key, and its key without a possessive ending."""

    start: int
    end: int
    text: str
    key: str
    bare: str
    owns: bool


class Found(msgspec.Struct, frozen=True):
    """Who is meant, as far as the words say."""

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    collective: bool = False


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
        if i and (clause or _OPEN.search(gap)):
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
    bare = _POSSESSIVE.sub("", text)
    owns = bare != text or match.string[match.end() : match.end() + 1] in ("'", "\u2019")
    return Word(match.start(), match.end(), text, fold(text), fold(bare), owns)


def find_actor(
    phrase: PartyPhrase, book: ActorBook, start: int, end: int, home: str | None, year: int | None
) -> Found | None:
    """Return the first named actor among the words, the longest name first."""
    for i in range(start, end):
        for j in range(min(end, i + MAX_WORDS), i, -1):
            bare = phrase.key(i, j, bare=True)
            known = book.actors.get(phrase.key(i, j)) or book.actors.get(bare)
            if not known or _is_tied(phrase, i, j):
                continue
            words = phrase.text[phrase.words[i].start : phrase.words[j - 1].end]
            fit = [a.actor for a in known if _is_written(words, i, a.short, a.proper, phrase, book)]
            fit = [a for a in fit if a.was_active(year)] or fit
            fit = [a for a in fit if not _is_other_state(a, phrase, book, phrase.key(i, j), home)]
            if fit:
                actor = next((a for a in fit if a.country == home), fit[0])
                country = actor.country
                return Found(name=actor.name, id=actor.id, country=country, sector=actor.sector)
    return None


def _is_written(
    words: str, at: int, short: bool, proper: bool, phrase: PartyPhrase, book: ActorBook
) -> bool:
    """Tell whether words are written as this name is: "IS" and not "is"."""
    bare = _POSSESSIVE.sub("", words)
    if not short:
        return bare[:1].isupper() or bare[:1].isdigit() or not proper
    letters = [c for c in bare if c.isalpha()]
    if sum(c.isupper() for c in letters) < len(letters) - 1:
        return False
    if phrase.text.isupper() and bare in book.hazards:
        return at == 0 and phrase.core == 1 and phrase.definite
    return True


def _is_other_state(
    actor: Actor, phrase: PartyPhrase, book: ActorBook, key: str, home: str | None
) -> bool:
    """Tell whether a state body's name is here another state's: the "Congress" of Colombia."""
    if actor.sector not in STATE_SECTORS or actor.country is None:
        return False
    if key in book.organs and home != actor.country and key != fold(actor.name):
        return True
    named = find_countries(phrase, book, 0, phrase.core)
    seats = {c for w in phrase.words[: phrase.core] if (c := book.countries.seats.get(w.bare))}
    return bool(named or seats) and actor.country not in {*named, *seats}


def _is_tied(phrase: PartyPhrase, start: int, end: int) -> bool:
    """Tell whether words only say whose friends somebody is: the "Iran" of "Iran-backed"."""
    if end >= len(phrase.words) or phrase.words[end].key not in TIES:
        return False
    return "-" in phrase.text[phrase.words[end - 1].end : phrase.words[end].start]


def find_countries(
    phrase: PartyPhrase, book: ActorBook, start: int, end: int, *, near: int | None = None
) -> list[str]:
    """Return the countries the words name, in order.

    With `near`, only those that qualify the word there: before it, or after "of", "from", "in".
    """
    found: list[str] = []
    i = start
    while i < end:
        step = 1
        for j in range(min(end, i + MAX_COUNTRY_WORDS), i, -1):
            key = phrase.key(i, j, bare=True)
            code = book.countries.names.get(key) or book.countries.people.get(key)
            if i and phrase.words[i - 1].key in REGIONAL:
                code = None
            if code and phrase.words[i].text[:1].isupper() and not _is_tied(phrase, i, j):
                named = (
                    key in book.countries.names
                    and i
                    and (
                        phrase.words[i - 1].key in HEADS
                        or phrase.key(i - 2, i) in ("of the", "from the", "in the")
                    )
                )
                if near is None or i < phrase.head or named:
                    found.append(code)
                step = j - i
                break
        i += step
    return list(dict.fromkeys(found))


def find_organ(phrase: PartyPhrase, book: ActorBook) -> tuple[Organ, int, int] | None:
    """Return the state body the words name and where: the last in the head, or the first after."""
    return _choose(_find_all(phrase, book.organs, MAX_ORGAN_WORDS), phrase)


def find_role(phrase: PartyPhrase, book: ActorBook) -> tuple[Role, int] | None:
    """Return what the people are and where: "student protesters" are protesters.

    A rank says nothing where it is told whose: "bandit leaders" are bandits.
    """
    roles = _find_all(phrase, book.roles, MAX_ROLE_WORDS)
    told = [f for f in roles if f[1] < phrase.head and not _is_rank(phrase.key(*f[1:]), book)]
    found = _choose(told or roles, phrase)
    if found is None:
        return None
    role, start, end = found
    many = role.many or (end < phrase.head and phrase.words[phrase.head - 1].key.endswith("s"))
    return msgspec.structs.replace(role, many=many), start


def _is_rank(key: str, book: ActorBook) -> bool:
    """Tell whether the word is only a rank: leader, chief, head, member."""
    return key in book.speakers or (key.endswith("s") and key[:-1] in book.speakers)


def _choose(found: Sequence[tuple[T, int, int]], phrase: PartyPhrase) -> tuple[T, int, int] | None:
    in_head = [f for f in found if f[1] < phrase.head]
    return in_head[-1] if in_head else found[0] if found else None


def _find_all(
    phrase: PartyPhrase, words: Mapping[str, T], longest: int
) -> list[tuple[T, int, int]]:
    found: list[tuple[T, int, int]] = []
    i = 0
    while i < phrase.core:
        step = 1
        for j in range(min(phrase.core, i + longest), i, -1):
            thing = words.get(phrase.key(i, j)) or words.get(phrase.key(i, j, bare=True))
            last = phrase.words[j - 1]
            if thing is not None and not (last.owns and j < phrase.core):
                found.append((thing, i, j))
                step = j - i
                break
        i += step
    return found


def find_person(phrase: PartyPhrase, book: ActorBook) -> Found | None:
    """Return a person by a title before the name: "Interior Minister Karl Nehammer"."""
    capitals = phrase.text.isupper()  # where every word may seem part of the name
    for i in range(phrase.core):
        for j in range(min(phrase.core, i + 4), i, -1):
            key = phrase.key(i, j)
            office = key in book.titles
            role = book.roles.get(key)
            if not office and key not in book.speakers and (role is None or role.many or capitals):
                continue
            end = _end_name(phrase, book, j)
            if end > j:
                name = phrase.text[phrase.words[j].start : phrase.words[end - 1].end]
                sector = book.titles[key] if office else role.sector if role else "speaker"
                public = (office and sector is not None) or sector == "speaker"
                return Found(name=tidy_person(name), id="public" if public else None, sector=sector)
            break
    return None


def find_named_after(phrase: PartyPhrase, book: ActorBook) -> Found | None:
    """Return a person named after the office: "Austria's interior minister, Karl Nehammer"."""
    if phrase.core == 0 or phrase.core == len(phrase.words):
        return None
    if phrase.text[phrase.words[phrase.core - 1].end] != ",":
        return None
    office = next(
        (
            k
            for i in range(phrase.core)
            if (k := phrase.key(i, phrase.core)) in book.titles or k in book.speakers
        ),
        None,
    )
    if office is None:
        return None
    rest = msgspec.structs.replace(phrase, core=len(phrase.words))
    end = _end_name(rest, book, phrase.core)
    first, last = phrase.words[phrase.core], phrase.words[max(end - 1, phrase.core)]
    if end < phrase.core + 2 or _OPEN.search(phrase.text[first.start : last.end]):
        return None
    sector = book.titles.get(office, "speaker")
    name = phrase.text[first.start : last.end]
    return Found(name=tidy_person(name), id="public" if sector else None, sector=sector)


def _end_name(phrase: PartyPhrase, book: ActorBook, start: int) -> int:
    """Return where a person's name that starts at a word ends; `start` if none does."""
    end = start
    while end < min(phrase.core, start + MAX_PERSON_WORDS):
        word = phrase.words[end]
        particle = word.key in PARTICLES and end + 1 < phrase.core and end > start
        known = word.key in book.organs or word.key in book.roles or word.key in PREPOSITIONS
        if particle:
            end += 1
            continue
        if not word.text[:1].isupper() or (known and phrase.words[end - 1].key not in book.titles):
            break
        if known or (word.owns and end + 1 < phrase.core):
            return start
        end += 1
    return end


def tidy_person(name: str) -> str:
    """Return a person's name without a possessive, in mixed case if it was all capitals."""
    name = _POSSESSIVE.sub("", name)
    return name.title() if name.isupper() else name
