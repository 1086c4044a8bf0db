"""What happens to members, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class MemberJoined:
    """Somebody has become a member."""

    member_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class ProfileChanged:
    """A member shows another name, picture or text about themselves."""

    member_id: int
    at: datetime


@dataclass(frozen=True)
class RolesChanged:
    """A member was given or has lost a role."""

    member_id: int
    roles: tuple[str, ...]
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class MemberSuspended:
    """A member may not sign in until a moment."""

    member_id: int
    until: datetime
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class MemberErased:
    """A member has left and was forgotten. Their posts were emptied, or stay signed "former member"."""

    member_id: int
    posts_emptied: bool
    at: datetime


@dataclass(frozen=True)
class SuspensionLifted:
    """A member who was kept out may come in again."""

    member_id: int
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class MemberVisited:
    """A member came by, for the first time on that day; `days` are the days on which they have."""

    member_id: int
    days: int
    at: datetime
