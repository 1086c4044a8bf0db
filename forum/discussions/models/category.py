"""Where topics stand: categories, nested once, and tags."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.core.policy import Audience, Viewer


class Category(Model):
    """A shelf of the community. Its three levels say who may read, reply and start topics."""

    __tablename__ = "category"
    __table_args__ = (
        CheckConstraint("read_level <= reply_level AND reply_level <= start_level", name="levels_ascend"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    slug: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]] = mapped_column(default=dict)
    colour: Mapped[str] = mapped_column(default="hue-0")
    read_level: Mapped[int] = mapped_column(default=Audience.EVERYONE)
    reply_level: Mapped[int] = mapped_column(default=Audience.MEMBERS)
    start_level: Mapped[int] = mapped_column(default=Audience.MEMBERS)
    topic_count: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)

    @hybrid_method
    def visible_to(self, viewer: Viewer) -> bool:
        """Whether `viewer` may know of this category. One definition, for rows and for SQL."""
        return self.read_level <= viewer.clearance


class Tag(Model):
    """A word under which topics of any category are found."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    topic_count: Mapped[int] = mapped_column(default=0)


topic_tag = Table(
    "topic_tag",
    Model.metadata,
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_topic_tag_tag_id_topic_id", "tag_id", "topic_id"),
)
