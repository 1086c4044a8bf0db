"""Giving a badge by hand, taking it back, and having seen what one was given."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.badges.models import BadgeAward
from forum.badges.operations.rules import require_badges
from forum.badges.rules import Rule
from forum.badges.telling import tell_of
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.upsert import conflict_insert


def award_by_hand(rule: Rule, member: Member, *, level: int, actor: Actor, now: datetime) -> bool:
    """Give `member` a badge that the brand gives; answers whether they did not hold it.

    Raises:
        NotAllowed: for those who do not manage badges.
        Invalid: when it is given by counting, or somebody has left.
    """
    require_badges(actor)
    if not rule.is_by_hand or not rule.active:
        raise Invalid(_("This badge is not given by hand."))
    if not 1 <= level <= rule.levels:
        raise Invalid(_("There is no such level."), field="level")
    if member.erased_at is not None:
        raise Invalid(_("Choose a member."), field="handle")
    statement = conflict_insert(BadgeAward).values(
        rule_id=rule.id,
        level=level,
        member_id=member.id,
        subject_id=0,
        earned_at=now,
        times=1,
        awarded_by_id=actor.id,
    )
    statement = statement.on_conflict_do_update(
        index_elements=[BadgeAward.rule_id, BadgeAward.level, BadgeAward.member_id, BadgeAward.subject_id],
        set_={"lost_since": None, "times": BadgeAward.times + 1, "awarded_by_id": actor.id},
        where=BadgeAward.lost_since.is_not(None),
    )
    award = db.session.execute(
        statement.returning(
            BadgeAward.id, BadgeAward.level, BadgeAward.member_id, BadgeAward.post_id, BadgeAward.times
        )
    ).first()
    if award is None:
        return False
    if award.times == 1:
        tell_of(rule, [award], at=now, silent=False)
    _record("badge.given", rule, member, level, actor, now)
    return True


def take_back(rule: Rule, member: Member, *, level: int, actor: Actor, now: datetime) -> None:
    """Take back a badge that was given by hand. Its date is kept, in case it is given again.

    Raises:
        NotAllowed: for those who do not manage badges.
        Invalid: when it is given by counting.
    """
    require_badges(actor)
    if not rule.is_by_hand:
        raise Invalid(_("This badge is not given by hand."))
    taken = db.session.execute(
        update(BadgeAward)
        .where(
            BadgeAward.rule_id == rule.id,
            BadgeAward.member_id == member.id,
            BadgeAward.level == level,
            BadgeAward.lost_since.is_(None),
        )
        .values(lost_since=now)
        .returning(BadgeAward.id)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is not None:
        _record("badge.taken-back", rule, member, level, actor, now)


def note_seen(*, actor: Actor, now: datetime) -> None:
    """Note that a member has seen what they were given."""
    db.session.execute(
        update(BadgeAward)
        .where(BadgeAward.member_id == actor.id, BadgeAward.seen_at.is_(None))
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


def _record(act: str, rule: Rule, member: Member, level: int, actor: Actor, now: datetime) -> None:
    record_act(
        act, actor=actor, subject_type="member", subject_id=member.id, now=now, rule_id=rule.id, level=level
    )
