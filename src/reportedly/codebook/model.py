"""The nouns of the codebook: what a book of event words, cues and rules holds once read.

A lemma is always lower case. A word pattern is lemmas joined by spaces ("open fire", "set * to");
alternatives are joined by a bar ("take|hold hostage").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Part = Literal["verb", "noun", "adjective"]

MODES: Mapping[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ),
}  # PLOVER 2.0, fixed by its manual; words for them live in the books

SUBEVENTS = frozenset(
    {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
        "Violent demonstration",
        "Mob violence",
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    }
)  # ACLED's sub-event types

STANCES = (
    "claims_responsibility",
    "asserts",
    "confirms",
    "accuses",
    "denies",
    "doubts",
    "threatens",
)

# Where a test may look. Every other slot is a preposition: `with`, `on`, `against`, ...
SLOTS = frozenset({"actor", "patient", "modifier", "complement", "any", "sentence", "head"})


class Words(msgspec.Struct, frozen=True):
    """A class of words: by lemma, by kind of name, by part of speech."""

    lemmas: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


class Test(msgspec.Struct, frozen=True):
    """A look at one slot around a trigger: does one of its words belong to the class?"""

    slot: str
    words: Words


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Where a trigger's parties stand, best place first.

    A place is a PropBank label ("ARG0"), a UD relation ("nsubj", "obl:agent"), or a relation with
    its preposition ("obl:on", "nmod:against").
    """

    name: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    reciprocal: bool = False  # both sides do it to each other: meetings, clashes, agreements


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A way of saying an event.

    `words` is the pattern, head lemma first where `head` is 0. `weight` is how often the words
    mean the event when they stand in news (0..1), `mode_weight` how often it is then of this mode.
    A weak entry needs its `helps`, or a learned
    score, before anyone should code it.
    """

    key: str
    category: str
    part: Part
    words: tuple[tuple[str, ...], ...]
    head: int = 0
    mode: str | None = None
    weight: float = 0.5
    mode_weight: float = 0.75
    weak: bool = False
    by_weapon: bool = False
    frame: Frame
    senses: frozenset[str] = frozenset()
    needs: tuple[Test, ...] = ()
    bars: tuple[Test, ...] = ()


class Blocker(msgspec.Struct, frozen=True, kw_only=True):
    """A field of life in which event words mean no event: sport, illness, films, ...

    One word of `near` beside the trigger blocks it; so do `at_least` words of `sentence` in its
    sentence.
    """

    name: str
    categories: frozenset[str]
    near: Words
    sentence: Words
    at_least: int = 2


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of thing (weapon or target) and the words for it; weapons also imply a mode."""

    name: str
    lemmas: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()
    mode: str | None = None


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one cue class by part of speech; a phrase is a sequence of lemmas."""

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """Who says things, how, and through what."""

    stances: Mapping[str, Cues]
    channels: Mapping[str, Cues]
    sources: Mapping[str, frozenset[str]]
    according: tuple[tuple[str, ...], ...]


class AcledRule(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table that turns a PLOVER code into an ACLED sub-event; first match wins.

    An empty set asks nothing. Sides are those of `classes.toml` under `side.*`.
    """

    key: str
    subevent: str | None
    categories: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    not_actors: frozenset[str] = frozenset()
    not_recipients: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A whole codebook, indexed for reading: entries stand under (part, head lemma)."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    frames: Mapping[str, Frame]
    classes: Mapping[str, Words]
    blockers: tuple[Blocker, ...]
    light: Mapping[str, frozenset[str]]  # light verb -> nouns it takes; empty: any event noun
    carriers: frozenset[str]  # nouns whose compound modifier is still the event ("bombing wave")
    weapons: tuple[Kind, ...]
    targets: tuple[Kind, ...]
    weapon_of: Mapping[str, Kind]
    target_of: Mapping[str, Kind]
    cues: Mapping[str, Cues]
    speech: Speech
    contexts: Mapping[str, Words]
    context_of: Mapping[tuple[str, str | None], tuple[str, ...]]
    acled: tuple[AcledRule, ...]
    # What is chosen (place, country) -> group of event types -> sign -> points; learned.
    scene: Mapping[str, Mapping[str, Mapping[str, float]]]
    fillers: Mapping[str, Mapping[str, float]]  # field -> what each reason to fill it weighs
