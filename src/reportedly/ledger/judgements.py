"""People's decisions as rows: added, never changed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from reportedly.errors import LedgerError
from reportedly.ledger import schema
from reportedly.ledger.incidents import AT_ONCE, batched
from reportedly.ledger.names import begins
from reportedly.ledger.write import add_new, clip, encode
from reportedly.records import Action, Judgement

NAMED = 8  # how many are named when a prefix fits several


def put_judgement(connection: sa.Connection, judgement: Judgement) -> bool:
    """Write a decision; tell whether it was new."""
    row = {"id": judgement.id, "subject": clip(judgement.subject), "action": judgement.action,
           "json": encode(judgement)}  # fmt: skip
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


def read_decided(connection: sa.Connection, subjects: Iterable[str]) -> list[Judgement]:
    """Return the decisions on subjects, and those on these decisions, in order of arrival.

    Whether one of them counts depends on no other decision.
    """
    columns = schema.judgement.c
    decode = msgspec.json.Decoder(Judgement).decode
    found: dict[int, Judgement] = {}
    asked = {clip(subject) for subject in subjects}
    while asked:
        new: dict[int, Judgement] = {}
        for some in batched(sorted(asked), AT_ONCE):
            query = sa.select(columns.number, columns.json).where(columns.subject.in_(some))
            new |= {number: decode(json) for number, json in connection.execute(query)}
        asked = {judgement.id for number, judgement in new.items() if number not in found}
        found |= new
    return [found[number] for number in sorted(found)]


def read_kinds(connection: sa.Connection, actions: Iterable[Action]) -> list[Judgement]:
    """Return the decisions of some kinds with all on their subjects, and those on these decisions:
    as much as tells which of them count."""
    columns = schema.judgement.c
    query = sa.select(columns.subject).where(columns.action.in_(list(actions))).distinct()
    return read_decided(connection, connection.execute(query).scalars().all())


def find_newest(connection: sa.Connection) -> int:
    """Return the number of the decision that came last; 0 where there is none."""
    newest: int | None = connection.execute(
        sa.select(sa.func.max(schema.judgement.c.number))
    ).scalar()
    return newest or 0


def find_judgement(connection: sa.Connection, prefix: str) -> Judgement:
    """Return the one decision whose id begins so."""
    columns = schema.judgement.c
    query = sa.select(columns.json).where(begins(connection, columns.id, prefix))
    found = list(connection.execute(query.limit(NAMED + 1)).scalars())
    if not found or not prefix:
        raise LedgerError(f"{prefix}: no judgement of the ledger has an id that begins so")
    decode = msgspec.json.Decoder(Judgement).decode
    if len(found) > 1:
        names = ", ".join(decode(json).id for json in found[:NAMED])
        raise LedgerError(f"{prefix}: fits several judgements: {names}")
    return decode(found[0])
