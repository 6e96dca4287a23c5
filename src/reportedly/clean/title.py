"""The lines of a page saved as text in, its title out."""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.clean.book import fold
from reportedly.clean.dates import find_date
from reportedly.clean.lines import LONG_WORDS, Line

FIRST_LINES = 3  # that are no litter: an outlet's name and a kicker may stand above the title
HEAD_LINES = 15  # a title stands above the story, below a menu at most
TITLE_CHARACTERS = 250
DATELINE_WORDS = 8

FULL_STOP = re.compile(r"[^.]\.[\"'”’)\]]*$")
DATELINE = re.compile(r"^[A-Z][^a-z]{2,60}[,(]")


def _fits(line: Line) -> bool:
    if len(line.text) > TITLE_CHARACTERS or line.words < 2 or line.words > LONG_WORDS:
        return False
    if FULL_STOP.search(line.text) or line.text.endswith((":", ";", ",", "(")):
        return False
    dated = find_date(line.text)
    # "TRIPOLI, 3 Jan 1990 (Agency)" opens a report; "4 March 2024" is no title either.
    opening = line.text[: dated[1]] if dated else ""
    return not (dated and (line.words <= DATELINE_WORDS or DATELINE.match(opening)))


def _stands_apart(lines: Sequence[Line], i: int, kinds: Sequence[str | None]) -> bool:
    """Tell whether something else follows the line, and not the rest of its sentence."""
    if i + 1 >= len(lines):
        return False  # with nothing below it, the line is the text
    return (
        lines[i + 1].start - lines[i].end > 1
        or kinds[i + 1] is not None
        or not lines[i + 1].text[0].islower()
    )


def guess_title(lines: Sequence[Line], kinds: Sequence[str | None]) -> str | None:
    """Return the line that stands twice in the head, else the first with the shape of a title."""
    head = [i for i, kind in enumerate(kinds[:HEAD_LINES]) if kind is None]
    folded = [fold(lines[i].text) for i in head]
    for n, i in enumerate(head):
        line = lines[i]
        if line.words >= 2 and len(line.text) <= TITLE_CHARACTERS and folded[n] in folded[n + 1 :]:
            return line.text
    for i in head[:FIRST_LINES]:
        if lines[i].sentence or not _stands_apart(lines, i, kinds):
            return None
        if _fits(lines[i]):
            return lines[i].text
    return None
