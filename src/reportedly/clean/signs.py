"""One line in, what the line itself says of being litter out."""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import datetime as dt
import re

from reportedly.clean.book import Book, fold
from reportedly.clean.dates import find_date, read_date_line
from reportedly.clean.lines import Line, split_pieces

LABEL_CHARACTERS = 60  # no label is longer
LABEL_WORDS = 6
LINE_CHARACTERS = 400  # longer lines are paragraphs: only single sentences of them are judged
PIECE_CHARACTERS = 600
ASIDE_CHARACTERS = 60
CONTROL_WORDS = 6
REST_WORDS = 8  # "Tags: Gaza, port, drones": what may follow a label
LIST_WORDS = 60  # "Most read: 1. ... 2. ... 3. ..."
CRUMB_WORDS = 6
BUTTON_WORDS = 5
BUTTON_RUN_WORDS = 12
CREDIT_WORDS = 40
PROSE_WORDS = 12  # a longer sentence without a page's signs can only be litter by what it says

PAGE_SIGN = re.compile(r"[|·•›»>→/*:：\[\]_©\t]|\s[-–—]\s|\(c\)|copyright", re.IGNORECASE)
COLON = re.compile(r"\s*[:：]\s*")
PARTS = re.compile(r"[|·•›»>/→\t\[\]]+|\s[-–—]+\s|\s{2,}|(?<=\w)\s*,\s+")
CRUMBS = re.compile(r"\s*[›»>→/]\s*")
FIELDS = re.compile(r"[|·•/*:\[\]()_\t]+|\s[-–—]+\s|\s{2,}")
FIELD_SIGN = re.compile(r"[*:\[\]_]")
SUM = re.compile(r"\d+\s*[+\-−×x*]\s*\d+\s*(?:=|\?|_|\[|$)")
COUNT = re.compile(r"^\W*\d[\d.,]*\s*[kKmM]?\b|\W*\(?\d[\d.,]*\)?\W*$")
COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)\s*(?:19|20)\d\d|copyright\b)", re.IGNORECASE)
QUOTED = re.compile(r"[\"“”«»„]")
ENDS = re.compile(r"[.!?…。؟]\W*$")
NAME = re.compile(r"(?:[A-Z][\w.’'\-]*|de|da|van|von|al|el|bin|and|&|,)(?:\s+|$)")
BULLET = re.compile(r"^[\W_]+")
NO_LETTERS = re.compile(r"[^\w]+$|[_\W]+$")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+")


def split_label(text: str) -> tuple[str, str] | None:
    """Return the folded words before the first colon and what follows it."""
    match = COLON.search(text, 0, LABEL_CHARACTERS)
    if not match or not match.start():
        return None
    return fold(text[: match.start()]), text[match.end() :].strip()


def name_line(line: Line, book: Book) -> str | None:
    """Say what kind of litter the line is by itself, or None."""
    text = line.text
    if NO_LETTERS.fullmatch(text):
        return "rule"
    if read_date_line(text):
        return None  # "2024-03-04" is no sum to be worked out; whose day it is, the page tells
    prose = line.sentence and line.words > PROSE_WORDS and not PAGE_SIGN.search(text)
    if prose or len(text) > LINE_CHARACTERS or line.words > LIST_WORDS:
        return "notice" if _covers(find_notices(text, book), text, book) else None
    if COPYRIGHT.match(text) and line.words <= CREDIT_WORDS:
        return "copyright"
    if _opens_comments(text, book):
        return "comments"
    if _is_form(text, book):
        return "form"
    if _covers(find_notices(text, book), text, book):
        return "notice"
    if _is_advert(text, book):
        return "advert"
    if _is_trail(text, line, book):
        return "trail"
    if _is_controls(text, book):
        return "controls"
    if _is_link(text, line, book):
        return "link"
    return _name_label(text, line, book)


def _name_label(text: str, line: Line, book: Book) -> str | None:
    split = split_label(text)
    if split and split[0] in book.label and not line.sentence and _is_short(split[1]):
        return "label"
    words = text.split(maxsplit=2)
    if len(words) > 1 and fold(words[0]) in book.byline and not ENDS.search(text):
        names = text.split(maxsplit=1)[1]
        if len(names.split()) <= LABEL_WORDS and re.fullmatch(rf"(?:{NAME.pattern}){{2,}}", names):
            return "byline"
    without = ADDRESS.sub("", text)
    if without != text and len(without.split()) <= 3 and not ENDS.search(without):
        return "address"
    return None


def _is_short(rest: str) -> bool:
    return len(rest.split()) <= REST_WORDS and not (ENDS.search(rest) and len(rest.split()) > 3)


def _strip_part(part: str) -> str:
    """Fold a part of a menu line, without its counters: '214 comments' is 'comments'."""
    return fold(COUNT.sub(" ", part))


def _is_control(part: str, book: Book) -> bool:
    if part in book.control or part in book.advert:
        return True
    return len(part.split()) <= CONTROL_WORDS and (part + " ").startswith(book.control_start)


def _is_controls(text: str, book: Book) -> bool:
    if ENDS.search(text) and len(text.split()) > BUTTON_WORDS:
        return False
    parts = [part for part in map(_strip_part, PARTS.split(text)) if part]
    hits = sum(_is_control(part, book) for part in parts)
    if not hits and len(parts) != 1:
        return False
    if hits == len(parts):
        return True
    if len(parts) == 1 and _runs_together(parts[0].split(), book):
        return True
    # Two known buttons of three: the third is one that the book does not know.
    return len(parts) >= 3 and 2 * hits >= len(parts) and max(len(p.split()) for p in parts) <= 5


def _runs_together(words: list[str], book: Book) -> bool:
    """Tell whether the words are buttons side by side: 'Share Tweet Print'."""
    at = count = 0
    while at < len(words) <= BUTTON_RUN_WORDS:
        sizes = range(min(BUTTON_WORDS, len(words) - at), 0, -1)
        size = next((n for n in sizes if " ".join(words[at : at + n]) in book.control), 0)
        if not size:
            return False
        at, count = at + size, count + 1
    return count > 1


def _is_trail(text: str, line: Line, book: Book) -> bool:
    if line.sentence or ENDS.search(text):
        return False
    steps = [fold(step) for step in CRUMBS.split(text)]
    if len(steps) < 2 or max(len(step.split()) for step in steps) > CRUMB_WORDS:
        return False
    return steps[0] in book.home or (len(steps) >= 3 and bool(re.search(r"\s[›»>→]\s", text)))


def _is_advert(text: str, book: Book) -> bool:
    parts = [fold(part) for part in re.split(r"\s[-–—]+\s|[|:·]", text)]
    return (
        bool(parts)
        and parts[0] in book.advert
        and len(text.split()) <= REST_WORDS
        and (len(parts) == 1 or not ENDS.search(text))
    )


def _is_form(text: str, book: Book) -> bool:
    parts = [part for part in FIELDS.split(text) if part.strip(" *?¿")]
    if not parts:
        return False
    hits = sum(fold(part) in book.form or bool(SUM.search(part)) for part in parts)
    if (
        SUM.search(text)
        and len(text.split()) <= LABEL_WORDS + REST_WORDS
        and not QUOTED.search(text)
    ):
        return hits == len(parts) or bool(FIELD_SIGN.search(text))
    return hits == len(parts) and (hits > 1 or bool(FIELD_SIGN.search(text)))


def _opens_comments(text: str, book: Book) -> bool:
    """Tell whether the line opens the readers' part: 'Leave a comment', 'Comments (3)'."""
    if len(text) > 200:
        return False
    pieces = [_strip_part(text[start:end]) for start, end in split_pieces(text)]
    if all(piece in book.comments for piece in pieces):
        return True
    first = _strip_part(re.split(r"[(|:\-–]", text, maxsplit=1)[0])
    if " " not in first or first not in book.comments:
        return False
    rest = text[len(first) :]
    return not ENDS.search(rest) and (bool(FIELD_SIGN.search(rest)) or len(rest.split()) <= 4)


def _is_link(text: str, line: Line, book: Book) -> bool:
    """Tell whether the line points to other stories: 'Read more: ...', 'Most read: 1. ...'."""
    split = split_label(BULLET.sub("", text)) or _split_dash(text)
    if not split or not split[1]:
        return False
    label, rest = split
    if label in book.popular:
        return line.words <= LIST_WORDS
    if label in book.related:
        return len(list(split_pieces(rest))) == 1 and line.words <= LABEL_WORDS + LIST_WORDS // 2
    return label in book.section and not ENDS.search(rest) and line.words <= LABEL_WORDS + 12


def _split_dash(text: str) -> tuple[str, str] | None:
    before, dash, after = text.partition(" - ")
    return (fold(before), after.strip()) if dash and len(before) < LABEL_CHARACTERS else None


def opens_list(line: Line, book: Book) -> bool:
    """Tell whether the line is a heading alone, such as 'Related stories'."""
    if len(line.text) > LABEL_CHARACTERS:
        return False
    words = fold(line.text)
    return words in book.related or words in book.popular


def find_notices(text: str, book: Book) -> list[tuple[int, int]]:
    """Return the sentences of the text in which a site speaks to its visitor."""
    found = []
    for start, end in split_pieces(text):
        piece = text[start:end]
        # What somebody says between quotation marks is story, be it about cookies.
        if len(piece) > PIECE_CHARACTERS or QUOTED.search(piece):
            continue
        words = f" {fold(piece)} "
        aside = len(words) < ASIDE_CHARACTERS and book.aside.find_matches_as_indexes(words)
        if aside or book.notice.find_matches_as_indexes(words):
            found.append((start, end))
    return found


def _covers(places: list[tuple[int, int]], text: str, book: Book) -> bool:
    """Tell whether nothing but buttons is left of the line beside the places."""
    if not places:
        return False
    rest = [text[start:end] for start, end in split_pieces(text) if (start, end) not in places]
    return all(
        len(piece.split()) <= BUTTON_WORDS or "[" in piece or _is_controls(piece, book)
        for piece in rest
    )


def read_dated_label(
    line: Line, book: Book, bare: str | None = None
) -> tuple[str, str, dt.date | None] | None:
    """Return (table, language, date) where the line is a label of the page's date.

    With `bare`, the label stood above in that language and the line must be the date alone.
    """
    if bare:
        found = find_date(line.text, (bare, "en"))
        rest = line.text[found[1] :] if found else ""
        fits = found and line.words <= LABEL_WORDS + 2 and not line.sentence and len(rest) <= 40
        return ("", bare, found[0]) if fits and found else None
    if line.sentence and not line.text.endswith(":"):
        parts = [part for part in PARTS.split(line.text) if part.strip()]
        if len(parts) < 2 or max(len(part.split()) for part in parts) > LABEL_WORDS:
            return None
    return _read_label(line, book, "published") or _read_label(line, book, "updated")


def _read_label(line: Line, book: Book, name: str) -> tuple[str, str, dt.date | None] | None:
    table = book.published if name == "published" else book.updated
    text = BULLET.sub("", line.text)
    split = split_label(text)
    if split and split[0] in table:
        language = table[split[0]]
        found = find_date(split[1], (language, "en"))
        if found or not split[1]:
            return name, language, found[0] if found else None
    words = list(re.finditer(r"\S+", text[: 2 * LABEL_CHARACTERS]))[:LABEL_WORDS]
    if not words or fold(words[0].group()).split(" ")[0] not in book.dated_first:
        return None
    for word in reversed(words):
        language = table.get(fold(text[: word.end()]), "")
        found = find_date(text[word.end() :], (language, "en")) if language else None
        # The date stands at once after the label, at most a weekday or an hour between.
        if found and len(fold(text[word.end() : word.end() + found[1]]).split()) <= LABEL_WORDS:
            return name, language, found[0]
    return None
