"""Polls of topics that were merged stand side by side: of each topic in which one was made one stands at most."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

CURRENT = {"unique": True, "sqlite_where": sa.text("is_current"), "postgresql_where": sa.text("is_current")}


def upgrade() -> None:
    """Bring the schema to this revision.

    A merged poll used to step back behind the one that stood there: it comes forward. Where it was made is not known
    any more, so its own number, negative, stands for that topic.
    """
    op.add_column("poll", sa.Column("made_in_id", sa.Integer(), server_default="0", nullable=False))
    op.drop_index("ix_poll_current", "poll")
    op.execute("UPDATE poll SET made_in_id = topic_id")
    op.execute(
        "UPDATE poll SET is_current = true, made_in_id = -id WHERE NOT is_current AND predecessor_id IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM poll AS later WHERE later.predecessor_id = poll.id AND later.state > 0)"
    )
    op.create_index("ix_poll_current", "poll", ["topic_id", "made_in_id"], **CURRENT)


def downgrade() -> None:
    """Take the schema back: the topic's own poll stands, else the oldest, and the others step back."""
    op.drop_index("ix_poll_current", "poll")
    op.execute(
        "UPDATE poll SET is_current = false WHERE is_current AND EXISTS (SELECT 1 FROM poll AS other "
        "WHERE other.topic_id = poll.topic_id AND other.is_current AND other.id <> poll.id "
        "AND (other.made_in_id = other.topic_id OR (poll.made_in_id <> poll.topic_id AND other.id < poll.id)))"
    )
    op.create_index("ix_poll_current", "poll", ["topic_id"], **CURRENT)
    op.drop_column("poll", "made_in_id")
