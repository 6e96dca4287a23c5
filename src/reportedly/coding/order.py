"""What a verb of saying speaks for, read off the order of the words where the tree is upside down.

"Gunmen raided Tula; the ministry said 12 people died, while the rebels said 40 were killed": the
parser gives the raid to both speakers. A speaker after a semicolon or a "while" opens a new
statement, and what follows his verb is what he says, up to where another speaks.
"""

from __future__ import annotations

from reportedly.coding.extents import TURNS, Said, find_turn
from reportedly.coding.sources import Range, Reading, trim

OPENS = frozenset({"NUM", "DET", "NOUN", "PROPN", "PRON", "ADJ", "SCONJ", "ADV"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
THAT = 14  # tokens between "told" and "that": the hearer with his apposition, and the day


def find_following(reading: Reading, verb: int) -> tuple[Range, ...]:
    """Return what follows a verb whose speaker opens a statement, () where he does not."""
    tokens = reading.view.tokens
    first, end = reading.view.sentence(verb)
    speaker = next((c for c in reading.view.kids(verb, "nsubj") if c < verb), None)
    if speaker is None or verb + 1 >= end or tokens[verb + 1].upos not in OPENS:
        return ()
    start = reading.words_of(speaker)[0]
    marks = [t.text.lower() for t in tokens[max(first, start - 2) : start]]
    if not marks or not (marks[-1] == ";" or (marks[-1] in TURNS and marks[0] in (",", ";"))):
        return ()
    return trim(
        reading.view, [(verb + 1, find_turn(reading, verb, find_semicolon(reading, verb, end)))]
    )


def find_semicolon(reading: Reading, verb: int, end: int) -> int:
    """Return where the next semicolon stands, or the end."""
    return next((i for i in range(verb, end) if reading.view.tokens[i].text == ";"), end)


def find_that(reading: Reading, verb: int, lemma: str) -> Said | None:
    """Return the "that" clause after a verb of saying and its hearer, wherever a parser hung it.

    "Told Al Watan, the group's channel, on Monday that the convoy had left, and warned Rabat".
    """
    grammar, tokens = reading.grammar, reading.view.tokens
    named = grammar.has("takes.objects", lemma) and bool(reading.view.kids(verb, "obj"))
    if not grammar.has("takes.quotes", lemma) or named:
        return None
    _, end = reading.view.sentence(verb)
    for i in range(verb + 1, min(end, verb + THAT)):
        token = tokens[i]
        if token.text.lower() == "that" and token.rel == "mark" and token.head > i:
            content = trim(reading.view, [(i, find_stop(reading, i, end))])
            return Said(content, token.head, "clause", "indirect")
        if token.upos == "VERB" or token.xpos == "MD" or reading.quote_of[i] >= 0:
            return None
        through = grammar.has("nouns.papers", reading.lemma(i)) and reading.case_of(i) == "in"
        if (reading.lemma(i) in grammar.nouns and not through) or token.text in (";", ":"):
            return None  # "the claim that ..." says whose clause it is
    return None


def find_stop(reading: Reading, start: int, end: int) -> int:
    """Return where a clause of speech ends: at a semicolon, or where its speaker does more."""
    view, tokens = reading.view, reading.view.tokens
    for i in range(start + 1, end - 1):
        if tokens[i].text == ";":
            return i
        after = tokens[i + 1]
        if tokens[i].xpos == "CC" and after.xpos in FINITE and after.upos == "VERB":
            told = reading.lemma(i + 1) in reading.grammar.cues
            if told and not any(tokens[c].rel.startswith("nsubj") for c in view.children[i + 1]):
                return i
    return end
