"""The brand's questions about members, what can be answered, and what was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

QUESTION_LENGTH = 120
PURPOSE_LENGTH = 300
CHOICE_LENGTH = 60


class Trait(Model):
    """A question, its words by language. One that is asked no more keeps its words, which old cross-tables print."""

    __tablename__ = "trait"

    id: Mapped[int] = mapped_column(primary_key=True)
    labels: Mapped[dict[str, str]]
    purposes: Mapped[dict[str, str]]
    """What the brand wants the answers for."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class TraitChoice(Model):
    """One answer to choose. Ballots carry its number, so it is put aside and never deleted."""

    __tablename__ = "trait_choice"
    __table_args__ = (UniqueConstraint("trait_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trait_id: Mapped[int] = mapped_column(ForeignKey("trait.id", ondelete="CASCADE"))
    words: Mapped[dict[str, str]]
    position: Mapped[int]
    retired_at: Mapped[datetime | None]


class TraitAnswer(Model):
    """What a member chose, one of that question's own answers; without `choice_id`, that they would rather not say."""

    __tablename__ = "trait_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["trait_id", "choice_id"],
            ["trait_choice.trait_id", "trait_choice.id"],
            name="fk_trait_answer_choice_of_its_question",
        ),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    trait_id: Mapped[int] = mapped_column(
        ForeignKey("trait.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice_id: Mapped[int | None]
    answered_at: Mapped[datetime]
