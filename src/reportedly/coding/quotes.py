"""Tokens in, stretches between quotation marks out, as half-open token ranges."""

from __future__ import annotations

from reportedly.coding.view import View

OPENERS = frozenset({"“", "``", "«", "„"})
CLOSERS = frozenset({"”", "»"})
STRAIGHT = frozenset({'"', "''"})  # either end
MARKS = OPENERS | CLOSERS | STRAIGHT
# A straight quote left open for longer than this was a slip: an inch mark, a lost close.
LONGEST_TOKENS = 400


def find_quotes(view: View) -> list[tuple[int, int]]:
    """Return the quoted stretches in order, marks included.

    A quotation that goes on in the next paragraph opens again there and is one stretch.
    """
    found: list[tuple[int, int]] = []
    start = -1
    carried = -1  # where the paragraph ended in which the last stretch was left open
    for i in [token.i for token in view.tokens if token.text in MARKS]:
        mark = view.tokens[i].text
        if start >= 0:
            end = find_paragraph_end(view, start, i)
            if end < i or (i - start > LONGEST_TOKENS and mark in STRAIGHT):
                found.append((start, end))
                start, carried = -1, end
        if start < 0 and mark not in CLOSERS:
            start = found.pop()[0] if carried == i else i
        elif start >= 0 and mark not in OPENERS:
            found.append((start, i + 1))
            start = -1
    if start >= 0:
        end = find_paragraph_end(view, start, len(view.tokens))
        found.append((start, end))
    return found


def find_paragraph_end(view: View, start: int, limit: int) -> int:
    """Return where the token's paragraph ends, or `limit` where that comes first."""
    sentence = view.sentence_of[start]
    while True:
        end = view.sentences[sentence][1]
        if end >= limit or end - start > LONGEST_TOKENS:
            return min(end, limit)
        if ends_paragraph(view, end - 1):
            return end
        sentence += 1


def ends_paragraph(view: View, i: int) -> bool:
    """Tell whether a line ends between this token and the next."""
    tokens = view.tokens
    if i + 1 >= len(tokens) or view.sentence_of[i] == view.sentence_of[i + 1]:
        return False
    return "\n" in view.text[tokens[i].end : tokens[i + 1].start]


def index_quotes(view: View, quotes: list[tuple[int, int]]) -> list[int]:
    """Return the number of each token's quotation, -1 outside all."""
    number = [-1] * len(view.tokens)
    for k, (first, end) in enumerate(quotes):
        number[first:end] = [k] * (end - first)
    return number
