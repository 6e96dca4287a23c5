"""What an answer may hold, by its kind: a page, a feed, a table."""

import csv
import io
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html
from tests.web.payloads import MARK, SCRIPTS

LINKED = ("href", "src", "action", "formaction", "poster", "data", "manifest", "ping", "cite",
          "background", "xlink:href", "hx-get", "hx-post")  # fmt: skip
FORBIDDEN = {"iframe", "object", "embed", "applet", "base", "frame", "style", "marquee", "math",
             "audio", "video", "image"}  # fmt: skip


def check_page(text: str, where: str) -> None:
    """Fail where a page runs, loads or leads to anything that somebody else wrote."""
    for payload in SCRIPTS:
        if "<" in payload:
            assert payload not in text, f"{where}: {payload} stands there as it was written"
    for element in html.document_fromstring(text).iter():
        if not isinstance(element.tag, str):
            assert MARK not in str(element.text), f"{where}: a comment says {element.text}"
            continue
        shown = f"{where}: {html.tostring(element)[:200]!r}"
        assert element.tag not in FORBIDDEN, shown
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/static/"), shown
            assert not (element.text or "").strip(), shown
        if element.tag == "meta":
            assert element.get("http-equiv") is None, shown
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on") and name not in ("style", "srcdoc"), shown
            assert re.fullmatch(r"[a-z][a-z0-9:_-]*", name), shown
            assert name not in ("srcset", "imagesrcset"), shown
            if name in LINKED:
                check_link(element, value, shown)


def check_link(element: Any, value: str, shown: str) -> None:
    """Fail where a link is one that a browser runs, or follows by itself to somebody else."""
    parts = urlsplit(value.strip())
    if not parts.scheme and not parts.netloc:
        return
    ours = parts.netloc == "newsroom.test"
    assert parts.scheme in ("http", "https"), shown
    if not ours:
        assert element.tag == "a", f"{shown}: loads from elsewhere"
        assert "noreferrer" in (element.get("rel") or ""), shown


def check_feed(body: bytes, where: str) -> None:
    """Fail where a feed or a sitemap is broken by what somebody else wrote."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(body, parser).iter():
        if element.get("type") == "html":
            check_page(f"<html><body>{element.text}</body></html>", where)


def check_table(text: str, where: str) -> None:
    """Fail where a cell of a table is a formula."""
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            try:
                float(cell)
            except ValueError:
                assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")), where


def check(answer: Any, where: str) -> str:
    """Hold an answer against what its kind may be; return the kind."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    assert answer.status_code < 500, f"{where}: {answer.status_code}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    if kind == "text/html":
        if answer.text.strip():
            check_page(answer.text, where)
    elif kind.endswith("xml"):
        check_feed(answer.content, where)
    elif kind == "text/csv":
        check_table(answer.text, where)
    else:
        assert kind in ("application/json", "application/jsonl", "application/geo+json",
                        "application/problem+json", "text/plain", ""), where  # fmt: skip
    return str(kind)
