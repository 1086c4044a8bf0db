"""What this room keeps about a member: nothing beside their ideas, which are posts. They are told what was answered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from forum.campaigns.models import Idea
from forum.core.database import db
from forum.discussions.models import Topic


def export(member_id: int) -> dict[str, Any]:
    """Return what the brand answered to the ideas of a member."""
    found = (
        select(Idea.topic_id, Idea.campaign_id, Idea.state, Idea.sentence, Idea.answered_at, Idea.is_chosen)
        .join(Topic, Topic.id == Idea.topic_id)
        .where(Topic.author_id == member_id)
        .order_by(Idea.topic_id)
    )
    return {
        "ideas": [
            {
                "topic_id": row.topic_id,
                "campaign": row.campaign_id,
                "state": row.state,
                "answer": row.sentence,
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
                "chosen": row.is_chosen,
            }
            for row in db.session.execute(found)
        ]
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget nothing here: ideas go with their posts."""
