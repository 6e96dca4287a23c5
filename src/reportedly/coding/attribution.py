"""A document's View in, its attributions out: who says what, through what, and when.

An attribution is one cue ("said", "according to", "allegedly") with the words it speaks for and
whose word it is. Which of them speak for an event is asked of `claims.find_voices`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import msgspec

from reportedly.coding.answers import read_answers
from reportedly.coding.antecedents import resolve_sources
from reportedly.coding.denials import TRUE, read_falsehood
from reportedly.coding.hearsay import read_according, read_adverb, read_noun, read_speech_line
from reportedly.coding.quotes import ends_paragraph, find_quotes, index_quotes
from reportedly.coding.saying import read_verb
from reportedly.coding.sources import CHANNEL_SENTENCES, Attribution, Reading, trim
from reportedly.coding.speech import Grammar
from reportedly.coding.turns import read_headings, read_turns
from reportedly.coding.view import View

BACKWARD = frozenset({"denies", "doubts", "confirms", "claims_responsibility"})
KEPT = frozenset({"asserts", "confirms", "denies", "accuses", "claims_responsibility", "threatens"})
SELVES = frozenset({"i", "we", "me", "us"})
REFERS = ("earlier", "owned", "involved")  # words of a denial that mean what was said before
SHARE_TOKENS = 5  # from "nothing" to "it" in "had nothing to do with it"
BARE_TOKENS = 4  # "any such thing"; a longer object says itself what is denied

__all__ = ["Attribution", "find_attributions"]


def make_reading(view: View, grammar: Grammar) -> Reading:
    """Return what the readers of one document share."""
    quotes = find_quotes(view)
    return Reading(view, grammar, quotes, index_quotes(view, quotes))


def find_attributions(view: View, grammar: Grammar) -> tuple[Attribution, ...]:
    """Return the document's attributions in the order of their cues."""
    return read_attributions(make_reading(view, grammar))


def read_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """Return the attributions of a reading that others go on to use."""
    found: dict[int, Attribution] = {}
    turns = list(read_turns(reading)) or list(read_answers(reading))
    openings = [*turns, *read_headings(reading)]
    for attribution in chain(openings, _read(reading)):
        # Two readings may take one word for a cue; the first knew more of its syntax.
        found.setdefault(attribution.cue, attribution)
    listed = [found[cue] for cue in sorted(found)]
    listed = refer_back(reading, run_on(reading, own_words(reading, listed, openings)))
    return tuple(keep_channels(reading, list(resolve_sources(reading, listed))))


def keep_channels(reading: Reading, listed: list[Attribution]) -> Iterator[Attribution]:
    """Yield the attributions, a speaker who goes on speaking still through the same channel.

    "Told a press conference that ... He said ...": the conference carries the second too.
    """
    sentence_of = reading.view.sentence_of
    last: dict[str, Attribution] = {}
    for a in listed:
        head = a.source if a.resolved is None else a.resolved
        who = None if head is None else name_of(reading, head)
        before = None if who is None else last.get(who)
        if a.channel is None and before is not None and a.stance in KEPT:
            near = sentence_of[a.cue] - sentence_of[before.cue] <= CHANNEL_SENTENCES
            if near and before.channel is not None:
                a = msgspec.structs.replace(a, channel=before.channel)
        if who is not None and (a.told or a.channel is not None):
            last[who] = a
        yield a


def name_of(reading: Reading, head: int) -> str:
    """Return what a speaker is called: the words of his name, else the place of his phrase."""
    first, last = reading.words_of(head)
    tokens = reading.view.tokens[first : last + 1]
    named = [t.text.lower() for t in tokens if t.upos == "PROPN"]
    return named[-1] if named else str(head)


def _read(reading: Reading) -> Iterator[Attribution]:
    """Yield what each word says of its being a cue."""
    grammar, lemmas = reading.grammar, reading.lemmas
    cues, according = grammar.cues, grammar.according
    verdicts = grammar.sets["deny.words"] | TRUE
    adverbs, adjectives = grammar.hearsay, grammar.sets["hearsay.adjectives"]
    for token in reading.view.tokens:
        word = lemmas[token.i]
        if word not in cues:
            continue
        upos = token.upos
        if token.text.lower() in according:
            yield from read_according(reading, token.i)
        if upos == "VERB" or upos == "AUX":
            yield from read_verb(reading, token.i)
        elif upos == "NOUN":
            yield from read_noun(reading, token.i)
        if (upos in ("ADJ", "NOUN") or token.xpos == "VBN") and word in verdicts:
            yield from read_falsehood(reading, token.i)
        if word in adverbs or (word in adjectives and token.rel == "amod"):
            yield from read_adverb(reading, token.i)
        elif word == ":":
            yield from read_speech_line(reading, token.i)


def own_words(
    reading: Reading, listed: list[Attribution], openings: list[Attribution]
) -> list[Attribution]:
    """Give what "we" say in a quotation, a turn or a communiqué to whoever speaks there.

    Nobody else's "we" counts in a quotation.
    """
    out: list[Attribution] = []
    for a in listed:
        if a.source is None or reading.lemma(a.source) not in SELVES:
            out.append(a)
            continue
        quoted = reading.quote_of[a.cue] >= 0
        speeches = [b for b in listed if b.quote == "direct"] if quoted else openings
        speaker = next((b for b in speeches if b.covers(a.cue)), None)
        if speaker is None or speaker.source is None:
            out += [] if quoted else [a]
            continue
        out.append(
            msgspec.structs.replace(
                a,
                source=speaker.source,
                phrase=speaker.phrase,
                also=speaker.also,
                resolved=speaker.resolved,
                channel=speaker.channel,
            )
        )
    return out


def refer_back(reading: Reading, listed: list[Attribution]) -> list[Attribution]:
    """Give denials and the like of "it", "that" or "the charge" the words said just before.

    That is the last accusation or statement of another speaker, or else the clause before.
    """
    view, grammar = reading.view, reading.grammar
    out: list[Attribution] = []
    for a in listed:
        inside = [i for b, e in a.content for i in range(b, e)]
        words = {w for i in inside for w in (reading.lemma(i), view.tokens[i].text.lower())}
        bare = a.stance in BACKWARD and (a.size <= BARE_TOKENS or leaves_open(reading, a))
        rebuke = a.stance == "denies" and a.quote == "direct"
        if (bare and any(words & grammar.sets[f"deny.{k}"] for k in REFERS)) or rebuke:
            sentence = view.sentence_of[a.cue]
            before = next((b for b in reversed(out[-8:]) if b.told and b.stance not in BACKWARD
                           and b.source != a.source), None)  # fmt: skip
            if before is not None and sentence - view.sentence_of[before.cue] <= 1:
                told = before.content
                mention = view.mention_at.get(before.cue)
                if before.stance == "accuses" or (
                    mention and mention.category == "ACCUSE"
                ):  # who denies a charge denies that it is true
                    told = ((before.cue, before.cue + 1), *told)
                a = msgspec.structs.replace(a, earlier=told)
            else:
                a = msgspec.structs.replace(a, earlier=find_before(reading, a))
        out.append(a)
    return out


def leaves_open(reading: Reading, a: Attribution) -> bool:
    """Tell whether a denial ends in a share in "it": "denied that its men had a hand in it"."""
    last = a.content[-1][1] - 1
    shares = range(max(a.content[-1][0], last - SHARE_TOKENS), last)
    return (
        a.stance == "denies"
        and reading.view.tokens[last].upos in ("PRON", "DET")
        and reading.grammar.has("deny.earlier", reading.lemma(last))
        and any(reading.grammar.has("deny.shares", reading.lemma(i)) for i in shares)
    )


def find_before(reading: Reading, a: Attribution) -> tuple[tuple[int, int], ...]:
    """Return the clause before the cue's own in its sentence, or the sentence before."""
    view = reading.view
    first = view.sentence(a.cue)[0]
    start = min(a.cue, a.cue if a.phrase is None else a.phrase[0])
    if start - first > BARE_TOKENS and view.tokens[start - 1].text in (
        ";",
        ",",
        ":",
        "—",
        "and",
        "but",
    ):
        return trim(view, [(first, start)])
    number = view.sentence_of[a.cue]
    if number and not ends_paragraph(view, first - 1):
        return (view.sentences[number - 1],)
    return ()


def run_on(reading: Reading, listed: list[Attribution]) -> list[Attribution]:
    """Give quotations that stand alone to whoever spoke last in the paragraph."""
    owner: dict[int, int] = {}
    quote_of = reading.quote_of
    for k, a in enumerate(listed):
        if a.quote != "direct" or a.source is None:
            continue
        for first, end in a.content:
            for number in {quote_of[i] for i in (first, end - 1)} - {-1}:
                owner.setdefault(number, k)
    sentences_with_cue = {reading.view.sentence_of[a.cue] for a in listed if quote_of[a.cue] < 0}
    extended = list(listed)
    for number, (first, end) in enumerate(reading.quotes):
        if number in owner or number - 1 not in owner:
            continue
        if stands_alone(reading, first, end, sentences_with_cue, reading.quotes[number - 1]):
            k = owner[number] = owner[number - 1]
            a = extended[k]
            extended[k] = msgspec.structs.replace(a, content=(*a.content, (first, end)))
    return extended


def stands_alone(
    reading: Reading, first: int, end: int, cued: set[int], before: tuple[int, int]
) -> bool:
    """Tell whether a quotation opens its sentence, right after one that had a speaker."""
    view = reading.view
    sentence = view.sentence_of[first]
    if view.sentences[sentence][0] != first or sentence in cued:
        return False
    last = view.sentence_of[end - 1]
    if end < view.sentences[last][1] - 1:  # more than a stop follows it: a scare quote
        return False
    return sentence - view.sentence_of[before[1] - 1] <= 1
