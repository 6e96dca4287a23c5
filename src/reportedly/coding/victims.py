"""Drafts in, drafts with the figures that their own words give out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.draft import Draft
from reportedly.coding.effect_book import read_effects
from reportedly.coding.figure import Figure, as_done
from reportedly.coding.headcount import count_people, index
from reportedly.coding.links import DOERS
from reportedly.coding.numbers import QuantitySpan
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View
from reportedly.records import Effect, take_span


def count_deed(
    view: View, draft: Draft, quantities: Sequence[QuantitySpan], book: Book
) -> list[Figure]:
    """Return the figure of an arrest or abduction: the number of those it was done to, or one.

    "Picked up 14 men" tells 14 arrested by a verb that is in no list. `quantities` count people.
    """
    effect = read_effects().deeds.get(f"{draft.category}/{draft.mode}")
    if effect is None or draft.stage not in ("occurred", "ongoing"):
        return []
    persons = book.classes["person"].lemmas
    things = (book.target_of.keys() | book.weapon_of.keys()) - persons
    numbers = index(view, quantities)
    heads = draft.arguments.recipients + draft.arguments.targets
    # "Killed 1,200 and dragged 240 away": the verb's own object before one it may share.
    for head in sorted(heads, key=lambda i: view.tokens[i].head != draft.at):
        people = view.span(*phrase(view, head))
        told = [q for q in quantities if people.start <= q.start < people.end]
        many = told[0].quantity if told else count_people(view, head, numbers, persons, things)
        if many is not None:
            span = take_span(view.text, told[0].start, told[0].end) if told else people
            return [
                Figure(
                    effect=effect, at=draft.at, head=head, low=many.low, high=many.high,
                    qualifier=many.qualifier, span=span, people=people, told=bool(told),
                )
            ]  # fmt: skip
    return []


def give_own(view: View, drafts: Sequence[Draft], figures: Sequence[Figure]) -> list[Draft]:
    """Return the drafts with the figures that their own words tell: "killed 12"."""
    out = []
    for draft in drafts:
        own = [as_done(f, draft.category, draft.mode) for f in figures if is_own(view, draft.at, f)]
        told = [f for f in own if f.effect in OWN[draft.category]]
        kept = [f for f in draft.figures if all(f.effect != g.effect for g in told)]
        out.append(msgspec.structs.replace(draft, figures=(*kept, *told)))
    return out


def is_own(view: View, at: int, figure: Figure) -> bool:
    """Tell whether a word tells a figure, or is what did it: "the blast left nine dead"."""
    if figure.at == at:
        return True
    deed, harm = view.tokens[at], view.tokens[figure.at]
    if not figure.told or (harm.upos == "VERB" and harm.i != deed.head):
        return False
    if harm.upos == "ADJ" and harm.rel == "xcomp" and harm.head == at:
        return True
    subject = deed.rel == "nsubj" and deed.upos in ("NOUN", "PROPN")
    return subject and deed.head in (harm.i, harm.head)


OWN: defaultdict[str, frozenset[Effect]] = defaultdict(frozenset)
for _effect, _doers in DOERS.items():
    for _doer in _doers:
        OWN[_doer] |= {_effect}
