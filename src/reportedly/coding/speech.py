"""The books of speech in, one table of look-ups out: which words are cues, and what each takes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from reportedly.codebook.model import Speech
from reportedly.records import Stance

# A verb that stands under two stances has the first of these, unless its object says otherwise.
VERB_ORDER: tuple[Stance, ...] = ("denies", "confirms", "accuses", "threatens", "asserts", "doubts")
# These read as plain speech until something beside them says more.
PLAIN = frozenset({"warn", "claim", "suspect", "point", "question", "pledge", "promise"})


class Grammar(msgspec.Struct, frozen=True, kw_only=True):
    """What attribution asks of a word, answered by look-up."""

    verbs: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    pairs: Mapping[tuple[str, str], Stance]  # verb and object: ("take", "responsibility")
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Stance], ...]]  # by first lemma
    according: Mapping[str, tuple[tuple[str, ...], ...]]  # by first word
    channels: frozenset[str]
    channel_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    speakers: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    offices: frozenset[str]
    hearsay: frozenset[str]
    cues: frozenset[str]  # every lemma at which some reader must look
    sets: Mapping[str, frozenset[str]]  # "takes.quotes", "accuse.deed", ... of attribution.toml

    def has(self, name: str, word: str) -> bool:
        """Tell whether attribution.toml lists the word under `name`."""
        return word in self.sets[name]


def read_grammar(speech: Speech) -> Grammar:
    """Return the look-ups of a book's speech. Make it once; it does not change."""
    sets = read_sets()
    verbs: dict[str, Stance] = dict.fromkeys(sorted(sets["takes.more"]), "asserts")
    nouns: dict[str, Stance] = {}
    pairs: dict[tuple[str, str], Stance] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Stance]]] = {}
    for stance in reversed(VERB_ORDER):
        cues = speech.stances[stance]
        verbs |= dict.fromkeys(cues.verbs, stance)
        nouns |= dict.fromkeys(cues.nouns, stance)
    verbs |= dict.fromkeys(PLAIN & speech.stances["asserts"].verbs, "asserts")
    for name, cues in speech.stances.items():
        known: Stance = name  # type: ignore[assignment]  # parse.py lets no other name in
        for phrase in cues.phrases:
            if len(phrase) == 2 and phrase[0] != "be":
                pairs[phrase[0], phrase[1]] = known
            elif len(phrase) > 2 or phrase[1] == "behind":
                phrases.setdefault(phrase[0], []).append((phrase, known))
    kinds = speech.sources
    bodies = (
        kinds["body"] | kinds["media"] | kinds["armed"] | kinds["rights"] | sets["nouns.groups"]
    )
    persons = (
        kinds["spokesman"] | kinds["official"] | kinds["medical"] | kinds["witness"]
        | kinds["anonymous"] | sets["nouns.people"]
    )  # fmt: skip
    according = _by_first(speech.according)
    hearsay = sets["hearsay.asserts"] | sets["hearsay.accuses"]
    heads = {verb for verb, _ in pairs} | set(phrases)
    return Grammar(
        verbs=verbs,
        nouns=nouns,
        pairs=pairs,
        phrases={key: tuple(value) for key, value in phrases.items()},
        according=according,
        hearsay=hearsay,
        cues=frozenset(verbs)
        | sets["takes.wants"]
        | nouns.keys()
        | heads
        | sets["nouns.accounts"]
        | hearsay
        | sets["hearsay.adjectives"]
        | according.keys()
        | sets["deny.words"]
        | {"accord", "cite", "quote", "true", "correct", ":"},
        channels=frozenset().union(*(cues.nouns for cues in speech.channels.values())),
        channel_phrases=_by_first(p for cues in speech.channels.values() for p in cues.phrases),
        speakers=bodies | persons,
        persons=persons,
        bodies=bodies,
        offices=sets["office.words"] | kinds["body"],
        sets=sets,
    )  # fmt: skip


def _by_first(phrases: Any) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(tuple(phrase))
    return {key: tuple(sorted(value, key=len, reverse=True)) for key, value in found.items()}


@cache
def read_sets() -> dict[str, frozenset[str]]:
    """Return the lists of attribution.toml by "table.key"."""
    book = files("reportedly.codebook") / "books" / "attribution.toml"
    table = tomllib.loads(book.read_text(encoding="utf-8"))
    return {
        f"{name}.{key}": frozenset(words)
        for name, inner in table.items()
        for key, words in inner.items()
    }
