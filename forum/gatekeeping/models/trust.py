"""Trust that a moderator gave or took by hand. Without a row, the published rules decide."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class TrustGrant(Model):
    """A level of trust that holds for one member whatever the rules count."""

    __tablename__ = "trust_grant"
    __table_args__ = (
        CheckConstraint("level >= 0 AND level <= 2", name="known_level"),
        CheckConstraint("reason <> ''", name="with_a_reason"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    granted_at: Mapped[datetime]
