"""A parsed page in, what it says of itself out: title, date and its basis, outlet, authors.

Read in the order of trust: JSON-LD, then OpenGraph and other meta elements, then <time>.
"""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml.html import HtmlElement

from reportedly.clean.dates import find_url_date, read_stamp

STORY_TYPES = (
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
    "LiveBlogPosting", "BackgroundNewsArticle", "OpinionNewsArticle", "Report",
    "SocialMediaPosting",
)  # fmt: skip
DATE_KEYS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "og:pubdate", "datepublished", "publication_date", "publishdate", "publish_date",
    "publish-date",
    "published-date", "published_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime",
    "analytics-pubdate",
    "bt:pubdate", "originalpublicationdate", "article.published", "date",
)  # fmt: skip
TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "headline", "title")
SITE_KEYS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "apple-mobile-web-app-title",
)
AUTHOR_KEYS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
IMAGE_KEYS = ("og:image", "og:image:secure_url", "twitter:image")
URL_KEYS = ("og:url", "twitter:url")
JSON_DEPTH = 8  # a story stands in @graph or mainEntity, not deeper
VALUE_CHARACTERS = 500  # no title or name is longer


class Meta(msgspec.Struct, frozen=True):
    """What a page says of itself."""

    title: str | None = None
    published: dt.date | None = None
    basis: str | None = None
    site: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None


def _trim(value: object) -> str | None:
    text = " ".join(value.split())[:VALUE_CHARACTERS] if isinstance(value, str) else ""
    return text or None


def _walk(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > JSON_DEPTH:
        return
    if isinstance(node, dict):
        yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _walk(node.get(key), depth + 1)
    elif isinstance(node, list):
        for each in node[:100]:
            yield from _walk(each, depth + 1)


def _find_story(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD node of the page's story, or an empty one."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = msgspec.json.decode(script.text.strip().rstrip(";"))
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            continue
        for node in _walk(data):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(n, str) and n.rsplit("/", 1)[-1] in STORY_TYPES for n in names):
                return node
    return {}


def _names(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        name = _trim(each.get("name") if isinstance(each, dict) else each)
        if name and "://" not in name:
            yield name.removeprefix("By ").removeprefix("by ")


def _link(value: Any, key: str) -> str | None:
    for each in value if isinstance(value, list) else [value]:
        link = _trim(each.get(key) if isinstance(each, dict) else each)
        if link:
            return link
    return None


def _read_metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        value = _trim(meta.get("content"))
        if key and value:
            found.setdefault(key.strip().lower(), value)
    return found


def _first(found: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((found[key] for key in keys if key in found), None)


def _read_time(tree: HtmlElement) -> Iterator[str]:
    for node in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield node.get("datetime") or node.get("content") or str(node.text_content())[:100]


def _read_heading(tree: HtmlElement) -> str | None:
    headings = tree.xpath("//h1")
    if len(headings) == 1:
        return _trim(str(headings[0].text_content()))
    title = tree.find(".//title")
    text = _trim(title.text) if title is not None else None
    if not text:
        return None
    # "Story - Outlet" and "Story | Outlet": the longer part is the story.
    parts = [
        part for bar in (" | ", " - ", " – ", " — ", " :: ") for part in [text.rsplit(bar, 1)[0]]
    ]
    short = min(parts, key=len)
    return short if 2 * len(short) > len(text) else text


def _find_day(
    story: dict[str, Any], metas: dict[str, str], tree: HtmlElement, tags: tuple[str, ...]
) -> tuple[dt.date, str] | None:
    rows = [("json-ld", _trim(story.get("datePublished")))]
    rows += [("json-ld", _trim(story.get("dateCreated")))]
    rows += [("meta", metas.get(key)) for key in DATE_KEYS]
    rows += [("meta", stamp) for stamp in _read_time(tree)]
    for basis, stamp in rows:
        day = read_stamp(stamp, tags) if stamp else None
        if day:
            return day, basis
    return None


def read_tags(tree: HtmlElement) -> tuple[str, ...]:
    """Return the languages that the page declares, for reading its dates."""
    declared = (tree.get("lang") or tree.get("xml:lang") or "").strip().lower().replace("_", "-")
    return (declared, "en") if declared else ("en",)


def read_meta(tree: HtmlElement, url: str | None) -> Meta:
    """Read a page's metadata; `url` is where it was fetched from, if known."""
    story, metas = _find_story(tree), _read_metas(tree)
    canonical = next((_trim(e.get("href")) for e in tree.xpath("//link[@rel='canonical']")), None)
    link = url or canonical or _first(metas, URL_KEYS) or _link(story.get("url"), "@id")
    found = _find_day(story, metas, tree, read_tags(tree))
    if found is None and link:
        day = find_url_date(link)
        found = (day, "url") if day else None
    authors = list(_names(story.get("author"))) or list(_names(_first(metas, AUTHOR_KEYS)))
    image = _first(metas, IMAGE_KEYS) or _link(story.get("image"), "url")
    return Meta(
        title=_trim(story.get("headline")) or _first(metas, TITLE_KEYS) or _read_heading(tree),
        published=found[0] if found else None,
        basis=found[1] if found else None,
        site=_first(metas, SITE_KEYS) or next(_names(story.get("publisher")), None),
        url=link,
        authors=tuple(dict.fromkeys(authors)),
        image=_join(link, image),
    )


def _join(base: str | None, link: str | None) -> str | None:
    if not link or not base:
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def read_domain(url: str | None) -> str | None:
    """Return the URL's host without 'www.', or None."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
