"""Ordinals in, running totals out: the sixth teacher killed this year makes six of them.

The sentence tells an event, which counts its one victim; the ordinal counts him with the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.coding.effect_book import EffectWords, read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.harm import does, suffers
from reportedly.coding.headcount import counted
from reportedly.coding.numbers import QuantitySpan
from reportedly.coding.phrases import phrase
from reportedly.coding.totals import clause_words, holds_any
from reportedly.coding.view import View
from reportedly.records import take_span


def find_ranks(view: View, quantities: Sequence[QuantitySpan]) -> list[Figure]:
    """Return the totals that ordinals of victims and of killings give for a period."""
    book = read_effects()
    out = []
    for q in quantities:
        tokens = list(view.within(q.start, q.end)) if q.unit == "ordinal" else []
        if not tokens or (q.quantity.low or 0) < 2:
            continue
        noun = counted(view, tokens[0].i, tokens[-1].i)
        if not holds_any(clause_words(view, noun), book.ranked):
            continue
        for effect, words in book.effects.items():
            at = told_of(view, noun, words)
            if at is None and noun > tokens[-1].i:  # "the fourth of its drivers to be killed"
                at = told_of(view, tokens[0].i, words)
            if at is not None:
                first, last = phrase(view, noun)
                span = take_span(view.text, q.start, q.end)
                out.append(
                    Figure(
                        effect=effect, at=at, head=noun, low=q.quantity.low, high=q.quantity.low,
                        qualifier=None, span=span, people=view.span(first, last),
                    )
                )  # fmt: skip
                break
    return out


def told_of(view: View, noun: int, words: EffectWords) -> int | None:
    """Return the word that says what befell the one that an ordinal counts, or the noun itself."""
    book, lemma = read_effects(), view.tokens[noun].lemma.lower()
    if lemma in words.nouns and lemma in book.each:
        return noun
    for clause in view.kids(noun, "acl", "acl:relcl"):
        passive = view.tokens[clause].xpos == "VBN"
        if (passive and does(view, clause, words, book)) or suffers(view, clause, words):
            return clause
    return None
