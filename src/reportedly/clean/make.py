"""Article in, Document or Issue out."""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import datetime as dt
import hashlib
import re

import msgspec

from reportedly.clean.dates import find_date, find_url_date
from reportedly.clean.decode import decode
from reportedly.clean.extract import PageError, extract
from reportedly.clean.language import identify_language, name_language
from reportedly.clean.litter import Litter, find_foreign_script, find_litter
from reportedly.clean.meta import Meta, read_domain
from reportedly.ids import make_id
from reportedly.records import Article, Document, Issue, Source

MIN_CHARACTERS = 40  # below this a page is a teaser or a cookie wall
MAX_CHARACTERS = 2_000_000  # a long book; a story of this length is a broken page
BAD_SHARE = 0.05  # of signs that could not be read: more, and the words cannot be trusted
LANGUAGES = frozenset({"en"})
LATIN = frozenset({"en"})  # of LANGUAGES, those written in Latin letters

UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
LONE = re.compile("[\ud800-\udfff]")
PLACE = re.compile(r"[A-Z][^a-z\n]{1,60}?(?:,|\((?=\d))\s*")  # "SAN SALVADOR, " opens a dateline
BETWEEN = re.compile(r"(?:[A-Z][\w.]*,?\s+){0,3}")  # "BEIRUT, Lebanon, Monday, 4 March"
AFTER = re.compile(r"\s*(?:[-–—(:/\[)]|\n|$)")
STORY_SAMPLE = 20_000


def clean(article: Article, *, languages: frozenset[str] = LANGUAGES) -> Document | Issue:
    """Return the article's text with its bibliography and litter, or say why there is none."""
    try:
        text, meta = _read(article)
    except PageError as error:
        return _refuse(article, error.reason, error.detail)
    problem = _judge_text(text)
    if problem:
        return _refuse(article, *problem)
    litter = find_litter(text, article.title or meta.title, dump=article.media == "text")
    story = _cut_litter(text, litter)
    if not story.strip():
        return _refuse(article, "no_text", "nothing but a title, menus and the like was found")
    if len(story.strip()) < MIN_CHARACTERS:
        detail = f"{len(story.strip())} characters of story; at least {MIN_CHARACTERS} are wanted"
        return _refuse(article, "too_short", detail)
    language = identify_language(story)
    if language not in languages:
        coded = ", ".join(sorted(languages))
        detail = f"the text is {name_language(language)} ({language}); coded are: {coded}"
        return _refuse(article, "language", detail)
    if language in LATIN:
        spans = litter.spans + find_foreign_script(text, litter.spans)
        litter = msgspec.structs.replace(litter, spans=tuple(sorted(spans)))
    return _make_document(article, text, meta, litter, language)


def _read(article: Article) -> tuple[str, Meta]:
    if article.text is not None:
        return article.text, Meta()
    if article.media == "html":
        page = extract(decode(article.body), article.url)
        if not page.text:
            raise PageError("no_text", "no story was found on the page")
        return page.text, page.meta
    return decode(article.body), Meta()


def _judge_text(text: str) -> tuple[str, str] | None:
    """Return (reason, detail) where the text cannot be used."""
    if not text.strip():
        return "empty", "there is no text"
    if len(text) > MAX_CHARACTERS:
        return "too_long", f"{len(text)} characters; at most {MAX_CHARACTERS} are read"
    if LONE.search(text):
        return "encoding", "the text holds half a sign (a lone surrogate) and cannot be written"
    bad = len(UNREADABLE.findall(text))
    if bad > BAD_SHARE * len(text):
        return "encoding", f"{bad} of {len(text)} signs cannot be read"
    return None


def _cut_litter(text: str, litter: Litter) -> str:
    parts, at = [], 0
    for span in litter.spans:
        parts.append(text[at : span.start])
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def _find_day(
    article: Article, meta: Meta, litter: Litter, text: str
) -> tuple[dt.date, str] | None:
    """Return the publication date and what it was read from, the surest basis first."""
    if article.published:
        return article.published, "json"
    if meta.published and meta.basis and meta.basis != "htmldate":
        return meta.published, meta.basis
    if litter.published and litter.basis:
        return litter.published, litter.basis
    if meta.published and meta.basis:
        return meta.published, meta.basis
    day = find_url_date(article.url) if article.url else None
    if day:
        return day, "url"
    day = _find_dateline(_cut_litter(text[:STORY_SAMPLE], _within(litter, STORY_SAMPLE)).lstrip())
    return (day, "dateline") if day else None


def _find_dateline(opening: str) -> dt.date | None:
    """Return the day of a report that begins 'TRIPOLI, 4 March 2024 (Agency) -'."""
    place = PLACE.match(opening)
    rest = opening[place.end() :] if place else ""
    found = find_date(rest)
    if not found:
        return None
    day, end = found
    between = BETWEEN.match(rest)
    first_digit = next(i for i, sign in enumerate(rest) if sign.isdigit())
    starts_at_once = between is not None and first_digit <= between.end() + 1
    return day if starts_at_once and AFTER.match(rest[end:]) else None


def _within(litter: Litter, end: int) -> Litter:
    return Litter(tuple(span for span in litter.spans if span.end <= end))


def _make_document(
    article: Article, text: str, meta: Meta, litter: Litter, language: str
) -> Document:
    found = _find_day(article, meta, litter, text)
    published, basis = found if found else (None, None)
    title = article.title or meta.title or litter.title
    url = article.url or meta.url
    source = Source(name=article.source or meta.site, domain=read_domain(url))
    return Document(
        id=make_id("document", text, title, source, published, url),
        article=make_article_id(article),
        source_id=article.source_id or article.name,
        title=title,
        text=text,
        language=language,
        published=published,
        published_basis=basis,
        source=source,
        url=url,
        authors=meta.authors,
        image=meta.image,
        litter=litter.spans,
    )


def make_article_id(article: Article) -> str:
    """Return the content id of the article as it came."""
    body = article.body if article.text is None else article.text.encode("utf-8", "surrogatepass")
    told = (article.title, article.source, article.url, article.published)
    return make_id("article", article.media, hashlib.sha256(body).hexdigest(), told)


def _refuse(article: Article, reason: str, detail: str) -> Issue:
    key = make_id("issue", article.name, "clean", reason, make_article_id(article))
    return Issue(id=key, subject=article.name, stage="clean", reason=reason, detail=detail)
