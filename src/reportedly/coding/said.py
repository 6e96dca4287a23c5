"""Voices in, claims out: attributions as records, with the speakers' words and times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from reportedly.coding.claims import Voice
from reportedly.coding.phrases import phrase
from reportedly.coding.sources import Attribution
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Claim, Hop, Interval, Party, Said, Span, Stance


def make_claims(view: View, voices: Iterable[Voice], tools: Tools) -> tuple[Claim, ...]:
    """Return one claim a voice; the outermost speaker first in its chain."""
    return tuple(make_claim(view, voice, tools) for voice in voices)


def make_claim(view: View, voice: Voice, tools: Tools) -> Claim:
    """Return the claim of one voice."""
    inner = voice.chain[-1]
    first, last = reach(inner)
    channel = next((a.channel for a in reversed(voice.chain) if a.channel), None)
    return Claim(
        by=tuple(hop for a in voice.chain for hop in hops(view, a, tools)),
        stance=voice.stance,
        span=view.span(first, last),
        said=said_when(view, voice, tools),
        channel=view.span(*channel).quote if channel else None,
        quote=inner.quote,
    )


def reach(a: Attribution) -> tuple[int, int]:
    """Return the tokens of who says it and by which word; the content is the event's own."""
    marks = [a.cue, *(a.phrase or ()), *(a.channel or ())]
    first, last = min(marks), max(marks)
    return (first, last) if last - first < 40 else (a.cue, a.cue)


def hops(view: View, a: Attribution, tools: Tools) -> Iterable[Hop]:
    """Yield the attribution's relays and speakers."""
    via = view.span(*a.channel).quote if a.channel else None
    for head in a.relays:
        yield Hop(party=tools.who(view.span(*phrase(view, head))), verb="report", via=None)
    if a.source is None:
        yield Hop(party=None, verb=a.lemma, via=via)
        return
    # A pronoun's antecedent is who speaks; the wording is kept by the claim's span.
    heads = [a.source if a.resolved is None else a.resolved, *a.also]
    for k, head in enumerate(heads):
        own = a.phrase is not None and head == a.source
        first, last = a.phrase if own and a.phrase else phrase(view, head)
        party = tools.who(view.span(first, last))
        yield Hop(party=party, verb=a.lemma, via=via if k == 0 else None)


def said_when(view: View, voice: Voice, tools: Tools) -> Said | None:
    """Return when it was said, where the text tells."""
    for a in reversed(voice.chain):
        if a.said is None:
            continue
        span = view.span(*a.said)
        for words in tools.times:
            if words.start < span.end and span.start < words.end:
                found = tools.when(words, None, "past")
                if isinstance(found, Interval):
                    return Said(start=found.start, end=found.end, precision=found.precision)
    return None


def learned_claims(
    view: View, heads: Sequence[int], stance: Stance, claims: Sequence[Claim], tools: Tools
) -> tuple[Claim, ...]:
    """Return claims of speakers that only the field head saw."""
    out = []
    for head in heads:
        span = view.span(*phrase(view, head))
        heard = [h.party.span for c in claims for h in c.by if h.party]
        if any(span.touches(other) for other in heard):
            continue
        hop = Hop(party=tools.who(span))
        out.append(Claim(by=(hop,), stance=stance, span=span))
    return tuple(out)


def give_channels(
    view: View, claims: Sequence[Claim], channels: Sequence[Span], actors: Sequence[Party]
) -> tuple[Claim, ...]:
    """Return the claims with channels that stand beside the event and that no claim has yet.

    "Accused Tehran on Twitter": the accuser speaks through Twitter, so where nobody else says it
    he does, in his own deed.
    """
    heard = " ".join(c.channel or "" for c in claims)
    new = [span for span in channels if span.quote not in heard]
    if not new:
        return tuple(claims)
    out = list(claims)
    for k, claim in enumerate(out):
        if claim.channel is None and claim.stance != "denies":
            out[k] = msgspec.structs.replace(claim, channel=new[0].quote)
            return tuple(out)
    hops = tuple(Hop(party=p, via=new[0].quote if k == 0 else None) for k, p in enumerate(actors))
    out.append(Claim(by=hops, stance="asserts", span=new[0], channel=new[0].quote))
    return tuple(out)
