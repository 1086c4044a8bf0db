"""The mails of this room: statements of reasons in full, and answers to notices from outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.database import db
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.mail import deliver, mail_from_template
from forum.moderation.models import Report, Statement
from forum.moderation.operations.reports import DECISION, NOTICE_MAIL, RECEIPT, SECOND_DECISION
from forum.moderation.operations.statements import MAIL
from forum.moderation.queries.reports import second_answer
from forum.moderation.queries.statements import told
from forum.moderation.tickets import notice_address

LEASE = timedelta(minutes=2)
SUBJECTS = {
    RECEIPT: _l("We have received your notice"),
    DECISION: _l("Your notice was decided"),
    SECOND_DECISION: _l("Your objection was decided"),
}


def mail_statement(payload: Mapping[str, Any]) -> None:
    """Send a statement of reasons, whole: it must not need the page to be understood."""
    statement = db.session.get(Statement, payload["statement_id"])
    member = db.session.get(Member, statement.member_id) if statement and statement.member_id else None
    if statement is None or member is None or not member.email or member.erased_at is not None:
        return
    mail = mail_from_template(
        member.email,
        _l("A decision of the moderators, and why"),
        "moderation/statement",
        member.language or DEFAULT_LANGUAGE,
        statement=told(statement),
        name=member.first_name,
    )
    db.session.rollback()
    deliver(mail, payload["message_id"])


def mail_notifier(payload: Mapping[str, Any]) -> None:
    """Tell whoever sent a notice that it came, or what was decided and why."""
    report = db.session.get(Report, payload["report_id"])
    if report is None or report.contact_email is None:
        return
    what = payload["what"]
    mail = mail_from_template(
        report.contact_email,
        SUBJECTS[what],
        "moderation/notice",
        report.language,
        what=what,
        report=report,
        answer=second_answer(report.id) if what == SECOND_DECISION else report.answer,
        address=notice_address(report),
    )
    db.session.rollback()
    deliver(mail, payload["message_id"])


def init_app(app: Flask) -> None:
    """Have the worker send them."""
    outbox.handler(app, MAIL, mail_statement, external=True, lease=LEASE)
    outbox.handler(app, NOTICE_MAIL, mail_notifier, external=True, lease=LEASE)
