"""Drafts and figures in, drafts with their figures out: whose dead are these?"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.draft import Draft
from reportedly.coding.effects import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.phrases import phrase
from reportedly.coding.times import distance
from reportedly.coding.view import View


def single_victim(view: View, draft: Draft, book: Book) -> list[Figure]:
    """Return the figure of one where one named or single person was killed, hurt or seized.

    "The governor was shot dead" tells one dead without a number.
    """
    if draft.stage not in ("occurred", "ongoing"):
        return []
    at = draft.at
    out = []
    for effect, words in read_effects().effects.items():
        heads = view.roles(at, "ARG1") if view.tokens[at].lemma in words.patient else []
        if view.tokens[at].lemma in words.subject and view.tokens[at].upos == "VERB":
            heads = [*view.roles(at, "ARG0", "ARG1"), *view.kids(at, "nsubj")]
        for head in heads:
            if is_one_person(view, head, book):
                first, last = phrase(view, head)
                people = view.span(first, last)
                out.append(
                    Figure(
                        effect=effect,
                        at=at,
                        low=1,
                        high=1,
                        qualifier=None,
                        span=people,
                        people=people,
                    )
                )
                break
    return out


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
            kept = [f for f in out[k].figures if f.effect != figure.effect or f.span != f.people]
            out[k] = msgspec.structs.replace(out[k], figures=(*kept, figure))
    return out


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
