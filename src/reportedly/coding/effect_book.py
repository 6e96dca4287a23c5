"""codebook/books/effects.toml, read: the words for what is done to people and counted."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from reportedly.records import Effect

KINDS: tuple[Effect, ...] = (
    "killed", "injured", "abducted", "arrested", "missing", "displaced",
)  # fmt: skip
Phrases = frozenset[tuple[str, str]]


class EffectWords(msgspec.Struct, frozen=True):
    """The words for one effect."""

    patient: frozenset[str] = frozenset()
    strikes: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    manner: frozenset[str] = frozenset()
    loses: frozenset[str] = frozenset()
    suffers: Phrases = frozenset()


class EffectBook(msgspec.Struct, frozen=True):
    """effects.toml, read."""

    effects: dict[Effect, EffectWords]
    nobody: frozenset[str]
    totals: frozenset[str]
    tally: tuple[str, ...]
    strong: tuple[str, ...]
    wide: tuple[str, ...]
    ranked: tuple[str, ...]
    deed_nouns: frozenset[str]
    each: frozenset[str]
    wars: frozenset[str]
    deeds: dict[str, Effect]
    body: frozenset[str]
    hits: frozenset[str]
    tends: frozenset[str]
    care: frozenset[str]
    care_in: frozenset[str]  # who is in one of these is hurt
    presumed: frozenset[str]  # verbs that kill unless more is told
    spared: frozenset[str]  # words near them by which it did not
    unhurt: frozenset[str]
    sides: frozenset[str]
    misses: frozenset[str]  # verbs of which nobody's being their object says that nobody is hurt
    trades: tuple[str, ...]  # what a word for somebody's trade ends in
    beasts: frozenset[str]
    nobodies: frozenset[str]  # what may be killed or hurt and is no one person


@cache
def read_effects() -> EffectBook:
    """Read the packaged effects book once."""
    raw = tomllib.loads((files("reportedly.codebook") / "books/effects.toml").read_text("utf8"))
    for kind in KINDS:
        raw[kind]["suffers"] = [p.split() for p in raw[kind].get("suffers", [])]
    return EffectBook(
        effects={k: msgspec.convert(raw[k], EffectWords) for k in KINDS},
        nobody=frozenset(raw["none"]["nouns"]),
        totals=frozenset(raw["totals"]["nouns"]),
        tally=tuple(raw["tally"]["phrases"]),
        strong=tuple(raw["tally"]["strong"]),
        wide=tuple(raw["tally"]["wide"]),
        ranked=tuple(raw["tally"]["ranked"]),
        deed_nouns=frozenset(raw["tally"]["deeds"]),
        each=frozenset(raw["tally"]["each"]),
        wars=frozenset(raw["tally"]["wars"]),
        deeds=raw["deeds"],
        body=frozenset(raw["body"]["parts"]),
        hits=frozenset(raw["body"]["verbs"]),
        tends=frozenset(raw["care"]["verbs"]),
        care=frozenset(raw["care"]["places"]),
        care_in=frozenset(raw["care"]["in"]),
        presumed=frozenset(raw["presumed"]["verbs"]),
        spared=frozenset(raw["presumed"]["spared"]),
        unhurt=frozenset(raw["none"]["unhurt"]),
        sides=frozenset(raw["none"]["sides"]),
        misses=frozenset(raw["none"]["verbs"]),
        trades=tuple(raw["one"]["trades"]),
        beasts=frozenset(raw["one"]["beasts"]),
        nobodies=frozenset(raw["one"]["nobodies"]),
    )


@cache
def words_of(effect: Effect) -> frozenset[str]:
    """Return every word by which an effect is told of somebody."""
    book = read_effects()
    words = book.effects[effect]
    told = words.patient | words.strikes | words.subject | words.states | words.attributes
    told |= words.manner | words.nouns | {verb for verb, _ in words.suffers}
    return told | book.hits | book.tends | book.care_in | {"treat"} if words.strikes else told
