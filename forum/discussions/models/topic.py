"""A topic: the head of a conversation. What it says stands in its posts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.core.policy import Audience, Viewer

TITLE_LENGTH = 200
CLOSED_NOTE_LENGTH = 300


class Topic(Model):
    """One conversation of some kind in one category.

    `read_level` repeats the category's, so that lists and members' pages need no join to know who may read.
    `next_number` gives posts their numbers; `post_count` counts posts that stand in the topic, hidden ones too, because
    their placeholders do. A merged topic keeps its row and leads to `merged_into_id`.
    """

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("next_number >= 1", name="numbers_from_one"),
        CheckConstraint("pinned >= 0 AND pinned <= 2", name="pinned_level"),
        Index("ix_topic_latest", "bumped_at", "id"),
        Index("ix_topic_new", "created_at", "id"),
        Index("ix_topic_top", "like_count", "id"),
        Index("ix_topic_category_latest", "category_id", "pinned", "bumped_at", "id"),
        Index("ix_topic_kind_answer", "kind", "answer_post_id", "bumped_at", "id"),
        Index("ix_topic_author", "author_id", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), default="discussion")
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    slug: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    language: Mapped[str] = mapped_column(String(8), default="en")
    read_level: Mapped[int] = mapped_column(default=Audience.EVERYONE)
    created_at: Mapped[datetime]
    bumped_at: Mapped[datetime]
    last_post_at: Mapped[datetime]
    last_author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    next_number: Mapped[int] = mapped_column(default=1)
    post_count: Mapped[int] = mapped_column(default=0)
    like_count: Mapped[int] = mapped_column(default=0)
    pinned: Mapped[int] = mapped_column(default=0)
    """0 not pinned, 1 pinned in its category, 2 pinned everywhere."""
    closed_at: Mapped[datetime | None]
    closed_note: Mapped[str] = mapped_column(String(CLOSED_NOTE_LENGTH), default="")
    """Why it was closed, in a moderator's words, for all readers."""
    hidden_at: Mapped[datetime | None]
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """A topic whose first post is hidden shows a neutral title and a placeholder to those who may not read it."""
    is_held: Mapped[bool] = mapped_column(default=False)
    """Its first post waits for a moderator before its first publication: only author and moderators know of it."""
    answer_post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", use_alter=True, ondelete="SET NULL")
    )
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)

    @hybrid_method
    def visible_to(self, viewer: Viewer) -> bool:
        """Whether `viewer` may open this topic at all. One definition, for rows and for SQL."""
        return (self.read_level <= viewer.clearance) & (
            (self.is_held == False) | (self.author_id == viewer.own_id) | viewer.may_moderate  # noqa: E712 - SQL too
        )

    @hybrid_method
    def title_visible_to(self, viewer: Viewer) -> bool:
        """Whether `viewer` may read its title: hidden with its first post, but for its author and moderators."""
        return (
            (self.read_level <= viewer.clearance)
            & ((self.is_hidden == False) | (self.author_id == viewer.own_id) | viewer.may_moderate)  # noqa: E712 - SQL too
        )
