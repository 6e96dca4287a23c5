"""Learned mentions and codebook triggers in, event words out: what here is an event, of what type.

The learned head knows the sentence, the book knows the word. Each gives a probability; where both
speak they are joined as independent odds against the book's base rate. What neither is sure of is
left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from reportedly.analyze.base import Mention
from reportedly.coding.triggers import Trigger
from reportedly.coding.view import View

# Joined probability above which a word is coded. Set on reports-more held out of a training run.
BAR = 0.5
BASE = 0.5  # odds that a book entry adds nothing at: an entry that is right half of the time
BOOK_SHARE = 0.7  # how far the book's odds are believed beside the learned head's
NO_WORD = 0.3  # a learned mention at a word that the book does not hold
NO_MENTION = 0.04  # a book word that the learned head did not even notice


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One word that tells an event. `first`..`last` is the trigger phrase around `at`."""

    at: int
    first: int
    last: int
    category: str
    mode: str | None
    score: float
    mention: Mention | None
    trigger: Trigger | None


def odds(p: float) -> float:
    """Return log odds, kept finite."""
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def find_occurrences(view: View, triggers: Iterable[Trigger]) -> list[Occurrence]:
    """Return the event words of a document in order."""
    by_word: dict[int, Trigger] = {}
    for trigger in triggers:
        held = by_word.get(trigger.at)
        if held is None or trigger.weight > held.weight:
            by_word[trigger.at] = trigger
    found = [
        join(at, view.mention_at.get(at), by_word.get(at))
        for at in sorted(view.mention_at.keys() | by_word.keys())
    ]
    return drop_echoes(view, [o for o in found if o.score >= BAR])


def join(at: int, mention: Mention | None, trigger: Trigger | None) -> Occurrence:
    """Return one word's joined reading; on the type, the surer of the two decides."""
    learned = mention.score if mention else NO_MENTION
    booked = trigger.weight if trigger else NO_WORD
    score = 1 / (1 + math.exp(-(odds(learned) + BOOK_SHARE * (odds(booked) - odds(BASE)))))
    category, mode = "", None
    if mention:
        category, mode = mention.category, mention.mode
    if trigger and (mention is None or (trigger.weight > mention.score and not trigger.weak)):
        category, mode = trigger.category, trigger.mode
    elif trigger and mention and trigger.category == mention.category and trigger.mode:
        mode = trigger.mode if not mention.mode else mention.mode
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


def drop_echoes(view: View, found: list[Occurrence]) -> list[Occurrence]:
    """Keep one word an event: in "carried out an attack" both may fire.

    Two words of one type tell one event where one is a light verb's object, its complement or
    its coordinate in a compound; the surer one stays, with the other's reach.
    """
    kept: dict[int, Occurrence] = {}
    for o in found:
        twin = next(
            (i for i in kept if kept[i].category == o.category and echoes(view, i, o.at)), None
        )
        if twin is None:
            kept[o.at] = o
            continue
        best, other = (o, kept[twin]) if o.score > kept[twin].score else (kept[twin], o)
        del kept[twin]
        kept[best.at] = msgspec.structs.replace(
            best, first=min(best.first, other.first), last=max(best.last, other.last)
        )
    return [kept[at] for at in sorted(kept)]


def echoes(view: View, a: int, b: int) -> bool:
    """Tell whether one word is the other's object, compound part or open complement."""
    for child, parent in ((a, b), (b, a)):
        token = view.tokens[child]
        if token.head == parent and token.rel in (
            "obj", "compound", "xcomp", "amod", "nsubj:pass", "flat", "appos", "compound:prt",
            "nmod:desc",
        ):  # fmt: skip
            return True
    return False
