"""The brand's own pictures, corrections of the charter that bind nobody anew, and how a cause's answer goes out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0017"
down_revision = "0013"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "desk_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("still_id", sa.Integer(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("alts", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "still_id IS NULL OR still_id <> upload_id", name=op.f("ck_desk_picture_still_is_another")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["member.id"], name=op.f("fk_desk_picture_added_by_id_member")
        ),
        sa.ForeignKeyConstraint(["still_id"], ["upload.id"], name=op.f("fk_desk_picture_still_id_upload")),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_desk_picture_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_picture")),
        sa.UniqueConstraint("still_id", name=op.f("uq_desk_picture_still_id")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_desk_picture_upload_id")),
    )
    op.create_index(op.f("ix_desk_picture_added_by_id"), "desk_picture", ["added_by_id"])
    op.create_index("ix_desk_picture_position", "desk_picture", ["position", "id"])
    op.create_table(
        "desk_answer_picture",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["desk_answer.id"],
            name=op.f("fk_desk_answer_picture_answer_id_desk_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["desk_picture.id"], name=op.f("fk_desk_answer_picture_picture_id_desk_picture")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_desk_answer_picture")),
    )
    op.create_index(op.f("ix_desk_answer_picture_picture_id"), "desk_answer_picture", ["picture_id"])
    op.create_table(
        "cause_answer",
        sa.Column("cause_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("way IN ('notice', 'reply')", name=op.f("ck_cause_answer_known_way")),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["cause.id"], name=op.f("fk_cause_answer_cause_id_cause"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cause_id", name=op.f("pk_cause_answer")),
    )
    op.create_table(
        "cause_reply",
        sa.Column("cause_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["cause.id"], name=op.f("fk_cause_reply_cause_id_cause"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_cause_reply_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_cause_reply_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cause_id", "topic_id", name=op.f("pk_cause_reply")),
        sa.UniqueConstraint("post_id", name=op.f("uq_cause_reply_post_id")),
    )
    op.add_column(
        "charter_edition", sa.Column("is_editorial", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    """Take the schema back."""
    op.execute("ALTER TABLE charter_edition DROP COLUMN is_editorial")
    for table in ("cause_reply", "cause_answer", "desk_answer_picture", "desk_picture"):
        op.drop_table(table)
