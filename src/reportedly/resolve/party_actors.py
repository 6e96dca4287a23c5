"""A party's words in, the listed actor, state body or sort of people they name out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from reportedly.resolve.actor_book import MAX_WORDS, Actor, ActorBook, Organ, Role
from reportedly.resolve.fold import fold
from reportedly.resolve.party_nations import find_countries, is_tied
from reportedly.resolve.party_phrase import POSSESSIVE, PartyPhrase

T = TypeVar("T")
MAX_ORGAN_WORDS, MAX_ROLE_WORDS = 5, 3
STATE_SECTORS = frozenset(["GOV", "MIL", "COP", "JUD", "LEG", "SPY"])


class Found(msgspec.Struct, frozen=True):
    """Who is meant, as far as the words say."""

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    collective: bool = False


def find_actor(
    phrase: PartyPhrase, book: ActorBook, start: int, end: int, home: str | None, year: int | None
) -> Found | None:
    """Return the first named actor among the words, the longest name first."""
    for i in range(start, end):
        for j in range(min(end, i + MAX_WORDS), i, -1):
            bare = phrase.key(i, j, bare=True)
            known = book.actors.get(phrase.key(i, j)) or book.actors.get(bare)
            if not known or is_tied(phrase, i, j):
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
    bare = POSSESSIVE.sub("", words)
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
