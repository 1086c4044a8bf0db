"""What is hidden, by which act, and what can be hidden in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.pagination import KeyPage, encode_mark
from forum.discussions.models import Post, PostState, PostUpload, Topic
from forum.moderation.models import Hidden, Hiding, HidingAct
from forum.uploads.models import Upload

LIST_SIZE = 30
MOST_CHOICES = 200


def hiding_in_force(post_id: int) -> Hiding | None:
    """Return the act by which a post is hidden now."""
    return db.session.scalar(select(Hiding).where(Hiding.post_id == post_id, Hiding.lifted_at.is_(None)))


def hidden_of_profile(member_id: int) -> Sequence[Hiding]:
    """Return what is hidden of a member's profile now."""
    found = select(Hiding).where(Hiding.member_id == member_id, Hiding.lifted_at.is_(None))
    return db.session.scalars(found.order_by(Hiding.id)).all()


def hiding_of_picture(key: str) -> Hiding | None:
    """Return the act by which the picture under `key` is hidden now."""
    return db.session.scalar(
        select(Hiding)
        .join(Upload, Upload.id == Hiding.upload_id)
        .where(Upload.key == key, Hiding.what == Hidden.PICTURE, Hiding.lifted_at.is_(None))
    )


def pictures_in(post_id: int) -> Sequence[Upload]:
    """Return the pictures that a post shows."""
    shown = select(Upload).join(PostUpload, PostUpload.upload_id == Upload.id)
    return db.session.scalars(shown.where(PostUpload.post_id == post_id).order_by(Upload.id)).all()


def page_of_acts(*, before_id: int | None = None) -> KeyPage[AnyRow]:
    """Return the acts that hid several posts, the newest first."""
    moderator, member = aliased(Member), aliased(Member)
    statement = (
        select(
            HidingAct.id,
            HidingAct.kind,
            HidingAct.reason,
            HidingAct.note,
            HidingAct.post_count,
            HidingAct.made_at,
            HidingAct.lifted_at,
            HidingAct.since,
            HidingAct.until,
            HidingAct.topic_id,
            Topic.title,
            member.name.label("member_name"),
            member.handle.label("member_handle"),
            moderator.name.label("moderator_name"),
        )
        .outerjoin(Topic, Topic.id == HidingAct.topic_id)
        .outerjoin(member, member.id == HidingAct.member_id)
        .outerjoin(moderator, moderator.id == HidingAct.made_by_id)
        .order_by(HidingAct.id.desc())
        .limit(LIST_SIZE + 1)
    )
    if before_id is not None:
        statement = statement.where(HidingAct.id < before_id)
    rows = db.session.execute(statement).all()
    more = len(rows) > LIST_SIZE
    rows = rows[:LIST_SIZE]
    return KeyPage(rows, older=encode_mark(rows[-1].id) if more else None)


def choices_in_topic(topic_id: int, moderator_id: int) -> Sequence[AnyRow]:
    """Return the posts of a topic that stand and that this moderator may judge, the first two hundred."""
    found = (
        select(Post.id, Post.number, Post.text, Member.name.label("author_name"))
        .outerjoin(Member, Member.id == Post.author_id)
        .where(
            Post.topic_id == topic_id,
            Post.state == PostState.VISIBLE,
            or_(Post.author_id.is_(None), Post.author_id != moderator_id),
        )
        .order_by(Post.number)
        .limit(MOST_CHOICES)
    )
    return db.session.execute(found).all()


def count_in_period(member_id: int, since: datetime, until: datetime) -> int:
    """Return how many posts that stand a member wrote in a period."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Post.author_id == member_id,
                Post.state == PostState.VISIBLE,
                Post.created_at >= since,
                Post.created_at < until,
            )
        )
        or 0
    )
