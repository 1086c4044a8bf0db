"""What the brand sends along with a level: words, codes from a list, an invitation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Invitation
from forum.accounts.operations.invitations import create_invitation
from forum.accounts.tokens import token_hash
from forum.audit.changes import changed
from forum.audit.operations import record_act
from forum.badges.models import (
    CODE_LENGTH,
    LEVELS,
    THANKS_LENGTH,
    AwardedInvitation,
    BadgeAward,
    BadgeThanks,
    Gift,
    VoucherCode,
)
from forum.badges.operations.rules import require_badges
from forum.badges.rules import forget_rules
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.policy import SYSTEM, Actor, Invalid, NotFound
from forum.core.typed_text import clean_line, clean_text
from forum.core.upsert import conflict_insert, insert_missing

MOST_CODES = 10_000


def save_thanks(
    rule_id: int, level: int, *, texts: Mapping[str, str], gift: str, codes: str, actor: Actor, now: datetime
) -> int:
    """Say what comes with a level; `codes` are added to the list, one a line. Returns how many were new.

    Raises:
        NotAllowed: for those who do not manage badges.
        Invalid: for a level or gift that is not, too long words or codes.
    """
    require_badges(actor)
    if gift not in set(Gift) or not 1 <= level <= LEVELS:
        raise Invalid(_("Choose what comes with it."), field="gift")
    words = {code: text for code in LANGUAGES if (text := clean_text(texts.get(code, "")))}
    if any(len(text) > THANKS_LENGTH for text in words.values()):
        raise Invalid(_("This is too long: at most %(most)s characters.", most=THANKS_LENGTH), field="texts")
    values = {"texts": words, "gift": gift}
    found = db.session.get(BadgeThanks, (rule_id, level), populate_existing=True)
    was = {"texts": found.texts, "gift": found.gift} if found else {}
    db.session.execute(
        conflict_insert(BadgeThanks)
        .values(rule_id=rule_id, level=level, **values)
        .on_conflict_do_update(index_elements=[BadgeThanks.rule_id, BadgeThanks.level], set_=values)
    )
    new = _add_codes(rule_id, level, codes) if gift == Gift.VOUCHER else 0
    forget_rules()
    record_act(
        "badge-thanks.changed",
        actor=actor,
        subject_type="badge-rule",
        subject_id=rule_id,
        now=now,
        level=level,
        codes=new,
        **changed(was, values),
    )
    return new


def _add_codes(rule_id: int, level: int, typed: str) -> int:
    lines = dict.fromkeys(clean_line(line) for line in typed.splitlines())
    codes = [line for line in lines if line]
    if len(codes) > MOST_CODES:
        raise Invalid(_("At most %(most)s codes at once, please.", most=MOST_CODES), field="codes")
    if any(len(code) > CODE_LENGTH for code in codes):
        raise Invalid(_("This is too long: at most %(most)s characters.", most=CODE_LENGTH), field="codes")
    known = set(db.session.scalars(select(VoucherCode.code).where(VoucherCode.rule_id == rule_id)))
    rows = [{"rule_id": rule_id, "level": level, "code": code} for code in codes if code not in known]
    for start in range(0, len(rows), 200):
        insert_missing(VoucherCode, rows[start : start + 200])
    return len(rows)


def make_invitation(award_id: int, *, actor: Actor, now: datetime) -> str:
    """Make the invitation that came with one of the actor's awards; return the token of its link, shown this once.

    Raises:
        NotFound: when the award is somebody else's, or brought none.
        Invalid: when the link was made before.
    """
    award = db.session.get(BadgeAward, award_id)
    if award is None or award.member_id != actor.id:
        raise NotFound
    granted = db.session.get(AwardedInvitation, award_id, populate_existing=True, with_for_update=True)
    if granted is None:
        raise NotFound
    if granted.made_at is not None:
        raise Invalid(_("You have made this link already."))
    token = create_invitation(note="", actor=SYSTEM, now=now)
    granted.made_at = now
    granted.invitation_id = db.session.scalar(
        select(Invitation.id).where(Invitation.token_hash == token_hash(token))
    )
    db.session.flush()
    return token
