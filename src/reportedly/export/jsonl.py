"""Records in, JSON lines out: the ledger's own form, which every other tool of ours reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from reportedly.records import Record


def write_jsonl(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield one line for each record."""
    encode = msgspec.json.Encoder().encode
    for record in records:
        yield encode(record) + b"\n"
