"""People shot in, dead out, where nothing told near says that they lived: "shot nine villagers".

One person shot is left alone: who shoots one often only wounds him, and a report that has him dead
says it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from reportedly.coding.effect_book import EffectBook
from reportedly.coding.figure import Figure
from reportedly.coding.harm import is_passive
from reportedly.coding.headcount import ByToken, number_of
from reportedly.coding.phrases import phrase
from reportedly.coding.story import number_paragraphs
from reportedly.coding.view import View
from reportedly.records import take_span

AFTER = 2  # sentences after the shot in which news tells what became of the wounded
SEVERAL = 2


def find_presumed(
    view: View, figures: Sequence[Figure], numbers: ByToken, book: EffectBook
) -> Iterator[Figure]:
    """Yield those who were shot and of whom no more is told beside the `figures`."""
    done = {view.sentence_of[f.at] for f in figures if f.effect in ("killed", "injured")}
    paragraphs = number_paragraphs(view)
    for token in view.tokens:
        if token.lemma not in book.presumed or token.upos != "VERB":
            continue
        victim = victim_of(view, token.i)
        told = None if victim is None else number_of(view, victim, numbers)
        if victim is None or told is None or (told.quantity.low or 0) < SEVERAL:
            continue
        here = view.sentence_of[token.i]
        near = range(here, min(here + AFTER + 1, len(paragraphs)))
        story = {s for s in near if paragraphs[s] == paragraphs[here]}
        if done & story or spares(view, token.i, story, book):
            continue
        yield Figure(
            effect="killed", at=token.i, head=victim,
            low=told.quantity.low, high=told.quantity.high, qualifier=told.quantity.qualifier,
            span=take_span(view.text, told.start, told.end),
            people=view.span(*phrase(view, victim)),
        )  # fmt: skip


def victim_of(view: View, verb: int) -> int | None:
    """Return whom a verb is done to: its object, the subject of its passive, the noun before."""
    found = view.kids(verb, "obj", "nsubj:pass")
    if found:
        return found[0]
    token = view.tokens[verb]
    if token.rel == "acl" and token.xpos == "VBN":
        return token.head
    return token.head if token.rel == "acl:relcl" and is_passive(view, verb) else None


def spares(view: View, verb: int, story: Collection[int], book: EffectBook) -> bool:
    """Tell whether words near say that it killed nobody: a leg, a ward, a rubber bullet, "at"."""
    after = view.tokens[verb + 1].lemma.lower() if verb + 1 < len(view.tokens) else ""
    first, _ = view.sentence(verb)
    said: set[str] = set()
    for token in view.tokens[first:]:
        if view.sentence_of[token.i] not in story:
            break
        said |= {token.lemma.lower(), token.text.lower()}
    return after in ("at", "down") or bool(said & book.spared)
