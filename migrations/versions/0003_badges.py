"""Badges: rules, awards, thank-yous; which likes count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0003"
down_revision = "0002"

COLUMNS = (
    ("member", "counted_likes", sa.Integer()),
    ("member", "days_visited", sa.Integer()),
    ("post", "counted_likes", sa.Integer()),
    ("post_like", "flaws", sa.SmallInteger()),
)


def upgrade() -> None:
    """Bring the schema to this revision. Every like there is counts; whoever was here came by on one day."""
    op.create_table(
        "badge_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shipped_as", sa.String(length=40), nullable=True),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.Column("third", sa.Integer(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("picture", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("first >= 1", name=op.f("ck_badge_rule_first_level")),
        sa.CheckConstraint("minimum >= 0", name=op.f("ck_badge_rule_minimum")),
        sa.CheckConstraint("second IS NULL OR second > first", name=op.f("ck_badge_rule_second_above_first")),
        sa.CheckConstraint(
            "third IS NULL OR (second IS NOT NULL AND third > second)",
            name=op.f("ck_badge_rule_third_above_second"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_badge_rule_category_id_category")
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_badge_rule_tag_id_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_rule")),
        sa.UniqueConstraint("shipped_as", name=op.f("uq_badge_rule_shipped_as")),
    )
    with op.batch_alter_table("badge_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_rule_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_badge_rule_tag_id"), ["tag_id"], unique=False)

    op.create_table(
        "like_discount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_like_discount_with_a_reason")),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["member.id"], name=op.f("fk_like_discount_lifted_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["member.id"], name=op.f("fk_like_discount_made_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_like_discount")),
    )
    with op.batch_alter_table("like_discount", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_like_discount_made_by_id"), ["made_by_id"], unique=False)

    op.create_table(
        "badge_thanks",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("gift", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "gift IN ('none', 'voucher', 'invitation')", name=op.f("ck_badge_thanks_known_gift")
        ),
        sa.CheckConstraint("level >= 1 AND level <= 3", name=op.f("ck_badge_thanks_known_level")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["badge_rule.id"], name=op.f("fk_badge_thanks_rule_id_badge_rule")
        ),
        sa.PrimaryKeyConstraint("rule_id", "level", name=op.f("pk_badge_thanks")),
    )
    op.create_table(
        "like_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("likes", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("discount_id", sa.Integer(), nullable=True),
        sa.Column("dismissed_at", UTCDateTime(), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.Column("dismissed_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(dismissed_at IS NULL) OR (dismissed_because <> '')",
            name=op.f("ck_like_finding_dismissed_with_a_reason"),
        ),
        sa.CheckConstraint("kind IN ('ring', 'burst')", name=op.f("ck_like_finding_known_kind")),
        sa.ForeignKeyConstraint(
            ["discount_id"], ["like_discount.id"], name=op.f("fk_like_finding_discount_id_like_discount")
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"], ["member.id"], name=op.f("fk_like_finding_dismissed_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_like_finding")),
        sa.UniqueConstraint("discount_id", name=op.f("uq_like_finding_discount_id")),
        sa.UniqueConstraint("key", name=op.f("uq_like_finding_key")),
    )
    with op.batch_alter_table("like_finding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_like_finding_dismissed_by_id"), ["dismissed_by_id"], unique=False
        )

    op.create_table(
        "badge_award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("earned_at", UTCDateTime(), nullable=False),
        sa.Column("lost_since", UTCDateTime(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("awarded_by_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(post_id IS NULL AND subject_id = 0) OR (post_id IS NOT NULL AND subject_id = post_id)",
            name=op.f("ck_badge_award_subject_is_the_post"),
        ),
        sa.CheckConstraint("level >= 1 AND level <= 3", name=op.f("ck_badge_award_known_level")),
        sa.CheckConstraint(
            "lost_since IS NULL OR lost_since >= earned_at", name=op.f("ck_badge_award_lost_after_earned")
        ),
        sa.CheckConstraint("times >= 1", name=op.f("ck_badge_award_times")),
        sa.ForeignKeyConstraint(
            ["awarded_by_id"], ["member.id"], name=op.f("fk_badge_award_awarded_by_id_member")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_badge_award_member_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_badge_award_post_id_post")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["badge_rule.id"], name=op.f("fk_badge_award_rule_id_badge_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_award")),
        sa.UniqueConstraint(
            "rule_id",
            "level",
            "member_id",
            "subject_id",
            name=op.f("uq_badge_award_rule_id_level_member_id_subject_id"),
        ),
    )
    with op.batch_alter_table("badge_award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_award_awarded_by_id"), ["awarded_by_id"], unique=False)
        batch_op.create_index("ix_badge_award_member_id", ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_badge_award_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_badge_award_rule_earned", ["rule_id", "earned_at", "id"], unique=False)
        batch_op.create_index(
            "ix_badge_award_unseen",
            ["member_id"],
            unique=False,
            sqlite_where=sa.text("seen_at IS NULL"),
            postgresql_where=sa.text("seen_at IS NULL"),
        )

    op.create_table(
        "discounted_like",
        sa.Column("discount_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discount_id"],
            ["like_discount.id"],
            name=op.f("fk_discounted_like_discount_id_like_discount"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_discounted_like_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_discounted_like_post_id_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("discount_id", "post_id", "member_id", name=op.f("pk_discounted_like")),
    )
    with op.batch_alter_table("discounted_like", schema=None) as batch_op:
        batch_op.create_index("ix_discounted_like_post_member", ["post_id", "member_id"], unique=False)

    op.create_table(
        "awarded_invitation",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["award_id"],
            ["badge_award.id"],
            name=op.f("fk_awarded_invitation_award_id_badge_award"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_awarded_invitation_invitation_id_invitation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("award_id", name=op.f("pk_awarded_invitation")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_awarded_invitation_invitation_id")),
    )
    op.create_table(
        "voucher_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=True),
        sa.Column("given_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(award_id IS NULL) OR (given_at IS NOT NULL)", name=op.f("ck_voucher_code_given_at_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["award_id"],
            ["badge_award.id"],
            name=op.f("fk_voucher_code_award_id_badge_award"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["rule_id", "level"],
            ["badge_thanks.rule_id", "badge_thanks.level"],
            name=op.f("fk_voucher_code_rule_id_level_badge_thanks"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_code")),
        sa.UniqueConstraint("award_id", name=op.f("uq_voucher_code_award_id")),
        sa.UniqueConstraint("rule_id", "code", name=op.f("uq_voucher_code_rule_id_code")),
    )
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, server_default="0", nullable=False))
    op.execute("UPDATE post SET counted_likes = like_count WHERE like_count > 0")
    op.execute("UPDATE member SET counted_likes = likes_received WHERE likes_received > 0")
    op.execute("UPDATE member SET days_visited = 1 WHERE last_seen_at IS NOT NULL")


def downgrade() -> None:
    """Go back to the revision before."""
    for table, name, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.drop_table("voucher_code")
    op.drop_table("awarded_invitation")
    with op.batch_alter_table("discounted_like", schema=None) as batch_op:
        batch_op.drop_index("ix_discounted_like_post_member")

    op.drop_table("discounted_like")
    with op.batch_alter_table("badge_award", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_badge_award_unseen",
            sqlite_where=sa.text("seen_at IS NULL"),
            postgresql_where=sa.text("seen_at IS NULL"),
        )
        batch_op.drop_index("ix_badge_award_rule_earned")
        batch_op.drop_index(batch_op.f("ix_badge_award_post_id"))
        batch_op.drop_index("ix_badge_award_member_id")
        batch_op.drop_index(batch_op.f("ix_badge_award_awarded_by_id"))

    op.drop_table("badge_award")
    with op.batch_alter_table("like_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_like_finding_dismissed_by_id"))

    op.drop_table("like_finding")
    op.drop_table("badge_thanks")
    with op.batch_alter_table("like_discount", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_like_discount_made_by_id"))

    op.drop_table("like_discount")
    with op.batch_alter_table("badge_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_badge_rule_tag_id"))
        batch_op.drop_index(batch_op.f("ix_badge_rule_category_id"))

    op.drop_table("badge_rule")
