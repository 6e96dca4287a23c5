"""One event book in, its entries out.

A book holds one PLOVER type. Its tables [verb], [noun] and [adjective] have one line for each
word or phrase; `also` names words that share the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from reportedly.codebook.check import Where, take, texts
from reportedly.codebook.model import MODES, SLOTS, Entry, Frame, Part, Test, Words

WORD_MODE = 0.75  # how often a word is of the mode its entry writes; a phrase says more
PHRASE_MODE = 0.9
KEYS = ("also", "mode", "weight", "weak", "by_weapon", "frame", "senses", "needs", "bars")
DEFAULT_FRAME = {"verb": "does", "noun": "deed", "adjective": "suffers"}
DEFAULT_WEIGHT = 0.6  # most words in a book mean their event a little more often than not


def read_entries(
    book: str, table: Mapping[str, Any], frames: Mapping[str, Frame], classes: Mapping[str, Words]
) -> dict[str, Entry]:
    """Return the entries of one book by key ("ASSAULT.verb.shoot.firearms")."""
    where = Where(book, "")
    where.only(table, ("category", *get_args(Part)))
    category = where.one_of("category", table.get("category"), MODES)
    entries: dict[str, Entry] = {}
    for part in get_args(Part):
        for name, value in table.get(part, {}).items():
            place = Where(book, f"{part}.{name}")
            # A word may stand on several lines of a type, each with its mode: [[verb.strike]].
            for line in value if isinstance(value, list) else [value]:
                place.only(line, KEYS)
                for entry in _entries(place, category, part, name, line, frames, classes):
                    entries[entry.key] = entry
    return entries


def _entries(
    where: Where, category: str, part: Part, name: str, line: Mapping[str, Any],
    frames: Mapping[str, Frame], classes: Mapping[str, Words],
) -> Iterable[Entry]:  # fmt: skip
    mode = line.get("mode")
    if mode is not None:
        where.one_of("mode", mode, MODES[category])
    frame = frames[where.one_of("frame", line.get("frame", DEFAULT_FRAME[part]), frames)]
    weight = take(line, "weight", float, where, DEFAULT_WEIGHT)
    if not 0 <= weight <= 1:
        raise where.error(f"weight = {weight!r}: wanted a number from 0 to 1")
    tests = {key: _tests(where, key, line.get(key, {}), classes)
             for key in ("needs", "bars")}  # fmt: skip
    weak = take(line, "weak", bool, where, False)
    by_weapon = take(line, "by_weapon", bool, where, False)
    senses = frozenset(texts(where, "senses", line.get("senses", [])))
    for pattern in (name, *texts(where, "also", line.get("also", []))):
        words, head = _pattern(where, part, pattern)
        # Keys carry the mode: one word may stand for two modes, told apart by its tests.
        yield Entry(
            key=".".join(filter(None, (category, part, pattern, mode))),
            category=category, part=part, words=words, head=head, mode=mode, weight=weight,
            weak=weak, by_weapon=by_weapon,
            mode_weight=PHRASE_MODE if len(words) > 1 else WORD_MODE,
            frame=frame, senses=senses, **tests,
        )  # fmt: skip


def _pattern(where: Where, part: Part, pattern: str) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Return the words of a pattern and which of them is its head.

    The head of a verb phrase is its first word; that of a noun phrase its last, unless a
    preposition follows the noun ("state of emergency"). A star alone stands for an object.
    """
    words = [word for word in pattern.split() if word != "*"]
    if not words or pattern != pattern.lower():
        raise where.error(f"{pattern!r}: wanted words in lower case")
    if words[0] in SUPPORTS and len(words) > 1:
        head = len(words) - 1
    elif part == "verb" or any(word in PREPOSITIONS for word in words):
        head = 0
    else:
        head = len(words) - 1
    return tuple(tuple(word.split("|")) for word in words), head


SUPPORTS = frozenset({"be", "will"})  # in UD the word they support is the head, not they


PREPOSITIONS = frozenset({
    "of", "on", "to", "in", "for", "against", "with", "at", "from", "by", "over", "under",
    "into", "about", "off", "up", "out", "down", "away",
})  # fmt: skip


def _tests(where: Where, key: str, table: object, classes: Mapping[str, Words]
           ) -> tuple[Test, ...]:  # fmt: skip
    if not isinstance(table, dict):
        raise where.error(f"{key} = {table!r}: wanted a table of slots")
    tests = []
    for slot, value in table.items():
        if slot not in SLOTS and slot not in PREPOSITIONS | {"near", "among", "between", "as"}:
            raise where.error(f"{key}.{slot}: wanted a slot ({', '.join(sorted(SLOTS))}) "
                              "or a preposition")  # fmt: skip
        listed = texts(where, f"{key}.{slot}", value)
        lemmas = {word for word in listed if not word.startswith("@")}
        names: frozenset[str] = frozenset()
        tags: frozenset[str] = frozenset()
        for word in listed:
            if word.startswith("@"):
                known = classes[where.known("class", word[1:], classes)]
                lemmas |= known.lemmas
                names |= known.names
                tags |= known.tags
        tests.append(Test(slot, Words(frozenset(lemmas), names, tags)))
    return tuple(tests)


def index_entries(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Return the entries under (part, head lemma), longest pattern first, then heaviest."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        # "be under investigation" hangs on a noun, "be outraged" on an adjective.
        parts = get_args(Part) if entry.words[0][0] in SUPPORTS else (entry.part,)
        for part in parts:
            for lemma in entry.words[entry.head]:
                found.setdefault((part, lemma), []).append(entry)
    return {
        key: tuple(sorted(listed, key=lambda entry: (-len(entry.words), -entry.weight, entry.key)))
        for key, listed in found.items()
    }
