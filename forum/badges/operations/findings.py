"""Judging what was found: discount the likes, with a reason; lift that again; or leave them be."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.badges.attention import FINDING
from forum.badges.models import LikeFinding
from forum.core.attention import needs_nobody
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.typed_text import clean_text
from forum.reactions.honesty import discount_likes, lift_discount
from forum.reactions.models import REASON_LENGTH, LikeDiscount


def discount_finding(finding: LikeFinding, *, reason: str, actor: Actor, now: datetime) -> LikeDiscount:
    """Have the likes of a finding count no more, in one act that can be lifted.

    Raises:
        NotAllowed: for those who do not moderate.
        Invalid: without a reason, or when somebody was quicker.
    """
    _check(finding, actor)
    discount = discount_likes(
        [(int(post_id), int(member_id)) for post_id, member_id in finding.likes],
        reason=reason,
        finding=finding.key,
        actor=actor,
        now=now,
    )
    finding.discount_id = discount.id
    needs_nobody(FINDING, [finding.id], now=now)
    db.session.flush()
    return discount


def lift_finding(finding: LikeFinding, *, because: str, actor: Actor, now: datetime) -> None:
    """Have the likes of a finding count again. It is left be from then on.

    Raises:
        NotAllowed: for those who do not moderate.
        Invalid: without a reason, or when nothing was discounted.
    """
    discount = db.session.get(LikeDiscount, finding.discount_id) if finding.discount_id else None
    if discount is None:
        raise Invalid(_("Nothing was discounted here."))
    lift_discount(discount, because=because, actor=actor, now=now)
    finding.discount_id = None
    _dismiss(finding, because, actor, now)


def leave_be(finding: LikeFinding, *, because: str, actor: Actor, now: datetime) -> None:
    """Have a finding shown no more; its likes go on counting.

    Raises:
        NotAllowed: for those who do not moderate.
        Invalid: without a reason, or when somebody was quicker.
    """
    _check(finding, actor)
    _dismiss(finding, because, actor, now)


def _dismiss(finding: LikeFinding, because: str, actor: Actor, now: datetime) -> None:
    words = clean_text(because)
    if not words or len(words) > REASON_LENGTH:
        raise Invalid(_("Say why: it stands in the record."), field="reason")
    finding.dismissed_because, finding.dismissed_at, finding.dismissed_by_id = words, now, actor.id
    needs_nobody(FINDING, [finding.id], now=now)
    db.session.flush()
    record_act("likes.left-be", actor=actor, subject_type="like-finding", subject_id=finding.id, now=now)


def _check(finding: LikeFinding, actor: Actor) -> None:
    if Permission.MODERATE not in actor.permissions:
        raise NotAllowed(_("Only moderators may do this."))
    if finding.discount_id is not None or finding.dismissed_at is not None:
        raise Invalid(_("Somebody has judged this already."))
