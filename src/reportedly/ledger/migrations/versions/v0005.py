"""A link keeps its points."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. What was linked without it is linked anew when it is next asked for."""
    op.execute("DELETE FROM link")
    op.execute("DELETE FROM told")
    op.add_column("link", sa.Column("points", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Take the column away again."""
    op.drop_column("link", "points")
