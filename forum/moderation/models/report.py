"""Reports by members, and notices by anybody (DSA, art. 16)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

NOTE_LENGTH = 2_000
NOTICE_LENGTH = 10_000
NAME_LENGTH = 120
EMAIL_LENGTH = 254
ADDRESS_LENGTH = 2_000
TICKET_LENGTH = 43


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DECLINED = "declined"


class Report(Model):
    """That somebody finds a post or a member's profile to be against the charter or the law.

    A member's report has a `reporter_id`. A guest's has none. A notice has a `ticket`, from which the secret link to
    its page is derived, and says who sent it and the `address` that was complained of.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("(post_id IS NULL) <> (member_id IS NULL)", name="post_or_profile"),
        CheckConstraint("state IN ('open', 'upheld', 'declined')", name="known_state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_or_open"),
        Index("ix_report_state_created", "state", "created_at", "id"),
        Index("uq_report_post_reporter", "post_id", "reporter_id", unique=True),
        Index("uq_report_member_reporter", "member_id", "reporter_id", unique=True),
        Index("uq_report_ticket", "ticket", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=ReportState.OPEN)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    """What the moderator says to whoever reported it."""
    ticket: Mapped[str | None] = mapped_column(String(TICKET_LENGTH))
    address: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="", server_default="")
    contact_email: Mapped[str | None] = mapped_column(String(EMAIL_LENGTH))
    language: Mapped[str] = mapped_column(String(8), default="en", server_default="en")

    @property
    def is_notice(self) -> bool:
        """Whether it came by the form that needs no account."""
        return self.ticket is not None
