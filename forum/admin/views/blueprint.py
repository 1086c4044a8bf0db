"""The blueprint of this room, and who comes in."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from forum.core.policy import NotAllowed, Permission, Viewer
from forum.core.viewing import current_viewer

blueprint = Blueprint("admin", __name__)


def whoever_may(permission: Permission) -> Viewer:
    """Return the viewer.

    Raises:
        NotAllowed: when they do not hold `permission`.
    """
    viewer = current_viewer()
    if not viewer.may(permission):
        raise NotAllowed(_("This page is for the team."))
    return viewer
