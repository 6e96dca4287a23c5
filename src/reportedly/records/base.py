"""What every record shares: it is frozen, typed and has one JSON form."""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A noun. Same contents, same JSON, same id."""


class Span(msgspec.Struct, frozen=True, order=True):
    """A place in a document and a copy of what stands there; half-open, in characters."""

    start: int
    end: int
    quote: str

    def touches(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


def take_span(text: str, start: int, end: int) -> Span:
    """Return the span of text[start:end]."""
    return Span(start, end, text[start:end])
