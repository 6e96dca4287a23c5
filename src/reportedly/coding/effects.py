"""Figures of people in, what was done to them out: "12 people were killed", "wounding 30".

A figure is read from the words beside it first ("30 hurt", "the dead rose to 12"), then from
syntax: its noun is the object of a killing, the subject of a dying, or a killing is "of" it. A part
("including two children") is no figure of its own, and coordinated figures under one verb add up
("13 soldiers and 170 civilians"). Where no number is told, one person killed is one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from reportedly.coding.effect_book import EffectBook, EffectWords, read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.harm import (
    bases,
    does,
    harmed,
    in_care,
    is_active,
    is_verb,
    is_verb_by_form,
    possessor,
    subject_scan,
)
from reportedly.coding.headcount import counted, first_conjunct, index, is_part, verb_between
from reportedly.coding.numbers import Quantity, QuantitySpan, add
from reportedly.coding.people import of_people
from reportedly.coding.phrases import phrase
from reportedly.coding.presumed import find_presumed
from reportedly.coding.singles import add_singles, find_singles
from reportedly.coding.tolls import toll, toll_ahead
from reportedly.coding.view import View
from reportedly.records import Effect, Span, take_span

Readings = list[tuple[Effect, int]]
Range = tuple[int, int]  # the first and last token of a number


def find_figures(
    view: View,
    quantities: Sequence[QuantitySpan],
    persons: Collection[str] = (),
    things: Collection[str] = (),
) -> list[Figure]:
    """Return the document's figures in order; what is no number of people is left out.

    `persons` and `things` are lemmas: "burning dozens of houses" hurts nobody.
    """
    book = read_effects()
    quantities = of_people(view, quantities, persons, things)
    numbers = index(view, quantities)
    found: list[Figure] = []
    for quantity in quantities:
        tokens = list(view.within(quantity.start, quantity.end))
        if not tokens:
            continue
        first, last = tokens[0].i, tokens[-1].i
        head = counted(view, first, last)
        if is_part(view, first, last, head):
            continue
        readings = toll_ahead(view, first, last, book)
        if readings:  # "put at 23 the number of villagers killed"
            head = next(iter(view.kids(head, "nmod")), head)
        else:
            readings = effects_on(view, first, last, head, quantity.quantity, book, found)
            readings = readings or lost(view, first, head, persons, book)
        for effect, at in readings or carried(view, first, last, head, found):
            found.append(make_figure(view, quantity, head, effect, at))
    summed = add_singles(view, add_coordinates(view, found), numbers, persons, things)
    seen = {(f.at, f.effect) for f in summed} | {(f.head, f.effect) for f in summed}
    singles = [
        f
        for f in find_singles(view, numbers, persons, things, book)
        if seen.isdisjoint({(f.at, f.effect), (f.head, f.effect)})
    ]
    singles += find_presumed(view, summed + singles, numbers, book)
    told = [f for f in summed + singles if f.high == 0 or not is_denied(view, f.at)]
    return sorted(told, key=lambda f: f.span.start)


def is_denied(view: View, at: int) -> bool:
    """Tell whether what befell people is said not to have: "the children were not hurt"."""
    marks = {view.tokens[c].lemma.lower() for c in view.kids(at, "advmod")}
    return bool(marks & {"not", "n't", "never"}) and "only" not in marks


def effects_on(
    view: View,
    first: int,
    last: int,
    head: int,
    quantity: Quantity,
    book: EffectBook,
    before: Sequence[Figure],
) -> Readings:
    """Return what is done to the people at a noun, with the word that says so."""
    lemma = view.tokens[head].lemma.lower()
    if quantity.high == 0 and lemma in book.nobody:
        return [("killed", head), ("injured", head)]  # "no casualties"
    if quantity.high == 0 and lemma in book.unhurt:
        dead = any(
            view.tokens[c].lemma in book.effects["killed"].nouns for c in view.kids(head, "conj")
        )
        out: Readings = [("injured", head)]  # "no injuries", "no injuries or deaths"
        return [("killed", head), *out] if dead else out
    if quantity.high == 0 and (lemma in book.sides or last < head - 1):
        return []  # "no civilians", "no innocent person"
    if quantity.high == 0 and spared(view, first, last, book):
        return [("killed", last), ("injured", last)]  # "none were hit"
    top = first_conjunct(view, head)
    alone = first <= head <= last and view.tokens[head].upos == "NUM"
    out = []
    for reader in (beside, passive, harmed_by, owned, cared_for):
        for effect, words in book.effects.items():
            at = reader(view, head, (first, last), top if not alone else head, words, book)
            if at is not None:
                out.append((effect, at))
        if out:
            break
    out = out or toll(view, first, last, head, book, before)
    killed_at = {at for effect, at in out if effect == "killed"}
    out = [(e, at) for e, at in out if e == "killed" or at not in killed_at]
    if quantity.high == 0 and [e for e, _ in out] == ["injured"]:
        out.insert(0, ("killed", out[0][1]))  # nobody was hurt: nobody is dead
    return out


def spared(view: View, first: int, last: int, book: EffectBook) -> bool:
    """Tell whether nobody was what a verb of harm struck: "no one was hit", "scratched nobody"."""
    verbs = {view.tokens[i].head for i in range(first, last + 1)}
    return any(view.tokens[v].upos == "VERB" and bases(view, v) & book.misses for v in verbs)


def lost(view: View, first: int, head: int, persons: Collection[str], book: EffectBook) -> Readings:
    """Read "lost 14 men": who loses people has them killed."""
    lemma = view.tokens[head].lemma.lower()
    if lemma not in persons and not lemma.endswith(book.trades):
        return []
    verb = view.tokens[head].head
    return [
        (effect, verb)
        for effect, words in book.effects.items()
        if verb < first and view.tokens[verb].lemma in words.loses
    ]


def carried(view: View, first: int, last: int, head: int, found: Sequence[Figure]) -> Readings:
    """Return what the number before says, where this one goes on: "13 men and some 20 women"."""
    if not found or head <= last:  # "six men and millions in losses"
        return []
    before = found[-1]
    between = view.tokens[before.head + 1 : first]
    joined = 0 < len(between) <= 2 and between[-1].upos == "CCONJ"
    return [(f.effect, f.at) for f in found if f.span == before.span] if joined else []


def beside(
    view: View, head: int, number: Range, top: int, words: EffectWords, book: EffectBook
) -> int | None:
    """Read "12 dead", "30 injuries", "three soldiers dead": the noun says it, or the next word."""
    token = view.tokens[head]
    named = token.lemma.lower().removesuffix("s") in words.nouns and token.upos != "VERB"
    if token.text.lower() in words.states or named:
        return head
    inside = [c for c in view.kids(head, "amod") if number[1] < c < head]
    if any(view.tokens[c].text.lower() in words.attributes for c in inside):
        return head  # "84 dead civilians"
    _, end = view.sentence(head)
    after = max(head, number[1]) + 1
    while after < end and view.tokens[after].text in ("'", '"', "”", "’", "or", "more"):
        after += 1
    if after >= end or view.tokens[after].text.lower() not in words.states:
        return None
    if is_active(view, after):
        return None
    # "Three wounded men": the state stands before the noun it tells of, and is no news.
    following = after + 1 < end and view.tokens[after].head == after + 1
    return None if following and view.tokens[after].rel == "amod" else after


def passive(
    view: View, head: int, number: Range, top: int, words: EffectWords, book: EffectBook
) -> int | None:
    """Read "12 were killed", "five who died": what the verb after the noun says of it."""
    return subject_scan(view, max(head, number[1]) + 1, words, book)


def harmed_by(
    view: View, head: int, number: Range, top: int, words: EffectWords, book: EffectBook
) -> int | None:
    """Read "killed 12" and "the blast wounded five men" by the verb that governs the noun."""
    tokens = view.tokens
    before = number[0] - 1
    while before >= 0 and tokens[before].upos in ("ADV", "DET"):
        before -= 1
    if before >= 0 and is_verb(view, before) and (head <= number[1] or tokens[head].head == before):
        return before if does(view, before, words, book) else None
    if before >= 0 and is_verb_by_form(view, before, book):
        return before if bases(view, before) & words.patient else None
    counted_by = [i for i in range(number[0], number[1] + 1) if tokens[i].upos == "NUM"]
    for at in dict.fromkeys((head, top, *(first_conjunct(view, i) for i in counted_by))):
        verb = harmed(view, at, words, book)
        if verb is not None:
            return verb
    return None


def owned(
    view: View, head: int, number: Range, top: int, words: EffectWords, book: EffectBook
) -> int | None:
    """Read "the deaths of 12 people", "the arrest of 23 men"."""
    return possessor(view, top, words)


def cared_for(
    view: View, head: int, number: Range, top: int, words: EffectWords, book: EffectBook
) -> int | None:
    """Read "ten are in hospital", "another 14 are under treatment"."""
    return in_care(view, max(head, number[1]) + 1, words, book)


def make_figure(view: View, quantity: QuantitySpan, head: int, effect: Effect, at: int) -> Figure:
    """Return one figure with the people's own words."""
    first, last = phrase(view, head)
    start = min(view.tokens[first].start, quantity.start)
    end = max(view.tokens[last].end, quantity.end)
    return Figure(
        effect=effect,
        at=at,
        head=head,
        low=quantity.quantity.low,
        high=quantity.quantity.high,
        qualifier=quantity.quantity.qualifier,
        span=take_span(view.text, quantity.start, quantity.end),
        people=take_span(view.text, start, end),
    )


def add_coordinates(view: View, figures: Sequence[Figure]) -> list[Figure]:
    """Join figures of one effect under one word: they are told as parts of one sum."""
    out: list[Figure] = []
    for figure in figures:
        k = next(
            (
                k
                for k, f in enumerate(out)
                if f.effect == figure.effect and f.at == figure.at and adjacent(view, f, figure)
            ),
            None,
        )
        if k is None:
            out.append(figure)
            continue
        last = out[k]
        total = add(Quantity(last.low, last.high), Quantity(figure.low, figure.high))
        out[k] = msgspec.structs.replace(
            last,
            head=figure.head,
            low=total.low,
            high=total.high,
            span=take_span(view.text, last.span.start, figure.span.end),
            people=join_spans(view, last.people, figure.people),
        )
    return out


def adjacent(view: View, a: Figure, b: Figure) -> bool:
    """Tell whether two figures stand in one coordination: an "and" between, and no verb."""
    between = view.text[a.span.end : b.span.start].lower()
    joined = len(between) < 60 and (" and " in between or "," in between) and "." not in between
    vague = b.high is None and b.people == b.span  # "six men and millions in losses"
    return joined and not vague and a.head < b.head and not verb_between(view, a.head, b.head)


def join_spans(view: View, a: Span | None, b: Span | None) -> Span | None:
    """Return the stretch over both."""
    if a is None or b is None:
        return a or b
    return take_span(view.text, min(a.start, b.start), max(a.end, b.end))
