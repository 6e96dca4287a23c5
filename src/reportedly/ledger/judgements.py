"""People's decisions as rows: added, never changed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from reportedly.errors import LedgerError
from reportedly.ledger import schema
from reportedly.ledger.write import add_new, clip, encode
from reportedly.records import Judgement

NAMED = 8  # how many are named when a prefix fits several


def put_judgement(connection: sa.Connection, judgement: Judgement) -> bool:
    """Write a decision; tell whether it was new."""
    row = {"id": judgement.id, "subject": clip(judgement.subject), "json": encode(judgement)}
    return add_new(connection, schema.judgement, row)


def read_judgements(
    connection: sa.Connection, subjects: Iterable[str] | None = None
) -> list[Judgement]:
    """Return the decisions, on all subjects or on these, in the order of their arrival."""
    query = sa.select(schema.judgement.c.json).order_by(schema.judgement.c.number)
    if subjects is not None:
        query = query.where(schema.judgement.c.subject.in_([clip(s) for s in subjects]))
    decode = msgspec.json.Decoder(Judgement).decode
    return [decode(json) for json in connection.execute(query).scalars()]


def find_judgement(connection: sa.Connection, prefix: str) -> Judgement:
    """Return the one decision whose id begins so."""
    columns = schema.judgement.c
    query = sa.select(columns.json).where(columns.id.startswith(prefix, autoescape=True))
    found = list(connection.execute(query.limit(NAMED + 1)).scalars())
    if not found or not prefix:
        raise LedgerError(f"{prefix}: no judgement of the ledger has an id that begins so")
    decode = msgspec.json.Decoder(Judgement).decode
    if len(found) > 1:
        names = ", ".join(decode(json).id for json in found[:NAMED])
        raise LedgerError(f"{prefix}: fits several judgements: {names}")
    return decode(found[0])
