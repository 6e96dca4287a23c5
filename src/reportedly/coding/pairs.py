"""A document's attributions and events in, every pair of them with its features out.

A feature is what a reader would point to: the words hold the event's own figure, a noun in them
means it, it is the last assault told, the speaker did it. coding/reach.py weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from reportedly.coding.coreference import patients, words_of
from reportedly.coding.draft import Draft
from reportedly.coding.figure import Figure
from reportedly.coding.reference import GENERIC, Referents
from reportedly.coding.sources import Attribution
from reportedly.coding.story import number_paragraphs
from reportedly.coding.telling import Telling
from reportedly.coding.view import View
from reportedly.records import Place

Kind = Literal["says", "claims", "denies"]

REACH_SENTENCES = 15
HARM = frozenset({"killed", "injured", "missing"})
VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
SOLID = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
NEAR_CHARGE = 3  # sentences from a charge to its denial
LIKELY = 0.5  # of a word's being an event, by the model
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
    plural: bool  # the noun is "attacks", not "the attack"
    official: bool
    left_out: bool  # the words tell a deed that is no event of the report's


class Pairs:
    """A document's attributions and events, to be asked which words reach which event."""

    def __init__(
        self,
        view: View,
        attributions: Sequence[Attribution],
        events: Sequence[Draft],
        figures: Sequence[Figure],
        offices: frozenset[str],
    ) -> None:
        self.view = view
        self.events = events
        self.referents = Referents(view, events)
        self.paragraphs = number_paragraphs(view)
        self.figures = figures
        self.offices = offices
        self.actors = [frozenset(words_of(view, e.arguments.actors)) for e in events]
        self.patients = [frozenset(words_of(view, patients(e))) for e in events]
        self.places = [place_words(e) for e in events]
        self.anchors = [
            frozenset(view.tokens[at].lemma.lower() for at in e.mentions) for e in events
        ]
        self.wordings = (
            ("patient", self.patients),
            ("doer", self.actors),
            ("place", self.places),
            ("word", self.anchors),
        )
        self.sentences = [sorted({view.sentence_of[at] for at in e.mentions}) for e in events]
        violent = [k for k, e in enumerate(events) if e.category in VIOLENT]
        self.assaults = [k for k in violent if events[k].category == "ASSAULT"]
        self.told = sorted((at, k) for k in violent for at in events[k].mentions)
        self.most = max(violent, key=lambda k: (weight_of(events[k]), -k), default=-1)
        self.telling = Telling(view, attributions, events)
        self.charges = [(a, frozenset(words_of(view, [a.accused])))
                        for a in attributions if a.accused is not None]  # fmt: skip
        self.said = [self.read(a) for a in attributions if is_heard(a)]

    def read(self, a: Attribution) -> Said:
        """Return what is asked of the attribution's words."""
        view = self.view
        inside = [i for first, end in a.content for i in range(first, end)]
        own = {self.referents.own[i] for i in inside if i in self.referents.own and i != a.cue}
        means: set[int] = set()
        generic: set[int] = set()
        plural = False
        for i in inside:
            token = view.tokens[i]
            if i in self.referents.own or token.upos not in ("NOUN", "PRON", "PROPN"):
                continue
            k = self.referents.meant(i)
            if k is not None:
                plural |= token.xpos == "NNS"
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
            plural=plural,
            left_out=not own
            and any(
                i in view.mention_at and view.mention_at[i].score >= LIKELY
                for i in inside
                if i != a.cue
            ),
            official=any(
                w in self.offices for h in heads if h is not None for w in words_of(view, [h])
            ),
        )

    def all(self) -> Iterator[Pair]:
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
        subject, rank, away = self.subject(said, k), self.rank(said, k), self.distance(said, k)
        yield from ("any", subject, rank, away)
        yield f"{subject}; {rank}"
        yield f"{subject}; {away}"
        yield f"{rank}; {away}"
        side = self.side(said, k)
        if side:
            yield side
            yield f"{side}; {subject}"
        for name, ours in self.wordings:
            if said.words & ours[k]:
                yield f"names its {name}"
        if said.accused:
            yield "the accused did it" if said.accused & self.actors[k] else "accuses another"
        yield f"is {event.category}" if event.category in VIOLENT else "is no force"
        if event.stage not in ("occurred", "ongoing"):
            yield "did not take place"
        if said.a.stance in ("confirms", "accuses"):
            yield said.a.stance
        if said.a.negated:
            yield "says that it is not so"
        if said.left_out:
            yield "tells a deed left out"
            yield f"tells a deed left out; {subject}"
        if said.official:
            yield f"an office speaks; {subject}"
        if self.assaults == [k]:
            yield "is the only assault"
        for sign in self.telling.signs(said.a, k):
            yield sign
            yield f"{sign}; {away}"
        if said.kind == "denies":
            yield from self.charged(said, k)
        yield "is short" if said.a.size <= SHORT else "is long" if said.a.size > LONG else "is mean"

    def charged(self, said: Said, k: int) -> Iterator[str]:
        """Yield whether a denier was accused of event k, or in it, shortly before."""
        event, sentence = self.events[k], said.sentence
        yield f"is {event.category}" if event.category == "ACCUSE" else "is no charge"
        side = self.side(said, k)
        if side and event.category == "ACCUSE":
            yield f"{side}; is ACCUSE"
        for b, words in self.charges:
            near = sentence - self.view.sentence_of[b.cue]
            if b.cue >= said.a.cue or near > REACH_SENTENCES:
                continue
            mine = bool(said.speaker & words)
            if any(b.cue == at or b.covers(at) for at in event.mentions) and near <= NEAR_CHARGE:
                yield "the speaker is accused of it" if mine else "somebody is accused of it"
            elif mine:
                yield f"the speaker was accused; {self.rank(said, k)}"

    def subject(self, said: Said, k: int) -> str:
        """Return what the words speak of, as far as event k goes."""
        event = self.events[k]
        if said.figures and event.category in VIOLENT:
            own = {(f.effect, f.low, f.high) for f in event.figures}
            if own & {(f.effect, f.low, f.high) for f in said.figures}:
                return "its figure"
            if said.events:
                return "a toll of another deed"
            return "another toll" if own else "a toll"
        if k in said.means:
            return "nouns for it" if said.plural else "a noun for it"
        if said.means:
            noun = said.plural and event.category == "ASSAULT"
            return "nouns for such deeds" if noun else "a noun for another"
        if any(self.events[j].category == event.category for j in said.events):
            return "another of its kind"
        if said.events:
            return "another deed"
        return "a pronoun for it" if k in said.generic else (
            "a pronoun" if said.generic else "no deed")  # fmt: skip

    def rank(self, said: Said, k: int) -> str:
        """Return which of the events told so far k is."""
        cue = said.a.cue
        before = [j for at, j in self.told if at < cue]
        assaults = [j for j in before if self.events[j].category == "ASSAULT"]
        if assaults and assaults[-1] == k:
            return "the last assault"
        if before and before[-1] == k:
            return "the last deed"
        if k == self.most:
            return "the most told"
        return "an earlier deed" if k in before else "a later deed"

    def distance(self, said: Said, k: int) -> str:
        """Return how far the words stand from the event, and on which side."""
        before = [s for s in self.sentences[k] if s <= said.sentence]
        if not before:
            gap = self.sentences[k][0] - said.sentence
            return "soon after the words" if gap <= 2 else "long after the words"
        gap = said.sentence - before[-1]
        if gap == 0:
            return "same sentence"
        same = self.paragraphs[said.sentence] == self.paragraphs[before[-1]]
        if gap > 5:
            return "far before"
        return f"{min(gap, 3)} before, {'same' if same else 'other'} paragraph"

    def side(self, said: Said, k: int) -> str:
        """Return where the speaker stands to the event."""
        if said.speaker & self.actors[k]:
            return "the speaker did it"
        if said.speaker & self.patients[k]:
            return "it was done to the speaker"
        return "another did it" if self.actors[k] and said.speaker else ""


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


def place_words(event: Draft) -> frozenset[str]:
    """Return the words of the event's place."""
    if not isinstance(event.where, Place):
        return frozenset()
    return frozenset(w.lower() for w in event.where.name.replace("-", " ").split())


def weight_of(event: Draft) -> int:
    """Return how much the document makes of an event: its tellings and its figures."""
    return len(event.occurrences) + 2 * len(event.figures)
