"""Trust by hand: a moderator fixes somebody's level with a reason, or lets the rules decide again."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.audit.changes import changed
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_text
from forum.gatekeeping.models import TrustGrant
from forum.gatekeeping.models.measures import NOTE_LENGTH
from forum.gatekeeping.policy import require_other
from forum.gatekeeping.trust import Level


def fix_trust(member: Member, level: Level, *, reason: str, actor: Actor, now: datetime) -> TrustGrant:
    """Let `level` hold for a member, whatever is counted of them.

    Raises:
        Invalid: without a reason, or with too long a one.
        NotAllowed: for those who do not moderate, and about oneself.
    """
    require_other(actor, member.id)
    reason = clean_text(reason)
    if not reason:
        raise Invalid(_("Say why."), field="reason")
    if len(reason) > NOTE_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=NOTE_LENGTH), field="reason")
    grant = db.session.get(TrustGrant, member.id) or TrustGrant(member_id=member.id)
    was = _level_name(grant)
    grant.level, grant.reason, grant.granted_by_id, grant.granted_at = int(level), reason, actor.id, now
    db.session.add(grant)
    db.session.flush()
    record_act(
        "trust.fixed",
        actor=actor,
        subject_type="member",
        subject_id=member.id,
        now=now,
        reason=reason[:500],
        **changed({"level": was}, {"level": _level_name(grant)}),
    )
    return grant


def leave_trust_to_rules(member: Member, *, actor: Actor, now: datetime) -> None:
    """Let the rules decide again. Harmless where they do.

    Raises:
        NotAllowed: for those who do not moderate, and about oneself.
    """
    require_other(actor, member.id)
    grant = db.session.get(TrustGrant, member.id)
    if grant is None:
        return
    was = _level_name(grant)
    db.session.delete(grant)
    db.session.flush()
    record_act(
        "trust.left-to-rules",
        actor=actor,
        subject_type="member",
        subject_id=member.id,
        now=now,
        **changed({"level": was}, {}),
    )


def _level_name(grant: TrustGrant) -> str | None:
    """Return the level that is fixed, as the record keeps it; None while there is none."""
    return Level(grant.level).name.lower() if grant.level is not None else None
