"""Posts by members whom the viewer muted or blocked: folded on their pages, one click away, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, and_, bindparam, exists, select

from forum.accounts.models import Member
from forum.core.database import AnySelect
from forum.core.news import register_news
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.core.slots import Slot, fill
from forum.discussions.models import Following, FollowMode, FollowTarget, Post

NAME = "mutes-members"
SILENCED = (FollowMode.MUTE.value, FollowMode.BLOCK.value)


def _mutes_somebody(member_id: Any) -> ColumnElement[bool]:
    own = exists().where(
        Following.member_id == member_id,
        Following.target == FollowTarget.MEMBER.value,
        Following.mode.in_(SILENCED),
    )
    return own.correlate(member_id.class_)


def load_folded(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, str]:
    """Return who wrote those of the posts that are folded for `viewer`; asks nothing for those who mute nobody."""
    if NAME not in viewer.news:
        return {}
    return {post_id: name for post_id, name in fetch(_folded(), viewer, ids=list(ids))}


@cache
def _folded() -> AnySelect:
    return (
        select(Post.id, Member.name)
        .join(Member, Member.id == Post.author_id)
        .join(
            Following,
            and_(
                Following.member_id == ASKING.own_id,
                Following.target == FollowTarget.MEMBER.value,
                Following.target_id == Post.author_id,
                Following.mode.in_(SILENCED),
            ),
        )
        .where(Post.id.in_(bindparam("ids", expanding=True)))
    )


def init_app(app: Flask) -> None:
    """Have the viewer's statement say whether they mute anybody, and fold what those wrote."""
    register_news(app, NAME, _mutes_somebody)
    fill(app, Slot("post.actions", "muted", "discussions/_fold.html", load_folded, order=1, plain=True))
