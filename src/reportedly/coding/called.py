"""Heads of parties in, parties out: each with what stands beside him, and each once.

"The governor, Ana Kolar," is one person: his office tells whose word it is, his name who he is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from reportedly.coding.antecedents import Antecedents
from reportedly.coding.phrases import phrase
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Party, Span, take_span

OFFICES = frozenset("GOV MIL LEG JUD COP SPY REB PRM PTY IGO UNO".split())
BEFORE = ("amod", "compound", "nmod:desc")  # what stands before a noun and says whose it is


def make_parties(
    view: View, heads: Sequence[int], meant: Antecedents, tools: Tools
) -> tuple[Party, ...]:
    """Return the parties at some heads; a pronoun keeps its wording and gets the name it means."""
    out: dict[Span, Party] = {}
    for head in heads:
        span, noun = view.span(*phrase(view, head)), meant.of(head)
        party = name_party(view, noun, tools)
        if noun != head:
            name = party.name or party.text
            party = msgspec.structs.replace(party, text=span.quote, span=span, name=name)
        out.setdefault(party.span, party)
    return tuple(party for party in out.values() if not is_told(party, out.values()))


def sectors(view: View, meant: Antecedents, tools: Tools) -> Callable[[int], str | None]:
    """Return what tells the sector of whoever a noun or pronoun means, by its own words."""

    def sector(head: int) -> str | None:
        return tools.who(view.span(*phrase(view, meant.of(head)))).sector

    return sector


def name_party(view: View, head: int, tools: Tools) -> Party:
    """Return the party at a head with what stands beside it; "Russian" is Russia."""
    span = view.span(*phrase(view, head))
    token = view.tokens[head]
    if token.rel in BEFORE and (state := tools.state(span)):
        return state
    up = token.head
    if token.rel == "appos" and is_person(view, head) and not is_person(view, up):
        whole = introduce(view, up, tools.who(view.span(*phrase(view, up))), tools)
        if whole.span.end >= span.end:  # "the governor, Ana Kolar,": the head saw only the name
            return whole
    party = introduce(view, head, tools.who(span), tools)
    if party.sector is None and token.lemma.lower() in tools.kit.book.weapon_of:
        return fly_flag(view, head, party, tools)
    return party


def introduce(view: View, head: int, party: Party, tools: Tools) -> Party:
    """Return a doer or sufferer with his name; who holds no office stays a private person.

    Exports hide the names of those who have no sector: "the student, Ana Ruiz" must have none.
    """
    whole = explain(view, head, party, tools)
    if whole is party or whole.sector in OFFICES:
        return whole
    return msgspec.structs.replace(whole, id=None, sector=None)


def fly_flag(view: View, head: int, party: Party, tools: Tools) -> Party:
    """Return planes with the state whose they are: "Peruvian planes"."""
    states = (tools.state(view.span(i, i)) for i in view.kids(head, *BEFORE))
    state = next((s for s in states if s), None)
    if state is None:
        return party
    return msgspec.structs.replace(state, text=party.text, span=party.span)


def is_told(party: Party, others: Iterable[Party]) -> bool:
    """Tell whether another party's words name the party already, or an earlier one is the same."""
    called = party.name or party.text
    return any(
        o.span.start < party.span.start and (o.name or o.text) == called and o.id == party.id
        for o in others
    ) or any(
        o.span != party.span
        and o.span.start <= party.span.start
        and party.span.end <= o.span.end
        and (o.id == party.id if party.id and o.id else o.name == called)
        for o in others
    )


def explain(view: View, head: int, party: Party, tools: Tools) -> Party:
    """Return a party with what stands beside it: "the union's secretary, Benigno Mamani"."""
    end = party.span.end
    for i in view.kids(head, "appos"):
        first, last = phrase(view, i)
        beside = view.text[end : view.tokens[first].start].strip()
        if i < head or beside != "," or is_person(view, i) == is_person(view, head):
            continue
        other = tools.who(view.span(first, last))
        person = other if is_person(view, i) else party
        return msgspec.structs.replace(
            party,
            text=view.text[party.span.start : view.tokens[last].end],
            span=take_span(view.text, party.span.start, view.tokens[last].end),
            id=party.id or other.id,
            name=person.name or person.text,
            country=party.country or other.country,
            sector=party.sector or other.sector,
        )
    return party


def is_person(view: View, i: int) -> bool:
    """Tell whether the noun is a person's name."""
    name = view.name_at.get(i)
    return name is not None and name.kind == "PER"
