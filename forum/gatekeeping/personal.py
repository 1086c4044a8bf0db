"""What this room keeps about a member: checks of their posts, measures, trust by hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from forum.core.database import db
from forum.discussions.models import Post
from forum.gatekeeping.models import Measure, MeasureKind, PostCheck, TrustGrant


def export(member_id: int) -> dict[str, Any]:
    """Return what was found in a member's posts, the measures that they were told of, and how far they are trusted.

    Notes for colleagues stay out: they may speak of others.
    """
    checks = select(PostCheck).join(Post, Post.id == PostCheck.post_id).where(Post.author_id == member_id)
    measures = select(Measure).where(Measure.member_id == member_id, Measure.kind != MeasureKind.NOTE)
    grant = db.session.get(TrustGrant, member_id)
    return {
        "checks": [
            {
                "post_id": row.post_id,
                "waited": row.is_held,
                "why": row.message,
                "at": row.checked_at.isoformat(),
                "decision": row.decision,
                "reason": row.reason,
            }
            for row in db.session.scalars(checks.order_by(PostCheck.post_id))
        ],
        "measures": [
            {
                "kind": row.kind,
                "reason": row.reason,
                "from": row.made_at.isoformat(),
                "until": row.until.isoformat() if row.until else None,
                "taken_back": row.lifted_at.isoformat() if row.lifted_at else None,
            }
            for row in db.session.scalars(measures.order_by(Measure.id))
        ],
        "trust_by_hand": {"level": grant.level, "reason": grant.reason} if grant else None,
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget measures, notes and trust; of checks, the words that were found."""
    db.session.execute(delete(Measure).where(Measure.member_id == member_id))
    db.session.execute(delete(TrustGrant).where(TrustGrant.member_id == member_id))
    own = select(Post.id).where(Post.author_id == member_id)
    db.session.execute(update(PostCheck).where(PostCheck.post_id.in_(own)).values(findings=[], message=""))
