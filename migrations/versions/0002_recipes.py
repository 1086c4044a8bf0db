"""Recipes and other creations, what is found of them, and ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "creation",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("minutes_total", sa.Integer(), nullable=True),
        sa.Column("difficulty", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=400), nullable=False),
        sa.Column("category_key", sa.String(length=400), nullable=False),
        sa.Column("cuisine_key", sa.String(length=400), nullable=False),
        sa.Column("cover", sa.String(length=32), nullable=True),
        sa.Column("allergens_declared", sa.Boolean(), nullable=False),
        sa.Column("rating_sum", sa.Integer(), nullable=False),
        sa.Column("rating_count", sa.Integer(), nullable=False),
        sa.Column("variation_of_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("difficulty >= 1 AND difficulty <= 3", name=op.f("ck_creation_known_difficulty")),
        sa.CheckConstraint(
            "rating_count >= 0 AND rating_sum >= rating_count", name=op.f("ck_creation_sum_of_ratings")
        ),
        sa.CheckConstraint("rating_sum <= 5 * rating_count", name=op.f("ck_creation_at_most_five_each")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_creation_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["variation_of_id"],
            ["topic.id"],
            name=op.f("fk_creation_variation_of_id_topic"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_creation")),
    )
    with op.batch_alter_table("creation", schema=None) as batch_op:
        batch_op.create_index("ix_creation_category", ["category_key"], unique=False)
        batch_op.create_index("ix_creation_cuisine", ["cuisine_key"], unique=False)
        batch_op.create_index("ix_creation_kind_minutes", ["kind", "minutes_total"], unique=False)
        batch_op.create_index(batch_op.f("ix_creation_variation_of_id"), ["variation_of_id"], unique=False)

    op.create_table(
        "creation_ingredient",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["creation.topic_id"],
            name=op.f("fk_creation_ingredient_topic_id_creation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic_id", "name", name=op.f("pk_creation_ingredient")),
    )
    with op.batch_alter_table("creation_ingredient", schema=None) as batch_op:
        batch_op.create_index("ix_creation_ingredient_name", ["name", "topic_id"], unique=False)

    op.create_table(
        "creation_label",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["creation.topic_id"],
            name=op.f("fk_creation_label_topic_id_creation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic_id", "label", name=op.f("pk_creation_label")),
    )
    with op.batch_alter_table("creation_label", schema=None) as batch_op:
        batch_op.create_index("ix_creation_label_label", ["label", "topic_id"], unique=False)

    op.create_table(
        "made_it",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_made_it_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["creation.topic_id"], name=op.f("fk_made_it_topic_id_creation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_made_it")),
    )
    with op.batch_alter_table("made_it", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_made_it_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("rated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("stars >= 1 AND stars <= 5", name=op.f("ck_rating_one_to_five_stars")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_rating_member_id_member")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["creation.topic_id"], name=op.f("fk_rating_topic_id_creation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "member_id", name=op.f("pk_rating")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index("ix_rating_member_rated", ["member_id", "rated_at"], unique=False)


def downgrade() -> None:
    """Go back to the revision before."""
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_member_rated")

    op.drop_table("rating")

    with op.batch_alter_table("made_it", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_made_it_topic_id"))

    op.drop_table("made_it")

    with op.batch_alter_table("creation_label", schema=None) as batch_op:
        batch_op.drop_index("ix_creation_label_label")

    op.drop_table("creation_label")

    with op.batch_alter_table("creation_ingredient", schema=None) as batch_op:
        batch_op.drop_index("ix_creation_ingredient_name")

    op.drop_table("creation_ingredient")

    with op.batch_alter_table("creation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_creation_variation_of_id"))
        batch_op.drop_index("ix_creation_kind_minutes")
        batch_op.drop_index("ix_creation_cuisine")
        batch_op.drop_index("ix_creation_category")

    op.drop_table("creation")
