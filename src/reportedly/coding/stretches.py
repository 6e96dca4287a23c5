"""A long Analysis in, stretches of it out, each short enough to be coded as a report of its own.

Telling events apart, and whose place, day and dead are whose, compares all that a text tells with
all the rest: the work grows with the square of the length. No report is that long; a text that is
holds several, or is no report. So each stretch is coded by itself, and the time is linear.
Given up: an event told in two stretches stays two, and "the attack" points into its own stretch
only; the pipeline says so in an issue. Names, places and times are still read from the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from reportedly.analyze.base import Analysis, Mention, Name, Role, Token
from reportedly.coding.tools import Tools

MAX_WORDS = 3000  # some 17 kB: of 400 crime reports and 200 of GeoWebNews none is longer


def cut_stretches(analysis: Analysis, text: str) -> list[Analysis]:
    """Return the analysis in stretches of at most MAX_WORDS (or one sentence), in order.

    A cut is at the last line break in the second half of what fits, else at a sentence's end.
    Offsets stay those of the document; tokens are counted from the stretch's first.
    """
    if len(analysis.tokens) <= MAX_WORDS:
        return [analysis]
    cuts = [*find_cuts(analysis, text), len(analysis.sentences)]
    bounds = list(pairwise([0, *cuts]))
    starts = [analysis.sentences[first][0] for first, _ in bounds]
    names: list[list[Name]] = [[] for _ in bounds]
    roles: list[list[Role]] = [[] for _ in bounds]
    mentions: list[list[Mention]] = [[] for _ in bounds]
    for name in analysis.names:
        names[bisect_right(starts, name.first) - 1].append(name)
    for role in analysis.roles:
        roles[bisect_right(starts, role.predicate) - 1].append(role)
    for mention in analysis.mentions:
        mentions[bisect_right(starts, mention.at) - 1].append(mention)
    return [
        Analysis(
            document=analysis.document,
            tokens=tuple(
                move(analysis.tokens[starts[k] : analysis.sentences[end - 1][1]], starts[k])
            ),
            sentences=tuple(
                (a - starts[k], b - starts[k]) for a, b in analysis.sentences[first:end]
            ),
            names=tuple(Name(n.first - starts[k], n.last - starts[k], n.kind) for n in names[k]),
            roles=tuple(
                Role(r.predicate - starts[k], r.head - starts[k], r.label) for r in roles[k]
            ),
            mentions=tuple(move_mention(m, starts[k]) for m in mentions[k]),
        )
        for k, (first, end) in enumerate(bounds)
    ]


def find_cuts(analysis: Analysis, text: str) -> Iterator[int]:
    """Yield the number of each sentence that begins a stretch, the first left out."""
    begin, paragraph = 0, None
    for number, (first, end) in enumerate(analysis.sentences):
        while end - analysis.sentences[begin][0] > MAX_WORDS and number > begin:
            begin = paragraph or number
            yield begin
            paragraph = None
        before = analysis.tokens[first - 1].end if first else 0
        half = first - analysis.sentences[begin][0] > MAX_WORDS // 2
        if half and "\n" in text[before : analysis.tokens[first].start]:
            paragraph = number


def move(tokens: Sequence[Token], by: int) -> Iterator[Token]:
    """Yield tokens counted from the stretch's first."""
    return (msgspec.structs.replace(t, i=t.i - by, head=t.head - by) for t in tokens)


def move_mention(mention: Mention, by: int) -> Mention:
    """Return a mention whose tokens are counted from the stretch's first."""
    fields = tuple((name, head - by) for name, head in mention.fields)
    return msgspec.structs.replace(mention, at=mention.at - by, fields=fields)


def tools_for(tools: Tools, stretch: Analysis) -> Tools:
    """Return the tools with the times that the stretch tells."""
    start, end = stretch.tokens[0].start, stretch.tokens[-1].end
    times = tuple(t for t in tools.times if t.start < end and start < t.end)
    return msgspec.structs.replace(tools, times=times)
