"""What the gates found in a post, and what a human being decided about it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

REASON_LENGTH = 2_000


class Decision(StrEnum):
    """What a moderator decided. Without one, the post waits or is marked."""

    RELEASED = "released"
    REFUSED = "refused"
    FINE = "fine"
    """Marked, looked at, and left as it is."""
    HIDDEN = "hidden"
    """Marked, and hidden by moderation: see there for the reason."""


class PostCheck(Model):
    """One post that the gates marked or hold. A post that is changed is checked anew, in the same row.

    `findings` are what `forum.core.gates.Finding` holds; `message` is the sentence for the author.
    """

    __tablename__ = "post_check"
    __table_args__ = (
        CheckConstraint("decision IN ('released', 'refused', 'fine', 'hidden')", name="known_decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_or_open"),
        CheckConstraint(
            "decision IS NULL OR decision <> 'refused' OR reason <> ''", name="refused_with_a_reason"
        ),
        Index(
            "ix_post_check_open",
            "checked_at",
            "post_id",
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    is_held: Mapped[bool]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    message: Mapped[str] = mapped_column(Text, default="")
    checked_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)
    """What the author was told of a refusal."""
