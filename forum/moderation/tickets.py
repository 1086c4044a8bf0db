"""The secret link to the page of a notice. Only its salt is stored; the token in the link is derived from it."""

from __future__ import annotations

from flask import current_app

from forum.accounts.tokens import derived_token, same
from forum.core.database import db
from forum.core.policy import NotFound
from forum.moderation.models import Report

USE = "notice"


def notice_path(report: Report) -> str:
    """Return where whoever sent a notice can see what becomes of it."""
    return f"/notices/{report.id}/{derived_token(USE, report.ticket or '')}"


def notice_address(report: Report) -> str:
    """Return the same with the host, for mails."""
    return f"{current_app.config['PUBLIC_URL']}{notice_path(report)}"


def get_notice(report_id: int, token: str) -> Report:
    """Return a notice for whoever holds its link.

    Raises:
        NotFound: for everybody else; a wrong link says nothing about whether there is such a notice.
    """
    report = db.session.get(Report, report_id, populate_existing=True)
    ticket = report.ticket if report is not None else None
    if not same(derived_token(USE, ticket or ""), token) or report is None or ticket is None:
        raise NotFound
    return report
