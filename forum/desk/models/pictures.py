"""The brand's own set of small pictures: what stands beside warm words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class DeskPicture(Model):
    """One picture of the set, with a name for the team and words for those who do not see it, by language.

    What is retired is offered no more, and stays where it was given. `still_id` is the picture that stands for a
    moving one wherever movement is not wanted; a picture that does not move has none.
    """

    __tablename__ = "desk_picture"
    __table_args__ = (
        CheckConstraint("still_id IS NULL OR still_id <> upload_id", name="still_is_another"),
        Index("ix_desk_picture_position", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), unique=True)
    still_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), unique=True)
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    alts: Mapped[dict[str, Any]] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    retired_at: Mapped[datetime | None]


class AnswerPicture(Model):
    """Which picture of the set stands beside the words of an answer."""

    __tablename__ = "desk_answer_picture"

    answer_id: Mapped[int] = mapped_column(ForeignKey("desk_answer.id", ondelete="CASCADE"), primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("desk_picture.id"), index=True)
