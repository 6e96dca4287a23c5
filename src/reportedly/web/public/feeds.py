"""What was published, for programs that look for news: an Atom feed, the sitemap, robots.txt."""

from __future__ import annotations

import datetime as dt
import re

from fastapi import Request, Response
from lxml import etree

from reportedly.ledger import editions as rows
from reportedly.ledger.editions import Public, Wanted
from reportedly.web.newsroom import find_newsroom
from reportedly.web.public.tools import AsReader, Reading, find_site, keep
from reportedly.web.safety.policy import PUBLIC, make_router, needs

router = make_router()
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NEWEST = 50  # entries of a feed
MOST_URLS = 50_000  # in one sitemap, by its standard
BEGAN = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # the age of a feed without entries
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML has them


@router.get("/{language}/feed.atom")
@needs(PUBLIC)
def send_feed(reading: AsReader) -> Response:
    """Send what was published last as an Atom feed (RFC 4287)."""
    with reading.newsroom.ledger.reading() as connection:
        found = rows.read_list(connection, Wanted(), NEWEST)
    changed = max((one.at for one in found), default=BEGAN)
    body = write(make_feed(reading, found, changed))
    return keep(reading.request, body, "application/atom+xml; charset=utf-8", changed)


@router.get("/sitemap.xml")
@needs(PUBLIC)
def send_sitemap(request: Request) -> Response:
    """Send the addresses of all that is published, in each language."""
    newsroom, site = find_newsroom(request.app), find_site(request)
    languages = newsroom.config.newsroom.languages
    with newsroom.ledger.reading() as connection:
        slugs = rows.read_slugs(connection)[: MOST_URLS // len(languages)]
    top = etree.Element("urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for slug, at in slugs:
        for language in languages:
            url = etree.SubElement(top, "url")
            add(url, "loc", f"{site}/{language}/incident/{slug}")
            add(url, "lastmod", at.strftime("%Y-%m-%dT%H:%M:%SZ"))
            for other in languages:
                etree.SubElement(
                    url, f"{{{XHTML}}}link", rel="alternate", hreflang=other,
                    href=f"{site}/{other}/incident/{slug}",
                )  # fmt: skip
    return keep(request, write(top), "application/xml; charset=utf-8")


@router.get("/robots.txt")
@needs(PUBLIC)
def send_robots(request: Request) -> Response:
    """Tell robots where not to look: the desk, and forms."""
    lines = ("User-agent: *", "Disallow: /desk", "Disallow: /api/", "Disallow: /*/correct",
             f"Sitemap: {find_site(request)}/sitemap.xml", "")  # fmt: skip
    return keep(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")


def make_feed(reading: Reading, found: list[Public], changed: dt.datetime) -> etree._Element:
    """Return the feed in one language."""
    home = f"{reading.site}/{reading.language}/"
    words = reading.newsroom.look.words(reading.language)
    feed = etree.Element("feed", nsmap={None: ATOM})
    feed.set(XML_LANG, reading.language)
    add(feed, "id", home)
    add(feed, "title", reading.newsroom.config.newsroom.title)
    add(feed, "updated", stamp(changed))
    author = etree.SubElement(feed, "author")
    add(author, "name", reading.newsroom.config.newsroom.title)
    etree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{home}feed.atom")
    etree.SubElement(feed, "link", rel="alternate", type="text/html", href=home)
    for one in found:
        edition = one.edition
        address = f"{home}incident/{edition.slug}"
        entry = etree.SubElement(feed, "entry")
        add(entry, "id", address)
        add(entry, "title", str(words["headline"](edition)))
        add(entry, "updated", stamp(one.at))
        etree.SubElement(entry, "link", rel="alternate", type="text/html", href=address)
        etree.SubElement(entry, "category", term=edition.incident.category)
        add(entry, "summary", str(words["summary"](edition)))
    return feed


def add(parent: etree._Element, name: str, text: str) -> None:
    """Add an element with a text that XML can hold."""
    etree.SubElement(parent, name).text = UNWRITABLE.sub(" ", text)


def stamp(at: dt.datetime) -> str:
    """Write a moment as RFC 3339 has it."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(top: etree._Element) -> bytes:
    """Return a tree as a file."""
    body: bytes = etree.tostring(top, xml_declaration=True, encoding="utf-8")
    return body
