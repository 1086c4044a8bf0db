"""What of this room needs a human: reports, objections, texts to be purged, authorities to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Flask, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind, QueueAct, QueueSource, Shown, register_source
from forum.core.database import AnyRow, db
from forum.core.policy import Actor, Viewer
from forum.core.reasons import reason_name
from forum.moderation.models import Evidence, Objection, PurgeRequest, Report, ReportState
from forum.moderation.operations import evidence, purging, reports, settling


def _load_reports(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    rows = db.session.execute(
        select(Report.id, Report.reason, Report.note, Report.ticket, Report.contact_name, Member.name)
        .outerjoin(Member, Member.id == Report.reporter_id)
        .where(Report.id.in_(references))
    )
    return {row.id: Shown(_reported(row), note=row.note, href=_report_address(row.id)) for row in rows}


def _reported(row: AnyRow) -> str:
    reason = reason_name(row.reason)
    if row.ticket:
        return str(_("Notice from outside: %(reason)s", reason=reason))
    return str(_("Reported as %(reason)s by %(name)s", reason=reason, name=row.name or _("a guest")))


def _report_address(report_id: int) -> str:
    return url_for("moderation.report_to_decide", report_id=report_id)


def _answered(kind: AnswerKind, references: Sequence[int], actor: Actor, now: datetime) -> None:
    """Leave what was reported as it is; hiding has upheld the reports by itself."""
    if kind != AnswerKind.REMOVE:
        reports.decide_reports(Report.id.in_(references), ReportState.DECLINED, actor=actor, now=now)


def _reopened(references: Sequence[int], actor: Actor, now: datetime) -> None:
    reports.reopen_reports(references, actor=actor, now=now)


def _load_objections(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    rows = db.session.execute(
        select(Objection.id, Objection.text, Objection.mended, Member.name)
        .outerjoin(Member, Member.id == Objection.member_id)
        .where(Objection.id.in_(references))
    )
    return {
        row.id: Shown(
            _("Changed, and asks to be shown again: %(name)s", name=row.name or _("a guest"))
            if row.mended
            else _("Objection by %(name)s", name=row.name or _("a guest")),
            note=row.text,
            href=url_for("moderation.objection", objection_id=row.id),
        )
        for row in rows
    }


def _load_purges(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    rows = db.session.execute(
        select(PurgeRequest.id, PurgeRequest.because, Member.name)
        .outerjoin(Member, Member.id == PurgeRequest.asked_by_id)
        .where(PurgeRequest.id.in_(references))
    )
    return {
        row.id: Shown(
            _("%(name)s asks for this to be purged", name=row.name or _("Former member")),
            note=row.because,
            href=url_for("moderation.purges"),
        )
        for row in rows
    }


def _load_evidence(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    rows = db.session.execute(select(Evidence.id).where(Evidence.id.in_(references)))
    return {
        row.id: Shown(
            _("The authorities have to be told at once"),
            href=url_for("moderation.evidence", evidence_id=row.id),
        )
        for row in rows
    }


def init_app(app: Flask) -> None:
    """Enter the sources of the queue."""
    nothing: frozenset[AnswerKind] = frozenset()
    for source in (
        QueueSource(
            reports.SOURCE,
            _l("Reports"),
            "flag",
            _load_reports,
            answered=_answered,
            reopened=_reopened,
            acts=(
                QueueAct(
                    "decide",
                    _l("Decide with a reason"),
                    _l("You answer whoever reported it in your own words."),
                    address=_report_address,
                ),
            ),
            order=10,
        ),
        QueueSource(
            settling.SOURCE,
            _l("Objections"),
            "reply",
            _load_objections,
            settled_by=nothing,
            acts=(
                QueueAct(
                    "decide",
                    _l("Decide"),
                    _l("You answer in writing. Upheld, everything is put back."),
                    address=lambda id: url_for("moderation.objection", objection_id=id),
                ),
            ),
            order=20,
        ),
        QueueSource(
            purging.SOURCE,
            _l("Purging"),
            "delete",
            _load_purges,
            settled_by=nothing,
            acts=(
                QueueAct(
                    "look",
                    _l("Look and decide"),
                    _l("If you agree, the text is gone for good."),
                    address=lambda id: url_for("moderation.purges"),
                ),
            ),
            order=70,
        ),
        QueueSource(
            evidence.SOURCE,
            _l("Evidence"),
            "lock",
            _load_evidence,
            settled_by=nothing,
            acts=(
                QueueAct(
                    "tell",
                    _l("Tell the authorities"),
                    _l("You note who was told."),
                    address=lambda id: url_for("moderation.evidence", evidence_id=id),
                ),
            ),
            hours=lambda: 1.0,
            order=5,
        ),
    ):
        register_source(app, source)
