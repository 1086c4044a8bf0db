"""The pages behind the counter that somebody may use, as tabs."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext as _l

from forum.core.policy import Permission
from forum.core.viewing import current_viewer

PAGES = (
    (_l("Settings"), "settings", Permission.MANAGE_SETTINGS),
    (_l("Look"), "face", Permission.SHAPE_FACE),
    (_l("Categories"), "categories", Permission.MANAGE_CATEGORIES),
    (_l("Kinds of creation"), "creations", Permission.DEFINE_CREATIONS),
    (_l("Questions to members"), "traits", Permission.ASK_MEMBERS),
    (_l("Members"), "members", Permission.MANAGE_MEMBERS),
    (_l("Badges"), "badges", Permission.MANAGE_BADGES),
    (_l("Invitations"), "invitations", Permission.INVITE),
    (_l("Record"), "record", Permission.READ_AUDIT),
)
ABOUT = {
    "settings": _l("Names, languages, who may join, care and answers, charter and privacy."),
    "face": _l("Colours, fonts, logo, home page, menu and footer: tried out, then published."),
    "categories": _l("Where conversations stand, and who may read and write there."),
    "creations": _l("What members show beside recipes."),
    "traits": _l("What members may say about themselves, for polls."),
    "members": _l("Who is here, and who belongs to the team."),
    "badges": _l("What this community gives back, and by which rules."),
    "invitations": _l("Links by which somebody may join."),
    "record": _l("Who decided what, when and why."),
}
BELOW = {
    "find_settings": "settings",
    "face_home": "face",
    "face_links": "face",
    "category": "categories",
    "new_category": "categories",
    "creation": "creations",
    "new_creation": "creations",
    "trait": "traits",
    "new_trait": "traits",
    "new_region": "traits",
    "member": "members",
    "badge": "badges",
    "new_badge": "badges",
    "badge_awards": "badges",
    "badge_thanks": "badges",
}
"""Pages that belong to one of the tabs."""


def admin_tabs() -> list[tuple[str, str, bool]]:
    """Return label and address of every page the viewer may use, and whether it is the present one."""
    here = (request.endpoint or "").removeprefix("admin.")
    return [
        (str(label), url_for(f"admin.{page}"), BELOW.get(here, here) == page) for label, page in _allowed()
    ]


def admin_pages() -> list[tuple[str, str, str]]:
    """Return label and address of every page the viewer may use, and what is done there."""
    return [(str(label), url_for(f"admin.{page}"), str(ABOUT[page])) for label, page in _allowed()]


def _allowed() -> list[tuple[LazyString, str]]:
    viewer = current_viewer()
    return [(label, page) for label, page, permission in PAGES if viewer.may(permission)]
