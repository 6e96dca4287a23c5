"""Ledgers to test with: SQLite always, PostgreSQL where REPORTEDLY_TEST_POSTGRESQL names one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from reportedly.ledger import Ledger

POSTGRESQL = os.environ.get("REPORTEDLY_TEST_POSTGRESQL")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    if POSTGRESQL is None:
        pytest.skip("REPORTEDLY_TEST_POSTGRESQL names no database")
    engine = sa.create_engine(POSTGRESQL.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return POSTGRESQL


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty ledger once: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def ledger(url: str, template: Path) -> Iterator[Ledger]:
    """Open a new ledger."""
    if url.startswith("sqlite:///"):
        shutil.copy(template, url.removeprefix("sqlite:///"))
    with Ledger.open(url) as ledger:
        yield ledger
