"""A View in, its spots out: every phrase of the document that the gazetteer or a site word places.

A spot is what an event's place is chosen from (scene.py). The dateline is one too, marked as such:
nothing happened there only because the report was sent from there.
"""

from __future__ import annotations

import msgspec

from reportedly.coding.phrases import head_of
from reportedly.coding.places import PLACE_KINDS, WHERE, describe, is_place, locatives
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Place, Span

MANY = frozenset({"several", "many", "some", "various", "numerous", "other", "more"})
PEOPLE_KINDS = frozenset({"PER", "NORP"})


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place that the document names. `head` is its token; a dateline has none, it is litter."""

    place: Place
    span: Span
    head: int | None = None
    named: bool = True  # it holds a place's name; else a word for a site ("the hall")
    loose: bool = False  # its head is neither: "the killing of the Kassel politician"
    learned: frozenset[int] = frozenset()  # the event words whose place the field head says it is

    @property
    def key(self) -> tuple[int | None, str, str | None]:
        """What makes two spots one place."""
        return self.place.geonameid, self.place.name.casefold(), self.place.country


def find_spots(view: View, tools: Tools) -> list[Spot]:
    """Return the document's spots in order of text, the dateline first."""
    spots: list[Spot] = []
    if tools.dateline is not None:
        place = tools.where(tools.dateline, (tools.dateline.quote,))
        if isinstance(place, Place):
            spots.append(Spot(place=place, span=tools.dateline))
    seen: set[tuple[int, int]] = set()
    closed = {t.i for words in tools.times for t in view.within(words.start, words.end)}
    for head, learned in list_heads(view).items():
        told = None if head in closed or is_voice(view, head, tools) else describe(view, head)
        if told is None or (told[0].start, told[0].end) in seen:
            continue
        is_own = is_place(view, head) or is_site(view, head, tools)
        if not told[1] and (not is_own or is_many(view, head)):
            continue
        place = tools.where(*told)
        if isinstance(place, Place) and not (is_unknown(place) and is_part(view, head)):
            seen.add((told[0].start, told[0].end))
            spots.append(
                Spot(
                    place=place,
                    span=told[0],
                    head=head,
                    named=bool(told[1]),
                    loose=not is_own,
                    learned=frozenset(learned),
                )
            )
    return sorted(spots, key=lambda s: -1 if s.head is None else s.span.start)


def is_voice(view: View, head: int, tools: Tools) -> bool:
    """Tell whether a place's name stands for those who speak: "Moscow said it had hit a depot"."""
    token = view.tokens[head]
    verb = view.tokens[token.head]
    return token.rel == "nsubj" and verb.upos == "VERB" and verb.lemma in tools.kit.grammar.verbs


def is_unknown(place: Place) -> bool:
    """Tell whether a place is a town that no map has."""
    return place.precision == "city" and place.latitude is None


def is_part(view: View, head: int) -> bool:
    """Tell whether a word only describes another: "High" of "the High Court" is no town."""
    return view.tokens[head].rel == "amod" and view.tokens[head].upos == "ADJ"


def is_site(view: View, head: int, tools: Tools) -> bool:
    """Tell whether a noun is a word for a place by itself ("hall"), or a known place's name."""
    name = view.name_at.get(head)
    if head in view.mention_at or (name is not None and name.kind in PEOPLE_KINDS):
        return False
    place = tools.where(view.span(head, head), ())
    return isinstance(place, Place) and (place.precision == "site" or place.latitude is not None)


def is_many(view: View, head: int) -> bool:
    """Tell whether a nameless word is for several sites, which are no one place: "nine posts"."""
    if view.tokens[head].xpos != "NNS":
        return False
    return any(
        view.tokens[c].rel == "nummod" or view.tokens[c].lemma in MANY for c in view.children[head]
    )


def list_heads(view: View) -> dict[int, set[int]]:
    """Return the tokens that may head a place's phrase, and the events whose place each is."""
    heads: dict[int, set[int]] = {}
    for mention in view.mention_at.values():
        for field, head in mention.fields:
            if field == "place":
                heads.setdefault(head, set()).add(mention.at)
            elif field == "target":
                heads.setdefault(head, set())
        for head in locatives(view, mention.at):
            heads.setdefault(head, set())
    for token in view.tokens:
        name = view.name_at.get(token.i)
        if name is not None and name.kind in PLACE_KINDS:
            heads.setdefault(head_of(view, name.first, name.last), set())
        elif token.upos in ("NOUN", "PROPN") and is_located(view, token.i):
            heads.setdefault(token.i, set())
    return heads


def is_located(view: View, i: int) -> bool:
    """Tell whether a noun stands under a preposition of place: "in the departure hall"."""
    if token_rel(view, i) not in ("obl", "nmod"):
        return False
    return any(view.tokens[c].lemma in WHERE - {"of"} for c in view.kids(i, "case"))


def token_rel(view: View, i: int) -> str:
    """Return a token's relation without its subtype."""
    return view.tokens[i].rel.split(":", 1)[0]
