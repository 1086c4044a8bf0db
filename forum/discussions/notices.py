"""What conversations tell people: an answer, a mention, a quote, news in what they follow, a question solved."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from forum.core import events
from forum.core.database import db
from forum.core.notices import Members, NoticeKind, Pace, Receiver, notify, register_notice_kind
from forum.discussions.events import AnswerAccepted, PostEdited, PostPublished
from forum.discussions.models import Following, FollowMode, FollowTarget, Post, Topic, topic_tag

NEW_POST = "new-post"
"""Family of the kinds that speak of a new post: the closest one is told, the others are not."""


def _named(payload: dict[str, Any]) -> Iterable[Receiver]:
    """Those whom the event named."""
    return [Receiver(member_id) for member_id in payload["member_ids"]]


def _author_of_answered(payload: dict[str, Any]) -> Iterable[Receiver]:
    """The author of the post that was answered."""
    answered = select(Post.author_id).where(Post.id == payload["reply_to_id"], Post.author_id.is_not(None))
    return [Receiver(member_id) for member_id in db.session.scalars(answered) if member_id is not None]


def _authors_of_quoted(payload: dict[str, Any]) -> Iterable[Receiver]:
    """The authors of the posts that were quoted."""
    quoted = select(Post.author_id).where(
        Post.id.in_(payload["quoted_post_ids"]), Post.author_id.is_not(None)
    )
    return [
        Receiver(member_id) for member_id in db.session.scalars(quoted.distinct()) if member_id is not None
    ]


def _followers(payload: dict[str, Any]) -> Members:
    """Those who follow the topic; for a new topic, also its category, its tags or its author."""
    about = (Following.target == FollowTarget.TOPIC) & (Following.target_id == payload["topic_id"])
    if payload["number"] == 1:
        tags = select(topic_tag.c.tag_id).where(topic_tag.c.topic_id == payload["topic_id"])
        category = select(Topic.category_id).where(Topic.id == payload["topic_id"])
        about = or_(
            about,
            (Following.target == FollowTarget.CATEGORY) & Following.target_id.in_(category),
            (Following.target == FollowTarget.TAG) & Following.target_id.in_(tags),
            (Following.target == FollowTarget.MEMBER) & (Following.target_id == payload["actor_id"]),
        )
    found = select(Following.member_id).where(about, Following.mode == FollowMode.FOLLOW)
    return found.distinct() if payload["number"] == 1 else found


KINDS = (
    NoticeKind(
        "mention",
        _l("Somebody mentions you"),
        _l("%(actor)s mentions you in “%(title)s”."),
        _named,
        icon="mention",
        push=True,
        family=NEW_POST,
        order=10,
    ),
    NoticeKind(
        "quote",
        _l("Somebody quotes you"),
        _l("%(actor)s quotes you in “%(title)s”."),
        _authors_of_quoted,
        icon="quote",
        push=True,
        family=NEW_POST,
        order=20,
    ),
    NoticeKind(
        "reply",
        _l("Somebody answers you"),
        _l("%(actor)s answers you in “%(title)s”."),
        _author_of_answered,
        icon="reply",
        push=True,
        family=NEW_POST,
        order=30,
    ),
    NoticeKind(
        "followed",
        _l("Something new in what you follow"),
        _l("%(actor)s writes in “%(title)s”."),
        _followers,
        icon="follow",
        pace=Pace.DAILY,
        family=NEW_POST,
        order=40,
    ),
    NoticeKind(
        "answer-accepted",
        _l("Your answer is accepted"),
        _l("Your answer in “%(title)s” is the accepted one."),
        _named,
        icon="answered",
        push=True,
        order=50,
    ),
)


def _tell_of_post(event: PostPublished) -> None:
    """Write down who is to be told of a new post, the closest kind first."""
    if event.silent:
        return
    tell = partial(notify, actor_id=event.author_id, topic_id=event.topic_id, post_id=event.post_id)
    if event.mentioned:
        tell("mention", member_ids=list(event.mentioned))
    if event.quoted_post_ids:
        tell("quote", quoted_post_ids=list(event.quoted_post_ids))
    if event.reply_to_id:
        tell("reply", reply_to_id=event.reply_to_id)
    tell("followed", number=event.number)


def _tell_of_edit(event: PostEdited) -> None:
    """Those whom an edit mentions for the first time are told like those of a new post."""
    if event.newly_mentioned:
        notify(
            "mention",
            actor_id=event.editor_id,
            topic_id=event.topic_id,
            post_id=event.post_id,
            member_ids=list(event.newly_mentioned),
        )


def _tell_of_answer(event: AnswerAccepted) -> None:
    if event.author_id is not None:
        notify(
            "answer-accepted",
            actor_id=event.actor_id,
            topic_id=event.topic_id,
            post_id=event.post_id,
            member_ids=[event.author_id],
        )


def init_app(app: Flask) -> None:
    """Enter the kinds and listen."""
    for kind in KINDS:
        register_notice_kind(app, kind)
    events.listen(app, PostPublished, _tell_of_post)
    events.listen(app, PostEdited, _tell_of_edit)
    events.listen(app, AnswerAccepted, _tell_of_answer)
