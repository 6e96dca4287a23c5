"""The address of a listing in, what is looked for out; and back. The address is the state.

/desk?q=bridge&type=ASSAULT&status=claimed&country=CD&since=2024-01-01&sort=sources
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import get_args
from urllib.parse import parse_qsl, urlencode

import msgspec

from reportedly.ledger.search import KINDS, Cursor, Search, Sort

LONGEST = 300  # characters of what is searched for
MOST_FACETS = 40
ALIASES = {"category": "type"}  # as the map and the time line say it
SORTS: tuple[Sort, ...] = get_args(Sort)


def read_search(query: str) -> Search:
    """Return what a query string asks for; what makes no sense in it is left out."""
    words, since, until, sort = "", None, None, SORTS[0]
    facets: list[tuple[str, str]] = []
    for key, value in parse_qsl(query, max_num_fields=200):
        if key == "q":
            words = value.replace("\0", "")[:LONGEST]
        elif (key := ALIASES.get(key, key)) in KINDS and value and len(facets) < MOST_FACETS:
            facets.append((key, value.replace("\0", "")[:200]))
        elif key == "since":
            since = read_day(value)
        elif key == "until":
            until = read_day(value)
        elif key == "sort":
            sort = next((one for one in SORTS if one == value), sort)
    return Search(words=words.strip(), facets=tuple(dict.fromkeys(facets)), since=since,
                  until=until, sort=sort)  # fmt: skip


def read_day(value: str) -> dt.date | None:
    """Return a day, None where it is none."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def write_search(search: Search, **more: str) -> str:
    """Return the query string of what is looked for; what is not asked is not in it."""
    parts: list[tuple[str, str]] = [("q", search.words)] if search.words else []
    parts += search.facets
    parts += [("since", str(search.since))] if search.since else []
    parts += [("until", str(search.until))] if search.until else []
    parts += [("sort", search.sort)] if search.sort != SORTS[0] else []
    return urlencode([*parts, *more.items()])


def toggle(search: Search, kind: str, value: str) -> Search:
    """Return the search with a value of a facet added, or taken away where it was there."""
    one = (kind, value)
    rest = tuple(facet for facet in search.facets if facet != one)
    facets = rest if one in search.facets else (*search.facets, one)
    return msgspec.structs.replace(search, facets=facets)


def read_cursor(text: str) -> Cursor | None:
    """Return where a page begins, None where that cannot be read."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text.encode()), type=Cursor)
    except (msgspec.DecodeError, binascii.Error, ValueError):
        return None


def write_cursor(cursor: Cursor) -> str:
    """Return where a page begins, as a part of an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode()


def group(facets: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Return the values chosen, by facet."""
    found: dict[str, list[str]] = {}
    for kind, value in facets:
        found.setdefault(kind, []).append(value)
    return found
