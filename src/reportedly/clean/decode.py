"""Bytes in, text out, whatever the page says of its encoding."""

# The signs of the world's punctuation are the matter here.

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

SAMPLE_BYTES = 32_768  # the guesser's time grows with what it is shown
HEAD_BYTES = 4_096  # a page declares its encoding in its first lines
BAD_SHARE = 0.02  # of the non-ASCII bytes: more than that and it was never UTF-8
WESTERN_SHARE = 0.1  # of bytes above ASCII: fewer, and it is a Latin alphabet with some accents
HIGH_BYTES = bytes(range(128, 256))
MOJIBAKE = re.compile("[ÂÃâÐÑØÙ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
MOJIBAKE_LEAST = 3

DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these labels as the Windows code page that holds more signs.
AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
# These decode anything or are no encodings of a page.
NOT_DECLARABLE = ("utf-16", "utf-32", "utf-7", "raw", "unicode", "idna", "punycode", "mbcs", "oem")


def _read_declared(body: bytes) -> str | None:
    match = DECLARED.search(body[:HEAD_BYTES])
    if not match:
        return None
    try:
        info = codecs.lookup(match.group(1).decode("ascii"))
    except (LookupError, ValueError):
        return None
    if info.name.startswith(NOT_DECLARABLE) or not getattr(info, "_is_text_encoding", True):
        return None
    return AS_WINDOWS.get(info.name, info.name)


def _read_utf16(body: bytes) -> str | None:
    # UTF-16 without its mark: every second byte of Western text is zero.
    head = body[:HEAD_BYTES]
    half = len(head) // 2
    if half >= 8 and head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half >= 8 and head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _read_utf8(body: bytes) -> str | None:
    """Read UTF-8 that may be cut in a letter or damaged in places; None where it is none."""
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", body)) if bad else 0
    if bad > max(1, BAD_SHARE * high) or (bad == 1 and high <= 3 and not text.endswith("\ufffd")):
        return None
    return text.rstrip("\ufffd")


def _repair(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 on its way; only where all of it turns back."""
    if len(MOJIBAKE.findall(text[:SAMPLE_BYTES])) < MOJIBAKE_LEAST:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def decode(body: bytes) -> str:
    """Return the body as text. Never fails; signs that cannot be read become U+FFFD."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace").rstrip("\ufffd")
    wide = _read_utf16(body)
    if wide:
        return body.decode(wide, errors="replace")
    text = _read_utf8(body)
    if text is not None:
        return _repair(text)
    declared = _read_declared(body)
    if declared and declared != "utf-8":
        try:
            return body.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    high = len(body) - len(body.translate(None, HIGH_BYTES))
    if high < WESTERN_SHARE * len(body):
        return body.decode("cp1252", errors="replace")
    guess = from_bytes(body[:SAMPLE_BYTES]).best()
    name = guess.encoding if guess and not guess.encoding.startswith("utf") else "cp1252"
    try:
        return body.decode(name, errors="replace")
    except LookupError:
        return body.decode("cp1252", errors="replace")
