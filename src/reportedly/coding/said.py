"""Voices in, claims out: attributions as records, with the speakers' words and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product

import msgspec

from reportedly.coding.antecedents import Antecedents, find_explained, is_relative
from reportedly.coding.called import explain
from reportedly.coding.claims import Voice
from reportedly.coding.phrases import phrase
from reportedly.coding.sources import Attribution
from reportedly.coding.status import shares_name
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Claim, Hop, Interval, Party, Said, Span, Stance


def make_claims(view: View, voices: Iterable[Voice], tools: Tools) -> tuple[Claim, ...]:
    """Return the claims of voices, one for each of those who say a thing together."""
    return tuple(claim for voice in voices for claim in tell(view, voice, tools))


def tell(view: View, voice: Voice, tools: Tools) -> Iterator[Claim]:
    """Yield the claims of one voice; the outermost speaker first in a chain."""
    inner = voice.chain[-1]
    first, last = reach(inner)
    channel = next((a.channel for a in reversed(voice.chain) if a.channel), None)
    for hops in product(*(list_hops(view, a, tools) for a in voice.chain)):
        yield Claim(
            by=without_echoes(chain.from_iterable(hops)),
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


def list_hops(view: View, a: Attribution, tools: Tools) -> list[list[Hop]]:
    """Return the attribution's relays and a speaker, once for each of those who speak together."""
    via = view.span(*a.channel).quote if a.channel else None
    relays = [
        Hop(party=tools.who(view.span(*phrase(view, head))), verb="report", via=None)
        for head in a.relays
    ]
    if a.source is None:
        return [[*relays, Hop(party=None, verb=a.lemma, via=via)]]
    # A pronoun's antecedent is who speaks; the wording is kept by the claim's span.
    heads = [a.source if a.resolved is None else a.resolved, *a.also]
    out = []
    for head in heads:
        own = a.phrase is not None and head == a.source
        first, last = a.phrase if own and a.phrase else phrase(view, head)
        party = explain(view, head, tools.who(view.span(first, last)), tools)
        out.append([*relays, Hop(party=party, verb=a.lemma, via=via)])
    return out


def without_echoes(hops: Iterable[Hop]) -> tuple[Hop, ...]:
    """Return a chain in which nobody passes his own word on: "X said, recalling that ..."."""
    out: list[Hop] = []
    for hop in hops:
        if out and hop.party is None:
            continue  # "it is false that": whoever says so is heard already
        if out and hop.party and out[-1].party and is_one(out[-1].party, hop.party):
            last = out.pop()
            hop = msgspec.structs.replace(last, via=last.via or hop.via)
        out.append(hop)
    return tuple(out)


def is_one(a: Party, b: Party) -> bool:
    """Tell whether two speakers are one by their id or by their words."""
    return (a.id is not None and a.id == b.id) or (a.name or a.text) == (b.name or b.text)


def without_repeats(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims with each speaker heard once, unless he speaks twice.

    "Police", "the police spokesman" and a name that only the field head saw are one voice; another
    channel or another day makes a second statement.
    """
    out: list[Claim] = []
    for claim in claims:
        k = next((k for k, before in enumerate(out) if is_repeat(before, claim)), None)
        if k is None:
            out.append(claim)
        else:
            out[k] = join(out[k], claim)
    return tuple(out)


def is_repeat(a: Claim, b: Claim) -> bool:
    """Tell whether two claims are one speaker's one word."""
    if a.stance != b.stance or not a.by or not b.by:
        return False
    if (a.channel and b.channel and a.channel != b.channel) or (
        a.said and b.said and a.said != b.said
    ):
        return False
    x, y = a.by[-1].party, b.by[-1].party
    if x is None or y is None:
        return False
    if is_one(x, y) or x.span.touches(y.span):
        return True
    apart = (x.id and y.id and x.id != y.id) or (x.country and y.country and x.country != y.country)
    return not apart and shares_name(x.text, y.text)  # two armies are two voices


def join(a: Claim, b: Claim) -> Claim:
    """Return one claim of two: the one with a word of saying, under the fuller name."""
    first, second = (b, a) if b.by[-1].verb and not a.by[-1].verb else (a, b)
    own, other = first.by[-1].party, second.by[-1].party
    if own and other and len(other.text) > len(own.text) and own.id in (None, other.id):
        last = msgspec.structs.replace(first.by[-1], party=other)
        first = msgspec.structs.replace(first, by=(*first.by[:-1], last))
    return msgspec.structs.replace(
        first, channel=first.channel or second.channel, said=first.said or second.said
    )


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
    view: View,
    heads: Sequence[int],
    stance: Stance,
    claims: Sequence[Claim],
    meant: Antecedents,
    tools: Tools,
) -> tuple[Claim, ...]:
    """Return claims of speakers that only the field head saw, none of whom is heard already."""
    out: list[Claim] = []
    heard = [h.party.span for c in claims for h in c.by if h.party]
    denial = stance == "denies"
    parties = [
        h.party for c in claims for h in c.by if h.party and (not denial or c.stance == "denies")
    ]
    for head in heads:
        who = speaker_of(meant, head)
        if who is None:
            continue
        span = view.span(*phrase(view, head))
        party = explain(view, who, tools.who(view.span(*phrase(view, who))), tools)
        if any(span.touches(other) for other in heard) or any(is_one(party, p) for p in parties):
            continue
        if any(view.span(i, i).touches(other) for i in explained(view, head) for other in heard):
            continue
        parties.append(party)
        out.append(Claim(by=(Hop(party=party),), stance=stance, span=span))
    return tuple(out)


def explained(view: View, head: int) -> list[int]:
    """Return the nouns that a noun explains: the name before "a spokesman of the front"."""
    out = []
    while (
        view.tokens[head].rel in ("appos", "nmod:desc", "flat") and view.tokens[head].head != head
    ):
        head = view.tokens[head].head
        out.append(head)
    return out


def speaker_of(meant: Antecedents, head: int) -> int | None:
    """Return whom a speaker's wording means: the noun before "which"; None where none is plain."""
    reading = meant.reading
    if is_relative(reading, head):
        return find_explained(reading, head)
    return meant.of(head)


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
    return (*out, *speak_through(new[0], actors))


def own_channel(
    claims: Sequence[Claim], channel: Span | None, actors: Sequence[Party]
) -> tuple[Claim, ...]:
    """Return the claims of a speech act with the channel through which its doer did it."""
    if channel is None or not actors or any(c.channel for c in claims):
        return tuple(claims)
    out = list(claims)
    for k, claim in enumerate(out):
        speaker = claim.by[-1].party if claim.by else None
        if speaker and any(is_one(speaker, p) for p in actors) and claim.stance != "denies":
            out[k] = msgspec.structs.replace(claim, channel=channel.quote)
            return tuple(out)
    return (*out, *speak_through(channel, actors))


def speak_through(channel: Span, actors: Sequence[Party]) -> Iterator[Claim]:
    """Yield a claim for each of those who do a deed by speaking through a channel."""
    for party in actors:
        by = (Hop(party=party, via=channel.quote),)
        yield Claim(by=by, stance="asserts", span=channel, channel=channel.quote)
