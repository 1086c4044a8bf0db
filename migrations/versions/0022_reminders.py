"""Those whose word is waited for are reminded; a monthly series keeps its day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Bring the schema to this revision. Who waits now is reminded a day before the deadline."""
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_day", sa.SmallInteger(), nullable=True))
    with op.batch_alter_table("publication_approval", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remind_at", UTCDateTime(), nullable=True))
        batch_op.create_index("ix_publication_approval_remind_at", ["remind_at"], unique=False)
    waiting = (
        "UPDATE publication_approval SET remind_at = (SELECT {day_before} FROM publication"
        " WHERE publication.id = publication_approval.publication_id AND publication.state = 'asked')"
        " WHERE verdict IS NULL"
    )
    day_before = (
        "answer_until - INTERVAL '1 day'"
        if op.get_bind().dialect.name == "postgresql"
        else "strftime('%Y-%m-%d %H:%M:%f', answer_until, '-1 day')"
    )
    op.execute(waiting.format(day_before=day_before))


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("publication_approval", schema=None) as batch_op:
        batch_op.drop_index("ix_publication_approval_remind_at")
        batch_op.drop_column("remind_at")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_column("on_day")
