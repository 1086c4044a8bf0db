"""One item with everything a moderator wants to know of it, and who else looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.policy import Viewer
from forum.desk.models import Answer, AnswerPicture, DeskCause, DeskItem, DeskNote, DeskPicture, DeskPresence
from forum.desk.operations.care import PRESENT_FOR
from forum.discussions.models import Post, PostState


def notes_of(item_id: int) -> Sequence[AnyRow]:
    """Return what moderators noted about an item, the oldest first."""
    found = (
        select(DeskNote.text, DeskNote.at, Member.name)
        .outerjoin(Member, Member.id == DeskNote.author_id)
        .where(DeskNote.item_id == item_id)
    )
    return db.session.execute(found.order_by(DeskNote.id)).all()


def others_at(viewer: Viewer, item_id: int, *, now: datetime) -> Sequence[str]:
    """Return the names of the others who look at an item right now."""
    found = (
        select(Member.name)
        .join(DeskPresence, DeskPresence.member_id == Member.id)
        .where(
            DeskPresence.item_id == item_id,
            DeskPresence.member_id != viewer.own_id,
            DeskPresence.at > now - PRESENT_FOR,
        )
    )
    return db.session.scalars(found.order_by(Member.name)).all()


def answers_to(post_id: int) -> Sequence[AnyRow]:
    """Return what the team answered to a post, also what was taken back, the latest first."""
    found = (
        select(
            Answer.id,
            Answer.kind,
            Answer.act,
            Answer.sentence,
            Answer.emoji,
            DeskPicture.names.label("picture_names"),
            Answer.at,
            Answer.actor_id,
            Answer.undone_at,
            Member.name,
        )
        .outerjoin(Member, Member.id == Answer.actor_id)
        .outerjoin(AnswerPicture, AnswerPicture.answer_id == Answer.id)
        .outerjoin(DeskPicture, DeskPicture.id == AnswerPicture.picture_id)
        .where(Answer.post_id == post_id)
    )
    return db.session.execute(found.order_by(Answer.id.desc()).limit(20)).all()


def author_facts(author_id: int | None) -> AnyRow | None:
    """Return since when an author is here, how much they wrote, and how many of their posts are hidden."""
    if author_id is None:
        return None
    hidden = (
        select(func.count())
        .where(Post.author_id == author_id, Post.state == PostState.HIDDEN)
        .scalar_subquery()
    )
    found = select(Member.created_at, Member.post_count, hidden.label("hidden")).where(Member.id == author_id)
    return db.session.execute(found).first()


def moderators() -> list[tuple[int, str]]:
    """Return everybody to whom an item can be given, by number and name."""
    found = select(Member.id, Member.name).where(
        Member.is_moderator | Member.is_administrator, Member.erased_at.is_(None)
    )
    return [(id, name) for id, name in db.session.execute(found.order_by(Member.name))]


def team() -> list[tuple[int, str]]:
    """Return everybody who can see to a task, by number and name."""
    found = select(Member.id, Member.name).where(
        Member.is_moderator | Member.is_brand | Member.is_administrator, Member.erased_at.is_(None)
    )
    return [(id, name) for id, name in db.session.execute(found.order_by(Member.name))]


def cause_of(item: DeskItem, cause_id: int) -> DeskCause | None:
    """Return one unsettled cause of an item."""
    found = select(DeskCause).where(
        DeskCause.id == cause_id, DeskCause.item_id == item.id, DeskCause.settled_at.is_(None)
    )
    return db.session.scalar(found)


def last_answer(viewer: Viewer, *, since: datetime) -> AnyRow | None:
    """Return what `viewer` answered last, if that is not taken back and younger than `since`: it can be undone."""
    found = (
        select(Answer.id, Answer.kind, Answer.act, Member.name.label("author_name"))
        .outerjoin(Member, Member.id == Answer.author_id)
        .where(Answer.actor_id == viewer.own_id, Answer.at > since, Answer.undone_at.is_(None))
    )
    return db.session.execute(found.order_by(Answer.at.desc(), Answer.id.desc()).limit(1)).first()
