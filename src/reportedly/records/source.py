"""What comes in: an article as it was fetched, before anything is read from it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.records.base import Record

Media = Literal["html", "text", "json"]


class Article(Record, frozen=True, kw_only=True):
    """One page, file or feed entry, as it came.

    `name` is where it came from, as the user would name it (a path, a URL, `-`).
    `text` is set where the input already gives clean text; `body` holds raw bytes otherwise.
    """

    name: str
    media: Media
    body: bytes = b""
    text: str | None = None
    source_id: str = ""
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None
