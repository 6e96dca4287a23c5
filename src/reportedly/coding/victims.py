"""Drafts and figures in, drafts with their figures out: whose dead are these?"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.draft import Draft
from reportedly.coding.effects import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.numbers import QuantitySpan
from reportedly.coding.phrases import phrase
from reportedly.coding.times import distance
from reportedly.coding.view import View
from reportedly.records import Effect, take_span


def count_deed(
    view: View, draft: Draft, quantities: Sequence[QuantitySpan], book: Book
) -> list[Figure]:
    """Return the figures that the event's own words give, told apart from what its clause counts.

    "The governor was shot dead" tells one dead without a number; "picked up 14 men" tells 14
    arrested by a verb that is in no list.
    """
    if draft.stage not in ("occurred", "ongoing"):
        return []
    effects = read_effects()
    deed = effects.deeds.get(f"{draft.category}/{draft.mode}")
    if deed is not None:
        return count_patients(view, draft, deed, quantities, book)
    out = []
    for effect, words in effects.effects.items():
        token = view.tokens[draft.at]
        heads = view.roles(draft.at, "ARG1") if token.lemma in words.patient else []
        if token.lemma in words.subject and token.upos == "VERB":
            heads = [*view.roles(draft.at, "ARG0", "ARG1"), *view.kids(draft.at, "nsubj")]
        out += [
            count_one(view, draft.at, h, effect) for h in heads if is_one_person(view, h, book)
        ][:1]
    return out


def count_patients(
    view: View, draft: Draft, effect: Effect, quantities: Sequence[QuantitySpan], book: Book
) -> list[Figure]:
    """Return the figure of the people that the deed was done to: their number, or one."""
    for head in draft.arguments.recipients + draft.arguments.targets:
        first, last = phrase(view, head)
        people = view.span(first, last)
        for q in quantities:
            if people.start <= q.start < people.end and q.unit == "people?":
                span = take_span(view.text, q.start, q.end)
                return [
                    Figure(
                        effect=effect,
                        at=draft.at,
                        low=q.quantity.low,
                        high=q.quantity.high,
                        qualifier=q.quantity.qualifier,
                        span=span,
                        people=people,
                    )
                ]
        if is_one_person(view, head, book):
            return [count_one(view, draft.at, head, effect)]
    return []


def count_one(view: View, at: int, head: int, effect: Effect) -> Figure:
    """Return the figure of one person."""
    people = view.span(*phrase(view, head))
    return Figure(effect=effect, at=at, low=1, high=1, qualifier=None, span=people, people=people)


def is_one_person(view: View, head: int, book: Book) -> bool:
    """Tell whether a noun names exactly one person: singular, no number, no coordinates."""
    token = view.tokens[head]
    if token.xpos not in ("NN", "NNP") or view.kids(head, "conj", "nummod"):
        return False
    name = view.name_at.get(head)
    if name is not None:
        return name.kind == "PER"
    return token.upos == "NOUN" and token.lemma in book.classes["person"].lemmas


def attach(view: View, drafts: Sequence[Draft], figures: Sequence[Figure]) -> list[Draft]:
    """Return the drafts with each figure at the event that did it: its own word, else the nearest.

    "Attacked the village, killing 12": the killing hangs from the attack.
    """
    out = list(drafts)
    for figure in figures:
        k = owner(view, out, figure)
        if k is not None:
            # A number told outright is better than one read from "the governor".
            kept = [
                f for f in out[k].figures if f.effect != figure.effect or not is_inferred(f, figure)
            ]
            out[k] = msgspec.structs.replace(out[k], figures=(*kept, figure))
    return out


def is_inferred(own: Figure, told: Figure) -> bool:
    """Tell whether the event's own figure is the same as one told, or only inferred from a noun."""
    return own.span == own.people or own.span == told.span


DOERS = {
    "killed": ("ASSAULT", "PROTEST", "SANCTION"),
    "injured": ("ASSAULT", "PROTEST"),
    "missing": ("ASSAULT",),
    "abducted": ("ASSAULT", "COERCE"),
    "arrested": ("COERCE", "SANCTION"),
    "displaced": ("ASSAULT", "COERCE"),
}
BACK = 2  # sentences between an attack and the sentence that counts its dead


def owner(view: View, drafts: Sequence[Draft], figure: Figure) -> int | None:
    """Return the number of the draft that a figure belongs to."""
    near: list[tuple[int, int]] = []
    for k, draft in enumerate(drafts):
        if draft.category not in DOERS[figure.effect]:
            continue
        if figure.at in draft.mentions:
            return k
        steps = distance(view, figure.at, draft.at)
        if steps is not None:
            near.append((steps, k))
    if near:
        return min(near)[1]
    sentence = view.sentence_of[figure.at]
    before = [
        k
        for k, d in enumerate(drafts)
        if d.category in DOERS[figure.effect] and 0 < sentence - view.sentence_of[d.at] <= BACK
    ]
    return before[-1] if before else None
