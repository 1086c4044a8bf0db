"""What the frame of every page needs to know of the community: its name, its ways, its legal pages."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _l

from forum.campaigns.settings import there_are_campaigns
from forum.core.i18n import localized
from forum.core.settings import get_setting
from forum.core.viewing import current_viewer

THEMES = ("light", "dark")
WAYS = (
    ("discussions.latest", _l("Latest")),
    ("discussions.unread", _l("Unread")),
    ("discussions.unanswered", _l("Unanswered")),
    ("discussions.top", _l("Top")),
    ("recipe_finding.index", _l("Recipes")),
    ("campaigns.index", _l("Campaigns")),
    ("discussions.categories", _l("Categories")),
    ("discussions.tags", _l("Tags")),
)
FOR_MEMBERS = frozenset({"discussions.unread"})
FOOT = (("badges.badges", _l("Badges")), ("pages.charter", _l("Charter")), ("pages.privacy", _l("Privacy")))


def frame() -> dict[str, Any]:
    """Return what `layout.html` prints around every page."""
    theme = request.cookies.get("theme") if request else None
    return {
        "site_name": get_setting("site.name"),
        "site_tagline": localized(get_setting("site.tagline")),
        "nav_items": _ways(),
        "foot_items": [{"label": label, "href": url_for(endpoint)} for endpoint, label in FOOT],
        "theme": theme if theme in THEMES else None,
    }


def _ways() -> list[dict[str, Any]]:
    is_member = current_viewer().is_authenticated
    left_out = set() if is_member else set(FOR_MEMBERS)
    if not there_are_campaigns():
        left_out.add("campaigns.index")
    return [
        {"label": label, "href": url_for(endpoint), "current": request.endpoint == endpoint}
        for endpoint, label in WAYS
        if endpoint not in left_out
    ]


def init_app(app: Flask) -> None:
    """Hand it to every template."""
    app.context_processor(frame)
