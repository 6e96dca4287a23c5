"""Attributions and one event in, the voices that speak for it out: who says it, outermost first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from reportedly.coding.sources import CHANNEL_SENTENCES, Attribution, Range
from reportedly.coding.view import View
from reportedly.records import Stance

Basis = Literal["content", "reference"]

SILENT = frozenset({"denies", "doubts"})


class Voice(msgspec.Struct, frozen=True):
    """One account of an event: attributions from the outlet inward; the last takes the stance."""

    chain: tuple[Attribution, ...]
    stance: Stance
    basis: Basis

    @property
    def speaker(self) -> int | None:
        """The head token of the innermost speaker; what his pronoun means, where that is plain."""
        for a in reversed(self.chain):
            if a.source is not None:
                return a.source if a.resolved is None else a.resolved
        return None


class Voices:
    """A document's attributions, indexed by the sentences they speak for."""

    __slots__ = ("by_cue", "by_sentence", "cued", "view")

    def __init__(self, view: View, attributions: Sequence[Attribution]) -> None:
        self.view = view
        self.by_sentence: dict[int, list[Attribution]] = {}
        self.by_cue = {a.cue: a for a in attributions}
        self.cued: dict[int, list[Attribution]] = {}
        for a in attributions:
            self.cued.setdefault(view.sentence_of[a.cue], []).append(a)
        attributions = [a for a in attributions if a.told]
        for a in attributions:
            spoken = {
                s
                for first, end in a.content
                for s in range(view.sentence_of[first], view.sentence_of[end - 1] + 1)
            }
            for sentence in spoken:
                self.by_sentence.setdefault(sentence, []).append(a)

    def find(
        self,
        at: int,
        evidence: Iterable[int] = (),
        reached: Iterable[tuple[Attribution, Stance]] = (),
    ) -> tuple[Voice, ...]:
        """Return the voices that speak for the event at `at`.

        `evidence` are its other mentions. `reached` are words said elsewhere that speak of it.
        """
        places = (at, *evidence)
        found: dict[tuple[int, ...], Voice] = {}
        for place in places:
            for voice in self.over(place):
                found.setdefault(tuple(a.cue for a in voice.chain), voice)
        told = {cue for key in found for cue in key}
        for a, stance in reached:
            if a.cue not in told:
                found[(a.cue,)] = Voice((a,), stance, "reference")
        return tuple(found[key] for key in sorted(found, key=lambda key: key[-1]))

    def over(self, at: int) -> Iterable[Voice]:
        """Yield the voices in whose content the token stands."""
        covering = [
            a for a in self.by_sentence.get(self.view.sentence_of[at], ())
            if a.covers(at) and not (a.cue == at and a.stance != "threatens")
        ]  # fmt: skip
        covering.sort(key=lambda a: -a.size)
        parents: dict[int, Attribution] = {}
        for k, a in enumerate(covering):
            outer = [b for b in covering[:k] if b.covers(a.cue)]
            if outer and outer[-1].stance not in SILENT:
                parents[a.cue] = outer[-1]
        inner = {parent.cue for parent in parents.values()}
        for a in covering:
            if a.cue in inner:
                continue
            chain = [a]
            while chain[0].cue in parents:
                chain.insert(0, parents[chain[0].cue])
            yield Voice(tuple(chain), take_stance(a, at, self.view), "content")

    def spoken_at(self, tokens: Iterable[int]) -> Iterable[Attribution]:
        """Yield the attributions whose cue is one of the tokens: deeds done by speaking."""
        return (self.by_cue[i] for i in tokens if i in self.by_cue)

    def channels_of(self, heads: frozenset[int], at: int) -> Iterator[Range]:
        """Yield the channels through which one of `heads` speaks around the token, nearest first.

        In the token's sentence, or in words that hold it; else in the few sentences before, where
        he goes on speaking.
        """
        here = self.view.sentence_of[at]
        cued = (self.cued.get(n, ()) for n in range(max(0, here - CHANNEL_SENTENCES), here + 1))
        near = (a for listed in cued for a in listed if heads & {a.source, a.resolved, *a.also})
        ranked = sorted(near, key=lambda a: (self.view.sentence_of[a.cue] != here, abs(a.cue - at)))
        yield from (a.channel for a in ranked if a.channel is not None)


def take_stance(a: Attribution, at: int, view: View) -> Stance:
    """Return the stance towards the event itself.

    Who says that he did it claims it: "the group said it had fired". That holds for what he says
    outright, not for another deed further down in his sentence.
    """
    if a.negated and at == a.about:
        return "denies"
    if a.stance == "claims_responsibility" and a.about is not None and a.covers(a.about):
        above = [at, *view.ancestors(at)]
        below = above[: above.index(a.about)] if a.about in above else []
        if any(view.tokens[i].rel == "acl:relcl" for i in below):
            return "asserts"  # "the blast, which it calls its answer to the arrest"
    if a.own and a.stance in ("asserts", "confirms") and a.about is not None:
        token = view.tokens[at]
        if at == a.about or (token.head == a.about and token.rel in ("conj", "obj", "xcomp")):
            return "claims_responsibility"
    return a.stance
