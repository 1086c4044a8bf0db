"""What the record keeps about a member: acts upon their membership. When they leave, why and how are forgotten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.audit.operations import erase_payloads_about
from forum.core.clock import clock
from forum.core.database import db
from forum.core.policy import SYSTEM

MEMBER = "member"
BECAUSE = "the member left"


def export(member_id: int) -> dict[str, Any]:
    """Return which acts concerned this member, and when."""
    rows = (
        select(AuditEntry.at, AuditEntry.action)
        .where(AuditEntry.subject_type == MEMBER, AuditEntry.subject_id == member_id)
        .order_by(AuditEntry.id)
    )
    return {"acts": [{"at": at.isoformat(), "act": action} for at, action in db.session.execute(rows)]}


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget what was said about this member. That something was done, when and by whom, stays."""
    erase_payloads_about(MEMBER, member_id, because=BECAUSE, actor=SYSTEM, now=clock.now())
