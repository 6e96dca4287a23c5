"""A party's words in, the person in office they name out: by title, before or after the name."""

from __future__ import annotations

import re

import msgspec

from reportedly.resolve.actor_book import ActorBook
from reportedly.resolve.fold import fold
from reportedly.resolve.party_actors import Found, find_organ
from reportedly.resolve.party_nations import find_countries
from reportedly.resolve.party_phrase import (
    OPENS,
    PARTICLES,
    POSSESSIVE,
    PREPOSITIONS,
    PartyPhrase,
)

MAX_PERSON_WORDS = 6


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
    if end < phrase.core + 2 or OPENS.search(phrase.text[first.start : last.end]):
        return None
    sector = book.titles.get(office, "speaker")
    name = phrase.text[first.start : last.end]
    return Found(name=tidy_person(name), id="public" if sector else None, sector=sector)


def make_person(person: Found, actor: Found | None, phrase: PartyPhrase, book: ActorBook) -> Found:
    """Return a person in office, of the body or country the words name."""
    countries = find_countries(phrase, book, 0, phrase.core)
    sector = person.sector
    if actor:
        sector = actor.sector if person.sector in (None, "speaker", "MIL") else person.sector
    elif person.sector == "speaker":
        organ = find_organ(phrase, book)
        sector = organ[0].sector if organ else None
    country = actor.country if actor and actor.country else countries[0] if countries else None
    slug = re.sub(r"\W+", "-", fold(person.name or ""))
    return Found(
        name=person.name,
        id=f"person:{slug}" if sector and person.id else None,
        country=country,
        sector=sector,
    )


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
    name = POSSESSIVE.sub("", name)
    return name.title() if name.isupper() else name
