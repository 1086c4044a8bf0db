"""Measures against members: taken with a reason and a term, told to the member, and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.accounts.operations.members import lift_suspension, suspend_member
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.typed_text import clean_text
from forum.gatekeeping.models import Measure, MeasureKind
from forum.gatekeeping.models.measures import NOTE_LENGTH
from forum.gatekeeping.policy import require_other
from forum.moderation.models import Statement
from forum.moderation.operations.statements import lift_statement, send_statement

LONGEST = timedelta(days=3_650)
TERMED = frozenset({MeasureKind.READ_ONLY, MeasureKind.SUSPENSION})
PREFIX = "member-"


def take_measure(
    member: Member,
    kind: MeasureKind,
    *,
    reason: str = "",
    message: str = "",
    note: str = "",
    days: int | None = None,
    post_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Measure:
    """Take a measure about a member. All but a note are told to them at once, with the way to object.

    Args:
        member: about whom.
        kind: which; a note is for colleagues only.
        reason: the key of a reason of the brand's list; not for notes.
        message: the moderator's own words to the member.
        note: words for colleagues.
        days: the term, for those that have one.
        post_id: the post that it is about, if there is one.
        actor: who takes it.
        now: from when on.

    Raises:
        Invalid: without reason, term or words, where they are wanted.
        NotAllowed: for those who do not moderate, about oneself, and about somebody with an office.
    """
    require_other(actor, member.id)
    note, message = clean_text(note), clean_text(message)
    if len(note) > NOTE_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=NOTE_LENGTH), field="note")
    if kind == MeasureKind.NOTE and not note:
        raise Invalid(_("Write the note."), field="note")
    if kind != MeasureKind.NOTE and (member.is_team or member.is_moderator):
        raise NotAllowed(_("Whoever has an office here is for an administrator: take the office away first."))
    until = _end_of(kind, days, now)
    measure = Measure(
        member_id=member.id,
        kind=kind,
        reason="" if kind == MeasureKind.NOTE else reason,
        note=note,
        post_id=post_id,
        made_by_id=actor.id,
        made_at=now,
        until=until,
    )
    if kind != MeasureKind.NOTE:
        measure.statement_id = send_statement(
            member_id=member.id,
            measure=f"{PREFIX}{kind}",
            reason=reason,
            message=message,
            post_id=post_id,
            until=until,
            actor=actor,
            now=now,
        ).id
    db.session.add(measure)
    db.session.flush()
    if kind == MeasureKind.SUSPENSION and until is not None:
        suspend_member(member, until=until, reason=reason, actor=actor, now=now)
    else:
        record_act(
            f"member.{kind}",
            actor=actor,
            subject_type="member",
            subject_id=member.id,
            now=now,
            reason=reason or None,
            until=until.isoformat() if until else None,
        )
    return measure


def lift_measure(measure: Measure, *, because: str, actor: Actor, now: datetime) -> None:
    """Take a measure back. Harmless when it was; a suspension or read-only of the same member may go on by another.

    Raises:
        Invalid: without a word why.
        NotAllowed: for those who do not moderate, and about oneself.
    """
    require_other(actor, measure.member_id)
    if measure.lifted_at is not None:
        return
    because = clean_text(because)
    if not because:
        raise Invalid(_("Say why."), field="because")
    measure.lifted_at, measure.lifted_by_id, measure.lifted_because = now, actor.id, because[:NOTE_LENGTH]
    db.session.flush()
    member = db.session.get_one(Member, measure.member_id)
    if measure.kind == MeasureKind.SUSPENSION and member.suspended_until is not None:
        _shorten_suspension(member, actor, now)
    if measure.statement_id is not None:
        lift_statement(db.session.get_one(Statement, measure.statement_id), now=now)
    record_act(
        "measure.lifted",
        actor=actor,
        subject_type="member",
        subject_id=measure.member_id,
        now=now,
        reason=because[:500],
        kind=measure.kind,
    )


def _shorten_suspension(member: Member, actor: Actor, now: datetime) -> None:
    """Let a member in again, unless another suspension goes on."""
    until = db.session.scalar(
        select(func.max(Measure.until)).where(
            Measure.member_id == member.id,
            Measure.kind == MeasureKind.SUSPENSION,
            Measure.lifted_at.is_(None),
            Measure.until > now,
        )
    )
    if until is None:
        lift_suspension(member, actor=actor, now=now)
    else:
        member.suspended_until = until
        db.session.flush()


def _end_of(kind: MeasureKind, days: int | None, now: datetime) -> datetime | None:
    if kind not in TERMED:
        return None
    if not days or not 1 <= days <= LONGEST.days:
        raise Invalid(_("Say for how many days, from 1 to %(most)s.", most=LONGEST.days), field="days")
    return now + timedelta(days=days)
