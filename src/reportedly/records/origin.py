"""Where a document's text comes from, one step: from a document to the text it goes back to."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportedly.records.base import Record

Basis = Literal["copy", "credit", "rewrite", "own"]


class Origin(Record, frozen=True, kw_only=True, tag_field="type", tag="origin"):
    """One link of a document's origin chain.

    `source` is the document it was made from, `outlet` the outlet whose words it passes on; at the
    end of a chain there is no source. `share` (0..1) is the part of the text that stands in the
    source. `also` are other earlier documents that are the same text. `because` is for a person.
    """

    document: str
    basis: Basis
    source: str | None = None
    outlet: str | None = None
    share: float = 0.0
    also: tuple[str, ...] = ()
    because: str = ""


class Credit(Record, frozen=True, kw_only=True):
    """An outlet that a text names as where its words are from.

    `full`: the text is that outlet's. `rests`: most of its sentences are. `part`: some of it is.
    `quotes`: it is named in passing. `share` (0..1) is the part of the sentences that name it.
    """

    outlet: str
    kind: Literal["full", "rests", "part", "quotes"]
    share: float
    quote: str


class Signature(Record, frozen=True, kw_only=True, tag_field="type", tag="signature"):
    """What is kept of a document to find its copies by, without its text.

    `keys` are unsigned 32-bit numbers, little-endian: two texts that share one may be copies.
    `shingles` are two such numbers a word, in the order of the text. Only signatures of one
    `scheme` can be compared.
    """

    document: str
    scheme: str
    keys: bytes
    shingles: bytes
    published: dt.date | None = None
    outlet: str | None = None
    names: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
