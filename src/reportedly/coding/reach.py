"""Words said elsewhere in a document in, the events that they speak of out.

"Police said 12 people died", three sentences below the blast; "the group claimed the attack";
"Tehran denied any role": the speaker names no event, or names it by a noun. Which event is meant is
weighed: each pair of an attribution and an event has features a reader would point to, and
books/reach.toml has their weights (training/reach.py learns them). Below its threshold the
attribution reaches nothing.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from reportedly.coding.coreference import patients, words_of
from reportedly.coding.draft import Draft
from reportedly.coding.figure import Figure
from reportedly.coding.phrases import phrase
from reportedly.coding.reference import GENERIC, Referents
from reportedly.coding.sources import Attribution
from reportedly.coding.story import number_paragraphs
from reportedly.coding.view import View
from reportedly.records import Place, Stance

Kind = Literal["says", "claims", "denies"]

REACH_SENTENCES = 15
HARM = frozenset({"killed", "injured", "missing"})
VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
SOLID = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
SHORT, LONG = 6, 14  # tokens of what is said


class Pair(msgspec.Struct, frozen=True):
    """An attribution and an event that it may speak of, and what speaks for it."""

    event: int
    a: Attribution
    kind: Kind
    features: tuple[str, ...]


class Said(msgspec.Struct, frozen=True):
    """What is asked of an attribution's words, read once."""

    a: Attribution
    kind: Kind
    sentence: int
    words: frozenset[str]
    speaker: frozenset[str]
    accused: frozenset[str]
    figures: tuple[Figure, ...]
    events: frozenset[int]  # those told inside its words
    means: frozenset[int]  # those a noun inside means
    generic: frozenset[int]  # those "it" or "the charge" inside means


class Reach:
    """A document's attributions and events, to be asked which words reach which event."""

    def __init__(
        self,
        view: View,
        attributions: Sequence[Attribution],
        events: Sequence[Draft],
        figures: Sequence[Figure],
    ) -> None:
        self.view = view
        self.events = events
        self.referents = Referents(view, events)
        self.paragraphs = number_paragraphs(view)
        self.figures = figures
        self.actors = [frozenset(words_of(view, e.arguments.actors)) for e in events]
        self.patients = [frozenset(words_of(view, patients(e))) for e in events]
        self.places = [place_words(e) for e in events]
        self.anchors = [
            frozenset(view.tokens[at].lemma.lower() for at in e.mentions) for e in events
        ]
        self.sentences = [sorted({view.sentence_of[at] for at in e.mentions}) for e in events]
        violent = [k for k, e in enumerate(events) if e.category in VIOLENT]
        self.first = violent[0] if violent else -1
        self.most = max(violent, key=lambda k: (weight_of(events[k]), -k), default=-1)
        self.said = [self.read(a) for a in attributions if is_heard(a)]

    def read(self, a: Attribution) -> Said:
        """Return what is asked of the attribution's words."""
        view = self.view
        inside = [i for first, end in a.content for i in range(first, end)]
        own = {self.referents.own[i] for i in inside if i in self.referents.own and i != a.cue}
        means: set[int] = set()
        generic: set[int] = set()
        for i in inside:
            token = view.tokens[i]
            if i in self.referents.own or token.upos not in ("NOUN", "PRON", "PROPN"):
                continue
            k = self.referents.meant(i)
            if k is not None:
                (generic if token.lemma.lower() in GENERIC else means).add(k)
        heads = {a.source, a.resolved, *a.also} - {None}
        return Said(
            a=a,
            kind=kind_of(a),
            sentence=view.sentence_of[a.cue],
            words=frozenset(
                view.tokens[i].lemma.lower() for i in inside if view.tokens[i].upos in SOLID
            ),
            speaker=frozenset(words_of(view, [h for h in heads if h is not None])),
            accused=frozenset(() if a.accused is None else words_of(view, [a.accused])),
            figures=tuple(f for f in self.figures if f.effect in HARM and a.covers(f.at)),
            events=frozenset(own),
            means=frozenset(means),
            generic=frozenset(generic),
        )

    def pairs(self) -> Iterator[Pair]:
        """Yield every attribution with every event near it that its words do not hold."""
        for said in self.said:
            for k in range(len(self.events)):
                if k in said.events:
                    continue
                away = min((abs(said.sentence - s) for s in self.sentences[k]), default=99)
                if away <= REACH_SENTENCES:
                    yield Pair(k, said.a, said.kind, tuple(self.features(said, k)))

    def features(self, said: Said, k: int) -> Iterator[str]:
        """Yield what speaks for or against the words being about event k."""
        event = self.events[k]
        yield "any"
        yield self.distance(said, k)
        yield from self.about(said, k)
        yield from self.harm(said, event)
        if said.words & self.patients[k]:
            yield "names whom it was done to"
        if said.words & self.actors[k]:
            yield "names who did it"
        if said.words & self.places[k]:
            yield "names its place"
        if said.words & self.anchors[k]:
            yield "has its word"
        if said.speaker & self.actors[k]:
            yield "the speaker did it"
        elif self.actors[k] and said.speaker:
            yield "the speaker is not who did it"
        if said.speaker & self.patients[k]:
            yield "it was done to the speaker"
        if said.accused:
            yield "the accused did it" if said.accused & self.actors[k] else "accuses another"
        yield f"is {event.category if event.category in VIOLENT else 'no force'}"
        yield f"is {event.category} and first" if k == self.first else "is not the first"
        if k == self.most:
            yield "is the most told"
        if event.stage not in ("occurred", "ongoing"):
            yield "did not take place"
        if said.a.stance in ("confirms", "accuses"):
            yield said.a.stance
        if said.a.negated:
            yield "says that it is not so"
        if said.a.quote == "direct":
            yield "is a quotation"
        yield "is short" if said.a.size <= SHORT else "is long" if said.a.size > LONG else "is mean"

    def distance(self, said: Said, k: int) -> str:
        """Return how far the words stand from the event, and on which side."""
        before = [s for s in self.sentences[k] if s <= said.sentence]
        if not before:
            gap = self.sentences[k][0] - said.sentence
            return "said before, near" if gap <= 2 else "said before"
        gap = said.sentence - before[-1]
        same = self.paragraphs[said.sentence] == self.paragraphs[before[-1]]
        if gap == 0:
            return "same sentence"
        return f"{min(gap, 3)} after, {'same' if same else 'other'} paragraph" if gap < 6 else "far"

    def about(self, said: Said, k: int) -> Iterator[str]:
        """Yield what the words themselves speak of."""
        if k in said.means:
            yield "a noun means it"
        elif said.means:
            yield "a noun means another"
        if k in said.generic:
            yield "a pronoun means it"
        others = said.events - {k}
        if any(self.events[j].category == self.events[k].category for j in others):
            yield "tells another of its kind"
        elif others:
            yield "tells another"
        last = self.referents.last_before(said.a.cue, None)
        if last == k:
            yield "is the last deed told"
            if not others and not said.means:
                yield "is the last deed told, and no other is spoken of"

    def harm(self, said: Said, event: Draft) -> Iterator[str]:
        """Yield how the tolls in the words and of the event agree."""
        if not said.figures:
            return
        own = {(f.effect, f.low, f.high) for f in event.figures}
        theirs = {(f.effect, f.low, f.high) for f in said.figures}
        if own & theirs:
            yield "has its figure"
        elif {e for e, _, _ in own} & {e for e, _, _ in theirs}:
            yield "has another figure for its harm"
        elif event.category == "ASSAULT":
            yield "has a toll, and it had none"
        if event.category not in VIOLENT:
            yield "has a toll, and it is no force"

    def links(self) -> dict[int, list[tuple[Attribution, Stance]]]:
        """Return for each event the attributions that reach it, with their stance towards it."""
        found: dict[int, list[tuple[Attribution, Stance]]] = {}
        book = read_weights()
        for pair in self.pairs():
            if score(pair, book) >= book[pair.kind]["threshold"]:
                found.setdefault(pair.event, []).append((pair.a, stance_of(pair)))
        return found


def is_heard(a: Attribution) -> bool:
    """Tell whether the attribution is somebody's word that something is or is not so."""
    return a.told and a.stance not in ("threatens", "doubts") and a.source is not None


def kind_of(a: Attribution) -> Kind:
    """Return what the attribution does to a deed: tell it, take it on, or deny it."""
    if a.stance == "denies" or a.negated:
        return "denies"
    if a.stance == "claims_responsibility" or (a.own and a.stance in ("asserts", "confirms")):
        return "claims"
    return "says"


def stance_of(pair: Pair) -> Stance:
    """Return the stance of the words towards an event that they reach."""
    if pair.kind == "denies":
        return "denies"
    if pair.kind == "claims":
        did = "the speaker is not who did it" not in pair.features
        return "claims_responsibility" if did or pair.a.stance == "claims_responsibility" else (
            "asserts")  # fmt: skip
    return pair.a.stance


def score(pair: Pair, book: Mapping[str, Mapping[str, float]]) -> float:
    """Return the probability (0..1) that the words speak of the event."""
    weights = book[pair.kind]
    total = sum(weights.get(name, 0.0) for name in pair.features)
    return 1.0 / (1.0 + math.exp(-total))


@cache
def read_weights() -> dict[str, dict[str, float]]:
    """Return the weights of reach.toml by kind; `threshold` is one of them."""
    book = files("reportedly.codebook") / "books" / "reach.toml"
    return tomllib.loads(book.read_text(encoding="utf-8"))


def place_words(event: Draft) -> frozenset[str]:
    """Return the words of the event's place."""
    if not isinstance(event.where, Place):
        return frozenset()
    return frozenset(w.lower() for w in event.where.name.replace("-", " ").split())


def weight_of(event: Draft) -> int:
    """Return how much the document makes of an event: its tellings and its figures."""
    return len(event.occurrences) + 2 * len(event.figures)
