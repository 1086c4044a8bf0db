"""Objecting to a decision, and deciding about objections: by somebody else, in writing, never by a machine alone.

DSA, art. 20: for six months after the decision; also for whoever reported what was then left as it is.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, func, select

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import Thing, ask_for_human
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.typed_text import clean_text
from forum.discussions.models import Post, PostState
from forum.moderation.events import ObjectionFiled
from forum.moderation.measures import measures
from forum.moderation.models import Objection, ObjectionState, Report, ReportState, Source, Statement
from forum.moderation.models.statement import ANSWER_LENGTH, OBJECTION_LENGTH
from forum.moderation.operations.hiding import withhold
from forum.moderation.operations.profiles import withhold_profile
from forum.moderation.operations.reports import SECOND_DECISION, mail_notifier
from forum.moderation.operations.settling import SOURCE, close_objection
from forum.moderation.operations.statements import (
    MONTHS_TO_OBJECT,
    POST_HIDDEN,
    months_after,
    send_statement,
)
from forum.moderation.policy import Second, require_length, require_reason, require_second


def object_to_statement(statement: Statement, *, text: str, actor: Actor, now: datetime) -> Objection:
    """Ask for another look at a decision about oneself.

    Raises:
        Invalid: without a text, after six months, or when it was taken back or already looked at.
        NotAllowed: for anybody but the member whom it is about.
    """
    _check_own(statement, actor, now)
    if _was_decided(Objection.statement_id == statement.id, Objection.mended.is_(False)):
        raise Invalid(_("Somebody else has looked at this already. You can read the answer on this page."))
    return _file(Objection(statement_id=statement.id), _some_text(text), actor=actor, now=now)


def ask_for_restoration(statement: Statement, *, text: str = "", actor: Actor, now: datetime) -> Objection:
    """Ask for a hidden post to be shown again, because one has changed what was wrong with it.

    Raises:
        Invalid: when the post was not changed since, after six months, or when it is shown already.
        NotAllowed: for anybody but its author.
    """
    _check_own(statement, actor, now)
    post = db.session.get(Post, statement.post_id) if statement.post_id else None
    asked = select(func.max(Objection.filed_at)).where(
        Objection.statement_id == statement.id, Objection.mended.is_(True)
    )
    since = db.session.scalar(asked) or statement.sent_at
    if post is None or post.edited_at is None or post.edited_at <= since:
        raise Invalid(_("Change the post first; then ask for it to be shown again."))
    require_length(text, "text", OBJECTION_LENGTH)
    return _file(Objection(statement_id=statement.id, mended=True), clean_text(text), actor=actor, now=now)


def object_to_report(report: Report, *, text: str, actor: Actor, now: datetime) -> Objection:
    """Ask for another look at what one reported and what was left as it is. The edge knows that it is their report.

    Raises:
        Invalid: without a text, after six months, or when the report is open, was upheld or already looked at again.
    """
    if report.state != ReportState.DECLINED or report.decided_at is None:
        raise Invalid(_("Only where something was left as it is, one can ask for another look."))
    if now > months_after(report.decided_at, MONTHS_TO_OBJECT):
        raise Invalid(_("The six months in which one can object are over."))
    about = Objection.report_id == report.id
    if _was_decided(about) or _waits(about):
        raise Invalid(_("Another look was asked for already."))
    return _file(Objection(report_id=report.id), _some_text(text), actor=actor, now=now)


def decide_objection(
    objection: Objection, *, upheld: bool, answer: str, reason: str = "", actor: Actor, now: datetime
) -> Second:
    """Decide about an objection, in writing. Upheld, everything is put back; or what was reported is hidden after all.

    Args:
        objection: what was filed.
        upheld: whether whoever objected is right.
        answer: why, for them to read.
        reason: for which reason it is hidden, where somebody objected to a report being declined.
        actor: the second person.
        now: the present moment.

    Raises:
        Invalid: without an answer, without a reason where one is wanted, or when it was decided before.
        NotAllowed: for the machine, whoever decided first, and those concerned.
    """
    db.session.refresh(objection, with_for_update=True)
    if objection.state != ObjectionState.OPEN:
        raise Invalid(_("Somebody decided about this objection before you."))
    statement = db.session.get(Statement, objection.statement_id) if objection.statement_id else None
    report = db.session.get(Report, objection.report_id) if objection.report_id else None
    second = require_second(
        actor,
        first_id=first_decider(statement, report),
        since=objection.filed_at,
        now=now,
        concerned=(objection.member_id, *_concerned(report)),
    )
    answer = clean_text(answer)
    if not answer:
        raise Invalid(_("Write why you decide so: they will read it."), field="answer")
    require_length(answer, "answer", ANSWER_LENGTH)
    state = ObjectionState.UPHELD if upheld else ObjectionState.DECLINED
    close_objection(objection, state, answer=answer, second=second, actor=actor, now=now)
    if statement is not None and upheld:
        measures[statement.measure].take_back(statement, actor, now, answer)
    if report is not None:
        if upheld:
            _hide_after_all(report, reason, actor, now)
        mail_notifier(report, SECOND_DECISION)
    record_act(
        f"objection.{state}",
        actor=actor,
        subject_type="objection",
        subject_id=objection.id,
        now=now,
        decided_as=str(second),
        before=str(ObjectionState.OPEN),
        after=str(state),
    )
    return second


def first_decider(statement: Statement | None, report: Report | None) -> int | None:
    """Return the number of whoever made the decision that is objected to; None for the machine."""
    if statement is not None:
        return statement.decided_by_id
    return report.decided_by_id if report is not None else None


def _concerned(report: Report | None) -> tuple[int | None, ...]:
    if report is None:
        return ()
    author = db.session.get_one(Post, report.post_id).author_id if report.post_id else report.member_id
    return (author,)


def _hide_after_all(report: Report, reason: str, actor: Actor, now: datetime) -> None:
    require_reason(reason)
    report.state, report.decided_at, report.decided_by_id = ReportState.UPHELD, now, actor.id
    if report.post_id is None:
        member = db.session.get_one(Member, report.member_id)
        withhold_profile(member, reason=reason, note="", actor=actor, now=now)
        return
    post = db.session.get_one(Post, report.post_id)
    if post.state == PostState.VISIBLE:
        hiding = withhold(post, reason=reason, note="", actor=actor, now=now)
        hiding.statement_id = send_statement(
            member_id=post.author_id,
            measure=POST_HIDDEN,
            topic_id=post.topic_id,
            post_id=post.id,
            reason=reason,
            source=Source.NOTICE if report.is_notice else Source.REPORT,
            actor=actor,
            now=now,
        ).id


def _file(objection: Objection, text: str, *, actor: Actor, now: datetime) -> Objection:
    objection.text, objection.member_id, objection.filed_at = text, actor.id, now
    db.session.add(objection)
    db.session.flush()
    ask_for_human(SOURCE, objection.id, about=_about(objection), now=now, by_id=actor.id)
    record_act("objection.filed", actor=actor, subject_type="objection", subject_id=objection.id, now=now)
    events.record(
        ObjectionFiled(objection.id, objection.statement_id, objection.report_id, objection.member_id, now)
    )
    return objection


def _about(objection: Objection) -> Thing:
    if objection.statement_id is not None:
        statement = db.session.get_one(Statement, objection.statement_id)
        if statement.post_id is not None:
            return Thing.post(statement.post_id)
        return Thing.member(statement.member_id or 0)
    report = db.session.get_one(Report, objection.report_id)
    return Thing.post(report.post_id) if report.post_id else Thing.member(report.member_id or 0)


def _check_own(statement: Statement, actor: Actor, now: datetime) -> None:
    if actor.id is None or statement.member_id != actor.id:
        raise NotAllowed(_("Only whom it is about can object."))
    if statement.lifted_at is not None:
        raise Invalid(_("This decision was taken back already."))
    if now > statement.object_until:
        raise Invalid(_("The six months in which one can object are over."))
    if _waits(Objection.statement_id == statement.id):
        raise Invalid(_("Your objection is waiting for an answer already."))


def _waits(about: ColumnElement[bool]) -> bool:
    waiting = exists().where(about, Objection.state == ObjectionState.OPEN)
    return bool(db.session.scalar(select(waiting)))


def _was_decided(*about: ColumnElement[bool]) -> bool:
    decided = exists().where(*about, Objection.state != ObjectionState.OPEN)
    return bool(db.session.scalar(select(decided)))


def _some_text(text: str) -> str:
    text = clean_text(text)
    if not text:
        raise Invalid(_("Say why you do not agree."), field="text")
    require_length(text, "text", OBJECTION_LENGTH)
    return text
