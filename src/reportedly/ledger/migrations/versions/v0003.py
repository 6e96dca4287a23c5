"""The newsroom: who works in it, what it published, what readers sent, what waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.String(64)
TABLES = (
    "account", "session", "token", "edition", "published", "public_article", "correction",
    "answer", "spent", "secret", "saved", "job", "job_item", "facet", "unlisted",
)  # fmt: skip
INDEXES = (
    ("session", "account"), ("token", "account"), ("edition", "slug"), ("published", "at"),
    ("published", "category"), ("published", "country"), ("published", "start"), ("correction",
    "slug"), ("answer", "correction"), ("spent", "ends"), ("saved", "account"), ("job", "account"),
    ("job_item", "state"), ("facet", "incident"), ("incident", "latitude"),
)  # fmt: skip


def upgrade() -> None:
    """Make the tables. Written out, since a migration must not change when the schema does."""
    make_people()
    make_publishing()
    make_work()
    find_on_map()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def make_people() -> None:
    """Make the tables of who works here."""
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "session",
        sa.Column("key", ID, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("began", sa.Float, nullable=False),
        sa.Column("seen", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_session"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_session_account"),
    )
    op.create_table(
        "token",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", ID, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("made", sa.Float, nullable=False),
        sa.Column("ends", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_token_account"),
        sa.UniqueConstraint("key", name="uq_token_key"),
    )


def make_publishing() -> None:
    """Make the tables of what is public and what readers sent."""
    op.create_table(
        "edition",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
    )
    op.create_table(
        "published",
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("edition", ID, nullable=False),
        sa.Column("judgement", ID, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("start", sa.Date),
        sa.PrimaryKeyConstraint("slug", name="pk_published"),
        sa.ForeignKeyConstraint(["edition"], ["edition.id"], name="fk_published_edition"),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.id"], name="fk_published_judgement"),
        sa.UniqueConstraint("edition", name="uq_published_edition"),
    )
    op.create_table(
        "public_article",
        sa.Column("document", ID, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("document", "slug", name="pk_public_article"),
        sa.ForeignKeyConstraint(["slug"], ["published.slug"], name="fk_public_article_slug"),
    )
    op.create_table(
        "correction",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("receipt", ID, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_correction"),
        sa.UniqueConstraint("id", name="uq_correction_id"),
        sa.UniqueConstraint("receipt", name="uq_correction_receipt"),
    )
    op.create_table(
        "answer",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("correction", ID, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_answer"),
        sa.ForeignKeyConstraint(["correction"], ["correction.id"], name="fk_answer_correction"),
    )
    op.create_table(
        "spent",
        sa.Column("challenge", ID, nullable=False),
        sa.Column("ends", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("challenge", name="pk_spent"),
    )


def make_work() -> None:
    """Make the tables of what people look for and bring in."""
    op.create_table(
        "secret",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
    )
    op.create_table(
        "saved",
        sa.Column("id", ID, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_saved_account"),
    )
    op.create_table(
        "job",
        sa.Column("id", ID, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("made", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_job_account"),
    )
    op.create_table(
        "job_item",
        sa.Column("job", ID, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("lease", sa.Float),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("report", sa.Text),
        sa.PrimaryKeyConstraint("job", "ordinal", name="pk_job_item"),
        sa.ForeignKeyConstraint(["job"], ["job.id"], name="fk_job_item_job"),
    )
    op.create_table(
        "facet",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column("incident", ID, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "incident", name="pk_facet"),
    )
    op.create_table(
        "unlisted",
        sa.Column("incident", ID, nullable=False),
        sa.PrimaryKeyConstraint("incident", name="pk_unlisted"),
    )


def find_on_map() -> None:
    """Let incidents be found by where they are; all of them are folded anew for it."""
    op.add_column("incident", sa.Column("latitude", sa.Float))
    op.add_column("incident", sa.Column("longitude", sa.Float))
    op.execute("DELETE FROM told")


def downgrade() -> None:
    """Take the tables away again."""
    op.drop_index("ix_incident_latitude", "incident")
    op.drop_column("incident", "latitude")
    op.drop_column("incident", "longitude")
    for table in reversed(TABLES):
        op.drop_table(table)
