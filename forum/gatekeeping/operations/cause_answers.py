"""Sending the answer to a solved cause: topic by topic, each once, then a notice to those whom no reply answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.core.notices import notify
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Topic
from forum.discussions.operations.posts import reply
from forum.discussions.operations.topics import category_of
from forum.gatekeeping.models import Cause, CauseAnswer, CauseReply
from forum.gatekeeping.operations.causes import SOLVED
from forum.gatekeeping.queries.cause_answers import first_post_about, takes_reply


def reply_in(cause: Cause, topic_id: int, *, now: datetime) -> bool:
    """Answer in one topic in public, as whoever solved the cause; answers whether a reply stands there now.

    Harmless where one does already. A topic that takes no reply by now is left to the notice.
    """
    if db.session.get(CauseReply, (cause.id, topic_id)) is not None:
        return True
    topic = db.session.get_one(Topic, topic_id)
    about = first_post_about(cause.id, topic_id)
    solver = db.session.get(Member, cause.solved_by_id) if cause.solved_by_id else None
    if about is None or solver is None or solver.erased_at is not None or not solver.active:
        return False
    author = viewer_of(solver)
    if not takes_reply(author, topic, category_of(topic)):
        return False
    once = f"cause:{cause.id}:{topic_id}"
    try:
        with db.session.begin_nested():
            post = reply(topic, source=cause.answer_source, author=author, now=now, reply_to=about, once=once)
            db.session.add(CauseReply(cause_id=cause.id, topic_id=topic_id, post_id=post.id))
    except (Invalid, NotAllowed):
        return False
    return True


def finish_answer(cause: Cause, *, now: datetime) -> None:
    """Tell those whom no reply answers, once: whoever comes second finds it done."""
    finished = (
        update(CauseAnswer)
        .where(CauseAnswer.cause_id == cause.id, CauseAnswer.done_at.is_(None))
        .values(done_at=now)
        .returning(CauseAnswer.cause_id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(finished) is not None:
        notify(SOLVED, actor_id=cause.solved_by_id, cause_id=cause.id)
