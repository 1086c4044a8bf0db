"""Enters the brand's own room into the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask

from forum.accounts.guests import leave_open
from forum.admin import record_words
from forum.admin.tabs import admin_tabs
from forum.admin.views import (
    badge_awards,
    badge_rules,
    badge_thanks,
    categories,
    creations,
    face,
    people,
    record,
    settings,
    setup,
    traits,
)
from forum.admin.views.blueprint import blueprint
from forum.core.policy import Permission, Viewer
from forum.core.slots import Slot, fill

PAGES = (
    badge_awards,
    badge_rules,
    badge_thanks,
    categories,
    creations,
    face,
    people,
    record,
    settings,
    setup,
    traits,
)
"""The modules whose views the blueprint carries."""


def init_app(app: Flask) -> None:
    """Register the pages, and their links in the menu of those who may use them."""
    app.register_blueprint(blueprint)
    leave_open(app, "admin.setup")
    app.jinja_env.globals["admin_tabs"] = admin_tabs
    record_words.init_app(app)
    fill(app, Slot("moderation.desk", "record", "admin/desk_link.html", _load_desk, order=90))
    fill(app, Slot("member-menu", "admin", "admin/menu.html", _load_menu, order=90))


def _load_menu(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """For the menu: whether all of this room is open to the viewer, or badges and inviting; nothing for others."""
    if viewer.may(Permission.MANAGE_SETTINGS):
        return {0: True}
    return {0: False} if viewer.may(Permission.INVITE) or viewer.may(Permission.MANAGE_BADGES) else {}


def _load_desk(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """For the moderators' desk: whether the record is open to the viewer."""
    return {0: True} if viewer.may(Permission.READ_AUDIT) else {}
