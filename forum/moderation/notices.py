"""What moderation tells people: of decisions about them, of what they reported and objected to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import or_, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.notices import NoticeKind, Receiver, register_notice_kind
from forum.moderation.measures import measures
from forum.moderation.policy import keeps_evidence
from forum.moderation.settings import evidence_keepers

KEPT = ("reason", "upheld", "statement_id", "report_id", "measure", "answer")


def _the_one(payload: dict[str, Any]) -> Iterable[Receiver]:
    """The member that the act names, if there is one."""
    if payload.get("member_id") is not None:
        yield Receiver(payload["member_id"], {name: payload[name] for name in KEPT if name in payload})


def _keepers(payload: dict[str, Any]) -> Iterable[Receiver]:
    """Administrators, and keepers of evidence."""
    who = or_(Member.is_administrator.is_(True), Member.handle.in_(evidence_keepers()))
    for member_id in db.session.scalars(select(Member.id).where(who, Member.active.is_(True))):
        yield Receiver(member_id, {"evidence_id": payload["evidence_id"]})


def _statement_address(data: Mapping[str, Any]) -> str:
    statement_id = data.get("statement_id")
    return f"/statements/{statement_id}" if statement_id else "/statements"


def _report_address(data: Mapping[str, Any]) -> str:
    report_id = data.get("report_id")
    return f"/reports/{report_id}" if report_id else "/reports"


def _objection_address(data: Mapping[str, Any]) -> str:
    return _report_address(data) if data.get("report_id") else _statement_address(data)


def _what_was_done(data: Mapping[str, Any]) -> Mapping[str, str]:
    measure = measures.get(data.get("measure", ""))
    return {"measure": str(measure.name) if measure else ""}


def _outcome(data: Mapping[str, Any]) -> Mapping[str, str]:
    upheld = _("You were right, and it was put back.") if data.get("upheld") else _("It stays as it was.")
    return {"outcome": upheld, "answer": data.get("answer", "")}


KINDS = (
    NoticeKind(
        "post-hidden",
        _l("A post of yours was hidden"),
        _l("Your post in “%(title)s” was hidden by moderation. Reason: %(reason)s."),
        _the_one,
        hint=_l("You are always told of this."),
        icon="hide",
        mandatory=True,
        own_mail=True,
        address=_statement_address,
        order=200,
    ),
    NoticeKind(
        "statement",
        _l("A decision about you or something of yours"),
        _l("%(measure)s Reason: %(reason)s."),
        _the_one,
        hint=_l("You are always told of this."),
        icon="hide",
        mandatory=True,
        own_mail=True,
        fill=_what_was_done,
        address=_statement_address,
        order=200,
    ),
    NoticeKind(
        "post-unhidden",
        _l("A hidden post of yours is shown again"),
        _l("Your post in “%(title)s” is shown again."),
        _the_one,
        icon="eye",
        mandatory=True,
        order=201,
    ),
    NoticeKind(
        "post-blacked-out",
        _l("A passage of yours was blacked out"),
        _l("A passage of your post in “%(title)s” was blacked out by moderation."),
        _the_one,
        icon="hide",
        mandatory=True,
        order=202,
    ),
    NoticeKind(
        "objection-decided",
        _l("Your objection was decided"),
        _l("Your objection was looked at by somebody else. %(outcome)s Their answer: %(answer)s"),
        _the_one,
        icon="reply",
        mandatory=True,
        fill=_outcome,
        address=_objection_address,
        order=203,
    ),
    NoticeKind(
        "report-decided",
        _l("Something you reported was decided"),
        _l("A moderator looked at what you reported. Thank you for helping."),
        _the_one,
        icon="flag",
        mail=False,
        address=_report_address,
        order=210,
    ),
    NoticeKind(
        "evidence-urgent",
        _l("The authorities have to be told of something"),
        _l("Somebody’s life may be at risk, or a child. The authorities have to be told at once."),
        _keepers,
        icon="warning",
        mandatory=True,
        address=lambda data: f"/moderation/evidence/{data['evidence_id']}",
        reaches=keeps_evidence,
        order=211,
    ),
)


def init_app(app: Flask) -> None:
    """Enter the kinds."""
    for kind in KINDS:
        register_notice_kind(app, kind)
