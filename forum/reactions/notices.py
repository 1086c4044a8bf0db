"""What likes tell people: the author hears of them, joined into one notice while it waits unread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from forum.core import events
from forum.core.database import db
from forum.core.notices import NoticeKind, Receiver, notify, register_notice_kind
from forum.discussions.models import Post
from forum.reactions.events import PostLiked


def _author(payload: dict[str, Any]) -> Iterable[Receiver]:
    """Whoever wrote the post."""
    author = select(Post.author_id).where(Post.id == payload["post_id"], Post.author_id.is_not(None))
    return [Receiver(member_id) for member_id in db.session.scalars(author) if member_id is not None]


LIKE = NoticeKind(
    "like",
    _l("Somebody likes a post of yours"),
    _l("%(actor)s likes your post in “%(title)s”."),
    _author,
    bundled=_l("%(actor)s and %(others)s more like your post in “%(title)s”."),
    icon="heart",
    mail=False,
    order=60,
)


def _tell_author(event: PostLiked) -> None:
    if event.author_id is not None:
        notify("like", actor_id=event.member_id, topic_id=event.topic_id, post_id=event.post_id)


def init_app(app: Flask) -> None:
    """Enter the kind and listen."""
    register_notice_kind(app, LIKE)
    events.listen(app, PostLiked, _tell_author)
