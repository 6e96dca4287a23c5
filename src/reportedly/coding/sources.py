"""The record of an attribution, and what all its readers ask: who speaks, when, through what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from reportedly.analyze.base import Token
from reportedly.coding.phrases import phrase, split
from reportedly.coding.speech import Grammar
from reportedly.coding.view import View
from reportedly.records import Stance
from reportedly.records.event import Quote

Range = tuple[int, int]
CHANNEL_SENTENCES = 3  # sentences over which a speaker goes on through one channel
# A stretch without one of these ("and", "that") says nothing.
SOLID = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ", "ADV", "AUX", "X"})


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's word. Content is half-open token ranges; every other range is first..last.

    `source` is the speaker's head token, `phrase` its words, `also` the heads of those who say it
    with him; `resolved` is the head that a pronoun or "the group" means. `relays` are those who
    pass it on, the outermost first. `accused` is whom it puts the deed on, `own` says that the
    deed is the speaker's, and `about` is the head of what is said.
    `told` is false of what is wanted, asked for or thought: no word that it is so.
    `negated` marks a statement that something is not so, which denies that alone. `earlier` are
    the words said before that a denial of "it" or "the charge" may mean.
    """

    cue: int
    lemma: str
    stance: Stance
    content: tuple[Range, ...]
    source: int | None = None
    phrase: Range | None = None
    also: tuple[int, ...] = ()
    resolved: int | None = None
    quote: Quote = "none"
    channel: Range | None = None
    hearer: Range | None = None
    relays: tuple[int, ...] = ()
    said: Range | None = None
    accused: int | None = None
    own: bool = False
    about: int | None = None
    told: bool = True
    negated: bool = False
    earlier: tuple[Range, ...] = ()

    def covers(self, i: int) -> bool:
        """Tell whether the attribution speaks for the token's words."""
        return any(first <= i < end for first, end in self.content)

    def means(self, i: int) -> bool:
        """Tell whether the token stands in what it speaks for, or in what "it" there may mean."""
        return self.covers(i) or any(first <= i < end for first, end in self.earlier)

    @property
    def size(self) -> int:
        """How many tokens it speaks for."""
        return sum(end - first for first, end in self.content)


class Reading:
    """What the readers of one document share."""

    __slots__ = ("grammar", "lemmas", "quote_of", "quotes", "view")

    def __init__(
        self, view: View, grammar: Grammar, quotes: list[Range], quote_of: list[int]
    ) -> None:
        self.view = view
        self.lemmas = [find_lemma(token, grammar.verbs) for token in view.tokens]
        self.grammar = grammar
        self.quotes = quotes
        self.quote_of = quote_of

    def lemma(self, i: int) -> str:
        """Return the token's lemma in small letters."""
        return self.lemmas[i]

    def case_of(self, i: int) -> str:
        """Return the preposition or mark that opens the phrase at i, '' where there is none."""
        tokens = self.view.tokens
        for child in self.view.children[i]:
            if tokens[child].rel in ("case", "mark"):
                return tokens[child].lemma.lower()
        return ""

    def words_of(self, i: int) -> Range:
        """Return the first and last token of the noun phrase at i."""
        first, last = phrase(self.view, i)
        while first < i and self.view.tokens[first].upos == "PUNCT":
            first += 1  # a comma that a parser hung from the name behind it
        name = self.view.name_at.get(i)
        return (first, last) if name is None else (min(first, name.first), max(last, name.last))

    def bounds(self, i: int) -> Range:
        """Return the half-open range that the token's subtree spans."""
        below = self.view.subtree(i)
        return below[0], below[-1] + 1

    def clause(self, i: int, without: Iterable[int]) -> tuple[Range, ...]:
        """Return the stretches of a clause, less the words `without` and stray marks."""
        out = set(without)
        kept = [k for k in self.view.subtree(i) if k not in out]
        return trim(self.view, join(kept))


ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"),
           ("ing", ""), ("ing", "e"))  # fmt: skip


def find_lemma(token: Token, verbs: Mapping[str, Stance]) -> str:
    """Return the token's lemma in small letters.

    Where the model left a verb as it stood ("rejects"), its ending is taken off if that leaves a
    verb of saying.
    """
    lemma = token.lemma.lower()
    if token.upos != "VERB" or lemma in verbs or lemma != token.text.lower():
        return lemma
    bases = (lemma.removesuffix(end) + put for end, put in ENDINGS if lemma.endswith(end))
    return next((base for base in bases if base in verbs), lemma)


def join(indices: list[int]) -> list[Range]:
    """Return ascending tokens as half-open ranges."""
    ranges: list[Range] = []
    for i in indices:
        if ranges and ranges[-1][1] == i:
            ranges[-1] = (ranges[-1][0], i + 1)
        else:
            ranges.append((i, i + 1))
    return ranges


def trim(view: View, ranges: list[Range]) -> tuple[Range, ...]:
    """Drop marks at the ends of ranges, and ranges that hold nothing else."""
    out = []
    for first, end in ranges:
        while first < end and view.tokens[first].text in (",", ".", ":", ";", "-", "--", "—"):
            first += 1
        while first < end and view.tokens[end - 1].text in (",", ".", ":", ";", "-", "--", "—"):
            end -= 1
        if any(view.tokens[i].upos in SOLID for i in range(first, end)):
            out.append((first, end))
    return tuple(out)


def find_hearer(reading: Reading, verb: int) -> int | None:
    """Return whom it was said to: "told Reuters", "said to reporters"."""
    if not reading.grammar.has("takes.hearers", reading.lemma(verb)):
        return None
    for child in reading.view.kids(verb, "iobj", "obj"):
        return child
    if reading.grammar.has("takes.straight", reading.lemma(verb)):
        # "X told China's CGTN that ...": the second subject
        before = [c for c in reading.view.kids(verb, "nsubj") if c < verb]
        after = [c for c in reading.view.kids(verb, "nsubj") if c > verb]
        if before and after:
            return after[0]
    for i in range(verb + 1, min(verb + 5, len(reading.view.tokens))):
        token = reading.view.tokens[i]
        if token.upos not in ("DET", "ADJ", "PROPN", "NOUN"):
            break
        if token.upos in ("NOUN", "PROPN") and not verb < token.head <= i + 1:
            return i
    return None


def find_said(reading: Reading, verb: int) -> Range | None:
    """Return the words that say when it was said."""
    view = reading.view
    beside = [
        i for i in (verb + 1, verb + 2)
        if i < len(view.tokens) and view.tokens[i].upos in ("PROPN", "NOUN")
        and (i == verb + 1 or view.tokens[verb + 1].text.lower() == "on")
    ]  # fmt: skip
    children = (*view.kids(verb, "obl", "obl:unmarked", "nmod", "advmod"), *beside)
    return next((words for c in children if (words := time_words(reading, c))), None)


def time_words(reading: Reading, child: int) -> Range | None:
    """Return the words of a time that hangs from a word of saying, or None if it is no time."""
    token, name = reading.view.tokens[child], reading.view.name_at.get(child)
    if name is not None and name.kind == "TIME":
        return name.first, name.last
    if reading.grammar.has("time.words", token.lemma.lower()) and reading.case_of(child) in (
        "", "on", "in", "at", "late", "early",
    ):  # fmt: skip
        return reading.words_of(child)
    return None


def find_author(reading: Reading, paper: int) -> int | None:
    """Return who made a statement, report or video: "a statement by X", "X's report"."""
    view = reading.view
    for child in view.kids(paper, "nmod"):
        token = view.tokens[child]
        if token.rel == "nmod:poss" and token.upos != "PRON":
            return child
        dated = reading.grammar.has("time.words", token.lemma.lower())
        if (
            reading.case_of(child) in ("by", "from", "of")
            and not dated
            and may_speak(reading, child)
        ):
            return child
    for clause in view.kids(paper, "acl"):
        for child in view.kids(clause, "obl"):
            if view.tokens[child].rel == "obl:agent" or reading.case_of(child) == "by":
                return child
    for child in view.kids(paper, "compound"):
        if may_speak(reading, child):
            return child
    return None


def may_speak(reading: Reading, i: int) -> bool:
    """Tell whether the noun is somebody: a name, a person, a body that has a voice."""
    view = reading.view
    token = view.tokens[i]
    name = view.name_at.get(i)
    if name is not None:
        return name.kind in ("PER", "ORG", "NORP", "LOC")
    return token.upos == "PROPN" or token.lemma.lower() in reading.grammar.speakers


def share(reading: Reading, head: int | None) -> tuple[int, ...]:
    """Return the heads of the others in a coordination of speakers."""
    return () if head is None else tuple(split(reading.view, head)[1:])
