"""The first ledger: article, document, coding, event, tally, issue, run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(64)


def upgrade() -> None:
    """Make the tables. Written out, since a migration must not change when the schema does."""
    op.create_table(
        "run",
        sa.Column("id", ID, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "document",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("coding", ID, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("document", ID),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_article_document"),
    )
    op.create_table(
        "coding",
        sa.Column("id", ID, nullable=False),
        sa.Column("document", ID, nullable=False),
        sa.Column("run", ID),
        sa.PrimaryKeyConstraint("id", name="pk_coding"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_coding_document"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_coding_run"),
    )
    make_findings()
    for table, column in (
        ("document", "source_id"), ("document", "published"), ("document", "coding"),
        ("coding", "document"), ("event", "id"), ("event", "category"), ("event", "status"),
        ("event", "start"), ("event", "end"), ("event", "country"), ("issue", "article"),
        ("issue", "coding"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])


def make_findings() -> None:
    """Make the tables of what a coding found."""
    op.create_table(
        "event",
        sa.Column("coding", ID, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(64)),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        sa.Column("country", sa.String(2)),
        sa.Column("place", sa.Text),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("coding", "ordinal", name="pk_event"),
        sa.ForeignKeyConstraint(["coding"], ["coding.id"], name="fk_event_coding"),
    )
    op.create_table(
        "tally",
        sa.Column("coding", ID, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("effect", sa.String(32), nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("coding", "ordinal", name="pk_tally"),
        sa.ForeignKeyConstraint(["coding"], ["coding.id"], name="fk_tally_coding"),
    )
    op.create_table(
        "issue",
        sa.Column("key", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("coding", ID),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_issue"),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name="fk_issue_article"),
        sa.ForeignKeyConstraint(["coding"], ["coding.id"], name="fk_issue_coding"),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("issue", "tally", "event", "coding", "article", "document", "run"):
        op.drop_table(table)
