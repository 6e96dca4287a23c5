"""A document in, its outlet out: whose page it is, however it is written."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec
from publicsuffixlist import PublicSuffixList

from reportedly.errors import CodebookError
from reportedly.records import Document

BOOK = "codebook/books/wires.toml"
NOT_WORD = re.compile(r"[\W_]+")
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]?")  # "(English edition)"
ADDRESS = re.compile(r"[\d.]+|.*:.*")  # an IP address has no owner to tell
MIN_INITIALS = 3  # "AW" is too short to be known by


class Wires(msgspec.Struct, frozen=True):
    """The book of outlets: keys by folded name and by domain, and the words pages credit with.

    `marks` has a word of each outlet's name, the longest: a sentence without any names none.
    """

    shown: dict[str, str]
    by_name: dict[str, str]
    by_domain: dict[str, str]
    marks: frozenset[str]
    heads: frozenset[str]
    never: frozenset[str]
    verbs: frozenset[str]
    again: frozenset[str]
    states: frozenset[str]
    before: tuple[str, ...]
    full: tuple[str, ...]
    part: tuple[str, ...]
    platforms: frozenset[str]
    carriers: frozenset[str]


@cache
def read_wires() -> Wires:
    """Return the packaged book of outlets and credits."""
    raw = (files("reportedly") / BOOK).read_text("utf8")
    try:
        book = tomllib.loads(raw)
        words, outlets = book["words"], book["outlet"]
        by_name = {
            fold_name(name): key
            for key, row in outlets.items()
            for name in (row["name"], *row.get("also", ()))
        }
        return Wires(
            shown={key: row["name"] for key, row in outlets.items()},
            by_name=by_name,
            marks=frozenset(
                [*words["heads"].split(), *(max(name.split(), key=len) for name in by_name)]
            ),
            by_domain={d: key for key, row in outlets.items() for d in row.get("domains", ())},
            heads=frozenset(words["heads"].split()),
            never=frozenset(words["never"].split()),
            verbs=frozenset(words["verbs"].split()),
            again=frozenset(words["again"].split()),
            states=frozenset(words["states"].split()),
            before=tuple(words["before"]),
            full=tuple(book["credit"]["full"]),
            part=tuple(book["credit"]["part"]),
            platforms=frozenset(book["domains"]["platforms"]),
            carriers=frozenset(book["domains"]["carriers"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise CodebookError(f"{BOOK}: {error!r}: wanted the tables of the book") from error


@lru_cache(maxsize=20_000)  # names recur
def fold_name(name: str) -> str:
    """Return a name as it is compared: no case, accents, signs, asides or "the"."""
    return fold_words(ASIDE.sub("", name) or name).removeprefix("the ")


def fold_words(text: str) -> str:
    """Return the words of a text without case, accents and signs."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in apart if not unicodedata.combining(c))
    return NOT_WORD.sub(" ", text.casefold()).strip()


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()  # the list that comes with the library; nothing is fetched


@lru_cache(maxsize=20_000)  # as many sites
def find_domain(host: str) -> str | None:
    """Return the registrable domain of a host: "edition.news.co.uk" is "news.co.uk".

    None for an address in numbers, a bare name ("localhost") and what is no host.
    """
    plain = host.strip().strip(".").casefold()
    if not plain or ADDRESS.fullmatch(plain):
        return None
    return _suffixes().privatesuffix(plain)


def find_outlet(document: Document) -> str | None:
    """Return the outlet's key: from the book, or else its domain, or else its name.

    On a platform it is the account; a carrier of others' pages is no outlet.
    """
    wires = read_wires()
    host = document.source.domain or _take_host(document.url)
    domain = find_domain(host) if host else None
    name = fold_name(document.source.name or "")
    if host and domain:
        plain = host.casefold().removeprefix("www.")
        known = wires.by_domain.get(plain) or wires.by_domain.get(domain)
        if known:
            return known
        if wires.platforms & {plain, domain}:
            account = urlsplit(document.url or "").path.strip("/").split("/")[0].casefold()
            return f"{domain}/{account}" if account else None
        if not wires.carriers & {plain, domain}:
            return domain
    return wires.by_name.get(name, name or None)


def _take_host(url: str | None) -> str | None:
    """Return the host of a link, or None where there is none."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:  # "http://[": no link
        return None


def find_names(document: Document) -> tuple[str, ...]:
    """Return what else the outlet may be called by other pages: its name and its initials."""
    name = fold_name(document.source.name or "")
    words = name.split()
    initials = "".join(w[0] for w in words if w not in ("of", "and", "for"))
    both = (name, initials) if len(initials) >= MIN_INITIALS else (name,)
    return tuple(sorted({n for n in both if n}))


def show_outlet(key: str) -> str:
    """Return an outlet's key as a person would write it."""
    return read_wires().shown.get(key, key if "." in key else key.title())
