"""Event words in, the events that are told without their noun out: "and one in May on the port".

After "attacks on bases" a report goes on with "including one in late January", "another on Monday",
"a third hit the market". The word that stands for the noun is an event of the noun's type, with a
time, a place and a toll of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from reportedly.coding.occurrence import Occurrence
from reportedly.coding.view import View

# Words that stand for a noun told before. The second group says by itself that it is a further one.
ONE = frozenset({"one"})
FURTHER = frozenset("another second third fourth fifth".split())
FORMS = frozenset({"NUM", "ADJ", "DET", "PRON", "NOUN"})
LINKS = ("nmod", "obl", "acl", "acl:relcl")
LEAST = 0.3  # an antecedent need not be sure: that it is taken up again speaks for it
BACK = 1  # sentences
REACH = 5  # tokens in which its time begins: "one in late January"


def find_elided(
    view: View, told: Mapping[int, Occurrence], timed: Collection[int]
) -> list[Occurrence]:
    """Return an occurrence for each word that stands for an event noun told just before it.

    `told` are all possible event words with their readings, `timed` the tokens of time words.
    """
    out = []
    for token in view.tokens:
        word = token.lemma.lower()
        if word not in ONE | FURTHER or token.upos not in FORMS or not stands_alone(view, token.i):
            continue
        noun = antecedent(view, told, token.i)
        if noun is None:
            continue
        _, end = view.sentence(token.i)
        dated = any(i in timed for i in range(token.i + 1, min(end, token.i + REACH)))
        parallel = token.rel == "conj" and token.head == noun.at
        if dated or parallel or word in FURTHER:
            out.append(stand_in(noun, token.i))
    return out


def is_stand_in(view: View, o: Occurrence) -> bool:
    """Tell whether the occurrence is a word that stands for an event noun."""
    return o.mention is None and view.tokens[o.at].lemma.lower() in ONE | FURTHER


def stands_alone(view: View, i: int) -> bool:
    """Tell whether the word has no noun of its own, but what a noun would have: "one in May"."""
    token = view.tokens[i]
    if token.rel in ("nummod", "amod", "det", "advmod") and token.head > i:
        return False
    after = view.tokens[i + 1] if i + 1 < view.sentence(i)[1] else None
    if after is None or after.lemma == "of":
        return False
    # The parser often hangs what follows from the verb: a preposition beside it will do.
    return bool(view.kids(i, *LINKS)) or after.upos == "ADP"


def antecedent(view: View, told: Mapping[int, Occurrence], i: int) -> Occurrence | None:
    """Return the nearest event noun before the word, in its sentence or the one before."""
    here = view.sentence_of[i]
    for at in sorted((at for at in told if at < i), reverse=True):
        if here - view.sentence_of[at] > BACK:
            return None
        if view.tokens[at].upos == "NOUN" and told[at].score >= LEAST:
            return told[at]
    return None


def stand_in(noun: Occurrence, i: int) -> Occurrence:
    """Return the noun's reading moved to the word that stands for it, without what hung on it."""
    trigger = noun.trigger
    if trigger is not None:
        trigger = msgspec.structs.replace(trigger, at=i, first=i, last=i, tokens=(i,), support=None)
    return msgspec.structs.replace(
        noun, at=i, first=i, last=i, score=max(noun.score, 0.5), mention=None, trigger=trigger
    )
