"""What this room keeps about a member: the reports they made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from forum.core.database import db
from forum.moderation.models import Report


def export(member_id: int) -> dict[str, Any]:
    """Return the reports that this member made, with what became of them."""
    reports = select(Report).where(Report.reporter_id == member_id).order_by(Report.id)
    return {
        "reports": [
            {
                "about_post_id": report.post_id,
                "about_member_id": report.member_id,
                "reason": report.reason,
                "note": report.note,
                "state": report.state,
                "at": report.created_at.isoformat(),
            }
            for report in db.session.scalars(reports)
        ]
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Cut the tie between this member and their reports; what they reported still wants an answer."""
    db.session.execute(
        update(Report).where(Report.reporter_id == member_id).values(reporter_id=None, note="")
    )
