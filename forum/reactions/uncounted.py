"""The likes that a member got and that count for no badge, each with the reason."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.metrics import REPLY, Scope, Uncounted
from forum.core.policy import Audience
from forum.discussions.models import Post, PostState, Topic
from forum.reactions.models import Flaw, Like

MOST = 50


def uncounted_likes(scope: Scope, member_id: int, post_id: int | None) -> list[Uncounted]:
    """Return the latest likes of one post, or of all that a member made, which do not count, for their own eyes."""
    statement = (
        select(Like.post_id, Like.flaws, Post.state, Topic.title, Member.name, Member.erased_at)
        .join(Post, Post.id == Like.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Member, Member.id == Like.member_id)
        .where(
            Post.author_id == member_id,
            Post.read_level <= Audience.MEMBERS,
            (Like.flaws != 0) | (Post.state != PostState.VISIBLE),
        )
        .order_by(Like.created_at.desc(), Like.post_id.desc())
        .limit(MOST)
    )
    if post_id is not None:
        statement = statement.where(Post.id == post_id)
    elif scope.kind == REPLY:
        statement = statement.where(Post.number > 1)
    elif scope.kind is not None:
        statement = statement.where(Post.number == 1, Topic.kind == scope.kind)
    return [
        Uncounted(
            _("Former member") if row.erased_at else row.name,
            row.title,
            row.post_id,
            _why(row.flaws, row.state),
        )
        for row in db.session.execute(statement)
    ]


def _why(flaws: int, state: int) -> str:
    if state != PostState.VISIBLE:
        return str(_("The post is not shown at present."))
    if flaws & Flaw.DISCOUNTED:
        return str(_("A moderator discounted this like."))
    if flaws & Flaw.SUSPENDED:
        return str(_("Whoever gave it may not take part at present."))
    return str(_("Whoever gave it had liked more that day than counts."))
