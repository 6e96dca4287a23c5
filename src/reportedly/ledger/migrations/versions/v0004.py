"""The desk: what waits for a person, words to search by, orders of incidents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.String(64)
UNDATED = 4_000_000  # days: after all dates there are
ORDERS = ("start", "independent_sources", "disputes")


def upgrade() -> None:
    """Make the tables. Written out, since a migration must not change when the schema does."""
    op.create_table(
        "listed",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("incident", ID, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_listed"),
        sa.UniqueConstraint("incident", name="uq_listed_incident"),
    )
    op.create_table(
        "waiting",
        sa.Column("event", ID, nullable=False),
        sa.Column("document", ID, nullable=False),
        sa.Column("incident", ID, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("age", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_waiting"),
    )
    op.create_index("ix_waiting_document", "waiting", ["document"])
    op.create_index("ix_waiting_incident", "waiting", ["incident"])
    op.create_index("ix_waiting_rank", "waiting", ["rank", "age", "incident", "event"])
    for column in ORDERS:
        # With the id: a page of a listing is read off the index alone.
        op.drop_index(f"ix_incident_{column}", "incident")
        op.create_index(f"ix_incident_{column}", "incident", [column, "id"])
    # Whole rows in the index: an incident's facets are counted off it.
    op.drop_index("ix_facet_incident", "facet")
    op.create_index("ix_facet_incident", "facet", ["incident", "kind", "value"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE words (number INTEGER PRIMARY KEY, told TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX ix_words_told ON words USING gin (told)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5"
            '(told, tokenize = "unicode61 remove_diacritics 2")'
        )
    fill(op.get_bind().dialect.name == "postgresql")


def fill(postgresql: bool) -> None:
    """Let what is in the ledger already be found, and wait; linking takes over from here."""
    op.execute("INSERT INTO unlisted SELECT id FROM incident WHERE id NOT IN"
               " (SELECT incident FROM unlisted)")  # fmt: skip
    days = (
        "DATE '9999-12-31' - i.start" if postgresql
        else "CAST(julianday('9999-12-31') - julianday(i.start) AS INTEGER)"
    )  # fmt: skip
    op.execute(
        "INSERT INTO waiting SELECT m.event, m.document, m.incident,"
        f" CASE WHEN i.disputes > 0 THEN 1 ELSE 2 END, COALESCE({days}, {UNDATED})"
        " FROM member m JOIN incident i ON i.id = m.incident"
    )
    # What people decided on is folded in Python: those reports are linked anew.
    op.execute(
        "DELETE FROM told WHERE document IN (SELECT c.document FROM event e"
        " JOIN coding c ON c.id = e.coding WHERE e.id IN (SELECT subject FROM judgement))"
    )
