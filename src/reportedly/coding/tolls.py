"""A number that stands alone in, the sum it is out: "the dead rose to 12", "Detained: 40"."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.coding.effect_book import EffectBook
from reportedly.coding.figure import Figure
from reportedly.coding.harm import bases, suffers
from reportedly.coding.view import View
from reportedly.records import Effect

# Words between a sum's name and its number.
JOINTS = frozenset({"to", "at", "as", ":", "of"})
REACHING = frozenset(
    "reach pass exceed top number total hit surpass be near approach stand read".split()
)
FAR = 28  # words from the name of a sum to its number
NAMED = 6  # words from "the number of" to what was done to them
BACK = 2  # sentences from the people to a bare "figure"


def toll(
    view: View, first: int, last: int, head: int, book: EffectBook, before: Sequence[Figure]
) -> list[tuple[Effect, int]]:
    """Return the effect that a number sums, with the word that names the sum."""
    tokens = view.tokens
    low, _ = view.sentence(first)
    at = first - 1
    while at >= low and tokens[at].upos in ("ADV", "DET", "PART") and first - at < 4:
        at -= 1
    if at < low:
        return []
    joint = tokens[at]
    if joint.lemma.lower() not in JOINTS and joint.lemma not in REACHING:
        return []
    if joint.lemma == "to" and at > low and tokens[at - 1].lemma == "accord":
        return []
    for i in range(at - 1, max(low, at - FAR) - 1, -1):
        if tokens[i].text in (";",) or (joint.lemma == "of" and i < at - 1):
            return []
        found = named_sum(view, i, book, before)
        if found:
            return [(found, i)]
        if joint.text == ":" and at - i > 2:
            return []
    return []


AHEAD = 10  # words from "the number" to what was done to them


def toll_ahead(view: View, first: int, last: int, book: EffectBook) -> list[tuple[Effect, int]]:
    """Return the effect whose sum is named behind the number: "raised to 36 the number killed"."""
    tokens = view.tokens
    _, end = view.sentence(first)
    at = last + 1
    while at < end and tokens[at].upos == "DET":
        at += 1
    joined = any(tokens[i].lemma in ("to", "at") for i in range(max(0, first - 3), first))
    if at >= end or at == last + 1 or not joined:
        return []
    for effect, words in book.effects.items():
        if tokens[at].lemma.lower() in words.tolls:
            return [(effect, at)]
    if tokens[at].lemma.lower() not in book.totals:
        return []
    for i in range(at + 1, min(end, at + AHEAD)):
        for effect, words in book.effects.items():
            if tokens[i].text.lower() in words.tolls | words.states or suffers(view, i, words):
                return [(effect, i)]
            if tokens[i].xpos in ("VBN", "VBD") and bases(view, i) & words.patient:
                return [(effect, i)]
    return []


def named_sum(view: View, i: int, book: EffectBook, before: Sequence[Figure]) -> Effect | None:
    """Return the effect that a word names as a sum."""
    token = view.tokens[i]
    low = token.text.lower()
    for effect, words in book.effects.items():
        if low in words.tolls and (token.upos in ("NOUN", "PROPN") or is_sum(view, i)):
            return effect
        if low in words.tolls and token.xpos == "VBN" and is_numbered(view, i, book):
            return effect
    if token.lemma.lower() in book.totals and token.upos == "NOUN" and before:
        held = before[-1]
        if 0 <= view.sentence_of[i] - view.sentence_of[held.at] <= BACK:
            return held.effect
    return None


def is_numbered(view: View, i: int, book: EffectBook) -> bool:
    """Tell whether a participle tells what a total counts: "the number of villagers killed"."""
    low, _ = view.sentence(i)
    return any(
        view.tokens[k].lemma.lower() in book.totals and view.tokens[k + 1].lemma.lower() == "of"
        for k in range(max(low, i - NAMED), i)
    )


def is_sum(view: View, i: int) -> bool:
    """Tell whether an adjective stands for the people: "the dead", "Detained: 12"."""
    before = view.tokens[i - 1].lemma.lower() if i else ""
    after = view.tokens[i + 1].text if i + 1 < len(view.tokens) else ""
    return before in ("the", "of", "its", "their") or after == ":"
