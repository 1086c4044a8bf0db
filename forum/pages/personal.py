"""What this room keeps about a member: their welcome."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, update

from forum.core.database import db
from forum.pages.models import MemberWelcome


def export(member_id: int) -> dict[str, Any]:
    """Return what a member chose and when they were welcomed."""
    row = db.session.get(MemberWelcome, member_id)
    if row is None:
        return {"welcome": {}}
    return {
        "welcome": {
            "tour_done_at": row.tour_done_at.isoformat() if row.tour_done_at else None,
            "shows_presence": row.shows_presence,
            "welcomed_at": row.welcomed_at.isoformat() if row.welcomed_at else None,
        }
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget it, and that they welcomed others."""
    db.session.execute(delete(MemberWelcome).where(MemberWelcome.member_id == member_id))
    db.session.execute(
        update(MemberWelcome).where(MemberWelcome.welcomed_by_id == member_id).values(welcomed_by_id=None)
    )
