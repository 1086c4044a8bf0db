"""Reporting something, and deciding about reports. Notices from outside are reports with a way to answer them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select, update

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core import events, outbox
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.database import db
from forum.core.mail import new_message_id
from forum.core.notices import notify
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.discussions.models import Post
from forum.moderation.events import ReportDecided, ReportFiled
from forum.moderation.models import Report, ReportState, Source
from forum.moderation.models.report import ADDRESS_LENGTH, NAME_LENGTH, NOTICE_LENGTH
from forum.moderation.models.statement import ANSWER_LENGTH
from forum.moderation.policy import get_report_to_decide, require_length, require_reason

SOURCE = "report"
NOTICE_MAIL = "moderation.notice-mail"
RECEIPT, DECISION, SECOND_DECISION = "receipt", "decision", "second-decision"
EMAIL = re.compile(r"[^@\s<>(),;:\"\\]{1,64}@[^@\s<>(),;:\"\\]{1,180}")
TICKET_BYTES = 32


@dataclass(frozen=True)
class Notice:
    """What somebody without an account says about something on these pages (DSA, art. 16 (2)).

    `name` and `email` may be left out where child abuse is suspected: that is `anonymous`.
    """

    address: str
    reason: str
    text: str
    name: str
    email: str
    in_good_faith: bool
    language: str
    anonymous: bool = False


def report_post(post: Post, *, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Have a moderator look at a post. A member's second report of it amends the first.

    Raises:
        Invalid: without a known reason, or with too long a note.
    """
    _check(reason, note)
    report = _own_report(Report.post_id == post.id, actor) or Report(post_id=post.id, reporter_id=actor.id)
    return _file(report, reason, note, actor, now)


def report_member(member: Member, *, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Have a moderator look at a profile, its name or picture. A second report of it amends the first.

    Raises:
        Invalid: without a reason that fits a profile, or with too long a note.
    """
    _check(reason, note)
    report = _own_report(Report.member_id == member.id, actor) or Report(
        member_id=member.id, reporter_id=actor.id
    )
    return _file(report, reason, note, actor, now)


def file_notice(about: Post | Member, notice: Notice, *, actor: Actor, now: datetime) -> Report:
    """Take a notice in; whoever sent it gets a receipt by mail with the link to its page.

    Raises:
        Invalid: for each part that is missing or too long.
    """
    _check_notice(notice)
    report = Report(
        post_id=about.id if isinstance(about, Post) else None,
        member_id=about.id if isinstance(about, Member) else None,
        ticket=secrets.token_urlsafe(TICKET_BYTES),
        address=clean_line(notice.address),
        contact_name=clean_line(notice.name),
        contact_email=clean_line(notice.email) or None,
        language=notice.language,
    )
    report = _file(report, notice.reason, clean_text(notice.text), actor, now)
    mail_notifier(report, RECEIPT)
    return report


def decline_report(report: Report, *, answer: str = "", actor: Actor, now: datetime) -> None:
    """Close a report whose post stays as it is; the reporter is told, with `answer` as the reason.

    Raises:
        Invalid: when somebody decided it already, or the answer is too long.
        NotAllowed: for those who do not moderate, and for reports about oneself.
    """
    get_report_to_decide(actor, report.id)
    require_length(answer, "answer", ANSWER_LENGTH)
    decided = decide_reports(
        Report.id == report.id, ReportState.DECLINED, answer=answer, actor=actor, now=now
    )
    if not decided:
        raise Invalid(_("Somebody decided about this report before you."))
    record_act(
        "report.declined",
        actor=actor,
        subject_type="report",
        subject_id=report.id,
        now=now,
        before="open",
        after="declined",
    )


def decide_reports(
    which: ColumnElement[bool], state: ReportState, *, answer: str = "", actor: Actor, now: datetime
) -> Sequence[int]:
    """Close the open reports among `which` and tell whoever made them; answers their numbers."""
    decided = (
        update(Report)
        .where(which, Report.state == ReportState.OPEN)
        .values(state=state, decided_at=now, decided_by_id=actor.id, answer=answer)
        .returning(Report.id, Report.reporter_id, Report.contact_email)
    )
    rows = db.session.execute(decided).all()
    for row in rows:
        upheld = state == ReportState.UPHELD
        if row.reporter_id is not None:
            notify("report-decided", member_id=row.reporter_id, report_id=row.id, upheld=upheld)
        elif row.contact_email is not None:
            _enqueue_mail(row.id, DECISION)
        events.record(ReportDecided(row.id, row.reporter_id, upheld, actor.id, now))
    needs_nobody(SOURCE, [row.id for row in rows], now=now)
    return [row.id for row in rows]


def reopen_reports(report_ids: Sequence[int], *, actor: Actor, now: datetime) -> None:
    """Let reports wait again, because the answer that settled them was taken back."""
    db.session.execute(
        update(Report)
        .where(Report.id.in_(report_ids), Report.state != ReportState.OPEN)
        .values(state=ReportState.OPEN, decided_at=None, decided_by_id=None, answer="")
    )
    for report_id in report_ids:
        record_act(
            "report.reopened",
            actor=actor,
            subject_type="report",
            subject_id=report_id,
            now=now,
            before="declined",
            after="open",
        )


def source_of(post_id: int) -> Source:
    """Return how moderation came to look at a post: by a notice, by a report, or by itself."""
    tickets = db.session.scalars(
        select(Report.ticket).where(Report.post_id == post_id, Report.state == ReportState.OPEN)
    ).all()
    if not tickets:
        return Source.OWN
    return Source.NOTICE if any(tickets) else Source.REPORT


def mail_notifier(report: Report, what: str) -> None:
    """Have whoever sent a notice told by mail what became of it, if they gave an address."""
    if report.contact_email is not None:
        _enqueue_mail(report.id, what)


def _enqueue_mail(report_id: int, what: str) -> None:
    outbox.enqueue(NOTICE_MAIL, {"report_id": report_id, "what": what, "message_id": new_message_id()})


def _file(report: Report, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    report.reason, report.note, report.created_at = reason, note, now
    report.state, report.decided_at, report.decided_by_id = ReportState.OPEN, None, None
    report.answer = ""
    db.session.add(report)
    db.session.flush()
    about = Thing.post(report.post_id) if report.post_id else Thing.member(report.member_id or 0)
    ask_for_human(SOURCE, report.id, about=about, now=now, by_id=report.reporter_id)
    record_act(
        "report.filed", actor=actor, subject_type="report", subject_id=report.id, now=now, reason=reason
    )
    events.record(
        ReportFiled(
            report.id, report.post_id, report.member_id, report.reporter_id, reason, report.is_notice, now
        )
    )
    return report


def _own_report(about: ColumnElement[bool], actor: Actor) -> Report | None:
    if actor.id is None:
        return None
    return db.session.scalar(select(Report).where(about, Report.reporter_id == actor.id))


def _check(reason: str, note: str) -> None:
    require_reason(reason)
    require_length(note, "note")


def _check_notice(notice: Notice) -> None:
    wrong: dict[str, str] = {}
    if not clean_text(notice.text):
        wrong["text"] = _("Say why you think that this is against the law or the rules.")
    if not notice.anonymous and not clean_line(notice.name):
        wrong["name"] = _("Type your name.")
    if (notice.email or not notice.anonymous) and EMAIL.fullmatch(clean_line(notice.email)) is None:
        wrong["email"] = _("Type your e-mail address, so that we can answer.")
    if not notice.in_good_faith:
        wrong["in_good_faith"] = _("We need your word that this is true as far as you know.")
    if wrong:
        raise Invalid(errors=wrong)
    require_reason(notice.reason)
    require_length(notice.text, "text", NOTICE_LENGTH)
    require_length(notice.name, "name", NAME_LENGTH)
    require_length(notice.address, "address", ADDRESS_LENGTH)
