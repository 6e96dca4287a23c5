"""Text in, its lines out, each with its place and what its shape says about it."""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

SENTENCE_WORDS = 6  # fewer words with a full stop are a label, a button or a fragment
LONG_WORDS = 25  # more words than a headline has: a paragraph, whatever it ends in

WRAP_LEAST, WRAP_MOST = 45, 100  # columns at which people and machines wrap text
WRAP_LINES = 5  # fewer lines tell nothing
WRAP_SHARE = 0.6  # of the lines are about full; the rest end paragraphs
WRAP_FULL = 0.7  # of the width: a shorter line was ended on purpose

SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»«)\]\s]*$")
BREAK = re.compile(r"(?<=[.!?…。！？؟])[\"'”’»)\]]*\s+")
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank; start and end leave out the space around it."""

    start: int
    end: int
    text: str
    words: int
    sentence: bool


def _count_words(text: str) -> int:
    # Chinese and Japanese put no spaces between words; two signs make about one word.
    return len(text.split()) + len(EAST_ASIAN.findall(text)) // 2


def read_sentence(text: str, words: int) -> bool:
    """Tell whether the text has the shape of a sentence or a paragraph, not of a label."""
    return words >= LONG_WORDS or (words >= SENTENCE_WORDS and bool(SENTENCE_END.search(text)))


def _find_width(lengths: list[int]) -> int | None:
    """Return the column at which the text was wrapped by hand, or None where it was not."""
    full = [length for length in lengths if WRAP_LEAST <= length <= WRAP_MOST]
    if len(lengths) < WRAP_LINES or len(full) < WRAP_SHARE * len(lengths):
        return None
    return sorted(full)[len(full) * 9 // 10] if max(lengths) <= WRAP_MOST else None


def _join_wrapped(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines that were broken at a column only: a wire report, an e-mail."""
    width = _find_width([end - start for start, end in places])
    if width is None:
        return places
    joined = [places[0]]
    broken = 0  # where the last line, as it was broken, begins
    for (_, last), (start, end) in pairwise(places):
        adjacent = text.count("\n", last, start) == 1
        if adjacent and last - broken >= WRAP_FULL * width:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        broken = start
    return joined


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, with their offsets in the text.

    Lines broken at a fixed column count as one, up to the end of their paragraph.
    """
    places = []
    at = 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            start = at + len(raw) - len(raw.lstrip())
            places.append((start, start + len(body)))
        at += len(raw)
    lines = []
    for start, end in _join_wrapped(text, places) if places else ():
        body = text[start:end]
        words = _count_words(body)
        lines.append(Line(start, end, body, words, read_sentence(body, words)))
    return lines


def split_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open places of the text's sentences, cut at end marks before a space."""
    at = 0
    for cut in BREAK.finditer(text):
        yield at, cut.start() + len(cut.group().rstrip())
        at = cut.end()
    if at < len(text):
        yield at, len(text)
