"""Rows of who may sign in: accounts, sessions, tokens. Secrets are kept as hashes only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import sqlalchemy as sa

from reportedly.errors import AccountError
from reportedly.ledger.schema_newsroom import account, session, token
from reportedly.ledger.write import encode
from reportedly.records import Account, Scope


def read_accounts(connection: sa.Connection) -> list[Account]:
    """Return everybody who ever had an account, by name."""
    query = sa.select(account.c.json).order_by(account.c.name)
    return [decode(json) for json in connection.execute(query).scalars()]


def find_account(connection: sa.Connection, name: str) -> tuple[Account, str] | None:
    """Return an account by its name, with the hash of its password."""
    query = sa.select(account.c.json, account.c.password).where(account.c.name == name)
    row = connection.execute(query).one_or_none()
    return (decode(row.json), row.password) if row else None


def add_account(connection: sa.Connection, record: Account, password: str) -> None:
    """Write a new account with the hash of its password."""
    if find_account(connection, record.name):
        raise AccountError(f"{record.name}: there is an account of that name already")
    connection.execute(sa.insert(account).values({**make_row(record), "password": password}))


def change_account(connection: sa.Connection, record: Account, password: str | None = None) -> None:
    """Bring an account up to date; without a password it keeps the one it has."""
    values = make_row(record) | ({"password": password} if password else {})
    connection.execute(sa.update(account).where(account.c.id == record.id).values(values))


def make_row(record: Account) -> dict[str, Any]:
    """Return an account's row, without its password."""
    return {
        "id": record.id, "name": record.name, "role": record.role, "ended": record.ended,
        "json": encode(record),
    }  # fmt: skip


def add_session(connection: sa.Connection, key: str, holder: Account, now: float) -> None:
    """Write a new session."""
    connection.execute(sa.insert(session).values(key=key, account=holder.id, began=now, seen=now))


def find_session(
    connection: sa.Connection, key: str, began: float, seen: float
) -> tuple[Account, float] | None:
    """Return whose session it is and when it was last seen, unless it is older than allowed."""
    columns = session.c
    query = (
        sa.select(account.c.json, columns.seen)
        .join(account, account.c.id == columns.account)
        .where(columns.key == key, columns.began >= began, columns.seen >= seen)
        .where(account.c.ended.is_(None))
    )
    row = connection.execute(query).one_or_none()
    return (decode(row.json), row.seen) if row else None


def touch_session(connection: sa.Connection, key: str, now: float) -> None:
    """Note that a session is in use."""
    connection.execute(sa.update(session).where(session.c.key == key).values(seen=now))


def end_session(connection: sa.Connection, key: str) -> None:
    """Forget a session."""
    connection.execute(sa.delete(session).where(session.c.key == key))


def end_sessions(connection: sa.Connection, account_id: str) -> None:
    """Forget all sessions and tokens of an account."""
    connection.execute(sa.delete(session).where(session.c.account == account_id))
    connection.execute(sa.delete(token).where(token.c.account == account_id))


def drop_old_sessions(connection: sa.Connection, began: float, seen: float) -> None:
    """Forget sessions that nobody may use any more."""
    old = sa.or_(session.c.began < began, session.c.seen < seen)
    connection.execute(sa.delete(session).where(old))


def add_token(
    connection: sa.Connection, row_id: str, key: str, holder: Account, name: str, scope: Scope,
    now: float, ends: float | None,
) -> None:  # fmt: skip
    """Write a new token for programs."""
    connection.execute(
        sa.insert(token).values(
            id=row_id, key=key, account=holder.id, name=name, scope=scope, made=now, ends=ends
        )
    )


def find_token(connection: sa.Connection, key: str, now: float) -> tuple[Account, Scope] | None:
    """Return whose token it is and what it may be used for, unless it is over."""
    query = (
        sa.select(account.c.json, token.c.scope)
        .join(account, account.c.id == token.c.account)
        .where(token.c.key == key, account.c.ended.is_(None))
        .where(sa.or_(token.c.ends.is_(None), token.c.ends > now))
    )
    row = connection.execute(query).one_or_none()
    return (decode(row.json), row.scope) if row else None


def read_tokens(connection: sa.Connection, account_id: str) -> list[dict[str, Any]]:
    """Return an account's tokens without their keys, the newest first."""
    query = (
        sa.select(token.c.id, token.c.name, token.c.scope, token.c.made, token.c.ends)
        .where(token.c.account == account_id)
        .order_by(token.c.made.desc(), token.c.id)
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def end_token(connection: sa.Connection, account_id: str, row_id: str) -> bool:
    """Forget a token; tell whether there was one."""
    mine = sa.and_(token.c.id == row_id, token.c.account == account_id)
    found = connection.execute(sa.select(token.c.id).where(mine)).one_or_none()
    connection.execute(sa.delete(token).where(mine))
    return found is not None


def count_admins(connection: sa.Connection) -> int:
    """Return how many accounts may still make accounts."""
    query = sa.select(sa.func.count()).where(account.c.role == "admin", account.c.ended.is_(None))
    return connection.execute(query).scalar_one()


def now_utc() -> dt.datetime:
    """Return the time, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def decode(json: str) -> Account:
    """Return an account from its row."""
    return msgspec.json.decode(json, type=Account)
