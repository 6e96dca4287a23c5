"""The words for a party in, who is meant out: name, id, country, sector.

Named actors come from the books; state bodies are built by rule of a country and an organ; a
person in office has the sector of the office, a private person none; what nobody lists keeps its
own words as its name and nothing is guessed. The wording always stays in `Party.text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportedly.records import Party, Span
from reportedly.resolve.actor_book import ActorBook
from reportedly.resolve.fold import fold
from reportedly.resolve.party_actors import Found, find_actor, find_organ, find_role
from reportedly.resolve.party_nations import find_countries
from reportedly.resolve.party_persons import find_named_after, find_person, make_person
from reportedly.resolve.party_phrase import PARTICLES, PartyPhrase, read_party
from reportedly.resolve.place_names import tidy_name

ARMED = frozenset({"MIL", "COP", "SPY"})  # sectors whose opposition bears arms
BODIES = {"MIL": "mil", "COP": "cop"}  # sectors whose people, with a country, are an organ of it
NATIONAL = ("gov", "mil", "spy", "leg")  # what a capital may stand beside: "ministry in Kiev"
NO_NAME = frozenset(
    """he she it they we i you him her them us who which that this these those both all some
    many several others one two everyone anybody anyone nobody somebody someone people""".split()
)


def resolve_party(
    text: str,
    span: Span,
    book: ActorBook,
    aliases: Mapping[str, str],
    *,
    home: str | None = None,
    year: int | None = None,
) -> Party:
    """Return who the words mean.

    `aliases` are short names the document introduces (see `find_aliases`). `home`, where given, is
    the country of a bare "the army"; `year` leaves out actors that were not active then.
    """
    phrase = read_party(text, book)
    if not phrase.words or fold(text) in NO_NAME:
        return Party(text=text, span=span)
    full = _find_alias(phrase, aliases)
    if full:
        meant = resolve_party(full, span, book, {}, home=home, year=year)
        return Party(
            text=text,
            span=span,
            name=meant.name or full,
            id=meant.id,
            country=meant.country,
            sector=meant.sector,
        )
    found = resolve_loaded(text, book, home) or _find_meaning(phrase, book, home, year)
    if found is None:
        return Party(text=text, span=span, name=_keep_words(phrase))
    return Party(
        text=text,
        span=span,
        name=found.name,
        id=found.id,
        country=found.country,
        sector=found.sector,
        collective=found.collective,
    )


def resolve_loaded(text: str, book: ActorBook, context_country: str | None) -> Found | None:
    """Return whom a loaded name means where the report's country is `context_country`.

    "The usurping entity" is Israel in a report from Beirut and nobody in one from Oslo.
    """
    key = re.sub(r"^(?:the|a) ", "", fold(text))
    loaded = book.loaded.get(key) or book.loaded.get(f"the {key}")
    if loaded is None or context_country is None:
        return None
    if "*" not in loaded.said_in and context_country not in loaded.said_in:
        return None
    country = context_country if loaded.country == "*" else loaded.country
    slug = {"GOV": "gov", "MIL": "mil"}.get(loaded.sector)
    if country and slug:
        body = "government" if slug == "gov" else "military"
        name = f"{book.countries.adjective(country)} {body}"
        return Found(name=name, id=f"state:{country}:{slug}", country=country, sector=loaded.sector)
    return Found(country=country, sector=loaded.sector, collective=True)


def _find_alias(phrase: PartyPhrase, aliases: Mapping[str, str]) -> str | None:
    if not aliases:
        return None
    full = {fold(short): long for short, long in aliases.items()}
    for start in range(phrase.core):
        for end in range(min(phrase.core, start + 5), start, -1):
            if phrase.key(start, end) in full and phrase.words[start].text[:1].isupper():
                return full[phrase.key(start, end)]
    return None


def _find_meaning(
    phrase: PartyPhrase, book: ActorBook, home: str | None, year: int | None
) -> Found | None:
    """Try the surest reading first: person, named actor, state, people, country."""
    actor = find_actor(phrase, book, 0, phrase.core, home, year)
    person = find_person(phrase, book)
    if person:
        return make_person(person, actor, phrase, book)
    named = find_named_after(phrase, book)
    if named:
        return make_person(named, actor, phrase, book)
    if actor:
        return actor
    return (
        _find_state(phrase, book, home)
        or _find_people(phrase, book)
        or _find_country(phrase, book)
        or _find_apposed(phrase, book, home, year)
        or _find_national(phrase, book)
    )


def _find_state(phrase: PartyPhrase, book: ActorBook, home: str | None) -> Found | None:
    """Return a body of a state: "Russia's foreign ministry", "the Nigerian police"."""
    found = find_organ(phrase, book)
    if found is None:
        return None
    organ, start, end = found
    sides = [side for i in range(start) if (side := book.against.get(phrase.key(i, i + 1)))]
    if sides and (sides[0] != "OPP" or organ.sector in ARMED):
        # "Syrian rebel forces" are no forces of Syria, though their country is Syria
        countries = find_countries(phrase, book, 0, phrase.core)
        return Found(
            name=_keep_words(phrase, start),
            country=countries[0] if countries else None,
            sector="REB" if sides[0] == "OPP" else sides[0],
            collective=True,
        )
    many = (role := book.roles.get(phrase.key(start, end))) is not None and role.many
    countries = find_countries(phrase, book, 0, phrase.core)
    seat = None
    for i in range(phrase.core):
        for j in range(min(phrase.core, i + 3), i, -1):
            if phrase.words[i].text[:1].isupper():
                seat = seat or book.countries.seats.get(phrase.key(i, j, bare=True))
    country = countries[0] if countries else None
    if country is None and seat and organ.slug.split(":")[0] in NATIONAL:
        country = seat
    bare = start == 0 and end == phrase.core
    if country is None and home and bare and phrase.definite:
        country = home
    if country is None:
        # A police of some town is a proper name; "police" is not.
        return Found(
            name=_keep_words(phrase, start), country=seat, sector=organ.sector, collective=many
        )
    name = f"{book.countries.adjective(country)} {organ.name}"
    local = organ.slug in ("jud", "cop") and phrase.has_other_name(start, book)
    return Found(
        name=_keep_words(phrase) if local else name,
        id=None if local else f"state:{country}:{organ.slug}",
        country=country,
        sector=organ.sector,
    )


def _find_people(phrase: PartyPhrase, book: ActorBook) -> Found | None:
    """Return people by what they are: "Palestinian protesters", "gunmen on motorcycles"."""
    found = find_role(phrase, book)
    if found is None:
        return None
    role, start = found
    countries = find_countries(phrase, book, 0, phrase.core, near=start)
    country = countries[0] if countries else None
    body = BODIES.get(role.sector or "")
    if country and body:
        organ = "military" if body == "mil" else "police"
        return Found(
            name=f"{book.countries.adjective(country)} {organ}",
            id=f"state:{country}:{body}",
            country=country,
            sector=role.sector,
            collective=role.many,
        )
    return Found(country=country, sector=role.sector, collective=role.many)


def _find_country(phrase: PartyPhrase, book: ActorBook) -> Found | None:
    """Return a country that acts by its name, its capital or its seat of government."""
    whole = phrase.key(0, phrase.core, bare=True)
    countries = book.countries
    if code := countries.names.get(whole):
        return Found(name=countries.name(code), id=f"state:{code}", country=code, sector="GOV")
    if code := countries.seats.get(whole):
        return Found(
            name=f"{countries.adjective(code)} government",
            id=f"state:{code}:gov",
            country=code,
            sector="GOV",
        )
    if code := countries.people.get(whole):
        return Found(country=code, collective=whole.endswith(("s", "ese", "ish", "men")))
    return None


def _find_national(phrase: PartyPhrase, book: ActorBook) -> Found | None:
    """Return what has a nationality and nothing else: "an American drone"."""
    for i in range(min(phrase.core, phrase.head)):
        word = phrase.words[i]
        code = book.countries.people.get(word.bare)
        if (
            code
            and word.text[:1].isupper()
            and phrase.core > 1
            and code in find_countries(phrase, book, i, i + 1)
        ):
            return Found(country=code)
    return None


def _find_apposed(
    phrase: PartyPhrase, book: ActorBook, home: str | None, year: int | None
) -> Found | None:
    """Return a person or body by what follows the comma: "Sarah Sanders, the press secretary"."""
    rest = phrase.after_core()
    if not rest or not phrase.words[0].text[:1].isupper():
        return None
    inner = read_party(rest, book)
    if not inner.words:
        return None
    found = (
        find_actor(inner, book, 0, inner.core, home, year)
        or _find_state(inner, book, None)
        or _find_people(inner, book)
    )
    if found is None or found.sector is None:
        return None
    name = _keep_words(phrase)
    slug = re.sub(r"\W+", "-", fold(name or ""))
    public = found.sector in ("GOV", "MIL", "LEG", "JUD", "COP", "REB")
    return Found(
        name=name,
        id=f"person:{slug}" if public else None,
        country=found.country,
        sector=found.sector,
    )


def _keep_words(phrase: PartyPhrase, organ_at: int | None = None) -> str | None:
    """Return the words as a name, if they are one: some word has a capital of its own."""
    words = phrase.words[: phrase.core]
    if organ_at is not None and phrase.text.isupper():
        return None
    if phrase.text.isupper() and any(c.isdigit() for w in words for c in w.text):
        return None
    if not words or not (words[0].text[:1].isupper() or words[0].key in PARTICLES):
        return None
    if (
        phrase.starts_sentence
        and len(words) > 1
        and not any(w.text[:1].isupper() for w in words[1:])
    ):
        return None
    return tidy_name(phrase.text[words[0].start : words[-1].end])
