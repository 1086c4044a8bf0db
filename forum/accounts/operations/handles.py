"""Handles, the names in addresses and mentions: which is free, and which somebody had before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select

from forum.accounts.models import FormerHandle, Member
from forum.accounts.names import handle_from
from forum.accounts.retired_handles import retired_among
from forum.core.database import db

TRIED_AT_ONCE = 50


def free_handle(name: str, member: Member | None = None) -> str:
    """Return the handle that `name` suggests, numbered if somebody else has or had it, or has left with it."""
    wanted = handle_from(name)
    taken = {handle for handle, owner in _handles_like(wanted) if member is None or owner != member.id}
    numbers = [int(match[1]) for handle in taken if (match := re.fullmatch(rf"{wanted}-(\d{{1,7}})", handle))]
    following = max(numbers, default=1) + 1
    possible = [wanted] if wanted not in taken and wanted != "member" else []
    while True:
        possible += [f"{wanted}-{number}" for number in range(following, following + TRIED_AT_ONCE)]
        retired = retired_among(possible)
        if free := [handle for handle in possible if handle not in retired]:
            return free[0]
        following += TRIED_AT_ONCE
        possible = []


def former_handles(member_id: int) -> Sequence[str]:
    """Return the handles that a member gave up."""
    return db.session.scalars(select(FormerHandle.handle).where(FormerHandle.member_id == member_id)).all()


def _handles_like(handle: str) -> list[tuple[str, int]]:
    now_used = select(Member.handle, Member.id).where(Member.handle.startswith(handle))
    once_used = select(FormerHandle.handle, FormerHandle.member_id).where(
        FormerHandle.handle.startswith(handle)
    )
    return [(found, owner) for found, owner in db.session.execute(now_used.union(once_used))]
