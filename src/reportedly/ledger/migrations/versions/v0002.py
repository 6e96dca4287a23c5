"""Incidents: judgement, told, event_key, link, incident, member, alias."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(64)


def upgrade() -> None:
    """Make the tables. Written out, since a migration must not change when the schema does."""
    op.create_table(
        "judgement",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_judgement"),
        sa.UniqueConstraint("id", name="uq_judgement_id"),
    )
    op.create_table(
        "told",
        sa.Column("document", ID, nullable=False),
        sa.Column("coding", ID, nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_told"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_told_document"),
    )
    op.create_table(
        "event_key",
        sa.Column("fact", sa.BigInteger, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("event", ID, nullable=False),
        sa.Column("document", ID, nullable=False),
        sa.PrimaryKeyConstraint("fact", "first", "last", "event", name="pk_event_key"),
    )
    op.create_table(
        "link",
        sa.Column("a", ID, nullable=False),
        sa.Column("b", ID, nullable=False),
        sa.PrimaryKeyConstraint("a", "b", name="pk_link"),
    )
    make_incidents()
    for table, column in (
        ("judgement", "subject"), ("event_key", "document"), ("link", "b"),
        ("incident", "slug"), ("incident", "category"), ("incident", "start"), ("incident", "end"),
        ("incident", "country"), ("incident", "independent_sources"), ("incident", "disputes"),
        ("member", "incident"), ("member", "document"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])


def make_incidents() -> None:
    """Make the tables that incidents are kept in."""
    op.create_table(
        "incident",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(64)),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        sa.Column("country", sa.String(2)),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("independent_sources", sa.Integer, nullable=False),
        sa.Column("disputes", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    op.create_table(
        "member",
        sa.Column("event", ID, nullable=False),
        sa.Column("incident", ID, nullable=False),
        sa.Column("document", ID, nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_member"),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name="fk_member_incident"),
    )
    op.create_table(
        "alias",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_alias"),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("alias", "member", "incident", "link", "event_key", "told", "judgement"):
        op.drop_table(table)
