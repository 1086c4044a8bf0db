"""What was promised to members, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.policy import Viewer
from forum.desk.models import Answer, PersonalTask, Talk
from forum.desk.words import TaskState
from forum.discussions.models import Post, Topic

MOST = 100


def tasks_in(viewer: Viewer, state: TaskState) -> Sequence[AnyRow]:
    """Return tasks in `state`: the open ones by their day, the others with the latest first; 100 at most."""
    owner, member = aliased(Member), aliased(Member)
    found = (
        select(
            PersonalTask.id,
            PersonalTask.gift,
            PersonalTask.state,
            PersonalTask.due_on,
            PersonalTask.ended_at,
            PersonalTask.outcome,
            PersonalTask.owner_id,
            PersonalTask.talk_id,
            owner.name.label("owner_name"),
            member.name.label("member_name"),
            member.handle.label("member_handle"),
            Answer.post_id,
            case((Topic.title_visible_to(viewer), Topic.title), else_="").label("title"),
        )
        .join(Answer, Answer.id == PersonalTask.answer_id)
        .join(Talk, Talk.id == PersonalTask.talk_id)
        .join(member, member.id == Talk.member_id)
        .outerjoin(owner, owner.id == PersonalTask.owner_id)
        .join(Post, Post.id == Answer.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(PersonalTask.state == state)
    )
    order = (
        (PersonalTask.due_on, PersonalTask.id)
        if state == TaskState.OPEN
        else (PersonalTask.ended_at.desc(), PersonalTask.id.desc())
    )
    return db.session.execute(found.order_by(*order).limit(MOST)).all()
