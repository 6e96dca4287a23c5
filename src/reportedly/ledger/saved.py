"""Searches that somebody gave a name: each belongs to one account, and nobody else sees it."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from reportedly.ids import make_id
from reportedly.ledger import schema_newsroom as tables
from reportedly.ledger.write import put

MOST = 100  # of one account


class Saved(msgspec.Struct, frozen=True):
    """A search with a name; `query` is the query string of its address."""

    id: str
    name: str
    query: str


def read_saved(connection: sa.Connection, account: str) -> list[Saved]:
    """Return an account's searches by name."""
    saved = tables.saved.c
    query = sa.select(saved.id, saved.name, saved.query).where(saved.account == account)
    return [Saved(*row) for row in connection.execute(query.order_by(saved.name).limit(MOST))]


def put_saved(connection: sa.Connection, account: str, name: str, query: str) -> None:
    """Keep a search; one of the same name is replaced."""
    row = {"id": make_id("saved", account, name), "account": account, "name": name, "query": query}
    put(connection, tables.saved, row)


def drop_saved(connection: sa.Connection, account: str, key: str) -> None:
    """Forget one of an account's searches."""
    saved = tables.saved.c
    connection.execute(sa.delete(tables.saved).where(saved.id == key, saved.account == account))
