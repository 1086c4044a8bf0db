"""How mail of notices comes, quiet hours, choices for topics, birthdays, digests, addresses that are not there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0012"
down_revision = "0011"

PACES = "pace IN ('at-once', 'daily', 'weekly', 'none')"
MAILED_TOGETHER = "mailing IS NOT NULL AND mailed_at IS NULL"
GATHERED = "mailed_at IS NULL AND pace IN ('daily', 'weekly')"


def upgrade() -> None:
    """Bring the schema to this revision."""
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("listed", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("pace", sa.String(length=10), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("mailed_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("mailing", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_notification_known_pace"), PACES)
        batch_op.create_index(
            "ix_notification_mailing",
            ["mailing", "id"],
            unique=False,
            sqlite_where=sa.text(MAILED_TOGETHER),
            postgresql_where=sa.text(MAILED_TOGETHER),
        )
        batch_op.create_index(
            "ix_notification_gathered",
            ["member_id", "pace", "id"],
            unique=False,
            sqlite_where=sa.text(GATHERED),
            postgresql_where=sa.text(GATHERED),
        )
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pace", sa.String(length=10), server_default="at-once", nullable=False))
    op.execute("UPDATE notice_choice SET pace = 'none' WHERE NOT mail")
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.drop_column("mail")
        batch_op.alter_column("pace", existing_type=sa.String(length=10), server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_notice_choice_known_pace"), PACES)
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.drop_index("ix_following_target")
        batch_op.create_index(
            "ix_following_target", ["target", "target_id", "mode", "member_id"], unique=False
        )
    op.create_table(
        "topic_choice",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.String(length=10), nullable=False),
        sa.CheckConstraint(PACES, name=op.f("ck_topic_choice_known_pace")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_topic_choice_member_id_member")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_choice_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_topic_choice")),
    )
    op.create_index(op.f("ix_topic_choice_topic_id"), "topic_choice", ["topic_id"], unique=False)
    op.create_table(
        "quiet_hours",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.SmallInteger(), nullable=False),
        sa.Column("ends", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("starts >= 0 AND starts <= 1439", name=op.f("ck_quiet_hours_starts")),
        sa.CheckConstraint("ends >= 0 AND ends <= 1439 AND ends <> starts", name=op.f("ck_quiet_hours_ends")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_quiet_hours_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_quiet_hours")),
    )
    op.create_table(
        "birthday",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("greeted_in", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("month >= 1 AND month <= 12", name=op.f("ck_birthday_month")),
        sa.CheckConstraint("day >= 1 AND day <= 31", name=op.f("ck_birthday_day")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_birthday_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_birthday")),
    )
    op.create_index("ix_birthday_month_day", "birthday", ["month", "day"], unique=False)
    op.create_table(
        "digest_due",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.String(length=10), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("pace IN ('daily', 'weekly')", name=op.f("ck_digest_due_known_pace")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_digest_due_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "pace", name=op.f("pk_digest_due")),
    )
    op.create_index(op.f("ix_digest_due_due_at"), "digest_due", ["due_at"], unique=False)
    op.create_table(
        "stopped_address",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("stopped_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_stopped_address")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("stopped_address")
    op.drop_table("digest_due")
    op.drop_table("birthday")
    op.drop_table("quiet_hours")
    op.drop_table("topic_choice")
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.drop_index("ix_following_target")
        batch_op.create_index("ix_following_target", ["target", "target_id", "mode"], unique=False)
    op.execute("UPDATE following SET mode = 'mute' WHERE mode = 'block'")
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(sa.text("UPDATE notice_choice SET mail = :no WHERE pace = 'none'").bindparams(no=False))
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notice_choice_known_pace"), type_="check")
        batch_op.alter_column("mail", existing_type=sa.Boolean(), server_default=None)
        batch_op.drop_column("pace")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index("ix_notification_gathered")
        batch_op.drop_index("ix_notification_mailing")
        batch_op.drop_constraint(batch_op.f("ck_notification_known_pace"), type_="check")
        batch_op.drop_column("mailing")
        batch_op.drop_column("mailed_at")
        batch_op.drop_column("pace")
        batch_op.drop_column("listed")
