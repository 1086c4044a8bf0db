"""What this room keeps about a member: what they wrote for the brand, and what they agreed to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from forum.core.database import db
from forum.editorial.models import Approval, Publication
from forum.editorial.words import State


def export(member_id: int) -> dict[str, Any]:
    """Return both, ready for JSON."""
    written = select(Publication).where(Publication.author_id == member_id).order_by(Publication.id)
    said = select(Approval).where(Approval.member_id == member_id).order_by(Approval.publication_id)
    return {
        "publications": [
            {
                "title": each.title,
                "text": each.source,
                "state": each.state,
                "planned_for": each.planned_for.isoformat() if each.planned_for else None,
                "reason": each.reason,
            }
            for each in db.session.scalars(written)
        ],
        "approvals": [
            {"publication": each.publication_id, "agreed": each.verdict, "note": each.note}
            for each in db.session.scalars(said)
        ],
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget drafts and words given. What is published stays a topic and is nobody's."""
    own = Publication.author_id == member_id
    db.session.execute(delete(Publication).where(own, Publication.state != State.PUBLISHED))
    db.session.execute(update(Publication).where(own).values(author_id=None))
    db.session.execute(delete(Approval).where(Approval.member_id == member_id))
