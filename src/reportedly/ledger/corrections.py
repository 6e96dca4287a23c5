"""What readers sent and what the newsroom decided, as rows; and human tests that were used.

Nothing here tells who a reader is: no name, no address, no hour.
"""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from reportedly.ledger.schema_newsroom import answer, correction, secret, spent
from reportedly.ledger.write import add_new, encode
from reportedly.records import Answer, Correction
from reportedly.records.base import Record

MOST_READ = 500  # corrections on one page of the desk


class Sent(Record, frozen=True, kw_only=True):
    """A correction, what was decided on it, in order, and how many decisions that is."""

    correction: Correction
    answers: tuple[Answer, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The decision that counts."""
        return self.answers[-1] if self.answers else None


def spend(connection: sa.Connection, challenge: str, ends: float, now: float) -> bool:
    """Use a human test up; tell whether it was still unused. Expired ones are forgotten."""
    connection.execute(sa.delete(spent).where(spent.c.ends < now))
    return add_new(connection, spent, {"challenge": challenge, "ends": ends})


def count_spent(connection: sa.Connection, since: float) -> int:
    """Return how many tests that end after a moment were used."""
    query = sa.select(sa.func.count()).select_from(spent).where(spent.c.ends >= since)
    return connection.execute(query).scalar_one()


def add_correction(connection: sa.Connection, record: Correction, receipt: str) -> bool:
    """Write what a reader sent, with the hash of their receipt; tell whether it was new."""
    row = {"id": record.id, "receipt": receipt, "slug": record.slug, "json": encode(record)}
    return add_new(connection, correction, row)


def find_sent(connection: sa.Connection, receipt: str) -> Sent | None:
    """Return a correction by the hash of its receipt."""
    query = sa.select(correction.c.json).where(correction.c.receipt == receipt)
    json = connection.execute(query).scalar()
    return None if json is None else read_answered(connection, [json])[0]


def find_correction(connection: sa.Connection, correction_id: str) -> Sent | None:
    """Return a correction by its id."""
    query = sa.select(correction.c.json).where(correction.c.id == correction_id)
    json = connection.execute(query).scalar()
    return None if json is None else read_answered(connection, [json])[0]


def read_sent(connection: sa.Connection, slug: str | None = None) -> list[Sent]:
    """Return what readers sent, on all incidents or on one, the newest first."""
    query = sa.select(correction.c.json).order_by(correction.c.number.desc()).limit(MOST_READ)
    if slug is not None:
        query = query.where(correction.c.slug == slug)
    return read_answered(connection, list(connection.execute(query).scalars()))


def read_answered(connection: sa.Connection, jsons: list[str]) -> list[Sent]:
    """Return corrections with the decisions on them."""
    records = [msgspec.json.decode(json, type=Correction) for json in jsons]
    columns = answer.c
    query = (
        sa.select(columns.correction, columns.json)
        .where(columns.correction.in_([record.id for record in records]))
        .order_by(columns.number)
    )
    answers: dict[str, list[Answer]] = {}
    for key, json in connection.execute(query):
        answers.setdefault(key, []).append(msgspec.json.decode(json, type=Answer))
    return [Sent(correction=r, answers=tuple(answers.get(r.id, ()))) for r in records]


def count_unread(connection: sa.Connection, tested: bool | None = None) -> int:
    """Return how many corrections wait for an editor; those that came without a test, on demand."""
    answered = sa.select(answer.c.correction)
    query = sa.select(correction.c.json).where(correction.c.id.not_in(answered))
    if tested is None:
        count = sa.select(sa.func.count()).select_from(query.subquery())
        return connection.execute(count).scalar_one()
    flag = query.where(correction.c.json.contains(f'"tested":{str(tested).lower()}'))
    count = sa.select(sa.func.count()).select_from(flag.subquery())
    return connection.execute(count).scalar_one()


def add_answer(connection: sa.Connection, record: Answer) -> None:
    """Write a decision on a correction."""
    row = {"correction": record.correction, "json": encode(record)}
    connection.execute(sa.insert(answer).values(row))


def take_secret(connection: sa.Connection, name: str, fresh: str) -> str:
    """Return a key of the newsroom's, the fresh one where it has none yet."""
    add_new(connection, secret, {"name": name, "value": fresh})
    query = sa.select(secret.c.value).where(secret.c.name == name)
    value: str = connection.execute(query).scalar_one()
    return value


def read_secret(connection: sa.Connection, name: str) -> str | None:
    """Return a key of the newsroom's."""
    query = sa.select(secret.c.value).where(secret.c.name == name)
    value: str | None = connection.execute(query).scalar()
    return value
