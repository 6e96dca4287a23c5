"""Rows of what people brought in: written at once, leased one by one, kept until something came.

A lease runs out by itself: what a process that was killed had in hand is taken up again. An item
whose lease ran out too often is not taken up: something in it ends the program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from reportedly.ledger.schema_newsroom import account, job, job_item
from reportedly.records.adding import Brought, Item, ItemKind, ItemState, Job

MAX_TRIES = 3

REPORT = tuple[Brought, ...]


class Wanted(msgspec.Struct, frozen=True):
    """One thing to be coded: bytes, or a link where there are none."""

    kind: ItemKind
    name: str
    body: bytes | None = None


class Leased(msgspec.Struct, frozen=True):
    """One thing in hand. `tries` says whose lease it is: a later one has a higher number."""

    job: str
    ordinal: int
    wanted: Wanted
    tries: int

    @property
    def spent(self) -> bool:
        """Tell whether it was tried as often as is allowed."""
        return self.tries > MAX_TRIES


def add_job(
    connection: sa.Connection, job_id: str, account_id: str, now: float, items: Sequence[Wanted]
) -> None:
    """Write a job with all it holds."""
    connection.execute(sa.insert(job).values(id=job_id, account=account_id, made=now))
    rows = [
        {"job": job_id, "ordinal": i, "kind": each.kind, "name": each.name.replace("\0", ""),
         "body": each.body, "state": "waiting", "tries": 0}
        for i, each in enumerate(items)
    ]  # fmt: skip
    connection.execute(sa.insert(job_item), rows)


def is_free(now: float) -> sa.ColumnElement[bool]:
    """Return the condition of an item that may be taken up."""
    columns = job_item.c
    return sa.or_(
        columns.state == "waiting", sa.and_(columns.state == "leased", columns.lease < now)
    )


def has_free(connection: sa.Connection, now: float) -> bool:
    """Tell whether anything may be taken up; asks without writing."""
    return connection.execute(sa.select(sa.exists().where(is_free(now)))).scalar_one()


def lease_next(connection: sa.Connection, now: float, until: float) -> Leased | None:
    """Take up the next item. First things first of every job, so that a hundred files of one
    person do not keep the one page of another waiting."""
    columns = job_item.c
    query = (
        sa.select(job_item)
        .join(job, job.c.id == columns.job)
        .where(is_free(now))
        .order_by(columns.ordinal, job.c.made, columns.job)
        .limit(1)
        .with_for_update(of=job_item, skip_locked=True)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    connection.execute(
        sa.update(job_item)
        .where(columns.job == row.job, columns.ordinal == row.ordinal)
        .values(state="leased", lease=until, tries=row.tries + 1)
    )
    wanted = Wanted(kind=row.kind, name=row.name, body=row.body)
    return Leased(job=row.job, ordinal=row.ordinal, wanted=wanted, tries=row.tries + 1)


def mine(item: Leased) -> sa.ColumnElement[bool]:
    """Return the condition of an item that is still in our hand."""
    columns = job_item.c
    return sa.and_(
        columns.job == item.job, columns.ordinal == item.ordinal,
        columns.state == "leased", columns.tries == item.tries,
    )  # fmt: skip


def renew(connection: sa.Connection, item: Leased, until: float) -> None:
    """Keep an item in hand for longer."""
    connection.execute(sa.update(job_item).where(mine(item)).values(lease=until))


def finish(
    connection: sa.Connection, item: Leased, state: ItemState, report: Sequence[Brought]
) -> None:
    """Write what came of an item. What came to a document is in the ledger: its body goes."""
    values: dict[str, Any] = {
        "state": state, "lease": None, "report": msgspec.json.encode(tuple(report)).decode(),
    }  # fmt: skip
    if state == "done":
        values["body"] = None
    connection.execute(sa.update(job_item).where(mine(item)).values(values))


def try_again(connection: sa.Connection, job_id: str) -> None:
    """Let what failed of a job be tried once more."""
    failed = sa.and_(job_item.c.job == job_id, job_item.c.state == "failed")
    values = {"state": "waiting", "tries": 0, "report": None, "lease": None}
    connection.execute(sa.update(job_item).where(failed).values(values))


def read_job(connection: sa.Connection, job_id: str) -> Job | None:
    """Return a job with what came of it so far."""
    found = read_jobs(connection, job.c.id == job_id, most=1)
    return found[0] if found else None


def read_jobs_of(connection: sa.Connection, account_id: str, most: int) -> list[Job]:
    """Return what an account brought in last."""
    return read_jobs(connection, job.c.account == account_id, most=most)


def read_jobs(connection: sa.Connection, wanted: sa.ColumnElement[bool], most: int) -> list[Job]:
    """Return jobs, the newest first; without the bytes they hold."""
    query = (
        sa.select(job.c.id, job.c.made, job.c.account, account.c.name)
        .join(account, account.c.id == job.c.account)
        .where(wanted)
        .order_by(job.c.made.desc(), job.c.id)
        .limit(most)
    )
    heads = connection.execute(query).all()
    columns = job_item.c
    query_items = (
        sa.select(columns.job, columns.ordinal, columns.kind, columns.name, columns.state,
                  columns.tries, columns.report)
        .where(columns.job.in_([head.id for head in heads]))
        .order_by(columns.job, columns.ordinal)
    )  # fmt: skip
    items: dict[str, list[Item]] = {}
    for row in connection.execute(query_items):
        report = msgspec.json.decode(row.report, type=REPORT) if row.report else ()
        items.setdefault(row.job, []).append(
            Item(job=row.job, ordinal=row.ordinal, kind=row.kind, name=row.name, state=row.state,
                 tries=row.tries, report=report)
        )  # fmt: skip
    return [
        Job(id=head.id, by=head.name, account=head.account, items=tuple(items.get(head.id, ())),
            made=dt.datetime.fromtimestamp(head.made, dt.UTC))
        for head in heads
    ]  # fmt: skip
