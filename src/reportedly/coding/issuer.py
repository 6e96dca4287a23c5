"""A document in, the body whose own release it is out: a ministry, an army, a front, no newspaper.

What such a page tells without naming a speaker is the body's word: who published it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from reportedly.coding.phrases import phrase
from reportedly.coding.sources import Attribution
from reportedly.coding.status import take_words
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Claim, Document, Hop, Party, Span

OPENING = 3  # sentences in which a body names itself as the one who acts or informs
STEM = 6  # letters of a word by which "minister" and "ministry" are one
SIGNATURE = 14  # tokens of a last line that names who signs
WORDS = re.compile(r"\w+")


def find_issuer(document: Document, tools: Tools) -> Party | None:
    """Return the body, or None where an outlet publishes the page."""
    name = document.source.name or ""
    sets = tools.kit.grammar.sets
    words = set(WORDS.findall(name.lower()))
    if not words & sets["issuer.bodies"] or words & sets["issuer.outlets"]:
        return None
    # The name need not stand in the text: its span has no length there.
    return tools.who(Span(start=0, end=0, quote=name))


def find_own_claim(
    view: View, issuer: Party, attributions: Iterable[Attribution], tools: Tools
) -> Claim | None:
    """Return the issuer's word under the name it gives itself in the text, if it does."""
    for head in list_names(view, attributions):
        span = view.span(*phrase(view, head))
        party = tools.who(span)
        same = party.id is not None and party.id == issuer.id
        words = stems(span.quote)
        if same or (words and words <= stems(issuer.text)):
            return Claim(by=(Hop(party=party),), stance="asserts", span=span)
    return None


def lend_voice(claims: Iterable[Claim], own: Claim) -> tuple[Claim, ...]:
    """Return the claims, a denial that names nobody being the issuer's: "it is false that ..."."""
    return tuple(
        msgspec.structs.replace(c, by=own.by)
        if c.stance == "denies" and all(hop.party is None for hop in c.by)
        else c
        for c in claims
    )


def stems(text: str) -> frozenset[str]:
    """Return the words of a name without their endings: the minister signs for the ministry."""
    return frozenset(word[:STEM] for word in WORDS.findall(" ".join(take_words(text))))


def list_names(view: View, attributions: Iterable[Attribution]) -> Iterator[int]:
    """Yield the heads of those who speak, of the first subjects, and of who signs."""
    yield from (a.source for a in attributions if a.source is not None)
    opening = view.sentences[:OPENING]
    for first, end in opening:
        yield from (i for i in range(first, end) if view.tokens[i].rel == "nsubj")
    first, end = view.sentences[-1]
    if end - first <= SIGNATURE and not any(t.upos == "VERB" for t in view.tokens[first:end]):
        yield from (i for i in range(first, end) if view.tokens[i].head == i)
