"""Private conversations as their member and the team see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.pagination import KeyPage, decode_mark, encode_mark
from forum.core.policy import Viewer
from forum.desk.models import Greeting, PersonalTask, Talk, TalkMessage
from forum.desk.policy import may_answer

LIST_SIZE = 30


def page_of_talks(*, member_id: int | None = None, before: str | None = None) -> KeyPage[AnyRow]:
    """Return conversations, those in which something was said last first: of one member, or all."""
    found = select(
        Talk.id,
        Talk.subject,
        Talk.last_at,
        Talk.closed_at,
        Member.name,
        Member.handle,
    ).join(Member, Member.id == Talk.member_id)
    if member_id is not None:
        found = found.where(Talk.member_id == member_id)
    mark = decode_mark(before, 2)
    if mark is not None:
        try:
            here = tuple_(
                literal(datetime.fromisoformat(str(mark[0])), Talk.last_at.type), literal(int(mark[1]))
            )
        except ValueError:
            here = None
        if here is not None:
            found = found.where(tuple_(Talk.last_at, Talk.id) < here)
    rows = list(db.session.execute(found.order_by(Talk.last_at.desc(), Talk.id.desc()).limit(LIST_SIZE + 1)))
    more, rows = len(rows) > LIST_SIZE, rows[:LIST_SIZE]
    return KeyPage(rows, older=encode_mark(rows[-1].last_at, rows[-1].id) if more else None)


def messages_of(viewer: Viewer, talk: Talk) -> Sequence[AnyRow]:
    """Return what was said, the oldest first; notes for the team only."""
    found = (
        select(
            TalkMessage.id,
            TalkMessage.author_id,
            TalkMessage.is_note,
            TalkMessage.text,
            TalkMessage.at,
            Member.name,
            Greeting.id.label("greeting_id"),
            Greeting.content_type,
            Greeting.words,
        )
        .outerjoin(Member, Member.id == TalkMessage.author_id)
        .outerjoin(Greeting, Greeting.id == TalkMessage.greeting_id)
        .where(TalkMessage.talk_id == talk.id)
    )
    if not may_answer(viewer) or viewer.id == talk.member_id:
        found = found.where(TalkMessage.is_note.is_(False))
    return db.session.execute(found.order_by(TalkMessage.id)).all()


def greeting_talk(greeting_id: int) -> int | None:
    """Return in which conversation a greeting was sent."""
    found = select(TalkMessage.talk_id).where(TalkMessage.greeting_id == greeting_id)
    return db.session.scalar(found.limit(1))


def tasks_of_talk(talk_id: int) -> Sequence[AnyRow]:
    """Return what was promised in a conversation."""
    owner = aliased(Member)
    found = (
        select(PersonalTask.id, PersonalTask.gift, PersonalTask.state, PersonalTask.due_on, owner.name)
        .outerjoin(owner, owner.id == PersonalTask.owner_id)
        .where(PersonalTask.talk_id == talk_id)
    )
    return db.session.execute(found.order_by(PersonalTask.id)).all()
