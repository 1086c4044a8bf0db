"""What the demo's people did in the last weeks, as notices are told of it: when, and what there is to say.

The demo is put in silently, at moments of its own. Here it is gathered from what stands, the closest kind first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind
from forum.core.database import db
from forum.desk.models.answers import Answer
from forum.desk.notices import VALUED
from forum.discussions.models import Following, FollowMode, FollowTarget, Post, PostQuote, PostState, Topic
from forum.notifications.birthdays import BIRTHDAY
from forum.notifications.models import Birthday
from forum.polls.models import Poll
from forum.polls.notices import RESULT
from forum.reactions.models import Like

Happening = tuple[datetime, dict[str, Any]]
MOST_FOLLOWED = 6
FOLLOWING_FOR = timedelta(days=60)


def follow_what_moves(people: Sequence[Member], now: datetime) -> None:
    """Let everybody follow conversations of their language in which something is said now."""
    for person in people:
        moving = (
            select(Topic.id)
            .where(Topic.language == person.language, Topic.read_level == 0, Topic.is_hidden.is_(False))
            .order_by(Topic.bumped_at.desc())
            .limit(MOST_FOLLOWED)
        )
        known = select(Following.target_id).where(
            Following.member_id == person.id, Following.target == FollowTarget.TOPIC
        )
        for topic_id in set(db.session.scalars(moving)) - set(db.session.scalars(known)):
            db.session.add(
                Following(
                    member_id=person.id,
                    target=FollowTarget.TOPIC,
                    target_id=topic_id,
                    mode=FollowMode.FOLLOW,
                    created_at=now - FOLLOWING_FOR,
                )
            )


def keep_birthday(person: Member, day: datetime) -> Happening:
    """Let one of them want to be greeted, and have been a few days ago."""
    db.session.add(Birthday(member_id=person.id, month=day.month, day=day.day, greeted_in=day.year))
    return day, {"kind": BIRTHDAY, "member_id": person.id}


def of_posts(people: Sequence[Member], since: datetime) -> Iterator[Happening]:
    """Yield posts that name, quote or answer somebody or stand where somebody follows, and likes of their own."""
    quoted = dict(db.session.execute(select(PostQuote.post_id, PostQuote.quoted_post_id)).all())
    newest = select(Post).where(Post.created_at >= since, Post.state == PostState.VISIBLE)
    for post in db.session.scalars(newest.order_by(Post.id)):
        about = {"actor_id": post.author_id, "topic_id": post.topic_id, "post_id": post.id}
        named = [person.id for person in people if f"@{person.handle}" in post.text]
        if named:
            yield post.created_at, {"kind": "mention", **about, "member_ids": named}
        if post.id in quoted:
            yield post.created_at, {"kind": "quote", **about, "quoted_post_ids": [quoted[post.id]]}
        if post.reply_to_id:
            yield post.created_at, {"kind": "reply", **about, "reply_to_id": post.reply_to_id}
        yield post.created_at, {"kind": "followed", **about, "number": post.number}
    liked = select(Like.created_at, Like.member_id, Post.topic_id, Post.id).join(
        Post, Post.id == Like.post_id
    )
    theirs = Post.author_id.in_([person.id for person in people])
    for at, member_id, topic_id, post_id in db.session.execute(liked.where(Like.created_at >= since, theirs)):
        yield at, {"kind": "like", "actor_id": member_id, "topic_id": topic_id, "post_id": post_id}


def of_the_brand(since: datetime) -> Iterator[Happening]:
    """Yield posts that the brand values, and polls whose result is there."""
    valued = (
        select(Answer.at, Answer.actor_id, Post.topic_id, Post.id, Post.author_id)
        .join(Post, Post.id == Answer.post_id)
        .where(Answer.kind == AnswerKind.VALUE, Answer.at >= since)
    )
    for at, actor_id, topic_id, post_id, author_id in db.session.execute(valued):
        about = {"actor_id": actor_id, "topic_id": topic_id, "post_id": post_id}
        yield at, {"kind": VALUED, **about, "member_id": author_id}
    closed = select(Poll.closed_at, Poll.topic_id, Poll.id)
    for closed_at, topic_id, poll_id in db.session.execute(closed):
        if closed_at is not None:
            yield closed_at, {"kind": RESULT, "topic_id": topic_id, "poll_id": poll_id, "voted_in": poll_id}
