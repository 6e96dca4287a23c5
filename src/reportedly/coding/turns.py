"""Lines that open a speech in, how far it goes out: turns of a transcript, lists under a heading.

"JOINT SECRETARY: Good evening." speaks for all that follows until the next label. "The ministry
informs:" and "According to his office:" speak for the list or the paragraph below them.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.coding.channels import find_channel
from reportedly.coding.hearsay import (
    find_governed,
    find_label,
    has_verb,
    is_somebody,
    match_form,
)
from reportedly.coding.quotes import ends_paragraph
from reportedly.coding.sources import (
    Attribution,
    Range,
    Reading,
    may_speak,
    share,
    trim,
)
from reportedly.coding.speakers import find_speaker, group, is_nobody
from reportedly.coding.view import View

LONGEST_LABEL = 12  # tokens of "MR KOWAL, Minister-Coordinator of Services:"
FEWEST_TURNS = 3  # lines that open with a label before a text is a transcript
EARLY = 3  # sentences in which "the following" speaks for all that is to come
BULLETS = frozenset({"*", "-", "•", "–", "—", "·", "▪", "o"})
FOLLOWING = frozenset({"following", "follows"})
HEADS = frozenset({"asserts", "confirms"})


def read_turns(reading: Reading) -> Iterator[Attribution]:
    """Yield an attribution for each turn of a transcript whose label names somebody."""
    view = reading.view
    colons = [c for first, end in view.sentences if (c := find_colon(reading, first, end))]
    if len(colons) < FEWEST_TURNS:
        return
    starts = [view.sentence(c)[0] for c in colons]
    for colon, first, end in zip(colons, starts, [*starts[1:], len(view.tokens)], strict=True):
        speaker = find_label(reading, range(first, colon))
        content = trim(view, [(colon + 1, end)])
        if speaker is not None and content and is_somebody(reading, speaker):
            yield make(reading, colon, ":", speaker, content, None)


def find_colon(reading: Reading, first: int, end: int) -> int | None:
    """Return the colon of a label that opens a line."""
    view = reading.view
    if view.tokens[first].text in BULLETS or (first and not ends_paragraph(view, first - 1)):
        return None
    for i in range(first + 1, min(end, first + LONGEST_LABEL + 1)):
        if view.tokens[i].text == ":":
            plain = not has_verb(view, range(first, i)) and reading.quote_of[i] < 0
            return i if plain else None
    return None


def read_headings(reading: Reading) -> Iterator[Attribution]:
    """Yield an attribution for each sentence that only opens what somebody says."""
    view = reading.view
    for number, (first, end) in enumerate(view.sentences):
        last = end - 1
        while last > first and view.tokens[last].text in (".", "\n"):
            last -= 1
        colon = view.tokens[last].text == ":"
        if not colon and view.tokens[last].text.lower() not in FOLLOWING:
            continue
        block = find_block(view, number, colon)
        found = find_opener(reading, first, end) if block else None
        if found is not None and reading.quote_of[found[0]] < 0:
            cue, form, speaker = found
            yield make(reading, cue, form, speaker, trim(view, [block or (0, 0)]),
                       find_channel(reading, cue, speaker))  # fmt: skip


def find_block(view: View, number: int, colon: bool) -> Range | None:
    """Return the sentences that stand under a heading."""
    if number + 1 >= len(view.sentences):
        return None
    start, last = view.sentences[number][1], len(view.sentences) - 1
    k = number + 1
    if not ends_paragraph(view, start - 1):
        return start, paragraph_end(view, k)
    if is_item(view, k):
        while k <= last and is_item(view, k):
            end = paragraph_end(view, k)
            k = view.sentence_of[end - 1] + 1
        return start, end
    if not colon and number < EARLY:
        return start, view.sentences[last][1]
    return start, paragraph_end(view, k)


def is_item(view: View, number: int) -> bool:
    """Tell whether a sentence opens with the mark of a list: "*", "1." or "(a)"."""
    first, end = view.sentences[number]
    words = [t.text for t in view.tokens[first : min(end, first + 2)]]
    if words[0] in BULLETS or words[0] == "(":
        return True
    return words[0].rstrip(".)").isdigit() and (words[0][-1] in ".)" or words[-1] in (".", ")"))


def paragraph_end(view: View, number: int) -> int:
    """Return where the line of a sentence ends."""
    while number + 1 < len(view.sentences):
        end = view.sentences[number][1]
        if ends_paragraph(view, end - 1):
            return end
        number += 1
    return view.sentences[number][1]


def find_opener(reading: Reading, first: int, end: int) -> tuple[int, str, int] | None:
    """Return the cue of a heading, its form and its speaker: "according to X", "X informs"."""
    view = reading.view
    for at in range(first, end):
        form = match_form(reading, at)
        if form is not None:
            speaker = find_governed(view, at, at + len(form) - 1)
            if speaker is not None and may_speak(reading, speaker):
                return at, " ".join(form), speaker
    for at in range(end - 1, first - 1, -1):
        token = view.tokens[at]
        lemma = reading.lemma(at)
        if token.upos != "VERB" or reading.grammar.verbs.get(lemma) not in HEADS:
            continue
        deps = group(reading, at)
        if "nsubj:pass" in deps or "aux:pass" in deps:
            continue
        speaker, _ = find_speaker(reading, at, deps, False, None)
        if speaker is not None and has_name(reading, speaker) and not is_nobody(reading, speaker):
            return at, lemma, speaker
    return None


def has_name(reading: Reading, i: int) -> bool:
    """Tell whether a phrase is somebody: "the ministry", "the management of Al-Wafaa Hospital"."""
    first, last = reading.words_of(i)
    return may_speak(reading, i) or any(
        reading.view.tokens[k].upos == "PROPN" for k in range(first, last + 1)
    )


def make(
    reading: Reading, cue: int, form: str, speaker: int, content: tuple[Range, ...],
    channel: Range | None,
) -> Attribution:  # fmt: skip
    """Return the attribution of a speech that goes on below its opening."""
    return Attribution(
        cue=cue,
        lemma=form,
        stance="asserts",
        content=content,
        source=speaker,
        phrase=reading.words_of(speaker),
        also=share(reading, speaker),
        quote="indirect",
        channel=channel,
    )
