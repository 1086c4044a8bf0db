"""Who may judge what. Nobody judges what is theirs, nor decides twice about the same thing while somebody else could.

Where a second person is wanted (objections, purging, keeping evidence longer), that is another moderator, an
administrator, or the outsider whom the brand named. Where there is nobody else, the same person may decide after a day,
and the record says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed, NotFound, Permission, Viewer
from forum.core.reasons import find_reason
from forum.discussions.models import Post
from forum.moderation.models import NOTE_LENGTH, Evidence, Report, Statement
from forum.moderation.settings import evidence_keepers, outsider

ALONE_AFTER = timedelta(hours=24)


class Second(StrEnum):
    """As whom the second person decided."""

    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    OUTSIDER = "outsider"
    SAME_PERSON = "same-person"
    TAKEN_BACK = "taken-back"
    """The first decision was taken back before anybody decided about the objection."""


def require_moderator(actor: Actor, *, author_id: int | None = None) -> None:
    """Let pass who moderates, unless it is about what `author_id`, they themselves, made.

    Raises:
        NotAllowed: for everybody else.
    """
    if Permission.MODERATE not in actor.permissions:
        raise NotAllowed(_("Only moderators may do this."))
    if actor.id is not None and author_id == actor.id:
        raise NotAllowed(_("Your own posts are for another moderator to judge."))


def may_second(actor: Actor) -> bool:
    """Whether `actor` may be the second person: moderators, administrators, and the outsider whom the brand named."""
    return Permission.MODERATE in actor.permissions or (
        actor.id is not None and bool(actor.handle) and actor.handle == outsider()
    )


def require_second(
    actor: Actor, *, first_id: int | None, since: datetime, now: datetime, concerned: tuple[int | None, ...]
) -> Second:
    """Let pass who may decide after `first_id` did; answers as whom.

    Args:
        actor: who is about to decide.
        first_id: who decided, or asked, first; None for the machine.
        since: when a second decision was asked for.
        now: the present moment.
        concerned: members whom it is about, who never decide.

    Raises:
        NotAllowed: for the machine, for those concerned, and for the first person while there is somebody else or a
            day has not passed.
    """
    if actor.id is None or not may_second(actor):
        raise NotAllowed(_("Only moderators may do this."))
    if actor.id in concerned:
        raise NotAllowed(_("This is about you: somebody else has to decide."))
    if actor.id != first_id:
        return _as_whom(actor)
    if _is_somebody_else({actor.id, *concerned}):
        raise NotAllowed(_("You decided this the first time. Somebody else has to look now."))
    if now < since + ALONE_AFTER:
        raise NotAllowed(
            _("You moderate alone, so you may decide this yourself, but only a day after it was asked for.")
        )
    return Second.SAME_PERSON


def _as_whom(actor: Actor) -> Second:
    if Permission.MANAGE_SETTINGS in actor.permissions:
        return Second.ADMINISTRATOR
    return Second.MODERATOR if Permission.MODERATE in actor.permissions else Second.OUTSIDER


def _is_somebody_else(than: set[int | None]) -> bool:
    """Whether somebody is there who could be the second person, other than these."""
    ids = [member_id for member_id in than if member_id is not None]
    judges = or_(
        Member.is_moderator.is_(True), Member.is_administrator.is_(True), Member.handle == (outsider() or "")
    )
    others = exists().where(judges, Member.active.is_(True), Member.id.not_in(ids))
    return bool(db.session.scalar(select(others)))


def keeps_evidence(actor: Actor) -> bool:
    """Whether `actor` may open sealed copies: administrators, and the keepers of evidence whom they named."""
    return Permission.MANAGE_SETTINGS in actor.permissions or (
        actor.id is not None and actor.handle in evidence_keepers()
    )


def require_keeper(actor: Actor) -> None:
    """Let pass administrators and keepers of evidence.

    Raises:
        NotAllowed: for everybody else.
    """
    if not keeps_evidence(actor):
        raise NotAllowed(_("Only administrators and keepers of evidence may do this."))


def require_reason(reason: str) -> None:
    """Refuse a reason that is not on the brand's list.

    Raises:
        Invalid: for none, one that is not known, and one that is offered no more.
    """
    found = find_reason(reason)
    if found is None or not found.offered:
        raise Invalid(_("Choose a reason."), field="reason")


def require_length(text: str, field: str, most: int = NOTE_LENGTH) -> None:
    """Refuse what is too long.

    Raises:
        Invalid: beyond `most` characters.
    """
    if len(text) > most:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=most), field=field)


def get_statement_for(viewer: Viewer, statement_id: int) -> Statement:
    """Return a statement for whom it was sent to, and for moderators.

    Raises:
        NotFound: for everybody else, and when there is none.
    """
    statement = db.session.get(Statement, statement_id, populate_existing=True)
    if statement is None or not (statement.member_id == viewer.own_id or may_second(viewer)):
        raise NotFound
    return statement


def get_own_report(viewer: Viewer, report_id: int) -> Report:
    """Return a report for whoever made it.

    Raises:
        NotFound: for everybody else, and when there is none.
    """
    report = db.session.get(Report, report_id, populate_existing=True)
    if report is None or report.reporter_id != viewer.own_id:
        raise NotFound
    return report


def get_report_to_decide(actor: Actor, report_id: int) -> Report:
    """Return a report for a moderator who may decide about it.

    Raises:
        NotAllowed: for others, and where it is about them or what they wrote.
        NotFound: when there is none.
    """
    require_moderator(actor)
    report = db.session.get(Report, report_id, populate_existing=True)
    if report is None:
        raise NotFound
    if report.member_id is not None and report.member_id == actor.id:
        raise NotAllowed(_("A report about you is for somebody else to decide."))
    if report.post_id is not None:
        require_moderator(actor, author_id=db.session.get_one(Post, report.post_id).author_id)
    return report


def get_evidence_for(viewer: Viewer, evidence_id: int) -> Evidence:
    """Return what was locked, for those who keep evidence.

    Raises:
        NotAllowed: for everybody else.
        NotFound: when there is none.
    """
    require_keeper(viewer)
    evidence = db.session.get(Evidence, evidence_id, populate_existing=True)
    if evidence is None:
        raise NotFound
    return evidence
