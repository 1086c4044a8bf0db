"""Causes: opened when many write of the same, given to one owner, solved with one answer to all who wrote."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.audit.changes import Facts, changed
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.jobs import start_job
from forum.core.markup.render import render
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.core.versions import topic_scope, touch
from forum.discussions.models import Post
from forum.gatekeeping.models import Cause, CauseAnswer, CausePost, Way
from forum.gatekeeping.models.causes import CAUSE_LENGTH
from forum.gatekeeping.policy import require_keeper

ANSWER_LENGTH = 5_000
SOLVED = "cause-solved"
ANSWERING = "gatekeeping.answer-cause"
"""The kind of job."""


def open_cause(title: str, owner: Member, *, actor: Actor, now: datetime) -> Cause:
    """Give a name and an owner to what many write of.

    Raises:
        Invalid: without a name, or for somebody outside the team.
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    cause = Cause(title=_title(title), owner_id=_owner(owner), opened_at=now, opened_by_id=actor.id)
    db.session.add(cause)
    db.session.flush()
    _tell(cause, "cause.opened", actor, now, {})
    return cause


def change_cause(cause: Cause, title: str, owner: Member, *, actor: Actor, now: datetime) -> None:
    """Name it differently, or give it to somebody else.

    Raises:
        Invalid: as in `open_cause`, and when it is solved.
        NotAllowed: for those who do not moderate.
    """
    _require_open(cause, actor)
    was = _facts(cause)
    cause.title, cause.owner_id = _title(title), _owner(owner)
    db.session.flush()
    _tell(cause, "cause.changed", actor, now, was)


def link_post(cause: Cause, post: Post, *, actor: Actor, now: datetime) -> None:
    """Say that a post is about this cause; of two causes, the later holds.

    Raises:
        Invalid: when the cause is solved.
        NotAllowed: for those who do not moderate.
    """
    _require_open(cause, actor)
    link = db.session.get(CausePost, post.id) or CausePost(post_id=post.id)
    was = link.cause_id
    link.cause_id, link.linked_by_id, link.linked_at = cause.id, actor.id, now
    db.session.add(link)
    db.session.flush()
    _tell_of_link("cause.linked", post.id, actor, now, was, cause.id)


def unlink_post(cause: Cause, post_id: int, *, actor: Actor, now: datetime) -> None:
    """Say that a post is about something else. Harmless when it was not linked.

    Raises:
        Invalid: when the cause is solved.
        NotAllowed: for those who do not moderate.
    """
    _require_open(cause, actor)
    link = db.session.get(CausePost, post_id)
    if link is not None and link.cause_id == cause.id:
        db.session.delete(link)
        db.session.flush()
        _tell_of_link("cause.unlinked", post_id, actor, now, cause.id, None)


def solve_cause(cause: Cause, answer: str, way: Way = Way.NOTICE, *, actor: Actor, now: datetime) -> None:
    """Answer everybody who wrote about a locked cause. A job sends the answer, in the chosen way, to each once.

    Raises:
        Invalid: without an answer, or when it is solved already.
        NotAllowed: for those who do not moderate.
    """
    _require_open(cause, actor)
    answer, was = checked_answer(answer), _facts(cause)
    cause.answer_source, cause.answer_html = answer, render(answer).html
    cause.solved_at, cause.solved_by_id = now, actor.id
    db.session.flush()
    topics = (
        select(Post.topic_id)
        .join(CausePost, CausePost.post_id == Post.id)
        .where(CausePost.cause_id == cause.id)
    )
    touch(*(topic_scope(topic_id) for topic_id in db.session.scalars(topics.distinct())))
    _tell(cause, "cause.solved", actor, now, was, way=str(way))
    job = start_job(ANSWERING, {"cause_id": cause.id}, actor.id)
    db.session.add(CauseAnswer(cause_id=cause.id, way=way, job_id=job.id))
    db.session.flush()


def checked_answer(typed: str) -> str:
    """Return the answer to a cause as it is sent.

    Raises:
        Invalid: without one, or when it is too long.
    """
    answer = clean_text(typed)
    if not answer.strip():
        raise Invalid(_("Write the answer that everybody gets."), field="answer")
    if len(answer) > ANSWER_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=ANSWER_LENGTH), field="answer")
    return answer


def _require_open(cause: Cause, actor: Actor) -> None:
    require_keeper(actor)
    if cause.solved_at is not None:
        raise Invalid(_("This cause is solved."))


def _facts(cause: Cause) -> Facts:
    """Return what the record keeps of a cause."""
    return {"title": cause.title, "owner": cause.owner_id, "open": cause.solved_at is None}


def _tell(cause: Cause, action: str, actor: Actor, now: datetime, was: Facts, **details: str) -> None:
    record_act(
        action,
        actor=actor,
        subject_type="cause",
        subject_id=cause.id,
        now=now,
        **changed(was, _facts(cause)),
        **details,
    )


def _tell_of_link(
    action: str, post_id: int, actor: Actor, now: datetime, was: int | None, became: int | None
) -> None:
    record_act(
        action,
        actor=actor,
        subject_type="post",
        subject_id=post_id,
        now=now,
        **changed({"cause": was}, {"cause": became}),
    )


def _title(typed: str) -> str:
    title = clean_line(typed)
    if not 1 <= len(title) <= CAUSE_LENGTH:
        raise Invalid(_("Write 1 to %(most)s characters.", most=CAUSE_LENGTH), field="title")
    return title


def _owner(owner: Member) -> int:
    if not (owner.is_team or owner.is_moderator):
        raise Invalid(_("Only somebody of the team can do this."), field="owner")
    return owner.id
