"""What the brand asks members beforehand: questions, their answers to choose from, and what was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "trait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trait")),
    )
    op.create_table(
        "trait_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trait_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["trait_id"], ["trait.id"], name=op.f("fk_trait_choice_trait_id_trait"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trait_choice")),
        sa.UniqueConstraint("trait_id", "id", name=op.f("uq_trait_choice_trait_id_id")),
    )
    op.create_table(
        "trait_answer",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("trait_id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_trait_answer_member_id_member")),
        sa.ForeignKeyConstraint(
            ["trait_id"], ["trait.id"], name=op.f("fk_trait_answer_trait_id_trait"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["trait_id", "choice_id"],
            ["trait_choice.trait_id", "trait_choice.id"],
            name="fk_trait_answer_choice_of_its_question",
        ),
        sa.PrimaryKeyConstraint("member_id", "trait_id", name=op.f("pk_trait_answer")),
    )
    op.create_index(op.f("ix_trait_answer_trait_id"), "trait_answer", ["trait_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("trait_answer")
    op.drop_table("trait_choice")
    op.drop_table("trait")
