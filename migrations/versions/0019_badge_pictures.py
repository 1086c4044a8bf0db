"""A picture of a badge may be another one for each language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Bring the schema to this revision."""
    with op.batch_alter_table("badge_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pictures", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    """Take the schema back: one picture is left for all languages."""
    with op.batch_alter_table("badge_rule", schema=None) as batch_op:
        batch_op.drop_column("pictures")
