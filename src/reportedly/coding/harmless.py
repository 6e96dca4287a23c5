"""An attribution in, whether it denies only harm out: "denied that anyone had been hurt".

Such a word is against a figure. The deed, the tear gas or the shots, it leaves as told.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.coding.effect_book import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.sources import Attribution
from reportedly.coding.view import View
from reportedly.records import Effect

HARMS: tuple[Effect, ...] = ("killed", "injured")
BEING = frozenset({"be", "suffer", "cause", "have"})


def denies_harm(view: View, a: Attribution) -> bool:
    """Tell whether what is denied is that anybody was killed or hurt, and no doer is named."""
    if a.about is None or not (a.stance == "denies" or a.negated):
        return False
    return any(is_harm(view, i) and not is_done(view, i) for i in heads(view, a.about))


def heads(view: View, about: int) -> Sequence[int]:
    """Return the denied words' head and, where it is a "there were" or a charge, what it is of."""
    token = view.tokens[about]
    if token.lemma.lower() in BEING:
        return (about, *view.kids(about, "nsubj", "obj"))
    if token.upos == "NOUN":
        return (about, *view.kids(about, "acl", "ccomp"))
    return (about,)


def is_harm(view: View, i: int) -> bool:
    """Tell whether the word is of being killed or hurt."""
    book, lemma = read_effects(), view.tokens[i].lemma.lower()
    if view.tokens[i].upos == "NOUN":
        return lemma in book.nobody or any(lemma in book.effects[h].tolls for h in HARMS)
    words = (book.effects[h] for h in HARMS)
    return any(lemma in w.patient | w.subject or view.tokens[i].text.lower() in w.states
               for w in words)  # fmt: skip


def is_done(view: View, i: int) -> bool:
    """Tell whether the verb has a doer: "denied that its men had killed", "denied killing"."""
    token = view.tokens[i]
    if token.upos != "VERB":
        return False
    agent = any(view.tokens[c].rel == "obl:agent" for c in view.children[i])
    return agent or token.xpos == "VBG" or bool(view.kids(i, "obj"))


def only_harms(view: View, mentions: Sequence[int]) -> bool:
    """Tell whether an event is told by nothing but its harm: "two people were killed"."""
    return all(is_harm(view, at) for at in mentions)


def is_of(figure: Figure, a: Attribution, view: View) -> bool:
    """Tell whether the denied harm can be a figure's: nobody hurt is nobody injured."""
    if a.about is None:
        return False
    words = read_effects().effects
    lemmas = {view.tokens[i].lemma.lower() for i in heads(view, a.about)}
    own = [h for h in HARMS if lemmas & (words[h].patient | words[h].subject | words[h].tolls)]
    return figure.effect in (own or HARMS) and figure.high != 0
