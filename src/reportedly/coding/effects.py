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
from reportedly.coding.numbers import Quantity, QuantitySpan
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
    deeds: dict[str, Effect]


@cache
def read_effects() -> EffectBook:
    """Read the packaged effects book once."""
    raw = tomllib.loads((files("reportedly.codebook") / "books/effects.toml").read_text("utf8"))
    kinds: tuple[Effect, ...] = (
        "killed", "injured", "abducted", "arrested", "missing", "displaced",
    )  # fmt: skip
    return EffectBook(
        effects={k: msgspec.convert(raw[k], EffectWords) for k in kinds},
        nobody=frozenset(raw["none"]["nouns"]),
        unharmed=frozenset(raw["none"]["negated"]),
        tally=tuple(raw["tally"]["phrases"]),
        strong=tuple(raw["tally"]["strong"]),
        deeds=raw["deeds"],
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
        for effect, at in effects_on(view, head, quantity.quantity, book):
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


def effects_on(
    view: View, head: int, quantity: Quantity, book: EffectBook
) -> list[tuple[Effect, int]]:
    """Return what is done to the people at a noun, with the word that says so."""
    top = first_conjunct(view, head)
    if quantity.high == 0 and view.tokens[head].lemma.lower() in book.nobody:
        return [("killed", head), ("injured", head)]  # "no casualties"
    out: list[tuple[Effect, int]] = []
    for effect, words in book.effects.items():
        for reader in (own_word, argument, state_beside, possessor, toll):
            at = reader(view, head, top, words)
            if at is not None:
                out.append((effect, at))
                break
    return out


def first_conjunct(view: View, head: int) -> int:
    """Return the first noun of the coordination that the noun stands in."""
    nouns = ("NOUN", "PROPN", "NUM", "PRON")
    while view.tokens[head].rel == "conj":
        above = view.tokens[head].head
        if view.tokens[above].upos not in nouns:
            break
        head = above
    return head


def own_word(view: View, head: int, top: int, words: EffectWords) -> int | None:
    """Read "12 dead", "30 injuries": the counted noun itself says it."""
    token = view.tokens[head]
    named = token.lemma.lower() in words.nouns and token.upos != "VERB"
    return head if token.text.lower() in words.states or named else None


def argument(view: View, head: int, top: int, words: EffectWords) -> int | None:
    """Read "killed 12", "12 died", "12 were shot dead", "12 people killed in the raid"."""
    tokens = view.tokens
    for at in (head, top):
        above = [(label, p) for label, p in view.predicates_of.get(at, ())]
        above += [("ARG1", c) for c in view.kids(at, "acl") if tokens[c].xpos == "VBN"]
        if tokens[at].rel in ("obj", "nsubj:pass"):
            above.append(("ARG1", tokens[at].head))
        elif tokens[at].rel == "nsubj":
            above.append(("ARG0", tokens[at].head))
        for label, verb in above:
            if label == "ARG1" and (tokens[verb].lemma in words.patient or ends(view, verb, words)):
                return verb
            lives = tokens[verb].lemma in words.subject and tokens[verb].upos == "VERB"
            if lives and label in ("ARG0", "ARG1"):
                return verb
            if label == "ARG0" and tokens[verb].text.lower() in words.states:
                return verb  # "12 were dead"
    return None


def ends(view: View, verb: int, words: EffectWords) -> bool:
    """Tell whether a verb ends in the effect: "shot dead", "left wounded", "beaten to death"."""
    for child in view.kids(verb, "xcomp", "advmod", "advcl", "obl", "amod"):
        token = view.tokens[child]
        if token.text.lower() in words.states:
            return True
        to = any(view.tokens[c].lemma == "to" for c in view.kids(child, "case"))
        if to and token.lemma == "death" and token.lemma in words.nouns:
            return True
    return False


def state_beside(view: View, head: int, top: int, words: EffectWords) -> int | None:
    """Read "three soldiers dead" and "80 'terrorists' dead": the state follows the noun."""
    for child in view.kids(head, "amod", "acl", "advmod"):
        if view.tokens[child].text.lower() in words.states:
            return child
    _, end = view.sentence(head)
    after = head + 1
    while after < end and view.tokens[after].upos == "PUNCT":
        after += 1
    near = after < end and view.tokens[after].text.lower() in words.states
    return after if near and view.tokens[after].head != after + 1 else None


def possessor(view: View, head: int, top: int, words: EffectWords) -> int | None:
    """Read "the deaths of 12 people"."""
    parent = view.tokens[top].head
    named = parent != top and view.tokens[parent].lemma.lower() in words.nouns
    return parent if named and view.tokens[top].rel in ("nmod", "appos", "compound") else None


def toll(view: View, head: int, top: int, words: EffectWords) -> int | None:
    """Read "the death toll rose to 15", "the toll has reached 144"."""
    parent = view.tokens[top].head
    if parent == top or view.tokens[top].rel not in ("obl", "obj", "xcomp"):
        return None
    subjects = view.kids(parent, "nsubj", "nsubj:pass")
    named = any(view.tokens[c].lemma.lower() in words.nouns for c in subjects)
    return parent if named else None


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
