"""Taking an answer back: what it did is undone, and what it settled waits again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import aliased

from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import AnswerKind, sources
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.versions import topic_scope, touch
from forum.desk.events import PostUnvalued
from forum.desk.models import Answer, DeskCause, DeskItem, PersonalTask
from forum.desk.operations.queue import UNSYNCED, close_settled
from forum.desk.operations.talks import retract
from forum.desk.operations.tasks import drop_task
from forum.desk.policy import require_team
from forum.desk.words import State, TaskState
from forum.discussions.models import Post, PostState
from forum.moderation.operations.hiding import unhide_post
from forum.reactions.operations import unlike_post


def undo(answer: Answer, *, actor: Actor, now: datetime) -> None:
    """Take back a locked answer.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when it was taken back already, or cannot be.
    """
    require_team(actor)
    if answer.undone_at is not None:
        raise Invalid(_("This was taken back already."))
    answer.undone_at, answer.undone_by_id = now, actor.id
    db.session.flush()
    if answer.kind == 0:
        _undo_act(answer, actor, now)
    else:
        _UNDOING[AnswerKind(answer.kind)](answer, actor, now)
    _reopen(answer, actor, now)
    record_act(
        "answer.undone", actor=actor, subject_type="answer", subject_id=answer.id, now=now, kind=answer.kind
    )
    db.session.flush()


def note_unhidden(post_id: int, *, now: datetime) -> None:
    """Write down that a removal is no longer in force, because the post was shown again elsewhere."""
    db.session.execute(
        update(Answer)
        .where(Answer.post_id == post_id, Answer.kind == AnswerKind.REMOVE, Answer.undone_at.is_(None))
        .values(undone_at=now)
        .execution_options(**UNSYNCED)
    )


def _show_again(answer: Answer, actor: Actor, now: datetime) -> None:
    post = _post_of(answer)
    if post.state == PostState.HIDDEN:
        unhide_post(post, actor=actor, now=now)


def _nothing(answer: Answer, actor: Actor, now: datetime) -> None:
    """Seen leaves nothing to undo but what it settled."""


def _unlike(answer: Answer, actor: Actor, now: datetime) -> None:
    post = _post_of(answer)
    touch(topic_scope(post.topic_id))
    if answer.details.get("liked") and answer.actor_id == actor.id:
        unlike_post(post, actor=actor, now=now)


def _unvalue(answer: Answer, actor: Actor, now: datetime) -> None:
    post = _post_of(answer)
    touch(topic_scope(post.topic_id))
    events.record(PostUnvalued(post.id, post.topic_id, post.author_id, now))


def _drop(answer: Answer, actor: Actor, now: datetime) -> None:
    task = db.session.scalars(select(PersonalTask).where(PersonalTask.answer_id == answer.id)).one()
    if task.state == TaskState.DONE:
        raise Invalid(_("This is done already: what was given cannot be taken back."))
    if task.state == TaskState.OPEN:
        drop_task(task, outcome=_("Taken back"), actor=actor, now=now)
    retract(task.talk_id, actor=actor, now=now)


_UNDOING: dict[AnswerKind, Callable[[Answer, Actor, datetime], None]] = {
    AnswerKind.REMOVE: _show_again,
    AnswerKind.IGNORE: _nothing,
    AnswerKind.LIKE: _unlike,
    AnswerKind.VALUE: _unvalue,
    AnswerKind.PERSONALISE: _drop,
}


def _undo_act(answer: Answer, actor: Actor, now: datetime) -> None:
    key, _colon, name = answer.act.partition(":")
    source = sources.get(key)
    act = next((each for each in source.acts if each.key == name), None) if source else None
    if act is None or act.undo is None:
        raise Invalid(_("This cannot be taken back."))
    act.undo(int(answer.details["reference"]), actor, now, "")


def _reopen(answer: Answer, actor: Actor, now: datetime) -> None:
    """Have wait again what `answer` settled, in the row where it stood or in the one that stands there now."""
    same = aliased(DeskCause)
    newer = exists().where(
        same.source == DeskCause.source, same.reference == DeskCause.reference, same.settled_at.is_(None)
    )
    mine: ColumnElement[bool] = DeskCause.answer_id == answer.id
    item_ids = list(db.session.scalars(select(DeskCause.item_id).where(mine).distinct()))
    if not item_ids:
        return
    reopened = (
        update(DeskCause)
        .where(mine, ~newer)
        .values(settled_at=None, answer_id=None, item_id=_open_row(item_ids[0]))
        .returning(DeskCause.source, DeskCause.reference)
        .execution_options(**UNSYNCED)
    )
    references: dict[str, list[int]] = defaultdict(list)
    for source, reference in db.session.execute(reopened).all():
        references[source].append(reference)
    close_settled(item_ids, now=now)
    for key, again in references.items():
        told = sources[key].reopened
        if told is not None:
            told(again, actor, now)


def _open_row(item_id: int) -> int:
    """Return the number of the row that waits for the same thing: another one, or this one, open again."""
    item = db.session.get_one(DeskItem, item_id, populate_existing=True, with_for_update=True)
    if item.state != State.DONE:
        return item.id
    waiting = select(DeskItem.id).where(
        DeskItem.kind == item.kind, DeskItem.thing_id == item.thing_id, DeskItem.state != State.DONE
    )
    other = db.session.scalar(waiting)
    if other is not None:
        return other
    item.state, item.closed_at = State.OPEN, None
    db.session.flush()
    return item.id


def _post_of(answer: Answer) -> Post:
    assert answer.post_id is not None
    return db.session.get_one(Post, answer.post_id, populate_existing=True)
