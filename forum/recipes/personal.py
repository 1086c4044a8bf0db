"""What this room keeps about a member: the stars that they gave, and when. Creations go with their posts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from forum.core.database import db
from forum.discussions.models import Topic
from forum.recipes.document import from_json, to_json
from forum.recipes.models import Creation, CreationVersion, Rating


def export(member_id: int) -> dict[str, Any]:
    """Return the ratings of a member, and the documents of what they made."""
    ratings = (
        select(Rating.topic_id, Rating.stars, Rating.rated_at)
        .where(Rating.member_id == member_id)
        .order_by(Rating.rated_at)
    )
    made = (
        select(Creation.topic_id, Creation.document)
        .join(Topic, Topic.id == Creation.topic_id)
        .where(Topic.author_id == member_id)
        .order_by(Creation.topic_id)
    )
    earlier = (
        select(CreationVersion.topic_id, CreationVersion.replaced_at, CreationVersion.document)
        .join(Topic, Topic.id == CreationVersion.topic_id)
        .where(Topic.author_id == member_id)
        .order_by(CreationVersion.id)
    )
    return {
        "ratings": [
            {"topic_id": topic_id, "stars": stars, "at": at.isoformat()}
            for topic_id, stars, at in db.session.execute(ratings)
        ],
        "creations": [
            {"topic_id": topic_id, "document": to_json(from_json(document))}
            for topic_id, document in db.session.execute(made)
        ],
        "earlier_versions": [
            {"topic_id": topic_id, "until": at.isoformat(), "document": to_json(from_json(document))}
            for topic_id, at, document in db.session.execute(earlier)
        ],
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget nothing here: stars count for others and hang on a member without a name; creations go with posts."""
