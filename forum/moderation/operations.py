"""Acts of moderation. Each has a reason, is recorded, tells those concerned, and can be undone."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select, update

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.notices import notify
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.reasons import reasons
from forum.discussions.models import Post, PostState
from forum.discussions.operations.blackout import blackout_passage
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.moderation.models import NOTE_LENGTH, Hiding, Report, ReportState


def hide_post(post: Post, *, reason: str, note: str = "", actor: Actor, now: datetime) -> Hiding:
    """Withhold a post's text from all but its author and moderators; the author is told why.

    Raises:
        Invalid: without a known reason, with too long a note, or when the post does not stand.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    _check_moderator(actor, post)
    _check_reason(reason)
    _check_note(note)
    if post.state != PostState.VISIBLE:
        raise Invalid(_("This post is not shown any more: somebody was here before you."))
    hide_post_text(post, reason_key=reason, now=now)
    hiding = Hiding(post_id=post.id, reason=reason, note=note, hidden_by_id=actor.id, hidden_at=now)
    db.session.add(hiding)
    _decide_reports(Report.post_id == post.id, ReportState.UPHELD, actor, now)
    record_act("post.hidden", actor=actor, subject_type="post", subject_id=post.id, now=now, reason=reason)
    notify("post-hidden", topic_id=post.topic_id, post_id=post.id, member_id=post.author_id, reason=reason)
    db.session.flush()
    return hiding


def unhide_post(post: Post, *, because: str = "", actor: Actor, now: datetime) -> None:
    """Show a hidden post again; the author is told.

    Raises:
        Invalid: when the post is not hidden.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    _check_moderator(actor, post)
    _check_note(because)
    if post.state != PostState.HIDDEN:
        raise Invalid(_("This post is not hidden."))
    unhide_post_text(post, now=now)
    db.session.execute(
        update(Hiding)
        .where(Hiding.post_id == post.id, Hiding.lifted_at.is_(None))
        .values(lifted_at=now, lifted_by_id=actor.id, lifted_because=because)
    )
    record_act("post.unhidden", actor=actor, subject_type="post", subject_id=post.id, now=now, reason=because)
    notify("post-unhidden", topic_id=post.topic_id, post_id=post.id, member_id=post.author_id)


def black_out(post: Post, passage: str, *, actor: Actor, now: datetime) -> int:
    """Make a passage of a post unreadable everywhere it stands; answers how often it stood.

    The passage itself is kept nowhere, so this act alone cannot be undone: the record says so.

    Raises:
        Invalid: when the passage is empty or does not stand in the post.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    _check_moderator(actor, post)
    count = blackout_passage(post, passage, actor=actor, now=now)
    record_act(
        "post.blacked-out",
        actor=actor,
        subject_type="post",
        subject_id=post.id,
        now=now,
        places=count,
        for_ever=True,
    )
    notify("post-blacked-out", topic_id=post.topic_id, post_id=post.id, member_id=post.author_id)
    return count


def report_post(post: Post, *, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Have a moderator look at a post. A member's second report of it amends the first.

    Raises:
        Invalid: without a known reason, or with too long a note.
    """
    _check_reason(reason)
    _check_note(note)
    report = _own_report(Report.post_id == post.id, actor) or Report(post_id=post.id, reporter_id=actor.id)
    return _file(report, reason, note, actor, now)


def report_member(member: Member, *, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Have a moderator look at a profile, its name or picture. A second report of it amends the first.

    Raises:
        Invalid: without a reason that fits a profile, or with too long a note.
    """
    _check_reason(reason)
    _check_note(note)
    report = _own_report(Report.member_id == member.id, actor) or Report(
        member_id=member.id, reporter_id=actor.id
    )
    return _file(report, reason, note, actor, now)


def decline_report(report: Report, *, actor: Actor, now: datetime) -> None:
    """Close a report whose post stays as it is; the reporter is told.

    Raises:
        Invalid: when somebody decided it already.
        NotAllowed: for those who do not moderate, and for reports about oneself.
    """
    if Permission.MODERATE not in actor.permissions:
        raise NotAllowed(_("Only moderators decide about reports."))
    if report.state != ReportState.OPEN:
        raise Invalid(_("Somebody decided about this report before you."))
    if report.member_id == actor.id:
        raise NotAllowed(_("A report about you is for somebody else to decide."))
    if report.post_id is not None:
        _check_moderator(actor, db.session.get_one(Post, report.post_id))
    _decide_reports(Report.id == report.id, ReportState.DECLINED, actor, now)
    record_act("report.declined", actor=actor, subject_type="report", subject_id=report.id, now=now)


def _file(report: Report, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    report.reason, report.note, report.created_at = reason, note, now
    report.state, report.decided_at, report.decided_by_id = ReportState.OPEN, None, None
    db.session.add(report)
    db.session.flush()
    record_act(
        "report.filed", actor=actor, subject_type="report", subject_id=report.id, now=now, reason=reason
    )
    return report


def _own_report(about: ColumnElement[bool], actor: Actor) -> Report | None:
    if actor.id is None:
        return None
    return db.session.scalar(select(Report).where(about, Report.reporter_id == actor.id))


def _decide_reports(which: ColumnElement[bool], state: ReportState, actor: Actor, now: datetime) -> None:
    decided = (
        update(Report)
        .where(which, Report.state == ReportState.OPEN)
        .values(state=state, decided_at=now, decided_by_id=actor.id)
        .returning(Report.id, Report.reporter_id)
    )
    for report_id, reporter_id in db.session.execute(decided):
        if reporter_id is not None:
            notify(
                "report-decided",
                member_id=reporter_id,
                report_id=report_id,
                upheld=state == ReportState.UPHELD,
            )


def _check_moderator(actor: Actor, post: Post) -> None:
    if Permission.MODERATE not in actor.permissions:
        raise NotAllowed(_("Only moderators may do this."))
    if actor.id is not None and post.author_id == actor.id:
        raise NotAllowed(_("Your own posts are for another moderator to judge."))


def _check_reason(reason: str) -> None:
    if reasons.get(reason) is None:
        raise Invalid(_("Choose a reason."), field="reason")


def _check_note(note: str) -> None:
    if len(note) > NOTE_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=NOTE_LENGTH), field="note")
