"""Enters the pages room into the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts.guests import leave_open
from forum.accounts.settings_pages import register_settings_page
from forum.core.personal_data import register_personal_data
from forum.core.policy import Viewer
from forum.core.slots import Slot, fill
from forum.pages import context, face, personal, personal_words, record_words, styleguide, tour
from forum.pages.operations import fonts
from forum.pages.policy import may_welcome
from forum.pages.views import (  # noqa: F401 - they add their pages
    brand,
    cards,
    directory,
    feeds,
    home,
    legal,
    machines,
    settings,
    sitemaps,
    welcome,
)
from forum.pages.views.blueprint import blueprint
from forum.uploads.registry import register_pictures

OPEN = (
    "pages.charter", "pages.privacy", "pages.imprint", "pages.health", "pages.robots",
    "pages.style_sheet", "pages.font", "pages.brand_icon", "pages.brand_logo", "pages.manifest", "pages.service_worker",
    "pages.offline",
)  # fmt: skip
"""For everybody, also in a community for members only."""


def init_app(app: Flask) -> None:
    """Register home page, legal pages, style guide, and what every page's frame needs."""
    face.init_app(app)
    fonts.init_app(app)
    tour.init_app(app)
    register_settings_page(app, "pages.find_settings", _l("Find a setting"), order=-10)
    app.register_blueprint(blueprint)
    app.register_blueprint(styleguide.blueprint)
    context.init_app(app)
    record_words.init_app(app)
    leave_open(app, *OPEN)
    register_pictures(app, "pages", needed=_needed)
    register_personal_data(
        app, "pages", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    fill(app, Slot("member-menu", "welcome", "pages/_welcome_menu.html", _load_menu, order=60))
    fill(app, Slot("flashes", "face", "pages/_draft.html", _load_draft))


def _needed(keys: Mapping[int, str]) -> set[int]:
    drafted = face.drafted_face()
    shown = face.published_face().keys | (drafted.keys if drafted else frozenset())
    return {id for id, key in keys.items() if key in shown}


def _load_draft(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, Viewer]:
    """For the head of every page: that the team looks at a face which nobody else sees yet."""
    is_drafted = face.sees_drafts(viewer) and face.drafted_face() is not None
    return dict.fromkeys(ids, viewer) if is_drafted else {}


def _load_menu(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    return dict.fromkeys(ids, True) if may_welcome(viewer) else {}
