"""What the desk keeps about a member: what the team said to them, and what they and the team said in private."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from forum.core.clock import clock
from forum.core.database import db
from forum.core.i18n import localized
from forum.desk.models import (
    Answer,
    AnswerPicture,
    DeskCause,
    DeskNote,
    DeskPicture,
    DeskPresence,
    DeskSeat,
    PersonalTask,
    Talk,
    TalkMessage,
)
from forum.desk.operations.queue import UNSYNCED
from forum.desk.operations.talks import forget_talks


def export(member_id: int) -> dict[str, Any]:
    """Return what the brand said about a member's posts, what was promised to them, and their conversations."""
    answers = (
        select(Answer, DeskPicture.alts)
        .outerjoin(AnswerPicture, AnswerPicture.answer_id == Answer.id)
        .outerjoin(DeskPicture, DeskPicture.id == AnswerPicture.picture_id)
        .where(Answer.author_id == member_id, Answer.kind >= 3, Answer.undone_at.is_(None))
    )
    promises = (
        select(PersonalTask, Talk.subject)
        .join(Talk, Talk.id == PersonalTask.talk_id)
        .where(Talk.member_id == member_id)
        .order_by(PersonalTask.id)
    )
    return {
        "answers_of_the_team": [
            {
                "post_id": answer.post_id,
                "kind": answer.kind,
                "words": answer.sentence,
                "emoji": answer.emoji,
                "picture": localized(alts) if alts else None,
                "at": answer.at.isoformat(),
            }
            for answer, alts in db.session.execute(answers.order_by(Answer.id))
        ],
        "promised": [
            {"what": task.gift, "subject": subject, "until": task.due_on.isoformat(), "state": task.state}
            for task, subject in db.session.execute(promises)
        ],
        "private_conversations": _talks(member_id),
    }


def _talks(member_id: int) -> list[dict[str, Any]]:
    """Return the conversations with all that both sides said; notes are the team's own."""
    talks: dict[int, dict[str, Any]] = {
        talk.id: {
            "subject": talk.subject,
            "opened_at": talk.opened_at.isoformat(),
            "closed_at": talk.closed_at.isoformat() if talk.closed_at else None,
            "closed_because": talk.closed_because,
            "messages": [],
        }
        for talk in db.session.scalars(select(Talk).where(Talk.member_id == member_id).order_by(Talk.id))
    }
    said = (
        select(TalkMessage)
        .where(TalkMessage.talk_id.in_(talks), TalkMessage.is_note.is_(False))
        .order_by(TalkMessage.id)
    )
    for message in db.session.scalars(said):
        talks[message.talk_id]["messages"].append(
            {
                "by": "you" if message.author_id == member_id else "team",
                "text": message.text,
                "at": message.at.isoformat(),
            }
        )
    return list(talks.values())


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget conversations, promises and words to this member, and what they wrote or chose at the desk."""
    forget_talks(member_id)
    db.session.execute(
        update(Answer)
        .where(Answer.author_id == member_id)
        .values(sentence="", forgotten_at=clock.now())
        .execution_options(**UNSYNCED)
    )
    db.session.execute(
        update(DeskCause).where(DeskCause.by_id == member_id).values(by_id=None).execution_options(**UNSYNCED)
    )
    db.session.execute(
        update(DeskNote)
        .where(DeskNote.author_id == member_id)
        .values(author_id=None)
        .execution_options(**UNSYNCED)
    )
    db.session.execute(delete(DeskPresence).where(DeskPresence.member_id == member_id))
    db.session.execute(delete(DeskSeat).where(DeskSeat.member_id == member_id))
