"""Sign-ins: begun with a new token, seen, made fresh again, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from forum.accounts.events import MemberVisited
from forum.accounts.models import Member, SignIn
from forum.accounts.tokens import new_token, token_hash
from forum.core import events
from forum.core.database import db
from forum.core.policy import NotFound


@dataclass(frozen=True)
class Origin:
    """Where a request comes from, as coarsely as it is kept."""

    network: str = ""
    device: str = ""


def begin_sign_in(member: Member, *, method: str, origin: Origin, now: datetime) -> str:
    """Sign `member` in and return the token for the cookie. It is never shown or stored again."""
    token = new_token()
    db.session.add(
        SignIn(
            member_id=member.id,
            token_hash=token_hash(token),
            method=method,
            network=origin.network,
            device=origin.device,
            created_at=now,
            last_seen_at=now,
            fresh_at=now,
        )
    )
    db.session.flush()
    note_visit(member.id, now=now)
    set_committed_value(member, "last_seen_at", now)
    return token


def freshen_sign_in(sign_in_id: int, *, now: datetime) -> None:
    """Note that whoever holds this sign-in has just shown again who they are."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(fresh_at=now))


def note_seen(sign_in_id: int, member_id: int, *, now: datetime) -> None:
    """Note when a sign-in and its member were last here."""
    db.session.execute(
        update(SignIn).where(SignIn.id == sign_in_id, SignIn.last_seen_at < now).values(last_seen_at=now)
    )
    note_visit(member_id, now=now)


def note_visit(member_id: int, *, now: datetime) -> None:
    """Note that a member is here; the first time on a day (in UTC) counts as a day on which they came by."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    is_new = or_(Member.last_seen_at.is_(None), Member.last_seen_at < midnight)
    first = db.session.execute(
        update(Member)
        .where(Member.id == member_id, is_new)
        .values(last_seen_at=now, days_visited=Member.days_visited + 1)
        .returning(Member.days_visited)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if first is not None:
        events.record(MemberVisited(member_id, first, now))
        return
    later = update(Member).where(Member.id == member_id, Member.last_seen_at < now)
    db.session.execute(later.values(last_seen_at=now).execution_options(synchronize_session=False))


def end_sign_in(sign_in_id: int, *, member_id: int, now: datetime) -> None:
    """End one sign-in of a member.

    Raises:
        NotFound: when it is not theirs.
    """
    ended = db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.member_id == member_id)
        .values(ended_at=now)
        .returning(SignIn.id)
    ).scalar_one_or_none()
    if ended is None:
        raise NotFound


def end_sign_ins(member_id: int, *, now: datetime, but: int | None = None) -> int:
    """End every sign-in of a member, except the one numbered `but`; return how many there were."""
    open_ones = select(SignIn.id).where(
        SignIn.member_id == member_id, SignIn.ended_at.is_(None), SignIn.id != (but or 0)
    )
    ended = db.session.execute(
        update(SignIn)
        .where(SignIn.id.in_(open_ones.scalar_subquery()))
        .values(ended_at=now)
        .returning(SignIn.id)
    )
    return len(ended.all())
