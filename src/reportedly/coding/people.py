"""Numbers in, those that may count people out: no houses, no deeds, no age."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportedly.coding.effect_book import read_effects
from reportedly.coding.headcount import MANY, counted
from reportedly.coding.numbers import QuantitySpan
from reportedly.coding.view import View


def of_people(
    view: View,
    quantities: Sequence[QuantitySpan],
    persons: Collection[str],
    things: Collection[str],
) -> list[QuantitySpan]:
    """Return the numbers that may count people.

    `persons` and `things` are lemmas: "burning dozens of houses" hurts nobody.
    """
    return [
        q
        for q in quantities
        if q.unit == "people?"
        and not counts_things(view, q, things)
        and not is_age(view, q, persons)
    ]


def counts_things(view: View, quantity: QuantitySpan, things: Collection[str]) -> bool:
    """Tell whether a number counts no people: "40 houses", "dozens of houses"."""
    tokens = list(view.within(quantity.start, quantity.end))
    if not tokens:
        return False
    head = counted(view, tokens[0].i, tokens[-1].i)
    inside = head <= tokens[-1].i
    book = read_effects()
    others = book.beasts | book.deed_nouns
    return any(
        view.tokens[i].lemma.lower() in things or view.tokens[i].lemma.lower() in others
        for i in (view.kids(head, "nmod") if inside else [head])
    )


def is_age(view: View, quantity: QuantitySpan, persons: Collection[str]) -> bool:
    """Tell whether a number is somebody's age: "a man of 26", "a girl of perhaps fifteen"."""
    tokens = list(view.within(quantity.start, quantity.end))
    if not tokens:
        return False
    first, last = tokens[0].i, tokens[-1].i
    head = counted(view, first, last)
    of = next(
        (i for i in range(first - 1, max(first - 3, 0), -1) if view.tokens[i].lemma == "of"), 0
    )
    if head > last or not of or view.tokens[of - 1].xpos != "NN":
        return False
    lemma = view.tokens[of - 1].lemma.lower()
    return lemma not in MANY and (lemma in persons or lemma.endswith(read_effects().trades))
