"""Who welcomes those who are new."""

from __future__ import annotations

from forum.core.policy import Actor, Permission


def may_welcome(actor: Actor) -> bool:
    """Whether `actor` belongs to those who welcome: moderators, the brand, administrators."""
    return bool({Permission.MODERATE, Permission.ANNOUNCE} & actor.permissions)
