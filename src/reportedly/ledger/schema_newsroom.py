"""The newsroom's tables: who may sign in, what was published, what readers sent, what waits.

account, session, token   who works here; secrets are kept as hashes only
edition    an incident as it was released: whole, immutable, named by its contents
published  which edition of an incident readers see; folded from judgements, made anew at will
correction, answer   what readers sent and what the newsroom decided; rows are added
spent      human tests that were used once, until they expire
secret     keys that the newsroom made for itself
saved      searches that somebody gave a name
job, job_item   articles that people brought in and that wait for the coder, with what came of them
facet      what an incident is found by: its types, places, actors, outlets
unlisted   incidents whose facets and words were never made: an upgrade notes them
listed     a number for each incident that can be found, by which its words are kept: the table
           `words` is the database's own kind for searching text, so no row of SQLAlchemy's says it
waiting    events that a person should look at, in the order of the queue; kept by linking
"""

from __future__ import annotations

import sqlalchemy as sa

from reportedly.ledger.schema import ID, metadata

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("name", sa.String(80), nullable=False, unique=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("ended", sa.DateTime(timezone=True)),
    sa.Column("json", sa.Text, nullable=False),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("key", ID, primary_key=True),  # of the hash of what the browser holds
    sa.Column("account", ID, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("began", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
)

token = sa.Table(
    "token",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("key", ID, nullable=False, unique=True),
    sa.Column("account", ID, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("scope", sa.String(16), nullable=False),
    sa.Column("made", sa.Float, nullable=False),
    sa.Column("ends", sa.Float),
)

edition = sa.Table(
    "edition",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("slug", sa.String(200), nullable=False, index=True),
    sa.Column("json", sa.Text, nullable=False),
)

published = sa.Table(
    "published",
    metadata,
    sa.Column("slug", sa.String(200), primary_key=True),
    sa.Column("edition", ID, sa.ForeignKey("edition.id"), nullable=False, unique=True),
    # Nothing is public without a person's decision: the row cannot stand without one.
    sa.Column("judgement", ID, sa.ForeignKey("judgement.id"), nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("category", sa.String(32), nullable=False, index=True),
    sa.Column("country", sa.String(2), index=True),
    sa.Column("start", sa.Date, index=True),
    sa.Column("told", sa.Text),  # what a reader may look for in it, in small letters
)

public_article = sa.Table(
    "public_article",
    metadata,
    sa.Column("document", ID, primary_key=True),
    sa.Column("slug", sa.String(200), sa.ForeignKey("published.slug"), primary_key=True),
)

correction = sa.Table(
    "correction",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", ID, nullable=False, unique=True),
    sa.Column("receipt", ID, nullable=False, unique=True),  # the hash of the code the reader holds
    sa.Column("slug", sa.String(200), nullable=False, index=True),
    sa.Column("json", sa.Text, nullable=False),
)

answer = sa.Table(
    "answer",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("correction", ID, sa.ForeignKey("correction.id"), nullable=False, index=True),
    sa.Column("json", sa.Text, nullable=False),
)

spent = sa.Table(
    "spent",
    metadata,
    sa.Column("challenge", ID, primary_key=True),
    sa.Column("ends", sa.Float, nullable=False, index=True),
)

secret = sa.Table(
    "secret",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

saved = sa.Table(
    "saved",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("account", ID, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("query", sa.Text, nullable=False),
)

job = sa.Table(
    "job",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("account", ID, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("made", sa.Float, nullable=False),
)

job_item = sa.Table(
    "job_item",
    metadata,
    sa.Column("job", ID, sa.ForeignKey("job.id"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(16), nullable=False),  # text, file, link
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary),
    sa.Column("state", sa.String(16), nullable=False, index=True),  # waiting, leased, done, failed
    sa.Column("lease", sa.Float),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("report", sa.Text),
)

facet = sa.Table(
    "facet",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("value", sa.String(200), primary_key=True),
    sa.Column("incident", ID, primary_key=True),
)
# Whole rows: an incident's facets are counted off the index.
sa.Index("ix_facet_incident", facet.c.incident, facet.c.kind, facet.c.value)

unlisted = sa.Table(
    "unlisted",
    metadata,
    sa.Column("incident", ID, primary_key=True),
)

listed = sa.Table(
    "listed",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("incident", ID, nullable=False, unique=True),
)

waiting = sa.Table(
    "waiting",
    metadata,
    sa.Column("event", ID, primary_key=True),
    sa.Column("document", ID, nullable=False, index=True),
    sa.Column("incident", ID, nullable=False, index=True),  # empty: it stands in none
    sa.Column("rank", sa.Integer, nullable=False),  # 0 look again, 1 disputed, 2 undecided
    sa.Column("age", sa.Integer, nullable=False),  # days before the year 10000: the newest first
)
# The queue's order, whole: asking for what comes next reads one row, however many wait.
sa.Index("ix_waiting_rank", waiting.c.rank, waiting.c.age, waiting.c.incident, waiting.c.event)
