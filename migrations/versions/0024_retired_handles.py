"""Handles of members who left, as keyed hashes: nobody takes them again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "retired_handle",
        sa.Column("handle_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("handle_hash", name=op.f("pk_retired_handle")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("retired_handle")
