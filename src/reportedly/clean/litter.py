"""Text in, the stretches that belong to the page and not to the story out; the text stays whole.

Three kinds of rule, each over the lines of the text: what a line says (the phrases of
litter.toml), what shape it has (no sentence, between two lines of litter), and what stands above
it (a heading that opens a block of links, a comment form). A line in the shape of a sentence is
litter only where it speaks to the visitor ("we use cookies") or stands below a comment form.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from reportedly.clean.book import Book, fold, load_book
from reportedly.clean.dates import read_date_line
from reportedly.clean.lines import Line, split_lines
from reportedly.clean.signs import find_notices, name_line, opens_list, read_dated_label
from reportedly.clean.title import guess_title
from reportedly.records import Span, take_span

BLOCK_LINES = 25  # a list of links longer than this is an index page, not a story's side box
LINK_WORDS = 22  # a linked headline has fewer words
SANDWICH_WORDS = 4  # a menu word between two lines of litter; a subtitle has more
TAIL_WORDS = 15
FORM_LOOK_LINES = 3  # the form stands right below its heading
HEAD_LINES = 15  # the labels around a title stand within these
LATIN_SHARE = 0.5


class Litter(msgspec.Struct, frozen=True):
    """What was found: the spans, and what the page says of itself in them."""

    spans: tuple[Span, ...]
    title: str | None = None
    published: dt.date | None = None
    basis: str | None = None


class _Page:
    """The lines under work: `kinds[i]` names why line i is litter, or is None."""

    def __init__(self, lines: list[Line], book: Book) -> None:
        self.lines = lines
        self.book = book
        self.kinds: list[str | None] = [None] * len(lines)
        self.published: dt.date | None = None
        self.basis: str | None = None

    def mark(self, i: int, kind: str) -> None:
        if self.kinds[i] is None:
            self.kinds[i] = kind


def find_litter(text: str, title: str | None, *, dump: bool) -> Litter:
    """Return the litter of the text. `dump`: the text is a page saved as text, title and all."""
    page = _Page(split_lines(text), load_book())
    for i, line in enumerate(page.lines):
        kind = name_line(line, page.book)
        if kind:
            page.mark(i, kind)
    _mark_dates(page)
    if dump and not title:
        title = guess_title(page.lines, page.kinds)
    if dump:
        _mark_date_line(page)
    _mark_titles(page, title)
    _mark_blocks(page)
    _mark_comments(page)
    _mark_neighbours(page)
    return Litter(tuple(_make_spans(page, text)), title, page.published, page.basis)


def _mark_dates(page: _Page) -> None:
    """Mark 'Published on: 4 March 2024', and a label whose date stands on the next line."""
    for i, line in enumerate(page.lines):
        found = read_dated_label(line, page.book)
        if found is None:
            continue
        table, language, day = found
        if day is None and i + 1 < len(page.lines):
            below = read_dated_label(page.lines[i + 1], page.book, bare=language)
            if below:
                day = below[2]
                page.mark(i + 1, "date")
        page.mark(i, "date")
        # A page's own date stands at its top or foot; the first one wins, "published" over all.
        if day and (page.basis is None or (page.basis == "updated" and table == "published")):
            page.published, page.basis = day, "label" if table == "published" else "updated"


def _mark_date_line(page: _Page) -> None:
    """Mark a bare '14 March 2025' above the story: the page's day, where no label tells it.

    Two such lines head the parts of a chronicle, and neither is the page's day.
    """
    days = [(i, day) for i, line in enumerate(page.lines) if (day := read_date_line(line.text))]
    bare = [(i, day) for i, day in days if page.kinds[i] is None]
    if page.published or len(bare) != 1:
        return
    i, day = bare[0]
    if i < HEAD_LINES and not any(_is_story(page, above) for above in range(i)):
        page.mark(i, "date")
        page.published, page.basis = day, "label"


def _mark_titles(page: _Page, title: str | None) -> None:
    wanted = fold(title) if title else ""
    if not wanted:
        return
    for i, line in enumerate(page.lines):
        if len(line.text) < 2 * len(title or "") + 20 and fold(line.text) == wanted:
            page.mark(i, "title")


def _is_story(page: _Page, i: int) -> bool:
    return page.kinds[i] is None and page.lines[i].sentence


def _mark_blocks(page: _Page) -> None:
    """Mark the headlines under 'Related stories' or 'Most read', up to the first sentence."""
    for i, line in enumerate(page.lines):
        if not opens_list(line, page.book):
            continue
        page.mark(i, "links")
        for j in range(i + 1, min(i + 1 + BLOCK_LINES, len(page.lines))):
            link = page.lines[j]
            stands_apart = link.start - page.lines[j - 1].end > 1
            full_stop = link.text.endswith((".", '."', ".”")) and link.words > SANDWICH_WORDS
            if link.words > LINK_WORDS or full_stop or (stands_apart and link.sentence):
                break
            # A blank line ends a list that was set without blank lines.
            if stands_apart and j > i + 1 and page.lines[j - 1].start - page.lines[j - 2].end == 1:
                break
            page.mark(j, "links")


def _mark_comments(page: _Page) -> None:
    """Mark what stands below a comment form: readers' words are no part of the story."""
    for i, kind in enumerate(page.kinds):
        if kind != "comments" or not any(_is_story(page, j) for j in range(i)):
            continue
        below = page.kinds[i + 1 : i + 1 + FORM_LOOK_LINES]
        has_form = any(kind in ("form", "notice", "date") for kind in below)
        before = sum(page.lines[j].words for j in range(i) if _is_story(page, j))
        rest = [j for j in range(i + 1, len(page.lines)) if _is_story(page, j)]
        # More text below than above: the heading was a link at the top, and the story follows.
        whole_tail = has_form and sum(page.lines[j].words for j in rest) <= before
        for j in range(i + 1, len(page.lines)):
            if whole_tail or not page.lines[j].sentence:
                page.mark(j, "comments")
        return


def _mark_neighbours(page: _Page) -> None:
    """Mark short lines between litter above the story, and below litter at its end."""
    story = [i for i in range(len(page.lines)) if _is_story(page, i)]
    first, last = (story[0], story[-1]) if story else (len(page.lines), -1)
    head = [i for i in range(min(first, HEAD_LINES)) if page.kinds[i]]
    for i in range(head[0], head[-1]) if head else ():
        if page.lines[i].words <= SANDWICH_WORDS and not page.lines[i].sentence:
            page.mark(i, "menu")
    tail = [i for i in range(last + 1, len(page.lines)) if page.kinds[i]] if story else []
    for i in range(tail[0], len(page.lines)) if tail else ():
        if page.lines[i].words <= TAIL_WORDS and not page.lines[i].sentence:
            page.mark(i, "foot")


def _make_spans(page: _Page, text: str) -> list[Span]:
    spans = []
    for line, kind in zip(page.lines, page.kinds, strict=True):
        if kind:
            spans.append(take_span(text, line.start, line.end))
        else:
            spans += [
                take_span(text, line.start + start, line.start + end)
                for start, end in find_notices(line.text, page.book)
            ]
    return spans


LETTER = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def find_foreign_script(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the lines of a Latin-script text that are in another script, beside `spans`."""
    if text.isascii():
        return ()
    taken = {span.start for span in spans}
    found = []
    for line in split_lines(text):
        if line.text.isascii() or line.start in taken:
            continue
        letters = LETTER.findall(line.text)
        if letters and len(LATIN.findall(line.text)) < LATIN_SHARE * len(letters):
            found.append(take_span(text, line.start, line.end))
    return tuple(found)
