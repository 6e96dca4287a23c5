"""A page's HTML in, its story's text and metadata out."""

from __future__ import annotations

import logging
import re

import msgspec
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from reportedly.clean.dates import read_stamp
from reportedly.clean.meta import Meta, read_meta

MAX_ELEMENTS = 20_000  # extraction of more takes many seconds; a long live page has 10,000
MAX_DEPTH = 250  # libxml2 gives up at 256 and loses what is deeper

# Signs that no reader sees: zero width, text direction, tags. A page can hide words with them.
UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
# Scripts show these once they have run; a page that hides its body hides no words from a reader.
WHOLE_PAGE = frozenset({"html", "body", "main", "article"})

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says, an Issue says
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class Page(msgspec.Struct, frozen=True):
    """What was read from a page."""

    text: str
    meta: Meta


class PageError(Exception):
    """The page cannot be read: `reason` is one word for the Issue, `detail` a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def parse_page(html: str) -> HtmlElement:
    """Return the page's tree; raise PageError where it is too large or too deep."""
    tags = html.count("<")
    if tags > 4 * MAX_ELEMENTS:
        raise PageError("too_many_tags", f"{tags} tags; a page has at most {4 * MAX_ELEMENTS}")
    parser = HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = document_fromstring(CONTROLS.sub(" ", html).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageError("no_text", f"no HTML to be read: {error}") from error
    count = depth = deepest = 0
    for step, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if step == "start" else -1
        count += step == "start"
        deepest = max(deepest, depth)
    if deepest >= MAX_DEPTH:
        raise PageError("too_deep", f"tags are nested {deepest} deep or more; at most {MAX_DEPTH}")
    if count > MAX_ELEMENTS:
        raise PageError("too_many_tags", f"{count} elements; a page has at most {MAX_ELEMENTS}")
    return tree


def _drop_hidden(tree: HtmlElement) -> None:
    for node in tree.xpath("//*[@hidden or @style]"):
        hidden = node.get("hidden") is not None or HIDDEN_STYLE.search(node.get("style") or "")
        if hidden and node.tag not in WHOLE_PAGE and node.getparent() is not None:
            node.drop_tree()


def _guess_day(tree: HtmlElement, meta: Meta) -> Meta:
    # A tree, never a string: htmldate takes a string that looks like a URL for one to download.
    # Without the extensive search, which takes a copyright footer for a date.
    from htmldate import find_date  # a third of a second, which texts that are no pages need not

    try:
        found = find_date(tree, extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return meta
    day = read_stamp(found) if found else None
    return msgspec.structs.replace(meta, published=day, basis="htmldate") if day else meta


def extract(html: str, url: str | None) -> Page:
    """Return the page's story; raise PageError where there is none."""
    from trafilatura import bare_extraction

    tree = parse_page(html)
    meta = read_meta(tree, url)
    _drop_hidden(tree)
    if meta.published is None:
        meta = _guess_day(tree, meta)
    try:
        found = bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False
        )
    except (
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        etree.LxmlError,
    ) as error:
        raise PageError("no_text", f"the page's text could not be taken out: {error!r}") from error
    text = getattr(found, "text", None) or ""
    return Page(UNSEEN.sub("", CONTROLS.sub("", text)).strip(), meta)
