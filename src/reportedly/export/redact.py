"""A record in, the record without private persons' names out.

A private person is a party of whom nothing is known but a name: no id in the book of actors, no
sector, no group. Whoever speaks or acts in an office, a force or an organisation keeps the name.
The name goes from the party and from every word of the record that repeats it, quotes included;
offsets stay, so that whoever may read the document can still find the place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from reportedly.records import (
    Count,
    Document,
    Edition,
    Event,
    Gap,
    Hop,
    Incident,
    Interval,
    Party,
    Place,
    Position,
    Record,
    Span,
    Tally,
    Thing,
)

R = TypeVar("R", bound=Record)

PERSON = "[person]"
# Where a name may stand. Codes, ids and places have no persons in them: Jordan is no Mr Jordan.
FREE_TEXTS: dict[type, tuple[str, ...]] = {
    Count: ("who",),
    Document: ("title",),
    Edition: ("title", "note"),
    Gap: ("why",),
    Hop: ("via",),
    Party: ("text", "name"),
    Position: ("value",),
    Span: ("quote",),
    Tally: ("who",),
    Thing: ("text",),
}
MOST_WORDS = 5  # longer names are titles or descriptions
LEAST_LETTERS = 3  # a part of a name shorter than this also stands in other words


def redact(event: Event) -> Event:
    """Return the event without private persons' names."""
    return hide_names(event, find_names(find_parties(event)))


def redact_incident(incident: Incident) -> Incident:
    """Return the incident without private persons' names."""
    return hide_names(incident, find_names(find_parties(incident)))


def redact_all(
    document: Document, events: tuple[Event, ...], tallies: tuple[Tally, ...]
) -> tuple[Document, tuple[Event, ...], tuple[Tally, ...]]:
    """Return all that a document tells without private persons' names, and without its text.

    A name found in one record goes from all of them: the next event's quote may repeat it.
    """
    names = find_names(find_parties((events, tallies)))
    bare = msgspec.structs.replace(document, text="", litter=())
    return (
        hide_names(bare, names),
        tuple(hide_names(event, names) for event in events),
        tuple(hide_names(tally, names) for tally in tallies),
    )


def redact_edition(edition: Edition, also: Iterable[str] = ()) -> tuple[Edition, tuple[str, ...]]:
    """Return what readers may see of an edition, and the wordings that were hidden in it.

    A name found in one report goes from all of them. `also` are names that a person hides.
    """
    parties = (*find_parties(edition),)
    asked = tuple(name.strip() for name in also if name.strip())
    names = tuple(sorted({*find_names(parties), *asked}, key=lambda name: (-len(name), name)))
    return hide_names(edition, names), names


def find_kept(edition: Edition) -> tuple[Party, ...]:
    """Return the parties with a person's name that stay: they speak or act in an office."""
    kept: dict[str, Party] = {}
    for party in find_parties(edition):
        named = party.name is not None and not party.collective and looks_personal(party.name)
        if named and " " in (party.name or "").strip() and PERSON not in (party.name or ""):
            kept.setdefault(party.name or "", party)
    return tuple(kept.values())


def holds_private_person(party: Party) -> bool:
    """Tell whether the party is somebody of whom nothing but a personal name is known."""
    if party.name is None or party.id or party.sector or party.collective:
        return False
    return looks_personal(party.name)


def looks_personal(name: str) -> bool:
    """Tell whether a name has the form of a person's: a few capitalised words, none of a body's."""
    words = [word for word in re.split(r"[\s\-]+", name) if word]
    if not words or len(words) > MOST_WORDS:
        return False
    organisations, particles = load_words()
    for word in words:
        plain = word.strip(".,'\"\u2019").lower()
        if plain in organisations:
            return False
        if plain not in particles and not word[:1].isupper():
            return False
    acronym = len(words) == 1 and len(name) > 1 and name.isupper()
    return not acronym and not any(character.isdigit() for character in name)


def find_parties(record: Any) -> Iterator[Party]:
    """Yield every party inside a record, at any depth."""
    if isinstance(record, Party):
        yield record
    elif isinstance(record, msgspec.Struct):
        for field in record.__struct_fields__:
            yield from find_parties(getattr(record, field))
    elif isinstance(record, tuple):
        for item in record:
            yield from find_parties(item)


def find_names(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the wordings to hide: full names first, then the parts a text goes on with."""
    _, particles = load_words()
    names: set[str] = set()
    for party in parties:
        if not holds_private_person(party):
            continue
        assert party.name is not None
        names.add(party.name)
        # A surname alone names the person as well; "el" or "de" alone names nobody.
        for part in party.name.split():
            if part[:1].isupper() and len(part) >= LEAST_LETTERS:
                names.add(part)
        names.difference_update(name for name in tuple(names) if name.lower() in particles)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def hide_names(record: R, names: tuple[str, ...]) -> R:
    """Return the record with the names replaced in every text of it."""
    if not names:
        return record
    wordings = sorted({*names, *(name.upper() for name in names)}, key=lambda name: -len(name))
    name = "|".join(rf"(?<!\w){re.escape(wording)}(?!\w)" for wording in wordings)
    pattern = re.compile(rf"(?:{name})(?:\s+(?:{name}))*")  # two parts of a name are one person
    hidden: R = replace_text(record, pattern)
    return hidden


def replace_text(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return a record, or a tuple of them, with the pattern replaced in its free texts."""
    if isinstance(value, tuple):
        return tuple(replace_text(item, pattern) for item in value)
    if not isinstance(value, msgspec.Struct) or isinstance(value, (Place, Interval)):
        return value
    changes: dict[str, Any] = {}
    for field in value.__struct_fields__:
        part = getattr(value, field)
        if isinstance(part, str) and field in FREE_TEXTS.get(type(value), ()):
            changes[field] = pattern.sub(PERSON, part)
        elif isinstance(part, dict):  # an edition's quoted words, by document
            changes[field] = {key: tuple(pattern.sub(PERSON, word) for word in words)
                              for key, words in part.items()}  # fmt: skip
        elif isinstance(part, (tuple, msgspec.Struct)) and field != "authors":
            changes[field] = replace_text(part, pattern)
    return msgspec.structs.replace(value, **changes)


@cache
def load_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of organisations and the particles of names."""
    text = (files("reportedly.export") / "organisations.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return frozenset(table["words"]), frozenset(table["particles"])
