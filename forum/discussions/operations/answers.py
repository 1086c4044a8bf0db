"""Which answer solved a question."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.discussions.events import AnswerAccepted, AnswerUnaccepted
from forum.discussions.kinds import QUESTION
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.publishing import touch_topic
from forum.discussions.rights import may_accept, require


def accept_answer(topic: Topic, post: Post, *, actor: Actor, now: datetime) -> None:
    """Mark `post` as the answer to the question `topic`; an answer accepted before gives way.

    Raises:
        NotAllowed: for anybody but who asked, and moderators.
        Invalid: when the topic is no question, or the post none of its answers.
    """
    require_accept(actor, topic)
    if topic.kind != QUESTION:
        raise Invalid(_("Only a question has an answer."))
    if post.topic_id != topic.id or post.number == 1 or post.state != PostState.VISIBLE:
        raise Invalid(_("This post cannot be the answer."))
    if topic.answer_post_id == post.id:
        return
    if topic.answer_post_id is not None:
        unaccept_answer(topic, actor=actor, now=now)
    topic.answer_post_id = post.id
    _follow_up(topic)
    events.record(AnswerAccepted(topic.id, post.id, post.author_id, actor.id, now))


def unaccept_answer(topic: Topic, *, actor: Actor, now: datetime) -> None:
    """Open a question again. Harmless when it is open.

    Raises:
        NotAllowed: for anybody but who asked, and moderators.
    """
    require_accept(actor, topic)
    forget_answer(topic, actor=actor, now=now)


def require_accept(actor: Actor, topic: Topic) -> None:
    """Let pass who may say which answer solved `topic`.

    Raises:
        NotAllowed: to anybody but who asked, and moderators.
    """
    require(may_accept(actor, topic), _("Only who asked and moderators choose the answer."))


def forget_answer(topic: Topic, *, actor: Actor, now: datetime) -> None:
    """Open a question again, whoever may do so: its answer is gone, or is none any more."""
    if topic.answer_post_id is None:
        return
    answer = db.session.get_one(Post, topic.answer_post_id)
    topic.answer_post_id = None
    _follow_up(topic)
    events.record(AnswerUnaccepted(topic.id, answer.id, answer.author_id, actor.id, now))


def _follow_up(topic: Topic) -> None:
    db.session.flush()
    touch_topic(topic)
