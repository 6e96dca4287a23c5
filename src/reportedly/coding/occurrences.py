"""Learned mentions and codebook triggers in, event words out: what here is an event, of what type.

The learned head knows the sentence, the book knows the word. Each gives a probability; where both
speak they are joined as independent odds against the book's base rate. What neither takes for an
event at all is left out; which of the others are events, coding/tellings.py decides.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

import msgspec

from reportedly.analyze.base import Mention
from reportedly.coding.effect_book import read_effects
from reportedly.coding.ellipsis import find_elided
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.triggers import Trigger
from reportedly.coding.view import View
from reportedly.records import Effect

BAR = 0.1  # joined probability below which a word is no event, whatever is told around it
# The three of them that weigh were chosen by typed F1 on reports 01 to 30.
BASE = 0.5  # the book's weight that adds nothing: an entry that is right half of the time
BOOK_SHARE = 1.0  # how far the book's odds are believed beside the learned head's
NO_WORD = 0.15  # the weight of a learned mention at a word that the book does not hold
NO_MENTION = 0.2  # the probability of a book word that the head did not even notice
BOOK_KIND = 1.0  # how far the book's word is believed on the type
LEARNED_MODE = 0.8  # how often the head is right on the mode: a surer book word beats it
KIND_FLOOR = 0.01  # a type that the head does not even name


def odds(p: float) -> float:
    """Return log odds, kept finite."""
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def find_occurrences(
    view: View,
    triggers: Iterable[Trigger],
    closed: Collection[int] = (),
    timed: Collection[int] = (),
) -> list[Occurrence]:
    """Return the words of a document that may tell an event, in order.

    `closed` are words that tell a running total, and no event; `timed` are the tokens of time
    words.
    """
    by_word: dict[int, Trigger] = {}
    for trigger in triggers:
        held = by_word.get(trigger.at)
        if held is None or trigger.weight > held.weight:
            by_word[trigger.at] = trigger
    words = sorted((view.mention_at.keys() | by_word.keys()) - set(closed))
    all_ = {
        at: join(at, view.mention_at.get(at), by_word.get(at), lent(view, at, by_word))
        for at in words
    }
    kept = {at: o for at, o in all_.items() if o.score >= BAR}
    kept |= {o.at: o for o in find_elided(view, all_, timed) if o.at not in closed}
    return drop_echoes(view, [kept[at] for at in sorted(kept)])


def lent(view: View, at: int, by_word: Mapping[int, Trigger]) -> Trigger | None:
    """Return what the book knows of the noun whose deed the verb tells: "a truck bomb exploded"."""
    mention = view.mention_at.get(at)
    if mention is None or at in by_word:
        return None
    nouns = (by_word[c] for c in view.kids(at, "nsubj", "nsubj:pass", "obj") if c in by_word)
    return next((t for t in nouns if t.category == mention.category), None)


def join(
    at: int, mention: Mention | None, trigger: Trigger | None, noun: Trigger | None = None
) -> Occurrence:
    """Return one word's joined reading; `noun` lends its weight to a verb that is in no book."""
    learned = mention.score if mention else NO_MENTION
    known = trigger or noun
    booked = known.weight if known else NO_WORD
    score = 1 / (1 + math.exp(-(odds(learned) + BOOK_SHARE * (odds(booked) - odds(BASE)))))
    category = choose_category(mention, trigger)
    mode = trigger.mode if trigger and trigger.category == category else None
    unsure = mode is None or not trigger or trigger.weak or trigger.mode_weight < LEARNED_MODE
    if mention and mention.category == category and unsure:
        mode = mention.mode or mode
    return Occurrence(
        at=at,
        first=trigger.first if trigger else at,
        last=trigger.last if trigger else at,
        category=category,
        mode=mode,
        score=score,
        mention=mention,
        trigger=trigger,
    )


def choose_category(mention: Mention | None, trigger: Trigger | None) -> str:
    """Return the type that the head and the book make likeliest together."""
    points: dict[str, float] = {}
    for category, p in mention.kinds if mention else ():
        points[category] = math.log(p / max(mention.score if mention else 1.0, p))
    if trigger:
        floor = min(points.values(), default=0.0) if points else math.log(KIND_FLOOR)
        said = [(trigger.category, trigger.weight)]
        said += [(r.category, r.weight) for r in trigger.rivals]
        for category, weight in said:
            points.setdefault(category, min(floor, math.log(KIND_FLOOR)))
            points[category] += BOOK_KIND * odds(weight) + BOOK_KIND * odds(0.9)
    if not points:
        return mention.category if mention else ""
    return max(sorted(points), key=points.__getitem__)


def drop_echoes(view: View, found: list[Occurrence]) -> list[Occurrence]:
    """Keep one word an event: in "carried out an attack" both may fire.

    Two words of one type tell one event where one is a light verb's object, its complement or
    its coordinate in a compound, and so do all that hang together in this way: "the bomb that
    they set off, killing six". The surest stays, with the reach of those beside it.
    """
    by_word = {o.at: o for o in found}
    lead = {o.at: o.at for o in found}
    beside: dict[int, set[int]] = {o.at: {o.at} for o in found}
    for o in found:
        head = view.tokens[o.at].head
        while head not in by_word and view.tokens[head].rel == "conj" and does_harm(view, head):
            head = view.tokens[head].head  # "shot dead and five hurt when men stormed the pit"
        up = by_word.get(head)
        if up is not None and up is not o and up.category == o.category:
            if not echoes(view, o.at, head) and not shares_clause(view, o.at, head):
                continue
            lead[root(lead, o.at)] = root(lead, head)
            beside[o.at].add(head)
            beside[head].add(o.at)
    groups: dict[int, list[Occurrence]] = {}
    for o in found:
        groups.setdefault(root(lead, o.at), []).append(o)
    kept = []
    for group in groups.values():
        best = max(group, key=lambda o: o.score)
        near = [o for o in group if o.at in beside[best.at]]
        first, last = min(o.first for o in near), max(o.last for o in near)
        kept.append(msgspec.structs.replace(best, first=first, last=last))
    return sorted(kept, key=lambda o: o.at)


def root(lead: Mapping[int, int], at: int) -> int:
    """Return the word that stands for a word's group."""
    while lead[at] != at:
        at = lead[at]
    return at


def echoes(view: View, a: int, b: int) -> bool:
    """Tell whether two event words of one type are one telling."""
    for child, parent in ((a, b), (b, a)):
        token = view.tokens[child]
        if token.head == parent and (token.rel in ECHOES or is_result(view, child, parent)):
            return True
    return False


def shares_clause(view: View, a: int, b: int) -> bool:
    """Tell whether one word tells when people came to the harm that another tells, and no more."""
    token = view.tokens[a]
    return token.rel == "advcl" and token.head != b and does_harm(view, token.head)


# Relations in which the child is the same event as its head: "carried out an attack".
ECHOES = frozenset("obj compound xcomp amod nsubj:pass flat appos compound:prt nmod:desc".split())
# "killed in a raid": the noun is what the verb of harm came through.
THROUGH = frozenset("obl obl:agent nmod".split())
# "attacked the village, killing 12", "accused him of lying", "the pact that was signed": how the
# event went, told in a clause of its own.
UNFOLDING = frozenset("advcl acl acl:relcl xcomp ccomp".split())


def is_result(view: View, child: int, parent: int) -> bool:
    """Tell whether one of the two words only says how the other went, or what it did to people."""
    rel = view.tokens[child].rel
    if view.tokens[child].upos == "NOUN":
        return rel == "nsubj" or (rel in THROUGH and does_harm(view, parent))
    return rel in UNFOLDING


def does_harm(view: View, i: int) -> bool:
    """Tell whether a word names only the harm: kill, wound, die."""
    lemma = view.tokens[i].lemma
    effects = read_effects().effects
    return any(lemma in effects[e].patient or lemma in effects[e].subject for e in HARMS)


HARMS: tuple[Effect, ...] = ("killed", "injured")
