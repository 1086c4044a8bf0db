"""Polls that follow others, conditions of a vote, coarse bands on ballots; recipes as ideas, edited steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0008"
down_revision = "0007"


PER_POLL = (
    *("poll_readout", "poll_margins", "poll_snapshot", "poll_network_key", "poll_rule", "ballot_trace"),
    *("poll_result", "poll_live", "poll_voter", "ballot", "poll_option", "poll_question"),
)


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column("ballot", sa.Column("bands", sa.Text(), server_default="{}", nullable=False))

    with op.batch_alter_table("poll") as batch_op:
        batch_op.add_column(sa.Column("is_current", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("predecessor_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rules", sa.JSON(), server_default="{}", nullable=False))
        batch_op.drop_constraint("uq_poll_topic_id", type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_poll_predecessor_id"), ["predecessor_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_poll_predecessor_id_poll"),
            "poll",
            ["predecessor_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(op.f("ix_poll_topic_id"), "poll", ["topic_id"], unique=False)
    op.create_index(
        "ix_poll_current",
        "poll",
        ["topic_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )

    with op.batch_alter_table("idea") as batch_op:
        batch_op.add_column(sa.Column("recipe_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_idea_recipe_id_topic"), "topic", ["recipe_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(op.f("ix_idea_recipe_id"), "idea", ["recipe_id"], unique=False)
    op.add_column("campaign_step", sa.Column("edited_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Take the schema back. Of polls that followed each other in a topic only the last one stays."""
    op.execute("ALTER TABLE campaign_step DROP COLUMN edited_at")
    op.drop_index(op.f("ix_idea_recipe_id"), table_name="idea")
    with op.batch_alter_table("idea") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_idea_recipe_id_topic"), type_="foreignkey")
        batch_op.drop_column("recipe_id")

    op.execute("UPDATE poll SET predecessor_id = NULL")
    for table in PER_POLL:
        op.execute(f"DELETE FROM {table} WHERE poll_id IN (SELECT id FROM poll WHERE NOT is_current)")  # noqa: S608 - names of ours
    op.execute("DELETE FROM poll WHERE NOT is_current")
    op.drop_index("ix_poll_current", table_name="poll")
    op.drop_index(op.f("ix_poll_topic_id"), table_name="poll")
    with op.batch_alter_table("poll") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_poll_predecessor_id_poll"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_poll_predecessor_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_poll_topic_id"), ["topic_id"])
        batch_op.drop_column("rules")
        batch_op.drop_column("predecessor_id")
        batch_op.drop_column("is_current")

    op.execute("ALTER TABLE ballot DROP COLUMN bands")
