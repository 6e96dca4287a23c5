"""A ledger opens, is brought up to date, or says why not and what to do."""

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import reportedly.ledger.engine as engines
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, check_writing, schema
from reportedly.records import Article
from reportedly.run.fake import FakeCoder


def test_the_migrations_make_the_schema(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": schema.REVISION_TABLE,
                # Of the database's own kind for searching text; see v0004.
                "include_name": lambda name, kind, _: kind != "table" or name[:5] != "words",
            },
        )
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.REVISION


def test_the_schema_knows_the_newest_migration() -> None:
    folder = Path(engines.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == schema.REVISION


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)
    with pytest.raises(LedgerError, match=r"notes\.txt.*not a ledger"):
        Ledger.open(f"sqlite:///{path}")
    assert path.read_text() == "These are my notes. " * 100


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")
    connection.close()
    with pytest.raises(LedgerError, match="not a ledger: it holds recipe"):
        Ledger.open(f"sqlite:///{path}")


def set_revision(path: Path, revision: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {schema.REVISION_TABLE} SET version_num = ?", (revision,))
    connection.close()


def test_a_ledger_from_the_future_asks_for_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    set_revision(path, "9999")
    with pytest.raises(LedgerError, match="revision 9999, newer than this version knows"):
        Ledger.open(f"sqlite:///{path}")


def test_a_shared_ledger_is_upgraded_only_when_asked(url: str) -> None:
    with Ledger.open(url) as ledger:
        engine = ledger.engine
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {schema.REVISION_TABLE} SET version_num = '0000'")
        parsed = engines.parse_url(url)
        with pytest.raises(LedgerError, match="doctor --upgrade"):
            engines.prepare(engine, parsed, create=True, upgrade=False)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("ledger.db", "wanted a ledger URL such as sqlite:///ledger.db"),
        ("oracle://delphi/y", "wanted sqlite:///FILE or postgresql://"),
        ("sqlite:////", "is a folder"),
        ("sqlite:////proc/nowhere/ledger.db", "wanted a folder to write to"),
        # Without the driver it says what to install, with it what to check.
        ("postgresql://nobody:secret@127.0.0.1:1/none", r"doctor|reportedly\[pg\]"),
    ],
)
def test_a_url_that_cannot_be_opened_says_why(url: str, wanted: str) -> None:
    with pytest.raises(LedgerError, match=wanted) as caught:
        Ledger.open(url)
    assert "secret" not in str(caught.value)


def test_asking_makes_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "ledger.db"
    with pytest.raises(LedgerError, match="`reportedly add PATH` makes one"):
        Ledger.open(f"sqlite:///{path}", create=False)
    check_writing(f"sqlite:///{path}")
    assert not path.parent.exists()


def test_many_open_and_write_at_once(url: str) -> None:
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            with Ledger.open(url) as ledger:
                for number in range(10):
                    text = f"Raiders killed {worker * 100 + number} herders."
                    article = Article(name=f"{worker}-{number}", media="text", text=text)
                    for coded in FakeCoder().code([article]):
                        ledger.add(coded)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with Ledger.open(url) as ledger:
        assert ledger.counts()["events"] == 40


def test_sqlite_keeps_a_journal_that_readers_do_not_wait_for(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path / 'l.db'}") as ledger:
        with ledger.engine.connect() as connection:
            pragmas = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        assert pragmas == ["wal", 2, 1, engines.BUSY_SECONDS * 1000]
