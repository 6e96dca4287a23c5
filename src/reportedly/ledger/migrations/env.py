"""Alembic's way in: the caller hands over its connection and its transaction."""

from alembic import context

from reportedly.ledger import schema_newsroom  # noqa: F401 - its tables are in the metadata too
from reportedly.ledger.schema import REVISION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=REVISION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,  # the caller holds the transaction, on SQLite too
)
context.run_migrations()
