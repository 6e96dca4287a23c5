"""Arguments of one event in, the same with nobody on the wrong side out.

Accuser and accused must never change places. Where syntax says whom a word accuses, that stands
against what was learned, and the accused of one charge are no party to another in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from reportedly.coding.arguments import Arguments
from reportedly.coding.claims import Voice
from reportedly.coding.draft import Draft
from reportedly.coding.effect_book import read_effects
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.phrases import split
from reportedly.coding.sources import Attribution
from reportedly.coding.status import ARMED
from reportedly.coding.view import View
from reportedly.records import Claim, Party

FORCES = frozenset({"GOV", "MIL", "COP", "SPY", "PRM"})
TELLING = frozenset({"asserts", "confirms", "accuses"})
CONDITIONS = frozenset({"if", "unless", "lest", "until"})


class Charges:
    """A document's accusations, by the word that makes them and by sentence, and its denials."""

    __slots__ = ("by_cue", "by_sentence", "denials", "said", "view")

    def __init__(self, view: View, attributions: Iterable[Attribution]) -> None:
        self.view = view
        self.by_cue: dict[int, Attribution] = {}
        self.by_sentence: dict[int, list[Attribution]] = {}
        self.denials: list[Attribution] = []
        self.said: dict[int, Attribution] = {}
        for a in attributions:
            if a.stance == "asserts" and a.source is not None:
                self.said[a.cue] = a
            if a.stance == "denies":
                self.denials.append(a)
            if a.stance == "accuses" and a.accused is not None:
                self.by_cue[a.cue] = a
                self.by_sentence.setdefault(view.sentence_of[a.cue], []).append(a)


def keep_sides(view: View, o: Occurrence, found: Arguments, charges: Charges) -> Arguments:
    """Return the arguments of an event, none of them on the wrong side of a charge."""
    found = outside_conditions(view, o, found)
    if o.category != "ACCUSE":
        return found
    cue = next((i for i in range(o.first, o.last + 1) if i in charges.by_cue), None)
    own = None if cue is None else charges.by_cue[cue]
    others = {
        i
        for a in charges.by_sentence.get(view.sentence_of[o.at], ())
        if a is not own and a.accused is not None
        for i in split(view, a.accused)
    }
    if own is None or own.accused is None:
        # "A charge the general staff rejected": who denies the charge does not bring it.
        deniers = [a.source for a in charges.denials if a.source is not None and a.means(o.at)]
        return speak_outside(o, drop(found, others, deniers), charges)
    accused = tuple(sorted(split(view, own.accused)))
    accusers = found.actors
    if own.source is not None:
        below = set(view.subtree(own.source))  # with the names that explain it
        named = [i for i in found.actors if i in below and i not in accused]
        accusers = tuple(sorted({*split(view, own.source), *named}))
    kept = msgspec.structs.replace(found, actors=accusers, recipients=accused)
    return drop(kept, others - set(accused), accused)


def speak_outside(o: Occurrence, found: Arguments, charges: Charges) -> Arguments:
    """Return the arguments with nobody as accuser who is only spoken of: "X insists Y did it"."""
    said = next((charges.said[i] for i in range(o.first, o.last + 1) if i in charges.said), None)
    if said is None or said.source is None:
        return found
    actors = tuple(i for i in found.actors if not said.covers(i)) or (said.source,)
    return msgspec.structs.replace(found, actors=actors)


def drop(found: Arguments, recipients: Iterable[int], actors: Iterable[int]) -> Arguments:
    """Return the arguments without some of the recipients and actors."""
    out, wrong = set(recipients), set(actors)
    return msgspec.structs.replace(
        found,
        recipients=tuple(i for i in found.recipients if i not in out),
        actors=tuple(i for i in found.actors if i not in wrong),
    )


def without_tellers(
    actors: Sequence[Party], claims: Sequence[Claim], category: str
) -> tuple[Party, ...]:
    """Return the actors of a deed without those who only tell of it.

    A hospital director who counts the dead has killed nobody, and a prosecutor who reports a
    stabbing has not stabbed. Forces and armed groups stay: they tell of their own deeds.
    """
    if category != "ASSAULT":
        return tuple(actors)
    tellers = [c.by[-1].party for c in claims if c.by and c.stance in TELLING]
    others = tuple(p for p in actors if not any(t and t.span.touches(p.span) for t in tellers))
    # Where somebody else is told to have done it, "the minister said the Front did it" is no deed
    # of the minister's.
    return others or tuple(p for p in actors if p.sector in FORCES | ARMED)


def without_dead(view: View, event: Draft, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Return the voices on an event without those whom it killed: the dead tell of no death.

    "The guard, who had accused loggers, was found murdered" is not the guard's word on his murder.
    """
    killing = read_effects().effects["killed"]
    killed = any(f.effect == "killed" and f.high != 0 for f in event.figures) or any(
        view.tokens[i].lemma.lower() in killing.patient | killing.nouns for i in event.mentions
    )
    if event.category != "ASSAULT" or not killed:
        return tuple(voices)
    dead = {i for head in event.arguments.recipients for i in (head, *view.kids(head, "appos"))}
    return tuple(v for v in voices if not dead & {v.chain[-1].source, v.chain[-1].resolved})


def find_claimants(claims: Sequence[Claim]) -> tuple[Party, ...]:
    """Return those who say that they did it, each once: where nobody else is told to have."""
    found = [c.by[-1].party for c in claims if c.by and c.stance == "claims_responsibility"]
    return tuple({p.name or p.text: p for p in found if p}.values())


def find_accused(voices: Iterable[Voice]) -> tuple[int, ...]:
    """Return the heads of those on whom an event is put: where nobody is told to have done it."""
    charges = (v.chain[-1] for v in voices if v.stance == "accuses")
    return tuple(dict.fromkeys(a.accused for a in charges if a.accused is not None))


def outside_conditions(view: View, o: Occurrence, found: Arguments) -> Arguments:
    """Return the arguments without those of an "unless" clause: "unless its troops leave"."""
    inside = {i for top in conditions(view, o.at) for i in view.subtree(top)}
    if not inside or o.at in inside:
        return found
    return drop(found, inside, inside)


def conditions(view: View, at: int) -> Sequence[int]:
    """Return the heads of the conditional clauses of the token's sentence."""
    first, end = view.sentence(at)
    return [
        view.tokens[i].head
        for i in range(first, end)
        if view.tokens[i].rel == "mark" and view.tokens[i].lemma.lower() in CONDITIONS
        and at not in view.subtree(view.tokens[i].head)
    ]  # fmt: skip
