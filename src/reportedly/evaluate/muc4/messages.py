"""A MUC text file in, its messages out: each an Article our own coder can read.

A message opens with its id ("DEV-MUC3-0001 (NOSC)"), then a dateline ("LIMA, 5 JAN 90 (EFE) --")
and labels in brackets ("[REPORT] [TEXT]") that belong to the wire and not to the story.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from reportedly.records import Article

ID = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b[^\n]*\n", re.MULTILINE | re.IGNORECASE)
HEADER_CHARACTERS = 400  # a dateline that has not ended by then is none
DASHES = re.compile(r"--")
DAY = re.compile(
    r"\b(\d{1,2})\s+(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?(?:\s+(\d{2,4}))?\b",
    re.IGNORECASE,
)
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
LABEL = re.compile(r"\s*\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
LAST_LABEL = re.compile(r"\[(?:TEXT|SUMMARY|EXCERPTS?)\]", re.IGNORECASE)
CONTINUED = re.compile(r"\s*\[(?:CONTINUED|BEGIN RECORDING)[^\[\]]*\]", re.IGNORECASE)


class Message(msgspec.Struct, frozen=True):
    """One message. `text` is its body, the header blanked out; `place` is the dateline's."""

    id: str
    text: str
    day: dt.date | None
    place: str

    def article(self) -> Article:
        """Return the message as the coder takes it."""
        return Article(
            name=self.id, media="text", text=self.text, source_id=self.id, published=self.day
        )


def read_messages(text: str) -> Iterator[Message]:
    """Yield a text file's messages in order; what stands before the first id belongs to none."""
    opened = list(ID.finditer(text))
    for at, found in enumerate(opened):
        end = opened[at + 1].start() if at + 1 < len(opened) else len(text)
        yield read_message(found[1].upper(), text[found.end() : end])


def read_message(name: str, raw: str) -> Message:
    """Return one message of its id and all that follows it."""
    body = unwrap(raw.strip("\n\r \x1a"))
    dashes = DASHES.search(body, 0, HEADER_CHARACTERS)
    if dashes is None:
        return Message(name, body, None, "")
    line = body[: dashes.start()]
    day = read_day(line)
    place = re.split(r",|\d", line, maxsplit=1)[0].strip()
    end = labels_end(body, dashes.end())
    return Message(name, blank(body, 0, end), day, place)


def labels_end(body: str, at: int) -> int:
    """Return where the labels after the dateline end."""
    last = LAST_LABEL.search(body, at, at + HEADER_CHARACTERS)
    end = at
    while label := LABEL.match(body, end):
        if last and label.start() > last.start():
            break
        end = label.end()
    while more := CONTINUED.match(body, end):
        end = more.end()
    return max(end, last.end() if last and last.start() <= end else end)


def read_day(line: str) -> dt.date | None:
    """Return the day that a dateline gives; one without a year is no day."""
    found = DAY.search(line)
    if not found or not found[3]:
        return None
    year = int(found[3])
    try:
        return dt.date(
            year + 1900 if year < 100 else year, MONTHS.index(found[2].upper()) + 1, int(found[1])
        )
    except ValueError:
        return None


def unwrap(text: str) -> str:
    """Return the text with its lines joined into paragraphs; no character moves."""
    return re.sub(r"(?<=\S)( *)\n(?! *\n)(?!   +\S)", r"\1 ", text)


def blank(text: str, start: int, end: int) -> str:
    """Return the text with spaces in place of a stretch of it."""
    return text[:start] + " " * (end - start) + text[end:]
