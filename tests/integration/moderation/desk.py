"""What moderators do in these tests, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Post, PostUpload
from forum.moderation.models import Hiding, Objection, Statement
from forum.moderation.operations import decide_objection, hide_post, object_to_statement
from forum.uploads.models import Purpose, Upload
from tests.conversations import NOON


def again(thing: Any) -> Any:
    """Fetch a row anew."""
    return db.session.get_one(type(thing), thing.id, populate_existing=True)


def act(do: Callable[..., Any], thing: Any, *more: Any, **told: Any) -> Any:
    """Do one operation to a row, now being noon unless told otherwise."""
    with write_transaction():
        return do(again(thing), *more, **{"now": NOON, **told})


def hidden(post: Post, by: Viewer, *, reason: str = "off-topic", **told: Any) -> Statement:
    """Hide a post; gives the statement that its author got."""
    hiding: Hiding = act(hide_post, post, reason=reason, actor=by, **told)
    return db.session.get_one(Statement, hiding.statement_id)


def objected(statement: Statement, by: Viewer, text: str = "It belongs here.", **told: Any) -> Objection:
    """Object to a decision."""
    objection: Objection = act(object_to_statement, statement, text=text, actor=by, **told)
    return objection


def decided(objection: Objection, by: Viewer, *, upheld: bool, now: datetime = NOON, **told: Any) -> Any:
    """Decide about an objection."""
    return act(
        decide_objection, objection, upheld=upheld, answer="I looked again.", actor=by, now=now, **told
    )


def statement_of(post: Post) -> Statement:
    """Return the statement about a post."""
    return db.session.scalars(select(Statement).where(Statement.post_id == post.id)).one()


def a_picture(owner_id: int, post: Post | None = None) -> Upload:
    """Write down a picture of somebody's, shown by `post`. It has no files."""
    with write_transaction():
        upload = Upload(
            key="k" * 24,
            owner_id=owner_id,
            purpose=Purpose.POST,
            content_type="image/webp",
            width=10,
            height=10,
            byte_size=10,
            sha256="0" * 64,
            created_at=NOON,
        )
        db.session.add(upload)
        db.session.flush()
        if post is not None:
            db.session.add(PostUpload(post_id=post.id, upload_id=upload.id))
    return upload
