"""Something extraordinary for one member: the fifth answer, and the task that keeps it until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core.attention import AnswerKind
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.desk.models import Answer, DeskItem, PersonalTask
from forum.desk.operations.answers import give
from forum.desk.operations.talks import open_talk
from forum.desk.operations.wording import first_name_of, own_words
from forum.desk.policy import require_team
from forum.desk.words import GIFT_NAMES, Gift, TaskState
from forum.discussions.models import Post

OUTCOME_LENGTH = 500
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a member is to get, who sees to it, and until when."""

    gift: Gift
    owner: Member
    due_on: date


def personalise(
    post: Post,
    promise: Promise,
    *,
    sentence: str,
    actor: Actor,
    now: datetime,
    item: DeskItem | None = None,
    silent: bool = False,
) -> Answer:
    """Promise the author of a post something of their own: a private conversation begins, and a task.

    Raises:
        NotAllowed: as for every answer.
        Invalid: as for every answer; without words of one's own, an owner from the team or a day to come; or when the
            author has left.
    """
    words = own_words(sentence, kind=AnswerKind.PERSONALISE, name=first_name_of(post.author_id))
    _check_owner(promise.owner)
    if not now.date() <= promise.due_on <= now.date() + FURTHEST:
        raise Invalid(_("Choose a day within the next year."), field="due_on")
    author = db.session.get(Member, post.author_id) if post.author_id is not None else None
    if author is None or author.erased_at is not None:
        raise Invalid(_("This member has left."))

    def begin(answer: Answer) -> None:
        talk = open_talk(
            author,
            subject=str(GIFT_NAMES[promise.gift]),
            text=words,
            actor=actor,
            now=now,
            post_id=post.id,
            silent=silent,
        )
        db.session.add(
            PersonalTask(
                answer_id=answer.id,
                talk_id=talk.id,
                gift=promise.gift,
                owner_id=promise.owner.id,
                due_on=promise.due_on,
                state=TaskState.OPEN,
            )
        )

    return give(AnswerKind.PERSONALISE, post, begin, sentence=words, actor=actor, now=now, item=item)


def finish_task(task: PersonalTask, *, outcome: str, actor: Actor, now: datetime) -> None:
    """Say that what was promised is done.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when it has ended already.
    """
    _end(task, TaskState.DONE, outcome, actor, now)


def drop_task(task: PersonalTask, *, outcome: str, actor: Actor, now: datetime) -> None:
    """Say that what was promised will not be, and why.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when it has ended already, or without a reason.
    """
    if not clean_line(outcome):
        raise Invalid(_("Say why it will not be."), field="outcome")
    _end(task, TaskState.DROPPED, outcome, actor, now)


def give_task(task: PersonalTask, owner: Member, due_on: date, *, actor: Actor, now: datetime) -> None:
    """Give a task to somebody else of the team, or more time.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when it has ended, the owner is not of the team, or the day is past.
    """
    require_team(actor)
    _check_open(task)
    _check_owner(owner)
    if due_on != task.due_on and not now.date() <= due_on <= now.date() + FURTHEST:
        raise Invalid(_("Choose a day within the next year."), field="due_on")
    was, task.owner_id, task.due_on = task.owner_id, owner.id, due_on
    record_act(
        "task.given", actor=actor, subject_type="task", subject_id=task.id, now=now, to=owner.id, was=was
    )
    db.session.flush()


def _end(task: PersonalTask, state: TaskState, outcome: str, actor: Actor, now: datetime) -> None:
    require_team(actor)
    _check_open(task)
    task.state, task.ended_at, task.outcome = state, now, clean_line(outcome)[:OUTCOME_LENGTH]
    record_act(f"task.{state}", actor=actor, subject_type="task", subject_id=task.id, now=now)
    db.session.flush()


def _check_open(task: PersonalTask) -> None:
    if task.state != TaskState.OPEN:
        raise Invalid(_("Somebody ended this task before you."))


def _check_owner(owner: Member) -> None:
    if owner.erased_at is not None or not (owner.is_moderator or owner.is_brand or owner.is_administrator):
        raise Invalid(_("Choose somebody of the team."), field="owner")
