"""A URL in, an engine on a ledger of the right revision out, or a LedgerError that says why not."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from reportedly.errors import LedgerError, SlowError
from reportedly.ledger.patience import keep_patience
from reportedly.ledger.schema import REVISION, REVISION_TABLE

ROOM_KB = 64_000  # of pages kept at hand while incidents are written: their keys fall anywhere
BUSY_SECONDS = 30  # how long a writer waits for another before it gives up
MIGRATION_LOCK = 0x4C454447  # "LEDG": any number that all of us agree on
FOLDING_LOCK = 0x464F4C44  # "FOLD"
IMMEDIATE = "ledger_immediate"
State = tuple[object, int]  # a connection, and SQLite's number of what others wrote that it sees


def open_engine(url: str, *, create: bool = True, upgrade: bool = False) -> sa.Engine:
    """Return an engine on the ledger at the URL.

    `create` makes a ledger where there is none. A SQLite file of an older revision is brought
    up to date by itself; a shared server is so only with `upgrade`, since others use it too.
    """
    parsed = parse_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    if sqlite:
        check_file(parsed, create)
    try:
        engine = make_engine(parsed)
    except ImportError as error:
        raise LedgerError(
            f"{name(parsed)}: {error}: install it with `pip install 'reportedly[pg]'`"
        ) from error
    keep_patience(engine)
    with telling_errors(parsed):
        prepare(engine, parsed, create=create, upgrade=upgrade or sqlite)
    return engine


def parse_url(url: str) -> sa.URL:
    """Return the URL with the driver we ship for."""
    try:
        parsed = sa.make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            f"{url!r}: wanted a ledger URL such as sqlite:///ledger.db or postgresql://host/name"
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(f"{name(parsed)}: wanted sqlite:///FILE or postgresql://...")
    return parsed


def name(url: sa.URL) -> str:
    """Name a ledger in a message, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return url.render_as_string(hide_password=True)


def check_file(url: sa.URL, create: bool) -> None:
    """See that the file can be where the URL says."""
    if not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder: wanted a ledger file")
    if path.exists():
        return
    if not create:
        raise LedgerError(f"{path}: no ledger there yet: `reportedly add PATH` makes one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wanted = "wanted a folder to write to"
        raise LedgerError(f"{path.parent}: {error.strerror}: {wanted}") from error


def check_writing(url: str) -> None:
    """See that a ledger could be made where the URL says."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return
    folder = Path(parsed.database).absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise LedgerError(f"{folder}: this user may not write there: name another with --ledger")


def make_engine(url: sa.URL) -> sa.Engine:
    """Return an engine; on SQLite one that knows how to wait, and to begin when told."""
    try:
        if url.get_backend_name() != "sqlite":
            return sa.create_engine(url, pool_pre_ping=True)
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    except NoSuchModuleError as error:
        raise LedgerError(f"{name(url)}: wanted sqlite:///FILE or postgresql://...") from error
    sa.event.listen(engine, "connect", set_up_sqlite)
    sa.event.listen(engine, "begin", begin_sqlite)
    return engine


def set_up_sqlite(connection: Any, _: object) -> None:
    """Let readers read while one writes, and lose no commit when the power goes."""
    connection.isolation_level = None  # we say BEGIN ourselves: see begin_sqlite
    cursor = connection.cursor()
    turn_on_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def turn_on_wal(cursor: Any) -> None:
    """Switch to the write-ahead log. SQLite does not wait its turn for this, so we do."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once where we mean to write.

    A read that turns into a write cannot wait for its turn and fails at once as "locked".
    """
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Hold one write transaction: all of it is kept, or nothing."""
    with engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
        yield connection


def queue_up(connection: sa.Connection) -> None:
    """Wait until nobody else folds incidents, and keep reports from being read anew meanwhile.

    SQLite has one writer at a time anyway; who it is gets room.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM_KB}")
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(FOLDING_LOCK)))
        connection.execute(sa.text("LOCK TABLE document IN SHARE MODE"))


def read_state(connection: sa.Connection) -> State | None:
    """Return what is another once somebody else has written to the ledger, asked on the same
    connection; None where the database does not tell."""
    if connection.dialect.name != "sqlite":
        return None
    number: int = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    return connection.connection.dbapi_connection, number


@contextmanager
def telling_errors(url: sa.URL) -> Iterator[None]:
    """Turn a database's complaint into ours."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        if "interrupted" in cause or "statement timeout" in cause:
            raise SlowError("the ledger was not done in time: ask for less") from error
        raise LedgerError(f"{name(url)}: {cause}: {advise(cause)}") from error


def advise(cause: str) -> str:
    """Say what to do about a database's complaint."""
    if "not a database" in cause or "malformed" in cause:
        return "this file is not a ledger"
    if "locked" in cause:
        return "another program holds it; try again"
    if "readonly" in cause or "unable to open" in cause or "denied" in cause:
        return "wanted a place this user may read and write"
    if "full" in cause:
        return "free some space and run again; what was added so far is kept"
    return "`reportedly doctor` tells more"


def prepare(engine: sa.Engine, url: sa.URL, *, create: bool, upgrade: bool) -> None:
    """See that the ledger is there and of our revision; make or upgrade it where we may."""
    with engine.connect() as connection:
        if find_revision(connection, url) == REVISION:
            return
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        revision = find_revision(connection, url)  # another process may have been faster
        if revision == REVISION:
            return
        if revision is None and not create:
            raise LedgerError(f"{name(url)}: no ledger there yet: `reportedly add PATH` makes one")
        if revision is not None and not upgrade:
            raise LedgerError(
                f"{name(url)}: the ledger has revision {revision}, this version wants {REVISION}: "
                "`reportedly doctor --upgrade` brings it up to date, for everybody who uses it"
            )
        migrate(connection, url, revision)


def find_revision(connection: sa.Connection, url: sa.URL) -> str | None:
    """Return the ledger's revision, None where the database is empty."""
    tables = set(sa.inspect(connection).get_table_names())
    if REVISION_TABLE not in tables:
        if tables:
            raise LedgerError(
                f"{name(url)}: a database, but not a ledger: it holds "
                f"{', '.join(sorted(tables)[:3])}; name another one with --ledger"
            )
        return None
    query = sa.select(sa.column("version_num", sa.String)).select_from(sa.table(REVISION_TABLE))
    return connection.execute(query).scalar()


def migrate(connection: sa.Connection, url: sa.URL, revision: str | None) -> None:
    """Bring the ledger to the newest revision. Alembic is slow to import, so only here."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise LedgerError(
            f"{name(url)}: the ledger has revision {revision}, newer than this version knows: "
            "upgrade reportedly"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
