"""Campaigns: ideas, what the brand answers, outcomes, trails."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "campaign",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("phase_since", UTCDateTime(), nullable=False),
        sa.Column("ideas_until", UTCDateTime(), nullable=True),
        sa.Column("vote_from", UTCDateTime(), nullable=True),
        sa.Column("vote_until", UTCDateTime(), nullable=True),
        sa.Column("poll_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_post_id", sa.Integer(), nullable=True),
        sa.Column("outcome_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "form IN ('flavour', 'name', 'packaging', 'slogan', 'other')", name=op.f("ck_campaign_known_form")
        ),
        sa.CheckConstraint(
            "outcome IN ('as-is', 'adapted', 'not-made')", name=op.f("ck_campaign_known_outcome")
        ),
        sa.CheckConstraint(
            "phase <> 'trail' OR (outcome IS NOT NULL AND outcome <> 'not-made')",
            name=op.f("ck_campaign_trail_of_something"),
        ),
        sa.CheckConstraint(
            "phase IN ('ideas', 'shortlist', 'vote', 'outcome', 'trail')",
            name=op.f("ck_campaign_known_phase"),
        ),
        sa.CheckConstraint(
            "phase NOT IN ('outcome', 'trail') OR closed_at IS NOT NULL", name=op.f("ck_campaign_closed")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (outcome_post_id IS NULL) AND (outcome IS NULL) = (outcome_at IS NULL)",
            name=op.f("ck_campaign_outcome_with_a_reason"),
        ),
        sa.CheckConstraint(
            "vote_from IS NULL OR ideas_until IS NULL OR vote_from >= ideas_until",
            name=op.f("ck_campaign_order"),
        ),
        sa.CheckConstraint(
            "vote_until IS NULL OR vote_from IS NULL OR vote_until > vote_from",
            name=op.f("ck_campaign_vote_ends"),
        ),
        sa.ForeignKeyConstraint(
            ["outcome_post_id"], ["post.id"], name=op.f("fk_campaign_outcome_post_id_post")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_campaign_poll_id_poll"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_campaign_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("outcome_post_id", name=op.f("uq_campaign_outcome_post_id")),
        sa.UniqueConstraint("poll_id", name=op.f("uq_campaign_poll_id")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_phase", ["phase", "ideas_until"], unique=False)

    op.create_table(
        "idea",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("option_number", sa.Integer(), nullable=True),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR state = 'merged'", name=op.f("ck_idea_merged_into_another")
        ),
        sa.CheckConstraint("state <> 'not-kept' OR sentence <> ''", name=op.f("ck_idea_not_kept_because")),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'merged', 'not-kept')", name=op.f("ck_idea_known_state")
        ),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR merged_into_id <> topic_id", name=op.f("ck_idea_not_into_itself")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.topic_id"],
            name=op.f("fk_idea_campaign_id_campaign"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["idea.topic_id"],
            name=op.f("fk_idea_merged_into_id_idea"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_idea_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_idea")),
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.create_index("ix_idea_campaign", ["campaign_id", "state"], unique=False)
        batch_op.create_index(
            "ix_idea_chosen",
            ["campaign_id"],
            unique=True,
            sqlite_where=sa.text("is_chosen"),
            postgresql_where=sa.text("is_chosen"),
        )
        batch_op.create_index(batch_op.f("ix_idea_merged_into_id"), ["merged_into_id"], unique=False)

    op.create_table(
        "campaign_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('development', 'prototype', 'shelf')", name=op.f("ck_campaign_step_known_kind")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.topic_id"],
            name=op.f("fk_campaign_step_campaign_id_campaign"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_campaign_step_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_step")),
    )
    with op.batch_alter_table("campaign_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_step_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_step_upload_id"), ["upload_id"], unique=False)


def downgrade() -> None:
    """Bring the schema back to the one before."""
    for table in ("campaign_step", "idea", "campaign"):
        op.drop_table(table)
