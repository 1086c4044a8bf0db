"""What the frame of every page needs to know of the community: its face, its ways, its legal pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flask import Flask, has_request_context, request, url_for
from flask_babel import LazyString, lazy_gettext as _l

from forum.accounts.guests import may_come, may_follow
from forum.accounts.pictures import picture_address
from forum.campaigns.settings import there_are_campaigns
from forum.core.assets import static_url
from forum.core.i18n import localized
from forum.core.settings import get_setting
from forum.core.viewing import current_viewer
from forum.pages.brand_css import brand_css, font_paths, version_of
from forum.pages.face import Face, Link, face_for
from forum.pages.found import told_in_head
from forum.pages.icons import favicon_address, icon_address
from forum.pages.mail_look import mail_look
from forum.pages.palette import by_day, by_night

THEMES = ("light", "dark")
WAYS: dict[str, LazyString] = {
    "discussions.latest": _l("Latest"),
    "discussions.unread": _l("Unread"),
    "discussions.unanswered": _l("Unanswered"),
    "discussions.top": _l("Top"),
    "recipe_finding.index": _l("Recipes"),
    "campaigns.index": _l("Campaigns"),
    "discussions.categories": _l("Categories"),
    "discussions.tags": _l("Tags"),
}
FOOT: dict[str, LazyString] = {
    "pages.members": _l("Members"),
    "badges.badges": _l("Badges"),
    "pages.charter": _l("Charter"),
    "pages.privacy": _l("Privacy"),
    "transparency.transparency": _l("Transparency"),
    "moderation.new_notice": _l("Report something"),
    "pages.imprint": _l("Imprint"),
    "pages.site_feed": _l("News feed"),
}
SHOWN_WHEN: Mapping[str, Callable[[], bool]] = {
    "discussions.unread": lambda: current_viewer().is_authenticated,
    "campaigns.index": there_are_campaigns,
    "pages.imprint": lambda: bool(get_setting("site.imprint")),
}
SHIPPED_FONTS = {"figtree": "fonts/figtree-latin.woff2", "vollkorn": "fonts/vollkorn-latin.woff2"}


def frame() -> dict[str, Any]:
    """Return what `layout.html` prints around every page."""
    theme = request.cookies.get("theme") if has_request_context() else None
    face = face_for(current_viewer())
    css = brand_css(face)
    return {
        **(told_in_head() if has_request_context() else {}),
        "site_name": face.shown_name,
        "site_description": localized(get_setting("site.description")),
        "site_tagline": localized(get_setting("site.tagline")),
        "site_logo": picture_address(face.logo or None),
        "site_icon": icon_address(face, "180") if face.icon else None,
        "logo_width": face.logo_width,
        "brand_css_href": f"/brand.css?v={version_of(css)}" if css else None,
        "font_hrefs": _fonts(face),
        "favicon_href": favicon_address(face),
        "touch_icon_href": icon_address(face, "180"),
        "paper_colours": (by_day(face.colours).paper, by_night(face.colours).paper),
        "nav_items": list(_shown(face.menu, WAYS)),
        "foot_items": list(_shown(face.footer, FOOT)),
        "theme": theme if theme in THEMES else None,
    }


def in_order(links: Sequence[Link], ways: Mapping[str, LazyString]) -> list[Link]:
    """Return the entries of menu or footer in the brand's order; ways that came later stand at the end."""
    named = [link for link in links if link.to in ways or link.to.startswith(("/", "https://"))]
    return [*named, *(Link(endpoint) for endpoint in ways if endpoint not in {link.to for link in named})]


def _shown(links: Sequence[Link], ways: Mapping[str, LazyString]) -> Iterator[dict[str, Any]]:
    viewer = current_viewer()
    for link in in_order(links, ways):
        if not link.on or not SHOWN_WHEN.get(link.to, lambda: True)():
            continue
        is_way = link.to in ways
        if not (may_come(viewer, link.to) if is_way else may_follow(viewer, link.to)):
            continue
        yield {
            "label": localized(link.labels) or str(ways.get(link.to, link.to)),
            "href": url_for(link.to) if is_way else link.to,
            "current": is_way and request.endpoint == link.to,
        }


def _fonts(face: Face) -> list[str]:
    """Return the fonts that are asked for before the style sheet names them."""
    shipped = [static_url(SHIPPED_FONTS[name]) for name in (face.text, face.display) if name in SHIPPED_FONTS]
    return [*dict.fromkeys(shipped), *font_paths(face)]


def init_app(app: Flask) -> None:
    """Hand it to every template; mails ask for what they need of it."""
    app.context_processor(frame)
    app.jinja_env.globals["mail_look"] = mail_look
