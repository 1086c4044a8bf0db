"""Which likes count for badges: what takes a like out of the count, and puts it back.

Every act is a few statements over sets, and tells by `LikesReassessed` whose counts changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select, tuple_, update

from forum.accounts.events import MemberSuspended, SuspensionLifted
from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core import events
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.typed_text import clean_text
from forum.reactions.counting import recount_posts
from forum.reactions.events import LikesReassessed
from forum.reactions.models import REASON_LENGTH, DiscountedLike, Flaw, Like, LikeDiscount

CHUNK = 400

Pair = tuple[int, int]
"""A post and the member who likes it."""


def discount_likes(
    likes: Collection[Pair], *, reason: str, finding: str, actor: Actor, now: datetime
) -> LikeDiscount:
    """Have `likes` count no more, for a reason; their members and all readers see them as before.

    Raises:
        NotAllowed: for those who do not moderate.
        Invalid: without a reason, or when none of the likes is there.
    """
    _check_moderator(actor)
    present = _present(likes)
    if not present:
        raise Invalid(_("These likes are not there any more."))
    discount = LikeDiscount(
        reason=_checked(reason, field="reason"), finding=finding, made_by_id=actor.id, made_at=now
    )
    db.session.add(discount)
    db.session.flush()
    rows = [
        {"discount_id": discount.id, "post_id": post_id, "member_id": member_id}
        for post_id, member_id in present
    ]
    db.session.execute(DiscountedLike.__table__.insert(), rows)  # type: ignore[attr-defined]  # it is a Table
    _reassess(_covered(discount.id), Flaw.DISCOUNTED, on=True, now=now)
    record_act(
        "likes.discounted",
        actor=actor,
        subject_type="like-discount",
        subject_id=discount.id,
        now=now,
        likes=len(present),
        finding=finding,
    )
    return discount


def lift_discount(discount: LikeDiscount, *, because: str, actor: Actor, now: datetime) -> None:
    """Have the likes of a discount count again, but for those that another one covers. Harmless when lifted.

    Raises:
        NotAllowed: for those who do not moderate.
        Invalid: without a reason.
    """
    _check_moderator(actor)
    if discount.lifted_at is not None:
        return
    discount.lifted_because = _checked(because, field="because")
    discount.lifted_at, discount.lifted_by_id = now, actor.id
    db.session.flush()
    still = exists().where(
        DiscountedLike.post_id == Like.post_id,
        DiscountedLike.member_id == Like.member_id,
        DiscountedLike.discount_id == LikeDiscount.id,
        LikeDiscount.lifted_at.is_(None),
    )
    _reassess(_covered(discount.id) & ~still, Flaw.DISCOUNTED, on=False, now=now)
    record_act(
        "likes.discount-lifted", actor=actor, subject_type="like-discount", subject_id=discount.id, now=now
    )


def mend_suspensions(*, now: datetime) -> int:
    """Let likes count again whose members' suspension has run out; return how many members there were."""
    over = (
        select(Like.member_id)
        .join(Member, Member.id == Like.member_id)
        .where(
            Like.flaws.bitwise_and(int(Flaw.SUSPENDED)) != 0,
            Member.erased_at.is_(None),
            (Member.suspended_until.is_(None)) | (Member.suspended_until <= now),
        )
        .distinct()
    )
    members = db.session.scalars(over).all()
    for member_id in members:
        _reassess(Like.member_id == member_id, Flaw.SUSPENDED, on=False, now=now)
    return len(members)


def _reassess(which: ColumnElement[bool], flaw: Flaw, *, on: bool, now: datetime) -> None:
    """Set or clear `flaw` on the likes `which`, count anew what they belong to, and tell."""
    bit = int(flaw)
    flaws = Like.flaws.bitwise_or(bit) if on else Like.flaws.bitwise_and(~bit & 0x7F)
    has = Like.flaws.bitwise_and(bit) != 0
    changed = db.session.execute(
        update(Like)
        .where(which, ~has if on else has)
        .values(flaws=flaws)
        .returning(Like.post_id)
        .execution_options(synchronize_session=False)
    )
    posts = sorted(set(changed.scalars()))
    for start in range(0, len(posts), CHUNK):
        chunk = posts[start : start + CHUNK]
        authors = recount_posts(chunk)
        events.record(LikesReassessed(tuple(chunk), tuple(authors), now))


def _covered(discount_id: int) -> ColumnElement[bool]:
    return exists().where(
        DiscountedLike.discount_id == discount_id,
        DiscountedLike.post_id == Like.post_id,
        DiscountedLike.member_id == Like.member_id,
    )


def _present(likes: Collection[Pair]) -> Sequence[Pair]:
    wanted = sorted(set(likes))
    found: list[Pair] = []
    for start in range(0, len(wanted), CHUNK):
        keys = tuple_(Like.post_id, Like.member_id).in_(wanted[start : start + CHUNK])
        found += [
            (row.post_id, row.member_id)
            for row in db.session.execute(select(Like.post_id, Like.member_id).where(keys))
        ]
    return found


def _check_moderator(actor: Actor) -> None:
    if Permission.MODERATE not in actor.permissions:
        raise NotAllowed(_("Only moderators may do this."))


def _checked(reason: str, *, field: str) -> str:
    words = clean_text(reason)
    if not words:
        raise Invalid(_("Say why: it stands in the record."), field=field)
    if len(words) > REASON_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=REASON_LENGTH), field=field)
    return words


def _suspended(event: MemberSuspended) -> None:
    if event.until > event.at:
        _reassess(Like.member_id == event.member_id, Flaw.SUSPENDED, on=True, now=event.at)


def _lifted(event: SuspensionLifted) -> None:
    _reassess(Like.member_id == event.member_id, Flaw.SUSPENDED, on=False, now=event.at)


def _mend() -> None:
    with write_transaction():
        mend_suspensions(now=clock.now())


def init_app(app: Flask) -> None:
    """Listen to suspensions, and look every quarter of an hour for those that have run out."""
    events.listen(app, MemberSuspended, _suspended)
    events.listen(app, SuspensionLifted, _lifted)
    chore(app, "reactions.suspensions", _mend, every=timedelta(minutes=15))
