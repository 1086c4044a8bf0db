"""What the team answered to posts, what is still to be done, and the words to start from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.desk.words import TaskState

SENTENCE_LENGTH = 1_000
EMOJI_LENGTH = 16
ON_AN_ITEM = sql("undone_at IS NULL AND item_id IS NOT NULL")
LASTING = sql("undone_at IS NULL AND kind >= 3")
PASSING = sql("undone_at IS NULL AND item_id IS NULL AND kind IN (1, 2)")


class Answer(Model):
    """One answer: one of the five (`kind` 1 to 5) to a post, or an act of a source (`kind` 0, named by `act`).

    An item has one answer in force, a post one of each kind that lasts: the database refuses a second.
    """

    __tablename__ = "desk_answer"
    __table_args__ = (
        CheckConstraint("kind >= 0 AND kind <= 5", name="known_kind"),
        CheckConstraint("(kind = 0) = (act <> '')", name="an_act_or_one_of_five"),
        CheckConstraint("kind IN (0, 2) OR post_id IS NOT NULL", name="five_are_about_posts"),
        CheckConstraint("kind < 4 OR sentence <> '' OR forgotten_at IS NOT NULL", name="warm_words"),
        Index(
            "uq_desk_answer_item", "item_id", unique=True, sqlite_where=ON_AN_ITEM, postgresql_where=ON_AN_ITEM
        ),
        Index(
            "uq_desk_answer_lasting", "post_id", "kind", unique=True,
            sqlite_where=LASTING, postgresql_where=LASTING,
        ),
        Index(
            "uq_desk_answer_passing", "post_id", "kind", unique=True,
            sqlite_where=PASSING, postgresql_where=PASSING,
        ),
        Index("ix_desk_answer_post_id", "post_id", "id"),
        Index("ix_desk_answer_actor", "actor_id", "at"),
        Index("ix_desk_answer_at", "at", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[int] = mapped_column(SmallInteger)
    act: Mapped[str] = mapped_column(String(60), default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("desk_item.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    """Whose post it is."""
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]
    sentence: Mapped[str] = mapped_column(Text, default="")
    emoji: Mapped[str] = mapped_column(String(EMOJI_LENGTH), default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    forgotten_at: Mapped[datetime | None]
    """When its words were forgotten, because the member they spoke to left."""
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class PersonalTask(Model):
    """Something extraordinary that was promised to a member: whose it is, until when, and how far it has come."""

    __tablename__ = "personal_task"
    __table_args__ = (
        CheckConstraint(
            "gift IN ('invitation', 'voucher', 'gift', 'greeting', 'product')", name="known_gift"
        ),
        CheckConstraint("state IN ('open', 'done', 'dropped')", name="known_state"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at"),
        Index("ix_personal_task_due", "state", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("desk_answer.id"), unique=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"), index=True)
    gift: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=TaskState.OPEN)
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(500), default="")


class ReplyTemplate(Model):
    """Words to start from, for one answer, in one language and tone. Never sent as they are."""

    __tablename__ = "reply_template"
    __table_args__ = (
        CheckConstraint("kind IN (4, 5)", name="known_kind"),
        CheckConstraint("tone IN ('formal', 'informal')", name="known_tone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[int] = mapped_column(SmallInteger)
    language: Mapped[str] = mapped_column(String(8))
    tone: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
