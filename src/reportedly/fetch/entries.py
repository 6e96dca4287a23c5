"""JSON bytes in, Articles out; a field that cannot be used is left out and told of in an Issue."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from reportedly.records import Article, Issue

MakeIssue = Callable[[str, str, str], Issue]

DAY = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})(?:$|[T\s])")
SHOWN_CHARACTERS = 60


def find_entries(body: bytes) -> list[Any] | str:
    """Return the articles a JSON text holds, one or a list of them, or say what is wrong."""
    try:
        data = msgspec.json.decode(_as_utf8(body))
    except RecursionError:
        return "the JSON is nested too deep"
    except (msgspec.DecodeError, UnicodeError) as error:
        return f"no JSON: {error}"
    if data == []:
        return "an empty list; wanted articles"
    return data if isinstance(data, list) else [data]


def _as_utf8(body: bytes) -> bytes:
    if body.startswith(codecs.BOM_UTF8):
        return body[len(codecs.BOM_UTF8) :]
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16").encode()
    return body


def _read_word(value: object) -> str | None:
    """Return a field that holds one line of text; a number is taken as its digits."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value.strip() or None if isinstance(value, str) else None


def _read_day(value: object) -> dt.date | None:
    """Return the day of an ISO date or timestamp, as it is written there."""
    match = DAY.match(value) if isinstance(value, str) else None
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def make_entry(
    entry: object, *, name: str, source_id: str, make_issue: MakeIssue
) -> Iterator[Article | Issue]:
    """Yield the article of one JSON object. Its text is taken as it stands; other keys are left."""
    if not isinstance(entry, dict):
        yield make_issue(name, "bad_json", f"{type(entry).__name__}; wanted an object with a text")
        return
    text = entry.get("text")
    if not isinstance(text, str):
        yield make_issue(name, "no_text", "the object has no 'text', or it is no string")
        return
    if not text.strip():
        yield make_issue(name, "empty", "the text is empty")
        return
    published = _read_day(entry.get("published"))
    if published is None and entry.get("published") not in (None, ""):
        shown = repr(entry["published"])[:SHOWN_CHARACTERS]
        yield make_issue(name, "bad_date", f"published = {shown}; wanted a date such as 2024-03-04")
    yield Article(
        name=name,
        media="json",
        text=text,
        source_id=_read_word(entry.get("id")) or source_id,
        title=_read_word(entry.get("title")),
        source=_read_word(entry.get("source")),
        url=_read_word(entry.get("url")),
        published=published,
    )
