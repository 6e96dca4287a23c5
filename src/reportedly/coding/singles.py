"""People whom no number counts in, figures out: "the governor was shot dead", "killing the pair".

One person killed is one, and a person beside a number is one more ("two men and a Belgian").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from reportedly.coding.effect_book import EffectBook
from reportedly.coding.figure import Figure
from reportedly.coding.harm import (
    befalls,
    effects_told,
    in_care,
    possessor,
    subject_scan,
    verbs_above,
)
from reportedly.coding.headcount import (
    ByToken,
    count_people,
    first_conjunct,
    first_member,
    is_one_person,
    is_one_victim,
    members,
    number_at,
    verb_between,
)
from reportedly.coding.numbers import Quantity, add
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View
from reportedly.records import Effect

CORE = frozenset({"obj", "nsubj", "nsubj:pass"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "appos"})
ASIDE = 4  # words of ", 51," before "who"
HARMS: frozenset[Effect] = frozenset({"killed", "injured"})


def add_singles(
    view: View,
    figures: Sequence[Figure],
    numbers: ByToken,
    persons: Collection[str],
    things: Collection[str],
) -> list[Figure]:
    """Return the figures with the single people of their coordination: "two men and a Belgian"."""
    out = []
    for figure in figures:
        first = first_member(view, top_of(view, figure.head, numbers))
        others = [i for i in members(view, first) if i != figure.head and i not in numbers]
        others += beside(view, first)
        alone = [
            i
            for i in others
            if not verb_between(view, min(i, figure.head), max(i, figure.head))
            and number_at(view, i, numbers) is None
            and (
                is_one_person(view, i, persons, coordinate=True)
                or is_one_victim(view, i, things, coordinate=view.tokens[first].rel in CORE)
            )
        ]
        if alone and figure.high != 0 and figure.low is not None:
            total = add(Quantity(figure.low, figure.high), Quantity(len(alone), len(alone)))
            figure = msgspec.structs.replace(figure, low=total.low, high=total.high)
        figure = with_company(view, figure, numbers, persons)
        out.append(figure)
    return out


def top_of(view: View, noun: int, numbers: ByToken) -> int:
    """Return the number that a noun hangs from, or the noun: "a deputy and four of his guards"."""
    up = view.tokens[noun].head
    return up if up in numbers and up < noun and view.tokens[noun].rel == "nmod" else noun


def with_company(view: View, figure: Figure, numbers: ByToken, persons: Collection[str]) -> Figure:
    """Return a figure with those who shared the fate of the counted: "shot with her driver"."""
    if not figure.low or view.tokens[figure.at].upos != "VERB":
        return figure
    for i in view.kids(figure.at, "obl"):
        along = any(view.tokens[c].lemma == "with" for c in view.kids(i, "case"))
        if not along or i == figure.head or view.tokens[i].lemma.lower() not in persons:
            continue
        many = number_at(view, i, numbers)
        if many is None and is_one_person(view, i, persons, coordinate=True):
            many = Quantity(1, 1)
        if many is not None:
            total = add(Quantity(figure.low, figure.high), many)
            figure = msgspec.structs.replace(figure, low=total.low, high=total.high)
    return figure


def beside(view: View, noun: int) -> list[int]:
    """Return the other subject of a noun's verb: "Kian, 9, and six others were shot"."""
    token = view.tokens[noun]
    if token.rel not in ("nsubj", "nsubj:pass") or not view.kids(noun, "cc"):
        return []
    return [i for i in view.kids(token.head, "nsubj", "nsubj:pass") if i < noun]


def is_who(view: View, at: int) -> bool:
    """Tell whether what befell a person is told next: "Ana Ode, 51, who was shot and killed"."""
    for token in view.tokens[at : at + ASIDE]:
        if token.upos not in ("PUNCT", "NUM"):
            return token.text.lower() == "who"
    return False


def find_singles(
    view: View,
    numbers: ByToken,
    persons: Collection[str],
    things: Collection[str],
    book: EffectBook,
) -> Iterable[Figure]:
    """Yield figures that no number tells: "the governor was shot dead", "killing the pair"."""
    seen: set[tuple[int, Effect]] = set()
    for token in view.tokens:
        effects = effects_told(view, token.i, book)
        if not effects or token.upos not in ("NOUN", "PROPN", "PRON"):
            continue
        if first_conjunct(view, token.i) != token.i:
            continue
        named = count_people(view, token.i, numbers, persons)
        guessed = named or count_people(view, token.i, numbers, persons, things)
        above = verbs_above(view, token.i)
        for effect, words in effects.items():
            many = guessed if effect in HARMS | {"arrested"} else named
            if many is None or not many.low or effect == "displaced":
                continue  # one who flees is out of breath, not displaced
            at = befalls(view, token.i, above, words, book)
            if at is None:
                at = possessor(view, token.i, words)
            after = phrase(view, token.i)[1] + 1
            if at is None and (token.rel in SUBJECTS or is_who(view, after)):
                at = subject_scan(view, after, words, book)
            if at is None:
                at = in_care(view, after, words, book)
            if (
                at is None
                or (at, effect) in seen
                or (effect == "injured" and (at, "killed") in seen)
            ):
                continue
            seen.add((at, effect))
            first, last = phrase(view, token.i)
            people = view.span(first, last)
            figure = Figure(
                effect=effect, at=at, head=token.i, low=many.low, high=many.high,
                qualifier=many.qualifier, span=people, people=people, told=False,
            )  # fmt: skip
            yield with_company(view, figure, numbers, persons)
