"""The ledger's tables.

A record's JSON is stored whole; beside it stand only the columns one filters and sorts by.

article  one row for each article seen, and the document that came of it (or none)
document the clean text; `coding` names the coding of it that counts
coding   one reading of one document. Reading it again with another coder adds a coding and
         moves the document's pointer; what an older coder wrote stays, so nothing is erased
event, tally, issue   what a coding found; an issue of an article without a document has none
run      which code, model and settings made a coding
"""

from __future__ import annotations

import sqlalchemy as sa

REVISION = "0001"  # the newest file in migrations/versions; a test holds the two together
REVISION_TABLE = "reportedly_revision"
ID = sa.String(64)

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("json", sa.Text, nullable=False),
)

document = sa.Table(
    "document",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False, index=True),
    sa.Column("published", sa.Date, index=True),
    sa.Column("language", sa.String(16), nullable=False),
    # No foreign key: the two tables would point at each other, which SQLite cannot add later.
    sa.Column("coding", ID, nullable=False, index=True),
    sa.Column("json", sa.Text, nullable=False),
)

article = sa.Table(
    "article",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document", ID, sa.ForeignKey("document.id")),
)

coding = sa.Table(
    "coding",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("document", ID, sa.ForeignKey("document.id"), nullable=False, index=True),
    sa.Column("run", ID, sa.ForeignKey("run.id")),
)

event = sa.Table(
    "event",
    metadata,
    sa.Column("coding", ID, sa.ForeignKey("coding.id"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", ID, nullable=False, index=True),
    sa.Column("category", sa.String(32), nullable=False, index=True),
    sa.Column("mode", sa.String(64)),
    sa.Column("stage", sa.String(32), nullable=False),
    sa.Column("status", sa.String(32), nullable=False, index=True),
    sa.Column("start", sa.Date, index=True),
    sa.Column("end", sa.Date, index=True),
    sa.Column("country", sa.String(2), index=True),
    sa.Column("place", sa.Text),
    sa.Column("json", sa.Text, nullable=False),
)

tally = sa.Table(
    "tally",
    metadata,
    sa.Column("coding", ID, sa.ForeignKey("coding.id"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", ID, nullable=False),
    sa.Column("effect", sa.String(32), nullable=False),
    sa.Column("json", sa.Text, nullable=False),
)

issue = sa.Table(
    "issue",
    metadata,
    # One issue may stand in several readings of a document, so its id alone is no key.
    sa.Column("key", ID, primary_key=True),
    sa.Column("id", ID, nullable=False),
    sa.Column("article", sa.Text, sa.ForeignKey("article.id"), nullable=False, index=True),
    sa.Column("coding", ID, sa.ForeignKey("coding.id"), index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("stage", sa.String(32), nullable=False),
    sa.Column("json", sa.Text, nullable=False),
)
