"""Clean text with its bibliography. Once made, a document's text never changes."""

from __future__ import annotations

import datetime as dt

from reportedly.records.base import Record, Span


class Source(Record, frozen=True, kw_only=True):
    """Who published a document."""

    name: str | None = None
    domain: str | None = None


class Document(Record, frozen=True, kw_only=True, tag_field="type", tag="document"):
    """An article's text, ready to be read. All offsets in the ledger are offsets into `text`.

    `published_basis` says what the date was read from (json, json-ld, meta, label, url, ...).
    `litter` are the stretches of `text` that belong to the page and not to the story:
    they keep their offsets and are never coded.
    """

    id: str
    article: str
    source_id: str
    title: str | None
    text: str
    language: str
    published: dt.date | None
    published_basis: str | None
    source: Source
    url: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    litter: tuple[Span, ...] = ()


class Issue(Record, frozen=True, kw_only=True, tag_field="type", tag="issue"):
    """What could not be used, and why. `subject` names the article, `stage` who gave up."""

    id: str
    subject: str
    stage: str
    reason: str
    detail: str = ""


def holds(span: Span, document: Document) -> bool:
    """Tell whether the quote still stands where the span says it does."""
    return document.text[span.start : span.end] == span.quote
