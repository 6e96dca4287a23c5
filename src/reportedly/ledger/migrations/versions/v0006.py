"""A decision's action stands beside it; orders, maps and days are read off indexes; what readers
search through is kept as text."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and fill them from the records; make the indexes."""
    op.add_column("judgement", sa.Column("action", sa.String(16), nullable=True))
    op.add_column("published", sa.Column("told", sa.Text, nullable=True))
    postgresql = op.get_bind().dialect.name == "postgresql"
    action = "json::json->>'action'" if postgresql else "json_extract(json, '$.action')"
    op.execute(f"UPDATE judgement SET action = {action}")
    op.create_index("ix_judgement_action", "judgement", ["action"])
    fill_told(op.get_bind())
    op.create_index("ix_incident_order", "incident",
                    ["id", "start", "independent_sources", "disputes", "end"])  # fmt: skip
    op.drop_index("ix_document_published", "document")
    op.create_index("ix_document_published", "document", ["published", "id", "coding"])
    op.create_index("ix_incident_course", "incident", ["start", "end", "category"])
    op.drop_index("ix_incident_latitude", "incident")
    op.create_index("ix_incident_latitude", "incident", ["latitude", "longitude", "id", "start"])


def fill_told(connection: sa.Connection) -> None:
    """Write what readers may search for in what is published already."""
    query = sa.text("SELECT p.slug, e.json FROM published p JOIN edition e ON e.id = p.edition")
    rows = [{"slug": slug, "told": gather(json.loads(text))}
            for slug, text in connection.execute(query)]  # fmt: skip
    if rows:
        connection.execute(sa.text("UPDATE published SET told = :told WHERE slug = :slug"), rows)


def gather(edition: dict[str, Any]) -> str:
    """Return what stands in an edition's record for a reader to find it by."""
    incident = edition["incident"]
    where = incident.get("where") or {}
    found = [edition.get("title"), edition.get("note"), incident.get("slug"),
             incident.get("category"), incident.get("mode"),
             *(where.get(key) for key in ("name", "admin1", "country"))]  # fmt: skip
    found += [one.get("name") or one.get("text") for one in incident.get("parties", ())]
    found += [words for some in edition.get("words", {}).values() for words in some]
    for document in edition.get("documents", ()):
        source = document.get("source") or {}
        found += [document.get("title"), source.get("name"), source.get("domain")]
    return "\n".join(str(one) for one in found if one).casefold()


def downgrade() -> None:
    """Take columns and indexes away again."""
    op.drop_index("ix_incident_latitude", "incident")
    op.create_index("ix_incident_latitude", "incident", ["latitude"])
    op.drop_index("ix_incident_course", "incident")
    op.drop_index("ix_incident_order", "incident")
    op.drop_index("ix_document_published", "document")
    op.create_index("ix_document_published", "document", ["published"])
    op.drop_column("published", "told")
    op.drop_index("ix_judgement_action", "judgement")
    op.drop_column("judgement", "action")
