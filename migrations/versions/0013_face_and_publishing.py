"""The welcome of members, and what the brand publishes: publications and the words of those who were asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "member_welcome",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("tour_done_at", UTCDateTime(), nullable=True),
        sa.Column("shows_presence", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("welcomed_at", UTCDateTime(), nullable=True),
        sa.Column("welcomed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "welcomed_by_id IS NULL OR welcomed_at IS NOT NULL",
            name=op.f("ck_member_welcome_welcomed_at_some_time"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_welcome_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["welcomed_by_id"], ["member.id"], name=op.f("fk_member_welcome_welcomed_by_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_welcome")),
    )
    op.create_index(
        "ix_member_welcome_shows_presence",
        "member_welcome",
        ["member_id"],
        sqlite_where=sa.text("shows_presence"),
        postgresql_where=sa.text("shows_presence"),
    )
    op.create_index(op.f("ix_member_welcome_welcomed_by_id"), "member_welcome", ["welcomed_by_id"])
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("planned_for", UTCDateTime(), nullable=True),
        sa.Column("every", sa.String(length=20), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("is_exceptional", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("answer_until", UTCDateTime(), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'asked', 'planned', 'published')", name=op.f("ck_publication_known_state")
        ),
        sa.CheckConstraint(
            "purpose IN ('conversation', 'relay', 'promotion')", name=op.f("ck_publication_known_purpose")
        ),
        sa.CheckConstraint(
            "every IN ('once', 'week', 'two-weeks', 'month')", name=op.f("ck_publication_known_rhythm")
        ),
        sa.CheckConstraint(
            "state NOT IN ('asked', 'planned') OR planned_for IS NOT NULL",
            name=op.f("ck_publication_planned_for_a_time"),
        ),
        sa.CheckConstraint(
            "state <> 'asked' OR (is_exceptional AND answer_until IS NOT NULL)", name=op.f("ck_publication_asked_by")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name=op.f("ck_publication_published_at")
        ),
        sa.CheckConstraint("NOT is_exceptional OR reason <> ''", name=op.f("ck_publication_exceptional_because")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name=op.f("fk_publication_author_id_member"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_publication_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["publication.id"], name=op.f("fk_publication_follows_id_publication"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_publication_topic_id_topic"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_publication_follows_id")),
        sa.UniqueConstraint("topic_id", name=op.f("uq_publication_topic_id")),
    )
    op.create_index(op.f("ix_publication_author_id"), "publication", ["author_id"])
    op.create_index(op.f("ix_publication_category_id"), "publication", ["category_id"])
    op.create_index("ix_publication_state_planned_for", "publication", ["state", "planned_for"])
    op.create_index("ix_publication_published_at", "publication", ["published_at"])
    op.create_table(
        "publication_approval",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("(verdict IS NULL) = (said_at IS NULL)", name=op.f("ck_publication_approval_said_at")),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict OR note <> ''", name=op.f("ck_publication_approval_refused_because")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_approval_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_publication_approval_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("publication_id", "member_id", name=op.f("pk_publication_approval")),
    )
    op.create_index(op.f("ix_publication_approval_member_id"), "publication_approval", ["member_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("publication_approval")
    op.drop_table("publication")
    op.drop_table("member_welcome")
