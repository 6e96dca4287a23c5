"""The first bytes of something in, what kind of thing it is out."""

from __future__ import annotations

import codecs

from reportedly.records.source import Media

HEAD_BYTES = 8_192
CONTROL_SHARE = 0.1  # text holds tabs and line ends, hardly any other control sign

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "sound, film or a WebP image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "sound"),
)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
CONTROLS = bytes(i for i in range(32) if i not in (9, 10, 11, 12, 13, 27))


def is_blank(body: bytes) -> bool:
    """Tell whether the body holds no sign at all."""
    return not body.lstrip(codecs.BOM_UTF8).strip()


def _is_wide(head: bytes) -> bool:
    # UTF-16 of Western text without a mark: zeros at every second place, none between.
    half = len(head) // 2
    odd, even = head[1::2].count(0), head[0::2].count(0)
    return half >= 8 and max(odd, even) > 0.7 * half and min(odd, even) < 0.1 * half


def find_binary(body: bytes) -> str | None:
    """Say what the body looks like where it is no text, or None."""
    for magic, kind in MAGIC:
        if body.startswith(magic):
            return kind
    head = body[:HEAD_BYTES]
    if head.startswith(WIDE_MARKS) or _is_wide(head):
        return None
    if head.count(0) > 0.001 * len(head) + 1:
        return "binary data (it holds NUL bytes)"
    controls = len(head) - len(head.translate(None, CONTROLS))
    return "binary data" if controls > CONTROL_SHARE * len(head) else None


def find_media(body: bytes) -> Media:
    """Say what a stream without a name holds: JSON, HTML or text."""
    head = body[:HEAD_BYTES].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ", b"[]")):
        return "json"
    tags = (
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<?xml",
        b"<!--",
        b"<div",
        b"<article",
    )
    return "html" if head.startswith(tags) or b"<html" in head else "text"
