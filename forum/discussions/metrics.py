"""What this room counts: topics published, answers that were accepted; and which posts a scope means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l, ngettext
from sqlalchemy import Select, exists, func, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.metrics import REPLY, Change, Metric, Scope, register_metric
from forum.discussions.events import (
    AnswerAccepted,
    AnswerUnaccepted,
    PostHidden,
    PostPublished,
    PostPurged,
    PostUnhidden,
    PostWithdrawn,
    TopicChanged,
)
from forum.discussions.models import Category, Post, PostState, Topic, topic_tag

TOPICS = "topics"
ANSWERS = "answers"


def contributions(scope: Scope, *columns: Any) -> Select[Any]:
    """Return the SELECT of `columns` from the posts that `scope` means, with their topics and authors.

    Only posts that stand, by members who are still here.
    """
    found = (
        select(*columns)
        .select_from(Post)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Member, Member.id == Post.author_id)
        .where(Post.state == PostState.VISIBLE, Member.erased_at.is_(None))
    )
    if scope.kind == REPLY:
        found = found.where(Post.number > 1)
    elif scope.kind is not None:
        found = found.where(Post.number == 1, Topic.kind == scope.kind)
    if scope.category_id is not None:
        below = select(Category.id).where(Category.parent_id == scope.category_id)
        found = found.where((Topic.category_id == scope.category_id) | Topic.category_id.in_(below))
    if scope.tag_id is not None:
        found = found.where(
            exists().where(topic_tag.c.topic_id == Topic.id, topic_tag.c.tag_id == scope.tag_id)
        )
    return found


def _topics(scope: Scope, *columns: Any) -> Select[Any]:
    return contributions(scope, *columns).where(Post.number == 1, Topic.merged_into_id.is_(None))


def _answers(scope: Scope, *columns: Any) -> Select[Any]:
    """Answers that others accepted for their own questions: nobody is helpful to themselves."""
    found = contributions(Scope(None, scope.category_id, scope.tag_id), *columns)
    return found.where(Topic.answer_post_id == Post.id, Topic.author_id != Post.author_id)


Found = Callable[..., Select[Any]]


def _tally(found: Found) -> Callable[[Scope, Sequence[int] | None], Select[Any]]:
    def tally(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
        author = Post.author_id
        counted = found(scope, author.label("subject"), author.label("member"), func.count().label("value"))
        return (counted if subjects is None else counted.where(author.in_(subjects))).group_by(author)

    return tally


def _moments(found: Found) -> Callable[[Scope, Sequence[int], Sequence[int]], Select[Any]]:
    def moments(scope: Scope, thresholds: Sequence[int], subjects: Sequence[int]) -> Select[Any]:
        author = Post.author_id
        place = func.row_number().over(partition_by=author, order_by=(Post.created_at, Post.id))
        numbered = (
            found(
                scope,
                author.label("subject"),
                place.label("threshold"),
                Post.created_at.label("at"),
            )
            .where(author.in_(subjects))
            .subquery()
            .c
        )
        return select(numbered.subject, numbered.threshold, numbered.at).where(
            numbered.threshold.in_(thresholds)
        )

    return moments


def _by_author(event: Any) -> Change | None:
    if not event.author_id:
        return None
    return Change((event.author_id,), event.at, silent=getattr(event, "silent", False))


def _starter(event: Any) -> Change | None:
    """Only opening posts make topics."""
    return _by_author(event) if getattr(event, "number", 1) == 1 else None


def _starters_of(event: TopicChanged) -> Change:
    target = select(Topic.merged_into_id).where(Topic.id == event.topic_id).scalar_subquery()
    own = select(Topic.author_id).where((Topic.id == event.topic_id) | (Topic.id == target))
    return Change(tuple({id for id in db.session.scalars(own) if id is not None}), event.at)


def _answerers_of(event: TopicChanged) -> Change:
    own = select(Post.author_id).join(Topic, Topic.answer_post_id == Post.id)
    answered = own.where(Topic.id == event.topic_id, Post.author_id.is_not(None))
    return Change(tuple(id for id in db.session.scalars(answered) if id is not None), event.at)


def init_app(app: Flask) -> None:
    """Enter both."""
    states: tuple[type[Any], ...] = (PostHidden, PostUnhidden, PostWithdrawn, PostPurged)
    register_metric(
        app,
        Metric(
            TOPICS,
            _l("Topics begun"),
            lambda number: ngettext("%(num)d topic", "%(num)d topics", number),
            per_contribution=False,
            tally=_tally(_topics),
            moments=_moments(_topics),
            events={PostPublished: _starter, TopicChanged: _starters_of, **dict.fromkeys(states, _by_author)},
            order=30,
        ),
    )
    register_metric(
        app,
        Metric(
            ANSWERS,
            _l("Answers accepted by those who asked"),
            lambda number: ngettext("%(num)d accepted answer", "%(num)d accepted answers", number),
            per_contribution=False,
            tally=_tally(_answers),
            moments=_moments(_answers),
            narrows=frozenset({"category", "tag"}),
            events={
                AnswerAccepted: _by_author,
                AnswerUnaccepted: _by_author,
                TopicChanged: _answerers_of,
                **dict.fromkeys(states, _by_author),
            },
            order=40,
        ),
    )
