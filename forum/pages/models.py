"""What is kept about a member's welcome."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class MemberWelcome(Model):
    """That a member has seen the tour, whether they show that they are here, and who of the team welcomed them."""

    __tablename__ = "member_welcome"
    __table_args__ = (
        CheckConstraint("welcomed_by_id IS NULL OR welcomed_at IS NOT NULL", name="welcomed_at_some_time"),
        Index(
            "ix_member_welcome_shows_presence",
            "member_id",
            sqlite_where=sql("shows_presence"),
            postgresql_where=sql("shows_presence"),
        ),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    tour_done_at: Mapped[datetime | None]
    shows_presence: Mapped[bool] = mapped_column(default=False, server_default=false())
    welcomed_at: Mapped[datetime | None]
    welcomed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
