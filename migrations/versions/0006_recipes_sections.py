"""Earlier versions of recipes, whole. Parts of the work stand in the documents themselves, which know their absence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the schema to this revision. What recipes were before edits until now is known in words alone."""
    op.create_table(
        "creation_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["creation.topic_id"],
            name=op.f("fk_creation_version_topic_id_creation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creation_version")),
    )
    op.create_index("ix_creation_version_topic", "creation_version", ["topic_id", "id"])


def downgrade() -> None:
    """Take the schema back; earlier versions are then known in words alone."""
    op.drop_index("ix_creation_version_topic", table_name="creation_version")
    op.drop_table("creation_version")
