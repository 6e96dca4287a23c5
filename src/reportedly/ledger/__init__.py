"""Coded articles in, records out: the ledger on SQLite or PostgreSQL."""

from reportedly.ledger.engine import check_writing
from reportedly.ledger.read import EventFilter
from reportedly.ledger.store import Ledger

__all__ = ["EventFilter", "Ledger", "check_writing"]
