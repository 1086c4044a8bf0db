"""Who is looking: from the cookie's token to a viewer, in one statement and without an entity.

The row that is read is the sign-in itself, so that ending it (sign-out, suspension, erasure, a new password) is felt
at the very next request, whatever copies of the cookie exist.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import current_app, g
from sqlalchemy import bindparam, or_, select

from forum.accounts.models import Member, SignIn
from forum.accounts.pictures import picture_address
from forum.accounts.tokens import token_hash
from forum.core.clock import clock
from forum.core.database import AnySelect
from forum.core.news import news
from forum.core.policy import (
    ADMINISTRATOR_PERMISSIONS,
    BRAND_PERMISSIONS,
    GUEST,
    MEMBER_PERMISSIONS,
    MODERATOR_PERMISSIONS,
    OUTSIDER,
    Audience,
    Permission,
    Viewer,
)
from forum.core.reading import fetch
from forum.core.settings import get_setting

EXTENSION = "potluck.who_is_this"
NEWS = "news_"
FRESH_FOR = timedelta(minutes=15)
IDLE_LIMIT = timedelta(days=30)
LONGEST_SIGN_IN = timedelta(days=180)

WHO_IS_THIS = (
    select(
        SignIn.id.label("sign_in_id"),
        SignIn.fresh_at,
        SignIn.last_seen_at,
        Member.id,
        Member.handle,
        Member.name,
        Member.first_name,
        Member.picture_key,
        Member.is_moderator,
        Member.is_brand,
        Member.is_administrator,
        Member.language,
        Member.time_zone,
    )
    .join(Member, Member.id == SignIn.member_id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.last_seen_at > bindparam("idle_since"),
        SignIn.created_at > bindparam("oldest"),
        Member.active.is_(True),
        or_(Member.suspended_until.is_(None), Member.suspended_until <= bindparam("now")),
    )
)


def load_viewer(token: str) -> Viewer | None:
    """Return the viewer behind `token`; None when that sign-in has ended, lapsed or never was."""
    now = clock.now()
    moments = {"now": now, "idle_since": now - IDLE_LIMIT, "oldest": now - LONGEST_SIGN_IN}
    row = fetch(_who_is_this(), token_hash=token_hash(token), **moments).one_or_none()
    if row is None:
        return None
    g.sign_in_last_seen = row.last_seen_at
    return viewer_from(row, token=token, now=now)


def _who_is_this() -> AnySelect:
    """Return the statement that reads the viewer, with what the rooms of this application want to know."""
    statement: AnySelect | None = current_app.extensions.get(EXTENSION)
    if statement is None:
        waiting = [waits(Member.id).label(f"{NEWS}{name}") for name, waits in news.items()]
        statement = current_app.extensions[EXTENSION] = WHO_IS_THIS.add_columns(*waiting)
    return statement


def unknown_viewer() -> Viewer:
    """Return the viewer of a request without a sign-in."""
    return OUTSIDER if get_setting("site.members_only") else GUEST


def viewer_of(member: Member) -> Viewer:
    """Return `member` as an actor of operations, outside of any sign-in."""
    return Viewer(
        id=member.id,
        handle=member.handle,
        name=member.name,
        first_name=member.first_name,
        clearance=clearance_of(member),
        permissions=permissions_of(member),
        is_team=member.is_team,
        language=member.language,
        time_zone=member.time_zone,
    )


def viewer_from(row: Any, *, token: str, now: datetime) -> Viewer:
    """Return the viewer that a row of `WHO_IS_THIS` describes."""
    return Viewer(
        id=row.id,
        handle=row.handle,
        name=row.name,
        first_name=row.first_name,
        picture=picture_address(row.picture_key),
        clearance=clearance_of(row),
        permissions=permissions_of(row),
        is_team=row.is_brand or row.is_administrator,
        language=row.language,
        time_zone=row.time_zone,
        sign_in_id=row.sign_in_id,
        sign_in_token=token,
        is_fresh=now - row.fresh_at <= FRESH_FOR,
        news=frozenset(name for name, _ in news.items() if getattr(row, f"{NEWS}{name}", False)),
    )


def clearance_of(roles: Any) -> Audience:
    """Return the innermost audience to which somebody with these roles belongs."""
    if roles.is_administrator:
        return Audience.ADMINISTRATORS
    return Audience.TEAM if roles.is_moderator or roles.is_brand else Audience.MEMBERS


def permissions_of(roles: Any) -> frozenset[Permission]:
    """Return what somebody with these roles may do."""
    if roles.is_administrator:
        return ADMINISTRATOR_PERMISSIONS
    granted = MEMBER_PERMISSIONS
    if roles.is_moderator:
        granted |= MODERATOR_PERMISSIONS
    if roles.is_brand:
        granted |= BRAND_PERMISSIONS
    return granted
