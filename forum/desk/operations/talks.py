"""What a member and the team say to each other in private: one thread a matter."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.clock import clock
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.typed_text import clean_line, clean_text
from forum.desk.events import TeamWrote
from forum.desk.models import Greeting, PersonalTask, Talk, TalkMessage
from forum.desk.models.talks import BECAUSE_LENGTH, MESSAGE_LENGTH, SUBJECT_LENGTH
from forum.desk.operations.greetings import forget_greetings
from forum.desk.policy import may_answer, require_team

TALK = "talk"
"""The kind of thing, and the source, under which what a member wrote waits in the queue."""


def open_talk(
    member: Member,
    *,
    subject: str,
    text: str,
    actor: Actor,
    now: datetime,
    post_id: int | None = None,
    silent: bool = False,
) -> Talk:
    """Begin a private conversation with `member`: the team about anything, a member with the team.

    Raises:
        NotAllowed: when a member begins one for somebody else.
        Invalid: without a subject and words, or with somebody who left.
    """
    if not may_answer(actor) and actor.id != member.id:
        raise NotAllowed(_("This is for the team."))
    if member.erased_at is not None:
        raise Invalid(_("This member has left."))
    called = clean_line(subject)
    if not called or len(called) > SUBJECT_LENGTH:
        raise Invalid(_("Say in a few words what it is about."), field="subject")
    talk = Talk(
        member_id=member.id,
        post_id=post_id,
        subject=called,
        opened_by_id=actor.id,
        opened_at=now,
        last_at=now,
    )
    db.session.add(talk)
    db.session.flush()
    record_act("talk.opened", actor=actor, subject_type="talk", subject_id=talk.id, now=now)
    say(talk, text, actor=actor, now=now, silent=silent)
    return talk


def say(
    talk: Talk,
    text: str,
    *,
    actor: Actor,
    now: datetime,
    is_note: bool = False,
    greeting: Greeting | None = None,
    silent: bool = False,
) -> TalkMessage:
    """Write into a conversation. What its member writes waits for the team; what the team writes, they are told.

    Raises:
        NotAllowed: for all but its member and the team.
        Invalid: when it is closed, or without words.
    """
    is_member = actor.id == talk.member_id
    if not is_member and not may_answer(actor):
        raise NotAllowed(_("This is for the team."))
    is_note = is_note and not is_member
    if talk.closed_at is not None and not is_note:
        raise Invalid(_("This conversation is closed."))
    words = clean_text(text).strip()
    if (not words and greeting is None) or len(words) > MESSAGE_LENGTH:
        raise Invalid(_("Write at most %(max)s characters.", max=MESSAGE_LENGTH), field="text")
    message = TalkMessage(
        talk_id=talk.id,
        author_id=actor.id,
        is_note=is_note,
        text=words,
        greeting_id=greeting.id if greeting else None,
        at=now,
    )
    db.session.add(message)
    if not is_note:
        talk.last_at = now
        _pass_on(talk, is_member=is_member, actor=actor, now=now, silent=silent)
    db.session.flush()
    return message


def _pass_on(talk: Talk, *, is_member: bool, actor: Actor, now: datetime, silent: bool) -> None:
    if is_member:
        talk.member_read_at = now
        ask_for_human(TALK, talk.id, about=Thing(TALK, talk.id), now=now, by_id=actor.id)
    else:
        needs_nobody(TALK, [talk.id], now=now)
        events.record(TeamWrote(talk.id, talk.member_id, actor.id, now, silent))


def close_talk(talk: Talk, *, because: str, actor: Actor, now: datetime) -> None:
    """Close a conversation, with a reason that its member reads.

    Raises:
        NotAllowed: for all but the team.
        Invalid: when it is closed, or without a reason.
    """
    require_team(actor)
    reason = clean_line(because)[:BECAUSE_LENGTH]
    if talk.closed_at is not None:
        raise Invalid(_("This conversation is closed."))
    if not reason:
        raise Invalid(_("Say why it is closed."), field="because")
    talk.closed_at, talk.closed_by_id, talk.closed_because = now, actor.id, reason
    needs_nobody(TALK, [talk.id], now=now)
    record_act("talk.closed", actor=actor, subject_type="talk", subject_id=talk.id, now=now)
    db.session.flush()


def reopen_talk(talk: Talk, *, actor: Actor, now: datetime) -> None:
    """Go on with a closed conversation.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    if talk.closed_at is not None:
        talk.closed_at, talk.closed_by_id, talk.closed_because = None, None, ""
        record_act("talk.reopened", actor=actor, subject_type="talk", subject_id=talk.id, now=now)
        db.session.flush()


def note_read(talk: Talk, *, upto: datetime) -> None:
    """Write down that its member has seen what was said until `upto`; it only moves forward."""
    if talk.member_read_at is None or talk.member_read_at < upto:
        talk.member_read_at = upto
        db.session.flush()


def retract(talk_id: int, *, actor: Actor, now: datetime) -> None:
    """Close a conversation that was begun by mistake; words that its member has not seen are taken out."""
    talk = db.session.get_one(Talk, talk_id, populate_existing=True, with_for_update=True)
    if talk.member_read_at is None:
        for message in db.session.scalars(select(TalkMessage).where(TalkMessage.talk_id == talk.id)):
            db.session.delete(message)
    if talk.closed_at is None:
        close_talk(talk, because=_("Taken back"), actor=actor, now=now)


def forget_talks(member_id: int) -> None:
    """Forget every conversation with a member: what was said, promised and recorded in it."""
    mine = select(Talk.id).where(Talk.member_id == member_id)
    greetings = select(TalkMessage.greeting_id).where(
        TalkMessage.talk_id.in_(mine), TalkMessage.greeting_id.is_not(None)
    )
    spoken = list(db.session.scalars(greetings))
    waiting = list(db.session.scalars(mine))
    needs_nobody(TALK, waiting, now=clock.now())
    db.session.execute(delete(PersonalTask).where(PersonalTask.talk_id.in_(waiting)))
    db.session.execute(delete(TalkMessage).where(TalkMessage.talk_id.in_(waiting)))
    forget_greetings(spoken)
    db.session.execute(delete(Talk).where(Talk.id.in_(waiting)))
