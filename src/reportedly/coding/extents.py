"""What is said in, the same with its true bounds out: quotations whole, channels cut off."""

from __future__ import annotations

from typing import Literal

import msgspec

from reportedly.coding.channels import is_channel, widen
from reportedly.coding.sources import Range, Reading, trim
from reportedly.records.event import Quote

TURNS = frozenset({"while", "whereas", "whilst", "but", "although", "though", "and"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
How = Literal["clause", "beside", "infinitive", "deed", "object", "quote", "wanted"]


class Said(msgspec.Struct, frozen=True):
    """What is said: its words, its head, how it hangs from the verb, and whom it accuses."""

    content: tuple[Range, ...]
    head: int | None
    how: How
    quote: Quote = "none"
    accused: int | None = None
    speaker: int | None = None  # where the marks showed him and the tree did not


def part_channel(reading: Reading, said: Said) -> tuple[Said, Range | None, Range | None]:
    """Part the channel from what is said through it, with the time of saying that follows.

    "claimed the attack in a statement on Sunday": a parser hangs the statement from the attack.
    """
    view = reading.view
    for first, end in said.content:
        for i in range(first + 1, end):
            token = view.tokens[i]
            if token.upos not in ("NOUN", "PROPN") or token.rel.split(":")[0] not in (
                "nmod",
                "obl",
            ):
                continue
            case = reading.case_of(i)
            paper = case in ("in", "on") and reading.grammar.has("nouns.papers", reading.lemma(i))
            medium = case in ("on", "via", "through") and is_channel(reading, i, medium=False)
            if not (paper or medium):
                continue
            start = min(i, *(c for c in view.children[i] if view.tokens[c].rel == "case"))
            low, high = widen(reading, i)
            later = [k for k in range(high + 1, end)
                     if reading.grammar.has("time.words", reading.lemma(k))]  # fmt: skip
            kept = trim(view, [(a, min(b, start)) for a, b in said.content if a < start])
            when = reading.words_of(later[0]) if later else None
            return msgspec.structs.replace(said, content=kept), (low, high), when
    return said, None, None


def find_turn(reading: Reading, verb: int, end: int) -> int:
    """Return where another speaker begins after a verb, or the end: ", while the rebels said"."""
    tokens = reading.view.tokens
    for i in range(verb + 2, end):
        told = tokens[i].xpos in FINITE and any(
            reading.grammar.has(f"takes.{k}", reading.lemma(i)) for k in ("quotes", "figures")
        )
        subject = next((c for c in reading.view.kids(i, "nsubj") if verb < c < i), None)
        if not told or subject is None or reading.quote_of[i] >= 0:
            continue
        start = reading.words_of(subject)[0]
        while start - 1 > verb and tokens[start - 1].text.lower() in TURNS:
            start -= 1
        turns = tokens[start].text.lower() in TURNS
        if tokens[start - 1].text == ";" or (turns and tokens[start - 1].text == ","):
            return start
    return end


def part_next_speaker(reading: Reading, verb: int, content: list[Range]) -> list[Range]:
    """End what is said where another says something else: "..., but doctors said"."""
    view = reading.view
    turn = find_turn(reading, verb, view.sentence(verb)[1])
    content = [(first, end if end <= verb else min(end, turn)) for first, end in content
               if end <= verb or first < turn]  # fmt: skip
    for k, (first, end) in enumerate(content):
        for i in range(max(first, verb + 1), end):
            token = view.tokens[i]
            if token.upos != "VERB" or token.rel != "conj" or token.head <= verb:
                continue
            if (
                not reading.grammar.has("takes.quotes", reading.lemma(i))
                or reading.quote_of[i] >= 0
            ):
                continue
            subject = next(iter(view.kids(i, "nsubj")), None)
            if subject is None or view.tokens[subject].upos == "PRON" or not view.kids(i, "ccomp"):
                continue
            start = min(i, *(c for c in view.children[i] if c > token.head),
                        reading.words_of(subject)[0])  # fmt: skip
            return [*content[:k], (first, start)]
    return content


def stretch(reading: Reading, verb: int, said: Said) -> Said:
    """Return what is said with its quotation whole, and its sentence where that comes first.

    "A, and B, police said": whatever stands before the cue in its sentence is theirs, though a
    parser may hang half of it elsewhere, as long as nobody else speaks in between.
    """
    if said.how in ("object", "deed", "infinitive") or not said.content:
        return said
    view = reading.view
    content = list(trim(view, part_next_speaker(reading, verb, list(said.content))))
    if not content:
        return said
    sentence = view.sentence(verb)[0]
    first = content[0][0]
    if (
        sentence < first
        and content[-1][1] <= verb
        and not any(
            view.tokens[i].upos == "VERB" and reading.lemma(i) in reading.grammar.verbs
            for i in range(sentence, first)
        )
    ):
        content[0] = (sentence, content[0][1])
    if reading.quote_of[verb] >= 0:
        return msgspec.structs.replace(said, content=tuple(content))
    kind: Quote = "indirect"
    for k, (low, high) in enumerate(content):
        number = reading.quote_of[low] if reading.quote_of[low] >= 0 else reading.quote_of[
            min(low + 1, len(view.tokens) - 1)]  # fmt: skip
        if number < 0:
            continue
        quote = reading.quotes[number]
        inside = sum(reading.quote_of[i] == number for i in range(low, high))
        if 2 * inside > high - low:
            kind = "direct"
            content[k] = (min(low, quote[0]), max(high, quote[1]))
    return msgspec.structs.replace(said, content=tuple(content), quote=kind)
