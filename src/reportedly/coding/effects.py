"""Figures of people in, what was done to them out: "12 people were killed", "wounding 30".

A figure is read from syntax: the quantity's noun is the object of a killing, the subject of a
dying, or stands by a state ("three soldiers dead"). A part ("including two children") is no figure
of its own, and coordinated figures under one verb add up ("13 soldiers and 170 civilians").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from reportedly.coding.figure import Figure
from reportedly.coding.numbers import QuantitySpan
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View
from reportedly.records import Effect, Span, take_span

PARTS = frozenset({"include", "including", "among", "whom", "which", "them"})


class EffectWords(msgspec.Struct, frozen=True):
    """The words for one effect."""

    patient: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


class EffectBook(msgspec.Struct, frozen=True):
    """effects.toml, read."""

    effects: dict[Effect, EffectWords]
    nobody: frozenset[str]
    unharmed: frozenset[str]
    tally: tuple[str, ...]
    strong: tuple[str, ...]


@cache
def read_effects() -> EffectBook:
    """Read the packaged effects book once."""
    raw = tomllib.loads((files("reportedly.codebook") / "books/effects.toml").read_text("utf8"))
    kinds = ("killed", "injured", "abducted", "arrested", "missing", "displaced")
    return EffectBook(
        effects={k: msgspec.convert(raw[k], EffectWords) for k in kinds},
        nobody=frozenset(raw["none"]["nouns"]),
        unharmed=frozenset(raw["none"]["negated"]),
        tally=tuple(raw["tally"]["phrases"]),
        strong=tuple(raw["tally"]["strong"]),
    )


def find_figures(view: View, quantities: Iterable[QuantitySpan]) -> list[Figure]:
    """Return the document's figures in order; what is no number of people is left out."""
    book = read_effects()
    found: list[Figure] = []
    for quantity in quantities:
        if quantity.unit != "people?":
            continue
        tokens = list(view.within(quantity.start, quantity.end))
        if not tokens:
            continue
        head = quantified(view, tokens[0].i, tokens[-1].i)
        if is_part(view, head):
            continue
        for effect, at in effects_on(view, head, book):
            found.append(make_figure(view, quantity, head, effect, at))
    return add_coordinates(view, found)


def quantified(view: View, first: int, last: int) -> int:
    """Return the noun that the number counts, or the number itself where it stands alone."""
    tokens = view.tokens
    for i in range(last, first - 1, -1):
        token = tokens[i]
        if token.upos not in ("NUM", "NOUN", "DET", "PRON", "ADJ", "PROPN"):
            continue
        if (
            token.rel in ("nummod", "det", "amod", "compound", "advmod")
            and not first <= token.head <= last
        ):
            return token.head
        if not first <= token.head <= last:
            # "dozens of people", "12 of the passengers": what is counted hangs below
            return i
    return last


def is_part(view: View, head: int) -> bool:
    """Tell whether the figure is a part of another: "including two children", "three of them"."""
    token = view.tokens[head]
    if any(view.tokens[c].lemma in PARTS for c in view.kids(head, "case", "nmod", "mark")):
        return True
    return token.rel in ("appos", "parataxis") or (
        token.rel == "nmod"
        and any(view.tokens[c].lemma == "among" for c in view.kids(head, "case"))
    )


def effects_on(view: View, head: int, book: EffectBook) -> list[tuple[Effect, int]]:
    """Return what is done to the people at a noun, with the word that says so."""
    top = first_conjunct(view, head)
    out: list[tuple[Effect, int]] = []
    for effect, words in book.effects.items():
        at = effect_word(view, head, top, words)
        if at is not None:
            out.append((effect, at))
    return out


def first_conjunct(view: View, head: int) -> int:
    """Return the first noun of the coordination that the noun stands in."""
    while view.tokens[head].rel == "conj" and view.tokens[view.tokens[head].head].upos in (
        "NOUN", "PROPN", "NUM", "PRON",
    ):  # fmt: skip
        head = view.tokens[head].head
    return head


def effect_word(view: View, head: int, top: int, words: EffectWords) -> int | None:
    """Return the word that does the effect to the noun, or None."""
    tokens = view.tokens
    lemma, parent = tokens[head].lemma, tokens[top].head
    if lemma in words.states or (lemma in words.nouns and tokens[head].upos != "VERB"):
        return head  # "12 dead", "30 injuries"
    for at in (head, top):
        for label, predicate in view.predicates_of.get(at, ()):
            verb = tokens[predicate]
            if verb.lemma in words.patient and label == "ARG1":
                return predicate
            if verb.lemma in words.subject and label in ("ARG0", "ARG1") and verb.upos == "VERB":
                return predicate
    state = next(
        (
            c
            for c in view.kids(head, "amod", "acl", "advmod")
            if tokens[c].text.lower() in words.states
        ),
        None,
    )
    if state is not None:
        return state
    if parent != top:
        up, rel = tokens[parent], tokens[top].rel
        if up.lemma in words.patient and rel in ("obj", "nsubj:pass"):
            return parent
        if up.lemma in words.subject and rel == "nsubj":
            return parent
        if up.lemma in words.nouns and rel in ("nmod", "appos", "compound"):
            return parent  # "the deaths of 12 people"
        if rel in ("nsubj", "obj") and up.text.lower() in words.states:
            return parent  # "12 were dead"
        resultative = next(
            (
                c
                for c in view.kids(parent, "xcomp", "advcl", "obl")
                if tokens[c].text.lower() in words.states
            ),
            None,
        )
        if resultative is not None and rel in ("obj", "nsubj:pass", "nsubj"):
            return resultative  # "left three soldiers dead", "were shot dead"
        if rel == "obl" and any(
            tokens[c].lemma in words.nouns for c in view.kids(parent, "nsubj", "nsubj:pass")
        ):
            return parent  # "the death toll rose to 15"
    return None


def make_figure(view: View, quantity: QuantitySpan, head: int, effect: Effect, at: int) -> Figure:
    """Return one figure with the people's own words."""
    first, last = phrase(view, head)
    start = min(view.tokens[first].start, quantity.start)
    end = max(view.tokens[last].end, quantity.end)
    return Figure(
        effect=effect,
        at=at,
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
        last = out[-1] if out else None
        if (
            last
            and last.effect == figure.effect
            and last.at == figure.at
            and adjacent(view, last, figure)
        ):
            out[-1] = msgspec.structs.replace(
                last,
                low=None if last.low is None or figure.low is None else last.low + figure.low,
                high=None if last.high is None or figure.high is None else last.high + figure.high,
                span=take_span(view.text, last.span.start, figure.span.end),
                people=join_spans(view, last.people, figure.people),
            )
        else:
            out.append(figure)
    return out


def adjacent(view: View, a: Figure, b: Figure) -> bool:
    """Tell whether only a few words and an 'and' stand between two figures."""
    between = view.text[a.span.end : b.span.start].lower()
    return len(between) < 60 and (" and " in between or "," in between) and "." not in between


def join_spans(view: View, a: Span | None, b: Span | None) -> Span | None:
    """Return the stretch over both."""
    if a is None or b is None:
        return a or b
    return take_span(view.text, min(a.start, b.start), max(a.end, b.end))
