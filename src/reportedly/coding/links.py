"""Figures and events in, each figure with the event that did it out: whose dead are these?

Every event that can have done it is a candidate, and so is "none of them". What speaks for a
candidate is a list of named features; their weights are codebook/books/links.toml, learned from
coded reports by training/link.py. The likeliest candidate gets the figure.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from reportedly.coding.draft import Draft
from reportedly.coding.effect_book import read_effects
from reportedly.coding.figure import TAKEN, Figure, as_done
from reportedly.coding.occurrences import does_harm
from reportedly.coding.phrases import phrase
from reportedly.coding.rivals import in_order
from reportedly.coding.story import number_paragraphs
from reportedly.coding.times import distance
from reportedly.coding.view import View
from reportedly.records import Effect, Place

Features = dict[str, float]

DOERS: dict[Effect, tuple[str, ...]] = {
    "killed": ("ASSAULT", "PROTEST", "SANCTION", "COERCE"),
    "injured": ("ASSAULT", "PROTEST", "COERCE"),
    "missing": ("ASSAULT",),
    "abducted": ("ASSAULT", "COERCE"),
    "arrested": ("COERCE", "SANCTION", "PROTEST"),
    "displaced": ("ASSAULT", "COERCE"),
}


HAPPENED = frozenset({"occurred", "ongoing", "attempted"})


class Page(msgspec.Struct, frozen=True):
    """What linking asks of a document more than once."""

    view: View
    events: tuple[Draft, ...]
    paragraphs: list[int]
    told: list[tuple[int, int]]  # every telling of a candidate: token, event; in order
    lead: int | None  # the first violent event of the text
    able: dict[Effect, list[tuple[int, int]]]  # those of `told` that can have done it
    lone: frozenset[Effect]  # those that a single event can have had
    names: frozenset[str]  # of the events' places
    sentences: dict[int, tuple[str, bool]]  # text by number, once asked; names it a place?
    nouns: dict[tuple[int, ...], frozenset[str]]  # of phrases by their heads, once asked


class Before(msgspec.Struct, frozen=True):
    """The figure told before this one, and the events it may belong to."""

    figure: Figure
    owners: frozenset[int]


@cache
def read_links() -> dict[str, float]:
    """Read the packaged weights once."""
    raw = (files("reportedly.codebook") / "books/links.toml").read_text("utf8")
    return {name: float(value) for name, value in tomllib.loads(raw).items()}


def open_page(view: View, events: Sequence[Draft]) -> Page:
    """Return the document with its look-ups made."""
    told = sorted((at, k) for k, e in enumerate(events) for at in e.mentions if is_deed(e))
    violent = [k for _, k in told if events[k].category == "ASSAULT"]
    lead = violent[0] if violent else None
    able = {effect: [(at, k) for at, k in told if is_able(events[k], effect)] for effect in DOERS}
    lone = frozenset(effect for effect, pairs in able.items() if len({k for _, k in pairs}) == 1)
    names = frozenset(e.where.name for e in events if isinstance(e.where, Place))
    return Page(view, tuple(events), number_paragraphs(view), told, lead, able, lone, names, {}, {})


def is_deed(event: Draft) -> bool:
    """Tell whether an event can have done anything to anybody."""
    return any(event.category in doers for doers in DOERS.values())


def link(view: View, events: Sequence[Draft], figures: Sequence[Figure]) -> list[Draft]:
    """Return the events, each with the figures that are likeliest its own."""
    page, weights = open_page(view, events), read_links()
    out = list(events)
    last = None
    for figure in figures:
        k = owner(page, figure, weights, last)
        last = Before(figure, frozenset() if k is None else frozenset({k}))
        if k is None:
            continue
        told = as_done(figure, out[k].category, out[k].mode)
        if told not in out[k].figures:
            out[k] = msgspec.structs.replace(out[k], figures=(*out[k].figures, told))
    return [msgspec.structs.replace(e, figures=in_order(e, own_words(view, e))) for e in out]


def own_words(view: View, event: Draft) -> set[int]:
    """Return the event's words and those of its clauses that tell what it did."""
    harms = {f.at for f in event.figures}
    told = {at for at in harms if any(is_cause(view, m, at) for m in event.mentions)}
    return told.union(event.mentions)


def owner(
    page: Page, figure: Figure, weights: Mapping[str, float], last: Before | None
) -> int | None:
    """Return the number of the event that a figure belongs to, or None for none of them."""
    best, points = None, total(no_owner(page, figure), weights)
    for k, event in enumerate(page.events):
        if not can_do(event, figure):
            continue
        score = total(features(page, figure, k, last), weights)
        if score > points:
            best, points = k, score
    return best


def total(found: Features, weights: Mapping[str, float]) -> float:
    """Return the weighted sum of features."""
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def no_owner(page: Page, figure: Figure) -> Features:
    """Return what speaks for a figure being no told event's."""
    told = page.view.tokens[figure.at]
    sentence = page.view.sentence_of[figure.at]
    near = [k for at, k in page.told if 0 <= sentence - page.view.sentence_of[at] <= 1]
    return {
        "none": 1.0,
        "none: counted by nouns": float(not figure.told),
        "none: nobody": float(figure.high == 0),
        "none: large": float((figure.low or figure.high or 0) >= 100),
        "none: no event near": float(not near),
        "none: told as no fact": float(figure.high != 0 and told.factuality < 0),
    }


def features(page: Page, figure: Figure, k: int, last: Before | None) -> Features:
    """Return what speaks for the figure being event k's."""
    view, event = page.view, page.events[k]
    here = view.sentence_of[figure.at]
    nearest = min(event.mentions, key=lambda at: (abs(at - figure.at), at))
    gap = here - view.sentence_of[nearest]
    own = figure.at in event.mentions
    out: Features = {
        f"{figure.effect} by {event.category}": 1.0,
        f"{figure.effect} by abduction": float(event.mode == "abduct"),
        "killing by crowd control": float(
            event.mode == "crowd-control" and figure.effect == "killed"
        ),
        "own word": float(own),
        "attempted": float(event.stage == "attempted"),
        "same sentence": float(gap == 0 and not own),
        "sentence before": float(gap == 1),
        "two sentences before": float(gap == 2),
        "three to five before": float(3 <= gap <= 5),
        "far before": float(gap > 5),
        "told later": float(gap < 0),
        "told much later": float(gap < -2),
        "same paragraph": float(
            page.paragraphs[here] == page.paragraphs[view.sentence_of[nearest]]
        ),
        "lead": float(k == page.lead),
        "lead, number told": float(k == page.lead and figure.told),
        "lead, sum named": float(k == page.lead and is_toll(view, figure)),
        "told often": float(len(event.mentions) > 2),
        "only the harm": float(does_harm(view, event.at)),
        "counted by nouns, other word": float(not figure.told and not own),
        "nobody, own word": float(figure.high == 0 and own),
    }
    out.update(by_syntax(view, figure, event, own))
    out.update(by_order(page, figure, k))
    out.update(by_content(page, figure, k))
    out.update(by_figure(page, figure, k, last))
    return out


def is_toll(view: View, figure: Figure) -> bool:
    """Tell whether the figure is told of a sum: "the toll rose to 12", "the dead number 70"."""
    return view.tokens[figure.at].text.lower() in read_effects().effects[figure.effect].tolls


def by_figure(page: Page, figure: Figure, k: int, last: Before | None) -> Features:
    """Return whether the figure goes on from the one before: "12 died. Another 30 were hurt"."""
    if last is None or k not in last.owners:
        return {}
    gap = page.view.sentence_of[figure.at] - page.view.sentence_of[last.figure.at]
    if last.figure.effect == figure.effect:
        return {
            "figure before, same effect": float(gap == 0),
            "figure in the sentence before, same effect": float(gap == 1),
        }
    return {
        "figure before": float(gap == 0),
        "figure in the sentence before": float(gap == 1),
        "figure further before": float(2 <= gap <= 4),
    }


def by_syntax(view: View, figure: Figure, event: Draft, own: bool) -> Features:
    """Return how near the event's word hangs to the word that says what was done."""
    steps = [s for at in event.mentions if (s := distance(view, figure.at, at)) is not None]
    near = min(steps, default=99)
    cause = any(is_cause(view, at, figure.at) for at in event.mentions)
    return {
        "hangs from it": float(near == 1),
        "two or three steps": float(2 <= near <= 3),
        "four or more steps": float(4 <= near < 99),
        "cause": float(cause and not own),
    }


CAUSES = frozenset({"obl", "nmod", "nsubj", "obl:agent"})
RESULTS = frozenset({"advcl", "acl", "acl:relcl", "conj"})


def is_cause(view: View, deed: int, harm: int) -> bool:
    """Tell whether the deed did the harm by the clause: "the blast killed", "attacked, killing"."""
    tokens = view.tokens
    if tokens[deed].head == harm and tokens[deed].rel in CAUSES:
        return True
    return tokens[harm].head == deed and tokens[harm].rel in RESULTS


def by_order(page: Page, figure: Figure, k: int) -> Features:
    """Return how the event stands among those told around the figure."""
    able = page.able[figure.effect]
    split = bisect_right(able, (figure.at, len(page.events)))
    return {
        "last told before": float(split > 0 and able[split - 1][1] == k),
        "next told": float(split < len(able) and able[split][1] == k),
        "only one": float(figure.effect in page.lone),
    }


def can_do(event: Draft, figure: Figure) -> bool:
    """Tell whether the event is of a kind that does this, and was more than talked of."""
    return is_able(event, figure.effect)


def is_able(event: Draft, effect: Effect) -> bool:
    """Tell whether the event is of a kind that has this effect, and was more than talked of."""
    taking = f"{event.category}/{event.mode}" in read_effects().deeds
    if effect in TAKEN and event.mode is not None and not taking:
        return False
    return event.stage in HAPPENED and event.category in DOERS[effect]


def by_content(page: Page, figure: Figure, k: int) -> Features:
    """Return what the figure's words share with the event's."""
    view, event = page.view, page.events[k]
    here = view.sentence_of[figure.at]
    own = [f for f in event.figures if f.effect == figure.effect and f.span != figure.span]
    people = words(page, (figure.head,))
    patients = words(page, event.arguments.recipients + event.arguments.targets)
    doers = words(page, event.arguments.actors)
    if here not in page.sentences:
        said = view.sentence_span(figure.at).quote
        page.sentences[here] = said, any(name in said for name in page.names)
    said, places = page.sentences[here]
    named = isinstance(event.where, Place) and event.where.name in said
    elsewhere = not named and places
    return {
        "has its own figure": float(any(f.told for f in own)),
        "has its own person": float(bool(own) and not any(f.told for f in own)),
        "agrees with its own figure": float(
            any((f.low, f.high) == (figure.low, figure.high) for f in own)
        ),
        "same people": float(bool(people & patients)),
        "its doers": float(bool(people & doers)),
        "same place": float(named),
        "other place": float(elsewhere),
        "same place, other sentence": float(
            named and all(view.sentence_of[at] != here for at in event.mentions)
        ),
    }


def words(page: Page, heads: tuple[int, ...]) -> frozenset[str]:
    """Return the nouns of some phrases; each is asked for every figure."""
    if heads not in page.nouns:
        tokens = page.view.tokens
        phrases = [phrase(page.view, head) for head in heads]
        inside = [t for first, last in phrases for t in tokens[first : last + 1]]
        page.nouns[heads] = frozenset(
            t.lemma.lower() for t in inside if t.upos in ("NOUN", "PROPN")
        )
    return page.nouns[heads]
