"""What this room keeps about a member: what they liked and bookmarked, and when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from forum.core.database import db
from forum.reactions.models import Bookmark, Like


def export(member_id: int) -> dict[str, Any]:
    """Return likes and bookmarks with the numbers of their posts and their times."""
    return {
        name: [
            {"post_id": post_id, "at": at.isoformat()}
            for post_id, at in db.session.execute(
                select(model.post_id, model.created_at)
                .where(model.member_id == member_id)
                .order_by(model.created_at)
            )
        ]
        for name, model in (("likes", Like), ("bookmarks", Bookmark))
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget the bookmarks. Likes stay: they count for others, and hang on a member without a name."""
    db.session.execute(delete(Bookmark).where(Bookmark.member_id == member_id))
