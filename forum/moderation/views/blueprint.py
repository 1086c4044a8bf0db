"""The blueprint of the room, and who its pages are for."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from forum.core.policy import NotAllowed, Viewer
from forum.core.viewing import current_viewer
from forum.moderation.policy import may_second

blueprint = Blueprint("moderation", __name__)


def a_moderator() -> Viewer:
    """Return who looks, if they moderate.

    Raises:
        NotAllowed: for everybody else.
    """
    viewer = current_viewer()
    if not viewer.may_moderate:
        raise NotAllowed(_("Only moderators may do this."))
    return viewer


def a_second() -> Viewer:
    """Return who looks, if they may decide as the second person.

    Raises:
        NotAllowed: for everybody else.
    """
    viewer = current_viewer()
    if not may_second(viewer):
        raise NotAllowed(_("Only moderators may do this."))
    return viewer
