"""The ledger's tables.

A record's JSON is stored whole; beside it stand only the columns one filters and sorts by.

article  one row for each article seen, and the document that came of it (or none)
document the clean text; `coding` names the coding of it that counts
coding   one reading of one document. Reading it again with another coder adds a coding and
         moves the document's pointer; what an older coder wrote stays, so nothing is erased
event, tally, issue   what a coding found; an issue of an article without a document has none
run      which code, model and settings made a coding
judgement  a person's decision. Rows are added and never changed: undoing is another row
told     which reading of a document stands in the incidents; a judgement on it takes the row away
event_key, link   what an event is found by, and which two tell one incident
incident, member  the incidents, as they fold from events and judgements; made anew at will
alias    names that incidents once had, with the events they then stood for, so that they lead on
"""

from __future__ import annotations

import sqlalchemy as sa

REVISION = "0006"  # the newest file in migrations/versions; a test holds the two together
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
    sa.Column("published", sa.Date),
    sa.Column("language", sa.String(16), nullable=False),
    # No foreign key: the two tables would point at each other, which SQLite cannot add later.
    sa.Column("coding", ID, nullable=False, index=True),
    sa.Column("json", sa.Text, nullable=False),
)

# What was read since incidents were last made is asked at every decision: off an index, whole.
sa.Index("ix_document_published", document.c.published, document.c.id, document.c.coding)

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

judgement = sa.Table(
    "judgement",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),  # the order of arrival
    sa.Column("id", ID, nullable=False, unique=True),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("action", sa.String(16), index=True),
    sa.Column("json", sa.Text, nullable=False),
)

told = sa.Table(
    "told",
    metadata,
    sa.Column("document", ID, sa.ForeignKey("document.id"), primary_key=True),
    sa.Column("coding", ID, nullable=False),
)

event_key = sa.Table(
    "event_key",
    metadata,
    sa.Column("fact", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event", ID, primary_key=True),
    sa.Column("document", ID, nullable=False, index=True),
)

link = sa.Table(
    "link",
    metadata,
    sa.Column("a", ID, primary_key=True),
    sa.Column("b", ID, primary_key=True, index=True),
    sa.Column("points", sa.Integer, nullable=False),  # thousandths, see merge.score
)

incident = sa.Table(
    "incident",
    metadata,
    sa.Column("id", ID, primary_key=True),
    # Not unique: two incidents of one place and day share a slug once in 4 billion.
    sa.Column("slug", sa.String(200), nullable=False, index=True),
    sa.Column("category", sa.String(32), nullable=False, index=True),
    sa.Column("mode", sa.String(64)),
    sa.Column("start", sa.Date),
    sa.Column("end", sa.Date, index=True),
    sa.Column("country", sa.String(2), index=True),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("independent_sources", sa.Integer, nullable=False),
    sa.Column("disputes", sa.Integer, nullable=False),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("json", sa.Text, nullable=False),
)

# Orders of a listing, each with the id: a page is read off the index alone.
for _column in ("start", "independent_sources", "disputes"):
    sa.Index(f"ix_incident_{_column}", incident.c[_column], incident.c.id)

# What is read of many incidents at once stands in an index, whole: rows are wide.
_c = incident.c
sa.Index("ix_incident_order", _c.id, _c.start, _c.independent_sources, _c.disputes, _c.end)
sa.Index("ix_incident_course", _c.start, _c.end, _c.category)
sa.Index("ix_incident_latitude", _c.latitude, _c.longitude, _c.id, _c.start)

member = sa.Table(
    "member",
    metadata,
    sa.Column("event", ID, primary_key=True),
    sa.Column("incident", ID, sa.ForeignKey("incident.id"), nullable=False, index=True),
    sa.Column("document", ID, nullable=False, index=True),
)

alias = sa.Table(
    "alias",
    metadata,
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
)
