"""A compressed stream in, its contents out, as much as was allowed and no more.

A few kilobytes can unpack to gigabytes. Nothing is unpacked beyond the cap: the decompressor is
asked for a piece of bounded size at a time, and what came in is held against what came out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from reportedly.fetch.links import Refused

MAX_RATIO = 100  # pages shrink to a fifth or a tenth; a hundredth is no page
FREE_BYTES = 65_536  # a short page of one repeated sign is no attack
PIECE_BYTES = 65_536
MEMBER = b"\x1f\x8b"  # how another gzip member starts; anything else after one is padding
WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}
RAW_DEFLATE = -15  # some servers leave zlib's two bytes out


def inflate(chunks: Iterable[bytes], encoding: str, *, max_bytes: int) -> bytes:
    """Return the contents of a body. `encoding` is the Content-Encoding header, one coding."""
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        return take(chunks, max_bytes)
    if coding not in WINDOW:
        raise Refused("bad_encoding", f"{coding[:40]!r}; wanted gzip, deflate or none")
    try:
        return take(unpack(chunks, WINDOW[coding]), max_bytes)
    except zlib.error as error:
        raise Refused("bad_encoding", f"no {coding}: {error}") from error


def take(chunks: Iterable[bytes], max_bytes: int) -> bytes:
    """Return the chunks as one, up to the cap."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise Refused("too_large", f"more than {max_bytes:,} bytes")
    return bytes(body)


def unpack(chunks: Iterable[bytes], window: int) -> Iterator[bytes]:
    """Yield what the chunks hold, piece by piece."""
    machine = zlib.decompressobj(window)
    came, gave = 0, 0
    for chunk in chunks:
        if not came and window > 0 and window < 16 and not starts_zlib(chunk):
            machine = zlib.decompressobj(RAW_DEFLATE)
        came += len(chunk)
        data, full = chunk, False
        while data or full:
            if machine.eof:
                if not MEMBER.startswith(data[: len(MEMBER)]):
                    return
                machine = zlib.decompressobj(window)
            piece = machine.decompress(data, PIECE_BYTES)
            gave += len(piece)
            if gave > FREE_BYTES + MAX_RATIO * came:
                raise Refused("too_dense", f"unpacks to more than {MAX_RATIO} times its size")
            yield piece
            data = machine.unconsumed_tail or machine.unused_data
            # All input may be in and some of the output not out yet.
            full = len(piece) == PIECE_BYTES and not machine.eof
    if came and not machine.eof:
        raise Refused("cut_off", "the compressed page ends before its end")


def starts_zlib(chunk: bytes) -> bool:
    """Tell whether the bytes open with zlib's header."""
    return len(chunk) < 2 or (chunk[0] & 0x0F == 8 and (chunk[0] * 256 + chunk[1]) % 31 == 0)
