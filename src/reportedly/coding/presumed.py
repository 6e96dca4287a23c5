"""People shot in, dead out, where nothing told near says that they lived: "shot nine villagers"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from reportedly.coding.effect_book import EffectBook
from reportedly.coding.figure import Figure
from reportedly.coding.harm import is_passive
from reportedly.coding.headcount import ByToken, count_people
from reportedly.coding.phrases import phrase
from reportedly.coding.story import number_paragraphs
from reportedly.coding.view import View

AFTER = 2  # sentences after the shot in which news tells what became of the wounded


def find_presumed(
    view: View,
    figures: Sequence[Figure],
    numbers: ByToken,
    persons: Collection[str],
    things: Collection[str],
    book: EffectBook,
) -> Iterator[Figure]:
    """Yield those who were shot and of whom no more is told; a figure told anew replaces none."""
    done = {view.sentence_of[f.at] for f in figures if f.effect in ("killed", "injured")}
    paragraphs = number_paragraphs(view)
    for token in view.tokens:
        if token.lemma not in book.presumed or token.upos != "VERB":
            continue
        victim = victim_of(view, token.i)
        here = view.sentence_of[token.i]
        near = range(here, min(here + AFTER + 1, len(paragraphs)))
        told = {s for s in near if paragraphs[s] == paragraphs[here]}
        if victim is None or done & told or spares(view, token.i, told, book):
            continue
        many = count_people(view, victim, numbers, persons, things)
        if many is None or not many.low:
            continue
        people = view.span(*phrase(view, victim))
        counted = numbers.get(victim) or next(
            (numbers[c] for c in view.kids(victim, "nummod") if c in numbers), None
        )
        span = people if counted is None else view.span(*ends(view, counted.start, counted.end))
        yield Figure(
            effect="killed", at=token.i, head=victim, low=many.low, high=many.high,
            qualifier=many.qualifier, span=span, people=people, told=counted is not None,
        )  # fmt: skip


def ends(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the first and last token of a stretch of text."""
    inside = list(view.within(start, end))
    return inside[0].i, inside[-1].i


def victim_of(view: View, verb: int) -> int | None:
    """Return whom a verb is done to: its object, the subject of its passive, the noun before."""
    found = view.kids(verb, "obj", "nsubj:pass")
    if found:
        return found[0]
    token = view.tokens[verb]
    if token.rel == "acl" and token.xpos == "VBN":
        return token.head
    return token.head if token.rel == "acl:relcl" and is_passive(view, verb) else None


def spares(view: View, verb: int, told: Collection[int], book: EffectBook) -> bool:
    """Tell whether words near say that it killed nobody: a leg, a hospital, a rubber bullet, "at"."""
    after = view.tokens[verb + 1].lemma.lower() if verb + 1 < len(view.tokens) else ""
    first, _ = view.sentence(verb)
    said: set[str] = set()
    for token in view.tokens[first:]:
        if view.sentence_of[token.i] not in told:
            break
        said |= {token.lemma.lower(), token.text.lower()}
    return after in ("at", "down") or bool(said & book.spared)
