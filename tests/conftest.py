"""What all tests share."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

# A slow moment of a busy machine is no fault; linear time has tests of its own. The same examples
# every time: a red run can be run again.
settings.register_profile("news", deadline=None, derandomize=True)
settings.load_profile("news")

POSTGRESQL = os.environ.get("REPORTEDLY_TEST_POSTGRESQL")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a database with nothing in it: SQLite always, PostgreSQL where
    REPORTEDLY_TEST_POSTGRESQL names one (what is in it goes)."""
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
