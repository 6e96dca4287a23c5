"""A word of saying in, the words that say through what it was said out: a statement, a station.

A channel hangs from the word of saying, stands beside it, or is what the words hang from: "told
Reuters", "in a statement", "issued a communiqué describing ...", "the agency quoted him as saying".
"""

from __future__ import annotations

from reportedly.coding.sources import Range, Reading, find_hearer, time_words
from reportedly.coding.view import View

NEAR = 10  # tokens after a cue in which "in a statement" is still its channel
CLOSE = 6  # tokens from "a communiqué" to the station on which it was read
NAMES = frozenset({"iobj", "obj", "appos", "flat"})
PARTS = frozenset({";", "while", "whereas"})  # what another clause opens with
CASES = frozenset({"in", "on", "via", "through", "by", "over"})


def find_channel_near(
    reading: Reading, verb: int, content: tuple[Range, ...], cues: frozenset[str]
) -> Range | None:
    """Return a channel that stands beside the cue, wherever the parser hung it.

    "In a statement on Telegram the group put the dead at ...", "..., read on state TV, said".
    """
    view = reading.view
    first, end = view.sentence(verb)
    if reading.quote_of[verb] >= 0:
        return None
    near = range(verb + 1, min(end, verb + NEAR))
    end = next((i for i in near if view.tokens[i].text.lower() in PARTS), near.stop)
    for i in (*range(verb + 1, end), *range(verb - 1, first - 1, -1)):
        token = view.tokens[i]
        if i < verb and token.upos == "VERB" and reading.lemma(i) in cues:
            return None  # another's
        if token.upos not in ("NOUN", "PROPN") or reading.quote_of[i] >= 0:
            continue
        if any(a <= i < b for a, b in content) and not is_next(reading, verb, i):
            continue
        if reading.case_of(i) in CASES and (
            reading.grammar.has("nouns.papers", reading.lemma(i))
            or is_channel(reading, i, medium=False)
        ):
            return widen(reading, find_outer(reading, i))
    return None


def is_next(reading: Reading, verb: int, i: int) -> bool:
    """Tell whether the phrase follows the cue at once: "said in a report", whatever it hangs from.

    Only where the cue ends what is said: "..., the commission said in a preliminary report."
    """
    start = reading.words_of(i)[0]
    case = [c for c in reading.view.children[i] if reading.view.tokens[c].rel == "case"]
    after = verb > reading.view.sentence(verb)[0] and min([start, *case]) == verb + 1
    return after and reading.view.tokens[verb + 1].upos == "ADP"


def find_outer(reading: Reading, i: int) -> int:
    """Return the paper that a station carried: "a communiqué read on state TV"."""
    tokens = reading.view.tokens
    for k in reading.view.ancestors(i):
        if tokens[k].upos == "NOUN" and reading.grammar.has("nouns.papers", reading.lemma(k)):
            return k if k < i and i - k < CLOSE else i
        if tokens[k].upos not in ("VERB", "NOUN", "PROPN") or i - k >= CLOSE or k > i:
            return i
    return i


def find_channel(reading: Reading, verb: int, speaker: int | None) -> Range | None:
    """Return the words that say through what it was said."""
    view, grammar = reading.view, reading.grammar
    if speaker is not None and grammar.has("nouns.papers", reading.lemma(speaker)):
        return None if is_label(reading.view, speaker) else reading.words_of(speaker)
    told = find_told(reading, verb)
    candidates = view.kids(verb, "obl", "nmod") + [
        c for a in view.kids(verb, "advcl") if view.tokens[a].xpos == "VBG" for c in
        view.kids(a, "obl", "obj")
    ]  # fmt: skip
    if speaker is not None:
        candidates += view.kids(speaker, "nmod", "obl")
    for child in sorted(candidates, key=lambda c: (c < verb, abs(c - verb))):
        if any(view.tokens[i].text.lower() in PARTS for i in range(verb, child)):
            continue  # "owned up to it, while in Saturday's statement they vowed ..."
        if grammar.has("channel.prepositions", reading.case_of(child)) and is_channel(
            reading, child, medium=False
        ):
            first, last = widen(reading, child)
            # "told Reuters in a statement" is one channel, from end to end.
            return (told[0], last) if told and 0 < first - told[1] <= 2 else (first, last)
    if told:
        return told
    if (
        speaker is not None
        and reading.lemma(speaker) != "x"
        and is_channel(reading, speaker, medium=False)
    ):
        return reading.words_of(speaker)  # state television says it, and is what it is said on
    return find_carrier(reading, verb) or (
        (verb, verb) if grammar.has("channel.verbs", reading.lemma(verb)) else None
    )


def find_told(reading: Reading, verb: int) -> Range | None:
    """Return the medium that was told: "told Reuters", "told the broadcaster NTV"."""
    hearer = find_hearer(reading, verb)
    if hearer is None or not is_channel(reading, hearer, medium=True):
        return None
    if not reading.grammar.has("takes.straight", reading.lemma(verb)) and not is_channel(
        reading, hearer, medium=False
    ):
        return None  # "asked the Red Cross": a body is asked, a medium is told
    first, last = reading.words_of(hearer)
    tokens = reading.view.tokens
    while last + 1 < len(tokens) and (
        tokens[last + 1].upos == "PROPN"
        or (tokens[last + 1].rel in NAMES and tokens[last + 1].head in (verb, hearer))
    ):
        last += 1  # "the broadcaster TV21"
    return first, last


def find_carrier(reading: Reading, verb: int) -> Range | None:
    """Return the paper whose words the verb opens: "issued a communiqué describing", "in which"."""
    token = reading.view.tokens[verb]
    heads = [token.head] if token.rel in ("acl", "acl:relcl") else []
    if token.rel in ("advcl", "xcomp") and token.xpos == "VBG":
        heads += [c for c in reading.view.kids(token.head, "obj") if c < verb]
    for head in heads:
        if reading.grammar.has("nouns.papers", reading.lemma(head)) and head < verb:
            return reading.words_of(head)[0], head
    return None


def is_channel(reading: Reading, head: int, medium: bool) -> bool:
    """Tell whether a phrase names a medium; a hearer must be one, not only sound like one."""
    view, grammar = reading.view, reading.grammar
    first, last = reading.words_of(head)
    words = [view.tokens[i].lemma.lower() for i in range(first, last + 1)]
    if is_label(reading.view, head) or any(grammar.has("channel.bodies", word) for word in words):
        return False
    name = view.name_at.get(head)
    if medium and name is not None and name.kind == "ORG":
        return True
    explained = (reading.lemma(i) for i in view.kids(head, "appos"))
    if name is not None and any(grammar.has("channel.kinds", word) for word in explained):
        return True  # "told Al Watan, the group's channel"
    if words[head - first] in grammar.channels and not (medium and words[head - first] == "x"):
        return True
    if medium and name is not None and any(w in grammar.channels for w in words):
        return True
    return any(
        tuple(words[k : k + len(p)]) == p
        for k, word in enumerate(words)
        for p in grammar.channel_phrases.get(word, ())
    )


def is_label(view: View, i: int) -> bool:
    """Tell whether the word is a wire's own label: "[TEXT]"."""
    tokens = view.tokens
    return 0 < i < len(tokens) - 1 and tokens[i - 1].text == "[" and tokens[i + 1].text == "]"


def widen(reading: Reading, head: int) -> Range:
    """Return the channel's words: "a statement published on its Telegram channel" whole."""
    view = reading.view
    first, last = reading.words_of(head)
    for clause in view.kids(head, "acl", "nmod"):
        for child in (clause, *view.kids(clause, "obl")):
            low, high = reading.words_of(child)
            if clause > last and is_channel(reading, child, medium=False) and low - last < 5:
                last = max(last, high)
    for i in range(head + 1, last + 1):  # "a statement on Sunday": the day is none of its name
        if reading.grammar.has("time.words", reading.lemma(i)) and view.tokens[i].upos != "ADJ":
            return first, max(head, i - 1 - (view.tokens[i - 1].upos == "ADP"))
    return first, last


def find_published(reading: Reading, channel: Range) -> Range | None:
    """Return the words that say when the channel carried it: "a statement on Sunday"."""
    first, last = channel
    links = ("obl", "obl:unmarked", "nmod", "nmod:unmarked")
    children = (c for i in range(first, last + 1) for c in reading.view.kids(i, *links))
    return next((words for c in children if (words := time_words(reading, c))), None)
