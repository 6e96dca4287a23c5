"""Text in, character spans of its sentences (or of their words) out.

A rule splitter: a stop, what stands before it and what follows it decide. Two layouts are told
apart: text wrapped by hand, where a line goes on in the next, and text with a paragraph to a line.
Linear in the length of the text.
"""

# Curly marks are what this file is about, and a list of words reads best as a text.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.analyze.tokens import ABBREVIATIONS, TITLES, tokenize
from reportedly.records import Span

MAX_WORDS = 110  # the encoder reads 256 word pieces at once; news has about 1.5 a word at worst
WRAP_CHARACTERS = (50, 100)  # lines wrapped by hand or by a wire service are this long at most
WRAP_LINES = 3  # fewer lines than this prove no layout
LOOK_BACK_CHARACTERS = 24  # no abbreviation is longer

# Words that open a sentence after an abbreviation: "the U.S. The attack" against "U.S. Army".
STARTERS = frozenset(
    """
    a according after all also although an and another any are as at because before both but by
    can could did do does during each even every few first for from had has have he her here his
    how however i if in indeed instead is it its just last later like many may maybe meanwhile more
    most my neither next no nobody none nor not nothing now of on once one only or other others our
    over perhaps please several she since so some still such than thanks that the their then there
    these they this those though three thus to today two under unfortunately until was we were what
    when where whether which while who why will with without yes yesterday yet you your
    """.split()
)

_CLOSERS = "\"'”’»)\\]}"
_OPENERS = "\"'“‘«(\\[{`*_#–—-"
# A stop with its closing marks; then a space (scripts with stops of their own need none).
_STOP = re.compile(
    # ... closing quotes that stand apart, a face, footnote marks
    rf"""[.!?…]{{1,20}}[{_CLOSERS}]{{0,4}}
        (?:[ ]["”](?=\s))?(?:[ ]?[:;=]-?[()D])?(?:\s?\[\d{{1,3}}\]){{0,8}}(?=\s)
      | [:;=]-?[()D](?=\s)
      | [。！？।]+[{_CLOSERS}」]{{0,4}}""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[\w.&'’-]*\Z")
_WORD_AFTER = re.compile(rf"\s*(?:[{_OPENERS}]|\.\.\.|…)*\s*(\w*)")
_NEWLINE = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_WORD = re.compile(r"\S{1,30}")
_BULLET = re.compile(r"(?:[-*•·‣▪–—>]+|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_BARE_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
# "SAN SALVADOR, 10 JAN 90 (AFP) -- [TEXT]" shares its line with the first sentence; EWT and GUM
# make it a sentence of its own.
_DATELINE = re.compile(
    r"""(?=[A-Z]{3}[^\n\[(]{0,100}[\[(])
      (?: [^\n\[\]]{3,100}?[^\S\n]{0,3}(?:--|[—–-])\s{0,3}
            (?:\[[A-Z][A-Z \d,/]{2,60}\]\s{0,4})+(?=\S)
        | [^\n()]{3,60}\([A-Z][\w /.]{1,40}\)[^\S\n]{0,3}(?:--|[—–-])\s{1,3}(?=\S) )""",
    re.VERBOSE,
)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of text[start:end] in order, without white space at their ends.

    A blank line always ends one; none has more than MAX_WORDS words.
    """
    width = _find_wrap_width(text, start, end)
    return [
        (words[0][0], words[-1][1])
        for at, stop in _split(text, start, end, width)
        for words in _cut(text, tokenize(text, at, stop))
    ]


def segment(text: str, litter: Sequence[Span]) -> list[list[tuple[int, int]]]:
    """Return the document's sentences as lists of word spans; litter belongs to none."""
    width = _find_wrap_width(text, 0, len(text))
    return [
        words
        for first, last in _skip(len(text), litter)
        for start, end in _split(text, first, last, width)
        for words in _cut(text, tokenize(text, start, end))
    ]


def _skip(length: int, litter: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text between its litter."""
    at = 0
    for span in sorted(litter):
        if span.start > at:
            yield at, span.start
        at = max(at, span.end)
    if at < length:
        yield at, length


def _find_wrap_width(text: str, start: int, end: int) -> int:
    """Return the width at which the text's lines are wrapped, 0 where a line is a paragraph."""
    lines = [line.rstrip() for line in text[start:end].split("\n")]
    followed = [len(line) for line, after in pairwise(lines) if line and after]
    shortest, longest = WRAP_CHARACTERS
    if len(followed) < WRAP_LINES or not shortest <= max(followed) <= longest:
        return 0
    full = sum(length > 0.75 * max(followed) for length in followed)
    return max(followed) if full > 0.6 * len(followed) else 0


def _split(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of text[start:end], however long."""
    for first, last in _split_blocks(text, start, end, width):
        at = first
        dateline = _DATELINE.match(text, first, last)
        if dateline:
            yield first, _trim(text, first, dateline.end())
            at = dateline.end()
        for stop in _STOP.finditer(text, at, last):
            if _ends_sentence(text, at, stop.start(), stop.end(), last):
                yield at, stop.end()
                at = _skip_space(text, stop.end(), last)
        if at < last:
            yield at, last


def _split_blocks(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that no sentence crosses: paragraphs, headings, bullets."""
    at = line = _skip_space(text, start, end)
    for newline in _NEWLINE.finditer(text, at, end):
        # White space that is skipped already holds line ends of no interest.
        if newline.start() >= at:
            after = _skip_space(text, newline.end(), end)
            if after == end:
                break
            stop = _trim(text, line, newline.start())
            if _NEWLINE.search(text, newline.end(), after) or _is_hard(
                text, line, stop, after, width
            ):
                yield at, stop
                at = after
        line = newline.end()
    last = _trim(text, at, end)
    if at < last:
        yield at, last


def _is_hard(text: str, line: int, stop: int, after: int, width: int) -> bool:
    """Tell whether the end of the line text[line:stop] ends the sentence too."""
    if _BULLET.match(text, after):
        return True
    word = _WORD.match(text, after)
    if width and word:
        # The next word would have fitted: whoever wrapped this wanted the line to end here.
        return stop - line + 1 + len(word[0]) <= 0.75 * width
    return not (text[after].islower() and text[stop - 1] not in '.!?:"”')


def _ends_sentence(text: str, first: int, stop: int, close: int, last: int) -> bool:
    """Tell whether the stop text[stop:close], in the sentence from `first`, ends it."""
    following = _WORD_AFTER.match(text, close, last)
    after = following[1] if following else ""
    if following is None or (following.end() >= last and not after):
        # Only closing marks or dashes are left: they belong to this sentence.
        return False
    if text.startswith(".", _skip_space(text, close, last)):
        return False  # ". . ."
    mark = text[stop:close]
    before = _take_word_before(text, first, stop)
    if mark[0] != "." or len(mark) > 1:
        # "Stop!" he said; he waited ... and left. A bare "!" before a small letter is bad typing.
        quoted = mark[-1] in _CLOSERS or mark[0] == "…" or mark.startswith("..")
        return not (quoted and after[:1].islower())
    word = before.lower().lstrip(".'’-")
    if _BARE_NUMBER.match(before) and stop - len(before) == first:
        return False  # "1. Item", "A. Item"
    if word in TITLES:
        return False
    if len(before) == 1 and before.isalpha() and before != "I":
        figure = before.islower() and after[:1].isdigit()  # "c. 1640", "p. 28"
        return not figure and (before.islower() or after.lower() in STARTERS)
    if word in ABBREVIATIONS or "." in before:
        return after.lower() in STARTERS and not after[:1].islower()
    return not (after[:1].islower() and len(word) < 3) and not (word == "no" and after.isdigit())


def _take_word_before(text: str, first: int, stop: int) -> str:
    """Return the word that runs up to text[stop]."""
    found = _WORD_BEFORE.search(text[max(first, stop - LOOK_BACK_CHARACTERS) : stop])
    return found[0] if found else ""


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _cut(text: str, words: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the words of one sentence in pieces of at most MAX_WORDS, cut at the best mark."""
    at = 0
    while len(words) - at > MAX_WORDS:
        # The latest of the best marks in the second half of what fits.
        best = max(
            range(at + MAX_WORDS // 2, at + MAX_WORDS),
            key=lambda i: (_weigh(text, words, i), i),
        )
        yield words[at : best + 1]
        at = best + 1
    if words:
        yield words[at:]


def _weigh(text: str, words: list[tuple[int, int]], i: int) -> int:
    """Return how good a place to cut it is after word i."""
    start, end = words[i]
    if end < len(text) and text[end] == "\n":
        return 4
    return {";": 3, ".": 3, "|": 3, ":": 2, "--": 2, "—": 2, ",": 1}.get(text[start:end], 0)
