"""Who acts and what they may do, spelled once for every room.

The actor is a protocol, so that nothing below `accounts` needs to know how members are stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Protocol


class Audience(IntEnum):
    """How far somebody stands inside the house. A thing of audience A is for all whose clearance is at least A."""

    EVERYONE = 0
    MEMBERS = 1
    TEAM = 2
    ADMINISTRATORS = 3


OUTSIDE = -1
"""Clearance of a guest in a community that shows itself to members only."""


class Permission(StrEnum):
    """What an actor may do, wherever the thing acted upon allows it."""

    POST = "post"
    LIKE = "like"
    REPORT = "report"
    UPLOAD = "upload"
    ANNOUNCE = "announce"
    MODERATE = "moderate"
    ANSWER = "answer"
    READ_AUDIT = "read-audit"
    INVITE = "invite"
    MANAGE_CATEGORIES = "manage-categories"
    MANAGE_SETTINGS = "manage-settings"
    MANAGE_MEMBERS = "manage-members"
    MANAGE_BADGES = "manage-badges"
    DEFINE_CREATIONS = "define-creations"
    RUN_CAMPAIGNS = "run-campaigns"
    SHAPE_FACE = "shape-face"
    ASK_MEMBERS = "ask-members"


MEMBER_PERMISSIONS = frozenset({Permission.POST, Permission.LIKE, Permission.REPORT, Permission.UPLOAD})
MODERATOR_PERMISSIONS = MEMBER_PERMISSIONS | {Permission.MODERATE, Permission.ANSWER, Permission.READ_AUDIT}
BRAND_PERMISSIONS = MEMBER_PERMISSIONS | {
    Permission.ANSWER,
    Permission.ANNOUNCE,
    Permission.INVITE,
    Permission.MANAGE_BADGES,
    Permission.DEFINE_CREATIONS,
    Permission.RUN_CAMPAIGNS,
    Permission.SHAPE_FACE,
    Permission.ASK_MEMBERS,
}
ADMINISTRATOR_PERMISSIONS = frozenset(Permission)


class Actor(Protocol):
    """Somebody who acts: a signed-in member, or the system itself (`id` None)."""

    @property
    def id(self) -> int | None:
        """The member's number; None for guests and for the system."""
        ...

    @property
    def handle(self) -> str:
        """The name in addresses and mentions."""
        ...

    @property
    def name(self) -> str:
        """The display name."""
        ...

    @property
    def clearance(self) -> int:
        """The highest audience this actor belongs to."""
        ...

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this actor may do."""
        ...


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks at a page: one row of facts, read once a request, tied to no session.

    It also answers Flask-Login's questions, so that `current_user` is a viewer.
    """

    id: int | None
    handle: str = ""
    name: str = ""
    first_name: str = ""
    picture: str | None = None
    clearance: int = Audience.EVERYONE
    permissions: frozenset[Permission] = frozenset()
    is_team: bool = False
    language: str | None = None
    time_zone: str = "UTC"
    sign_in_id: int | None = None
    sign_in_token: str = ""
    is_fresh: bool = False
    news: frozenset[str] = frozenset()
    """What waits to be shown to them at once, by the names of `forum.core.news`."""

    @property
    def is_authenticated(self) -> bool:
        """Whether this is a signed-in member."""
        return self.id is not None

    @property
    def is_active(self) -> bool:
        """Signed-in members are active; suspended ones have no sign-in."""
        return self.id is not None

    @property
    def is_anonymous(self) -> bool:
        """Whether this is a guest."""
        return self.id is None

    @property
    def own_id(self) -> int:
        """The number to compare authors with: 0, which nobody has, for guests, so that they own nothing."""
        return self.id or 0

    def get_id(self) -> str:
        """Return what the signed cookie carries: the token of this sign-in."""
        return self.sign_in_token

    def may(self, permission: Permission) -> bool:
        """Whether this viewer holds `permission`."""
        return permission in self.permissions

    @property
    def may_moderate(self) -> bool:
        """Whether this viewer reads and handles what moderation hid."""
        return Permission.MODERATE in self.permissions


GUEST = Viewer(id=None)
OUTSIDER = Viewer(id=None, clearance=OUTSIDE)
SYSTEM = Viewer(
    id=None,
    handle="system",
    name="Potluck",
    clearance=Audience.ADMINISTRATORS,
    permissions=ADMINISTRATOR_PERMISSIONS,
)
"""The actor of imports, jobs and the command line. It is nobody's author and nobody's page."""


class NotAllowed(Exception):
    """The actor may not do this. `message` is for their eyes, in their language."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(Exception):
    """There is no such thing, or none that this viewer may know of."""


class Invalid(Exception):
    """What was given cannot be accepted: `errors` maps a field's name ("" for the whole) to a message."""

    def __init__(self, message: str = "", *, field: str = "", errors: dict[str, str] | None = None) -> None:
        self.errors = errors if errors is not None else {field: message}
        super().__init__("; ".join(self.errors.values()))
