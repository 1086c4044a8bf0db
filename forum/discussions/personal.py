"""What this room keeps about a member: topics, posts, revisions, drafts, what they read and follow."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from forum.core.database import db
from forum.core.markup.withholding import withhold_quotes
from forum.core.policy import Audience
from forum.discussions.jobs import purge_soon
from forum.discussions.models import Draft, Following, Post, PostState, ReadPosition, Revision, Topic
from forum.discussions.operations.drafts import is_readable
from forum.discussions.operations.texts import withheld_quotes


def export(member_id: int) -> dict[str, Any]:
    """Return everything a member wrote here and said they want to hear of, ready for JSON.

    What they quote from others is left out where others may no longer read it.
    """
    return {
        "posts": _posts(member_id),
        "revisions": _revisions(member_id),
        "drafts": _drafts(member_id),
        "following": _following(member_id),
        "read": _read(member_id),
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget drafts, followings and reading. Posts stay, signed “former member”, or are purged a few at a time."""
    for table in (Draft, Following, ReadPosition):
        db.session.execute(delete(table).where(table.member_id == member_id))
    if empty_posts:
        theirs = select(Post.id).where(Post.author_id == member_id, Post.state != PostState.PURGED)
        purge_soon(list(db.session.scalars(theirs.order_by(Post.id))))


def _posts(member_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(
        select(Post.id, Post.number, Post.created_at, Post.edited_at, Post.state, Post.source, Topic.title)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.author_id == member_id)
        .order_by(Post.id)
    ).all()
    withheld = withheld_quotes((row.source for row in rows), read_level=Audience.MEMBERS)
    return [
        {
            "id": row.id,
            "title": row.title if row.number == 1 else None,
            "written_at": row.created_at.isoformat(),
            "edited_at": row.edited_at.isoformat() if row.edited_at else None,
            "state": PostState(row.state).name.lower(),
            "text": withhold_quotes(row.source, withheld),
        }
        for row in rows
    ]


def _revisions(member_id: int) -> list[dict[str, Any]]:
    rows = db.session.execute(
        select(Revision.post_id, Revision.number, Revision.replaced_at, Revision.title, Revision.source)
        .join(Post, Post.id == Revision.post_id)
        .where(Post.author_id == member_id)
        .order_by(Revision.id)
    ).all()
    withheld = withheld_quotes((row.source for row in rows), read_level=Audience.MEMBERS)
    return [
        {
            "post_id": row.post_id,
            "number": row.number,
            "replaced_at": row.replaced_at.isoformat(),
            "title": row.title,
            "text": withhold_quotes(row.source, withheld),
        }
        for row in rows
    ]


def _drafts(member_id: int) -> list[dict[str, Any]]:
    drafts = db.session.scalars(select(Draft).where(Draft.member_id == member_id).order_by(Draft.id)).all()
    withheld = withheld_quotes(
        (draft.fields.get("body", "") for draft in drafts), read_level=Audience.MEMBERS
    )
    return [
        {
            "place": draft.place,
            "fields": {name: withhold_quotes(text, withheld) for name, text in draft.fields.items()}
            if is_readable(draft.place)
            else {},
            "updated_at": draft.updated_at.isoformat(),
        }
        for draft in drafts
    ]


def _following(member_id: int) -> list[dict[str, Any]]:
    found = select(Following).where(Following.member_id == member_id).order_by(Following.created_at)
    return [
        {"what": row.target, "id": row.target_id, "mode": row.mode, "since": row.created_at.isoformat()}
        for row in db.session.scalars(found)
    ]


def _read(member_id: int) -> list[dict[str, Any]]:
    found = select(ReadPosition.topic_id, ReadPosition.number).where(ReadPosition.member_id == member_id)
    return [
        {"topic_id": row.topic_id, "up_to": row.number}
        for row in db.session.execute(found.order_by(ReadPosition.topic_id))
    ]
