"""What belongs to a creation beside its topic. Who may read the topic's first post may read this, and nobody else.

The rows about ingredients and labels, and the columns for finding, are made from the document in one place:
`forum.recipes.operations.rows`. Ratings are counted by atomic SQL.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

NAME_LENGTH = 200
CATEGORY_LENGTH = 400
KIND_LENGTH = 40


class Creation(Model):
    """What a topic of a creation kind shows: its document, and columns made from it for finding.

    `variation_of_id` is the topic whose creation this one varies.
    """

    __tablename__ = "creation"
    __table_args__ = (
        CheckConstraint("rating_count >= 0 AND rating_sum >= rating_count", name="sum_of_ratings"),
        CheckConstraint("rating_sum <= 5 * rating_count", name="at_most_five_each"),
        CheckConstraint("difficulty >= 1 AND difficulty <= 3", name="known_difficulty"),
        Index("ix_creation_kind_minutes", "kind", "minutes_total"),
        Index("ix_creation_category", "category_key"),
        Index("ix_creation_cuisine", "cuisine_key"),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(KIND_LENGTH))
    document: Mapped[dict[str, Any]]
    minutes_total: Mapped[int | None]
    difficulty: Mapped[int | None]
    category: Mapped[str] = mapped_column(String(CATEGORY_LENGTH), default="")
    category_key: Mapped[str] = mapped_column(String(CATEGORY_LENGTH), default="")
    """The category folded, so that "Desserts" and "dessertS" are one."""
    cuisine_key: Mapped[str] = mapped_column(String(CATEGORY_LENGTH), default="")
    cover: Mapped[str | None] = mapped_column(String(32))
    allergens_declared: Mapped[bool] = mapped_column(default=False)
    rating_sum: Mapped[int] = mapped_column(default=0)
    rating_count: Mapped[int] = mapped_column(default=0)
    variation_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("topic.id", ondelete="SET NULL"), index=True
    )


class CreationVersion(Model):
    """What a creation was before an edit, whole. `revision` is how often its post had been changed when it stood."""

    __tablename__ = "creation_version"
    __table_args__ = (Index("ix_creation_version_topic", "topic_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("creation.topic_id", ondelete="CASCADE"))
    revision: Mapped[int]
    document: Mapped[dict[str, Any]]
    replaced_at: Mapped[datetime]


class CreationIngredient(Model):
    """That a creation contains something of this folded name."""

    __tablename__ = "creation_ingredient"
    __table_args__ = (Index("ix_creation_ingredient_name", "name", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("creation.topic_id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)


class CreationLabel(Model):
    """What a creation says of itself: `diet:vegan`, or `free:milk` where it is declared not to contain milk."""

    __tablename__ = "creation_label"
    __table_args__ = (Index("ix_creation_label_label", "label", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("creation.topic_id", ondelete="CASCADE"), primary_key=True
    )
    label: Mapped[str] = mapped_column(String(40), primary_key=True)


class Rating(Model):
    """What one member thinks of a creation: one to five stars."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("stars >= 1 AND stars <= 5", name="one_to_five_stars"),
        Index("ix_rating_member_rated", "member_id", "rated_at"),
    )

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("creation.topic_id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    stars: Mapped[int]
    rated_at: Mapped[datetime]


class MadeIt(Model):
    """That a reply says "I made this". Its pictures are shown with the creation."""

    __tablename__ = "made_it"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("creation.topic_id", ondelete="CASCADE"), index=True)
