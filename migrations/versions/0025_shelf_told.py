"""Of the shelf people are told once, also when a step comes to it later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Bring the schema to this revision. Of what stands on the shelf now everybody has been told."""
    with op.batch_alter_table("campaign_step", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_shelf_told", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.execute(sa.text("UPDATE campaign_step SET is_shelf_told = true WHERE kind = 'shelf'"))


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("campaign_step", schema=None) as batch_op:
        batch_op.drop_column("is_shelf_told")
