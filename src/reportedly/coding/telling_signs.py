"""Tellings in, what speaks for each being an event of its own out: named signs with a strength.

A sign is what a reader would point to: how sure head and book are, the word itself, what it hangs
from, whether it has a day, a place and people, and whether the same has been told just before.
coding/tellings.py weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.choice import GROUP_OF
from reportedly.coding.coreference import (
    DEFINITE,
    clash,
    patients,
    same_days,
    same_place,
    shared_figures,
    words_of,
)
from reportedly.coding.draft import Draft
from reportedly.coding.fields import Fields
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.occurrences import does_harm, odds
from reportedly.coding.telling_clause import by_clause
from reportedly.coding.view import View
from reportedly.records import Interval, Place

Signs = dict[str, float]

LIKELY = 0.5  # joined probability from which a telling is looked back to
REACH = 40  # sentences; as far as coreference looks
MOST = 25  # tellings of a type that one is compared with
STEPS = 4  # heads up the tree to another event word
UNNOTICED = 0.2  # what a head that is silent is taken to say
POSITIONS = (1, 2, 5, 10, 20)  # sentence numbers at which a new stretch of the report begins
SAYING = frozenset("say tell report announce claim add".split())
# What speaks for one type more than for another: a strike of nobody against nobody is still a
# strike, a demand of nobody is none.
BY_TYPE = (
    "a doer", "a patient", "a day", "a place", "an instrument", "a figure", "factuality", "head",
    "one before", "alike", "told in the sentence", "told before", "definite", "plural", "modal",
    "how late",
)  # fmt: skip


class Telling(msgspec.Struct, frozen=True):
    """One draft with what is asked of it more than once."""

    draft: Draft
    best: Occurrence
    sentence: int
    actors: frozenset[str]
    patients: frozenset[str]

    @property
    def sure(self) -> float:
        """The joined probability of its surest word."""
        return self.best.score


class Tellings:
    """A document's drafts in order, to be asked for the signs of each."""

    def __init__(self, view: View, drafts: Sequence[Draft], book: Book) -> None:
        self.view = view
        self.fields = Fields(view, book)
        self.denials = book.speech.stances["denies"].verbs
        self.all = [read_telling(view, d) for d in drafts]
        likely = [t for t in self.all if t.sure > LIKELY]
        self.owner = {at: t for t in likely for at in t.draft.mentions}
        self.by_type: dict[str, list[Telling]] = {}
        for t in self.all:
            self.by_type.setdefault(t.draft.category, []).append(t)
        self.whole = sum(t.sure for t in self.all) or 1.0
        self.share = {c: sum(t.sure for t in ts) / self.whole for c, ts in self.by_type.items()}
        self.place = {id(t): i for ts in self.by_type.values() for i, t in enumerate(ts)}

    def signs(self, k: int) -> Signs:
        """Return what speaks for or against draft k, each sign with its strength."""
        t = self.all[k]
        out: Signs = {"": 1.0}
        for part in (
            by_reading(t),
            self.by_word(t),
            self.by_tree(t),
            by_content(t),
            self.by_others(t),
            self.by_document(t),
            by_clause(self.view, t.draft, self.denials),
        ):
            out.update(part)
        kind = t.draft.category
        out.update({f"{kind}: {name}": out[name] for name in BY_TYPE if out.get(name)})
        return out

    def by_word(self, t: Telling) -> Iterator[tuple[str, float]]:
        """Yield what the word is: its lemma, its form, its article."""
        view, token = self.view, self.view.tokens[t.draft.at]
        yield f"word {token.lemma.lower()}", 1.0
        yield f"form {token.xpos}", 1.0
        yield f"part {token.upos}", 1.0
        yield "factuality", token.factuality
        yield "not quite a fact", float(token.factuality < 1)
        yield "no fact", float(token.factuality < 0)
        if token.upos == "NOUN":
            articles = {view.tokens[c].lemma for c in view.kids(token.i, "det", "nmod:poss")}
            yield "definite", float(bool(articles & DEFINITE))
            yield "indefinite", float(bool(articles & {"a", "an", "another"}))
            yield "bare", float(not articles)
            yield "plural", float(token.xpos in ("NNS", "NNPS"))

    def by_tree(self, t: Telling) -> Iterator[tuple[str, float]]:
        """Yield what the word hangs from, and what hangs from it."""
        view, tokens = self.view, self.view.tokens
        token = tokens[t.draft.at]
        up = tokens[token.head]
        yield f"hangs as {token.rel}", 1.0
        if up.i != token.i:
            yield f"under a {up.upos}", 1.0
            yield f"under {up.lemma.lower()}", 1.0
            yield "under a word of saying", float(up.lemma in SAYING)
        for rel in {tokens[c].rel for c in view.kids(token.i)}:
            yield f"has {rel}", 1.0
        yield "modal", float(any(tokens[c].xpos == "MD" for c in view.kids(token.i, "aux")))
        for c in view.kids(token.i):
            if c in self.owner and self.owner[c] is not t:
                yield f"over {self.owner[c].draft.category}", 1.0
        yield from self.by_governor(t)

    def by_governor(self, t: Telling) -> Iterator[tuple[str, float]]:
        """Yield of which event's clause the word is a part: "called for troops to be sent"."""
        tokens = self.view.tokens
        rels: list[str] = []
        i = t.draft.at
        for _ in range(STEPS):
            if tokens[i].head == i:
                return
            rels.append(tokens[i].rel)
            i = tokens[i].head
            over = self.owner.get(i)
            if over is not None and over is not t:
                rel = rels[0] if len(rels) == 1 else f"{rels[0]} far"
                kind = "its type" if over.draft.category == t.draft.category else "another type"
                yield f"part of {over.draft.category}", 1.0
                yield f"part of {over.draft.category}, {rel}", 1.0
                yield f"part of {kind}, {rel}", 1.0
                return

    def by_others(self, t: Telling) -> Iterator[tuple[str, float]]:
        """Yield how sure the tellings of its type around it are, and how like it the likest is."""
        same, mine = self.by_type[t.draft.category], self.place[id(t)]
        near = [s for s in same[max(0, mine - MOST) : mine + MOST] if s is not t]
        yield "told in the sentence", surest(s for s in near if s.sentence == t.sentence)
        yield "told before", surest(s for s in near if s.sentence < t.sentence)
        yield "told just before", surest(s for s in near if 0 < t.sentence - s.sentence <= 2)
        yield "told after", surest(s for s in near if s.sentence > t.sentence)
        before = [
            s
            for s in near
            if min(s.draft.mentions) < t.draft.at
            and s.sure > LIKELY
            and t.sentence - s.sentence <= REACH
        ]
        if not before:
            return
        yield "one before", 1.0
        yield f"one before, {t.draft.category}", 1.0
        yield "many before", math.log(len(before))
        kind = "noun" if self.view.tokens[t.draft.at].upos == "NOUN" else "verb"
        likest = max((dict(self.likeness(s, t)) for s in before), key=alikeness)
        yield "alike", max(alikeness(likest), 0.0)
        yield "unlike", min(alikeness(likest), 0.0)
        for name, value in likest.items():
            yield f"{kind}: {name}", value

    def likeness(self, s: Telling, t: Telling) -> Iterator[tuple[str, float]]:
        """Yield what two tellings of one type share, and in what they differ."""
        view = self.view
        away = min(abs(view.sentence_of[at] - t.sentence) for at in s.draft.mentions)
        distance = ("same sentence", "next sentence", "two or three on", "two or three on", "far")
        yield distance[min(away, 4)], 1.0
        lemmas = {view.tokens[at].lemma for at in s.draft.mentions}
        yield "same word", float(view.tokens[t.draft.at].lemma in lemmas)
        yield "other mode", float(clash(s.draft.mode, t.draft.mode))
        yield "same mode", float(s.draft.mode is not None and s.draft.mode == t.draft.mode)
        for name, said in (
            ("day", same_days(s.draft.when, t.draft.when)),
            ("place", same_place(s.draft.where, t.draft.where)),
            ("patient", share(s.patients, t.patients)),
            ("doer", share(s.actors, t.actors)),
        ):
            if said is not None:
                yield f"{'same' if said else 'other'} {name}", 1.0
        first = isinstance(t.draft.when, Interval) and not isinstance(s.draft.when, Interval)
        yield "a day where it had none", float(first)
        yield "same figure", float(shared_figures(s.draft, t.draft))
        harm = does_harm(view, t.draft.at)
        yield "only the harm", float(harm)
        yield "only the harm, near", float(harm and away <= 1)
        yield "of a harm", float(does_harm(view, s.draft.at))
        yield "names nobody", float(not t.actors and not t.patients)

    def by_document(self, t: Telling) -> Iterator[tuple[str, float]]:
        """Yield where in the report it stands, and how full of events and of its type that is."""
        yield f"from sentence {max((n for n in POSITIONS if n <= t.sentence), default=0)}", 1.0
        yield "how late", t.sentence / max(1, len(self.view.sentences))
        yield "sure on the whole", self.whole / len(self.all)
        yield "how many", math.log(1 + self.whole)
        yield "share of the type", self.share[t.draft.category]
        yield from self.fields.signs(t.sentence)


def read_telling(view: View, draft: Draft) -> Telling:
    """Return a draft with what is asked of it more than once."""
    return Telling(
        draft=draft,
        best=max(draft.occurrences, key=lambda o: o.score),
        sentence=view.sentence_of[draft.at],
        actors=frozenset(words_of(view, draft.arguments.actors)),
        patients=frozenset(words_of(view, patients(draft))),
    )


def by_reading(t: Telling) -> Iterator[tuple[str, float]]:
    """Yield what head and book say of the surest word, and of which type it is."""
    mention, trigger, draft = t.best.mention, t.best.trigger, t.draft
    kind = source_of(t.best)
    joined, learned = odds(t.sure), odds(mention.score if mention else UNNOTICED)
    yield kind, 1.0
    yield f"{kind}: joined", joined
    yield ("head, no entry" if trigger is None else "head"), learned
    if trigger is not None:
        yield "book", odds(trigger.weight)
        yield f"entry {trigger.entry}", 1.0
        yield f"entry for a {trigger.source}", 1.0
        yield "weak entry", float(trigger.weak)
    yield f"is {draft.category}", 1.0
    yield f"is {draft.category}: joined", joined
    yield f"is {draft.category}/{draft.mode}", 1.0
    yield f"is a {GROUP_OF.get(draft.category, 'thing')}, {draft.stage}", 1.0
    yield f"is {draft.stage}", 1.0
    yield "told again", float(len(draft.occurrences) > 1)
    yield "told often", math.log(len(draft.occurrences))


def source_of(o: Occurrence) -> str:
    """Return who takes the word for an event: head and book, with one type or two, or one alone."""
    if o.trigger is None:
        return "by the head alone"
    if o.mention is None:
        return "by the book alone"
    return "by both" if o.trigger.category == o.mention.category else "by both, of two types"


def by_content(t: Telling) -> Iterator[tuple[str, float]]:
    """Yield which of an event's fields the telling fills."""
    draft, a = t.draft, t.draft.arguments
    dated, placed = isinstance(draft.when, Interval), isinstance(draft.where, Place)
    yield "a doer", float(bool(a.actors))
    yield "a patient", float(bool(a.recipients or a.targets))
    yield "a doer and a patient", float(bool(a.actors) and bool(a.recipients or a.targets))
    yield "an instrument", float(bool(a.instruments))
    yield "a day", float(dated)
    yield "a place", float(placed)
    yield "a day and a place", float(dated and placed)
    yield "a figure", float(bool(draft.figures))


def surest(tellings: Iterator[Telling]) -> float:
    """Return the probability of the surest of some tellings, 0 where there is none."""
    return max((t.sure for t in tellings), default=0.0)


def share(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """Tell whether two sets of words meet; None where one is empty."""
    return bool(a & b) if a and b else None


# How far a shared field makes two tellings alike; only to find the likest, by sense.
ALIKE = {
    "same day": 2.0, "same place": 1.5, "same patient": 1.5, "same doer": 1.0, "same word": 1.0,
    "same figure": 1.0, "same sentence": 0.5, "next sentence": 0.5, "same mode": 0.3,
    "other mode": -0.3, "other day": -2.0, "other place": -2.0, "other patient": -1.0,
    "other doer": -1.0,
}  # fmt: skip


def alikeness(found: Signs) -> float:
    """Return how alike two tellings are on the whole."""
    return sum(ALIKE.get(name, 0.0) * value for name, value in found.items())
