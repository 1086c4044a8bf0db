"""A word of thanks in a member's digest: that somebody of the brand's team liked a post of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.digests import DigestPart, Place, register_digest_part
from forum.core.policy import Viewer
from forum.discussions.models import Post, Topic
from forum.reactions.models import Like


@dataclass(frozen=True, slots=True)
class LikedByTeam:
    """Whose like it was, and of which post."""

    name: str
    title: str
    post_id: int


def load_thanks(viewer: Viewer, since: datetime, now: datetime) -> LikedByTeam | None:
    """Return the latest like of the team since the last digest that `viewer` may read of."""
    found = (
        select(Member.name, Topic.title, Post.id)
        .select_from(Like)
        .join(Post, Post.id == Like.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Member, Member.id == Like.member_id)
        .where(Post.author_id == viewer.own_id, Member.is_team, Like.member_id != viewer.own_id)
        .where(Like.created_at > since, Like.created_at <= now)
        .where(Post.visible_to(viewer), Topic.visible_to(viewer), Topic.title_visible_to(viewer))
        .order_by(Like.created_at.desc(), Post.id)
        .limit(1)
    )
    row = db.session.execute(found).one_or_none()
    return LikedByTeam(*row) if row else None


def init_app(app: Flask) -> None:
    """Offer it."""
    register_digest_part(app, DigestPart("likes", Place.THANKS, "reactions/digest", load_thanks, order=50))
