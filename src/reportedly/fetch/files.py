"""Paths and links in, Articles out; what cannot be read comes out as an Issue.

The rest goes on. A link is fetched because the user named it; nothing else is ever fetched.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reportedly.fetch.entries import find_entries, make_entry
from reportedly.fetch.links import is_link
from reportedly.fetch.sniff import find_binary, find_media, is_blank
from reportedly.ids import make_id
from reportedly.records import Article, Issue
from reportedly.records.source import Media

MAX_BYTES = 20_000_000  # a page is at most a few megabytes; more is a film or a mistake
STDIN = "-"
HEAD_BYTES = 65_536

MEDIA: dict[str, Media] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
BY_LINES = (".jsonl", ".ndjson")

Fetch = Callable[[str], Iterator[Article | Issue]]  # what stands at a link


def read_paths(
    paths: Iterable[str],
    *,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Article | Issue]:
    """Yield the articles of files, folders (sorted, all levels), links and `-`, as given."""
    for path in paths:
        if is_link(path):
            fetch = fetch or open_fetch(max_bytes)
            yield from fetch(path)
        elif path == STDIN:
            yield from _read_stream(stdin or sys.stdin.buffer, max_bytes)
        elif os.path.isdir(path):
            yield from _read_folder(path, max_bytes)
        else:
            yield from _read_file(path, max_bytes)


def open_fetch(max_bytes: int) -> Fetch:
    """Return what fetches links; what it needs is loaded only where there is a link."""
    from reportedly.fetch.pages import Fetcher, Limits

    return Fetcher(limits=Limits(bytes=max_bytes)).fetch


def make_issue(subject: str, reason: str, detail: str) -> Issue:
    """Return the issue of an article that could not be fetched."""
    key = make_id("issue", subject, "fetch", reason, detail)
    return Issue(id=key, subject=subject, stage="fetch", reason=reason, detail=detail)


def _show(path: str) -> str:
    # A file's name may hold bytes that are no UTF-8, and a record must be writable as JSON.
    return os.fsencode(path).decode("utf-8", errors="replace")


def _read_folder(folder: str, max_bytes: int) -> Iterator[Article | Issue]:
    """Yield the folder's articles; files of other kinds are counted in one issue."""
    other: list[str] = []
    unread: list[OSError] = []
    seen = 0
    for place, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = os.path.join(place, name)
            if Path(name).suffix.lower() in MEDIA:
                seen += 1
                yield from _read_file(path, max_bytes)
            else:
                other.append(_show(os.path.relpath(path, folder)))
    for error in unread:
        yield make_issue(_show(str(error.filename)), "unreadable", error.strerror or "no folder")
    if other:
        shown = ", ".join(other[:5]) + (", ..." if len(other) > 5 else "")
        yield make_issue(_show(folder), "unknown_suffix", f"{len(other)} left unread: {shown}")
    elif not seen and not unread:
        yield make_issue(_show(folder), "empty", "the folder holds no article")


def read_bytes(
    body: bytes, name: str, *, max_bytes: int = MAX_BYTES, media: Media | None = None
) -> Iterator[Article | Issue]:
    """Yield the articles of a file that somebody sent; its name says what it holds, if not we."""
    suffix = Path(name).suffix.lower()
    if media:
        yield from _read_body(body, name, media, max_bytes)
    elif suffix not in MEDIA:
        wanted = ", ".join(MEDIA)
        yield make_issue(name, "unknown_suffix", f"{suffix or 'no suffix'}; wanted {wanted}")
    elif suffix in BY_LINES:
        yield from _read_lines(io.BytesIO(body), name, max_bytes)
    else:
        yield from _read_body(body, name, MEDIA[suffix], max_bytes)


def _read_file(path: str, max_bytes: int) -> Iterator[Article | Issue]:
    name, suffix = _show(path), Path(path).suffix.lower()
    try:
        facts = os.stat(path)
        if suffix not in MEDIA:
            wanted = ", ".join(MEDIA)
            yield make_issue(name, "unknown_suffix", f"{suffix or 'no suffix'}; wanted {wanted}")
            return
        if not stat.S_ISREG(facts.st_mode):
            yield make_issue(name, "unreadable", "no regular file")
            return
        if suffix in BY_LINES:
            with open(path, "rb") as lines:
                yield from _read_lines(lines, name, max_bytes)
            return
        if facts.st_size > max_bytes:
            yield _refuse_size(name, facts.st_size, max_bytes)
            return
        with open(path, "rb") as file:
            body = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = "not_found" if isinstance(error, FileNotFoundError) else "unreadable"
        yield make_issue(name, reason, getattr(error, "strerror", None) or str(error))
        return
    yield from _read_body(body, name, MEDIA[suffix], max_bytes)


def _refuse_size(name: str, size: int, max_bytes: int) -> Issue:
    return make_issue(name, "too_large", f"{size:,} bytes; at most {max_bytes:,} are read")


def _read_body(body: bytes, name: str, media: Media, max_bytes: int) -> Iterator[Article | Issue]:
    if len(body) > max_bytes:
        yield make_issue(name, "too_large", f"more than {max_bytes:,} bytes")
        return
    if is_blank(body):
        yield make_issue(name, "empty", f"{len(body)} bytes, no sign among them")
        return
    kind = find_binary(body)
    if kind:
        yield make_issue(name, "binary", f"looks like {kind}, not like {media}")
        return
    stem = Path(name).stem if name != STDIN else "stdin"
    if media != "json":
        yield Article(name=name, media=media, body=body, source_id=stem)
        return
    entries = find_entries(body)
    if isinstance(entries, str):
        yield make_issue(name, "bad_json", entries)
        return
    many = len(entries) > 1
    for i, entry in enumerate(entries, 1):
        yield from make_entry(
            entry,
            name=f"{name}:{i}" if many else name,
            source_id=f"{stem}:{i}" if many else stem,
            make_issue=make_issue,
        )


def _read_lines(lines: BinaryIO, name: str, max_bytes: int) -> Iterator[Article | Issue]:
    """Yield one article a line. The byte cap is each line's, so that a file may be any size."""
    number, found = 0, False
    while line := lines.readline(max_bytes + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield make_issue(place, "too_large", f"a line of more than {max_bytes:,} bytes")
            found = True
            while line and not line.endswith(b"\n"):
                line = lines.readline(max_bytes)
            continue
        if is_blank(line):
            continue
        found = True
        stem = Path(name).stem if name != STDIN else "stdin"
        entries = find_entries(line)
        if isinstance(entries, str):
            yield make_issue(place, "bad_json", entries)
            continue
        for entry in entries:
            yield from make_entry(
                entry, name=place, source_id=f"{stem}:{number}", make_issue=make_issue
            )
    if not found:
        yield make_issue(name, "empty", "no article on any line")


class _Rejoined:
    """A stream with its first line put back, so that JSON lines are read as they come."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first, self.rest = first, rest

    def readline(self, size: int) -> bytes:
        if self.first:
            line, self.first = self.first[:size], self.first[size:]
            return line
        return self.rest.readline(size)


def _read_stream(stream: BinaryIO, max_bytes: int) -> Iterator[Article | Issue]:
    first = stream.readline(max_bytes + 1)
    # One whole JSON object on the first line, and more to come: JSON lines, of any length.
    if (
        find_media(first) == "json"
        and first.endswith(b"\n")
        and isinstance(find_entries(first), list)
    ):
        yield from _read_lines(_Rejoined(first, stream), STDIN, max_bytes)  # type: ignore[arg-type]
        return
    room = max(0, max_bytes + 1 - len(first))
    body = first + (stream.read(room) if room else b"")
    yield from _read_body(body, STDIN, find_media(body), max_bytes)
