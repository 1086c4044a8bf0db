"""What the head of a page tells search engines, feed readers, and whoever shares its link."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import current_app, request

from forum.accounts.guests import may_come
from forum.core.i18n import LANGUAGE_ARGUMENT, current_language, offered_languages
from forum.core.viewing import current_viewer

OWN_CANONICAL = frozenset({"discussions.topic", "accounts.profile", "recipes.cook", "recipes.sheet"})
"""Pages that say themselves where they stand."""
CARRYING_A_TITLE = ("discussions.topic", "campaigns.campaign")
"""Pages of one topic, whose card shows its title."""
LOCALES = {"en": "en_GB", "fr": "fr_FR", "de": "de_DE"}
"""Languages as the Open Graph protocol writes them: https://ogp.me/#optional."""
MEANT = ("before", "kind", "page", "period", LANGUAGE_ARGUMENT)
"""Arguments that lead to another page, not to the same one in other dress."""
SPOKEN = frozenset(
    {
        "pages.home", "pages.charter", "pages.privacy", "pages.imprint", "discussions.categories",
        "discussions.category", "badges.badges", "badges.badge", "campaigns.index", "recipe_finding.index",
        "transparency.transparency",
    }
)  # fmt: skip
"""Pages whose content the house or the brand writes in every language."""
FOLLOWED = {
    "discussions.category": "/categories/{slug}/feed.atom",
    "discussions.tag": "/tags/{slug}/feed.atom",
    "campaigns.campaign": "/topics/{topic_id}/feed.atom",
    "discussions.topic": "/topics/{topic_id}/feed.atom",
    "accounts.profile": "/members/{handle}/feed.atom",
    "recipe_finding.index": "/recipes/feed.atom",
    "campaigns.index": "/campaigns/feed.atom",
}


def told_in_head() -> dict[str, Any]:
    """Return canonical address, languages, feeds and the card of the present page."""
    site, endpoint, arguments = (
        current_app.config["PUBLIC_URL"],
        request.endpoint or "",
        request.view_args or {},
    )
    meant = [(name, value) for name in MEANT if (value := request.args.get(name))]
    path = request.path + (f"?{urlencode(meant)}" if meant else "")
    is_whole = {name for name, _value in meant} <= {LANGUAGE_ARGUMENT}
    feeds = ["/feed.atom"]
    if endpoint in FOLLOWED:
        feeds.insert(0, FOLLOWED[endpoint].format(**arguments))
    return {
        "canonical_href": None if endpoint in OWN_CANONICAL else f"{site}{path}",
        "hreflangs": _languages(f"{site}{request.path}") if endpoint in SPOKEN and is_whole else [],
        "feed_hrefs": feeds if may_come(current_viewer(), "pages.site_feed") else [],
        "site_address": site,
        "locale_code": LOCALES[current_language()],
        "card_href": f"{site}{card_path(endpoint, arguments)}",
        "manifest_href": in_this_language("/manifest.webmanifest"),
    }


def _languages(address: str) -> list[tuple[str, str]]:
    """Return the present page in each language, and where a browser's own language decides."""
    codes = list(offered_languages())
    if len(codes) < 2:
        return []
    return [("x-default", address), *((code, f"{address}?{LANGUAGE_ARGUMENT}={code}") for code in codes)]


def in_this_language(path: str) -> str:
    """Return the address of a file about the community, as it is in the language of the present page.

    Devices and other sites ask for it without the cookie that would say it.
    """
    return f"{path}?{LANGUAGE_ARGUMENT}={current_language()}" if len(offered_languages()) > 1 else path


def card_path(endpoint: str, arguments: dict[str, Any]) -> str:
    """Return where the picture is that stands for a page whose link is shared."""
    if endpoint in CARRYING_A_TITLE:
        return f"/topics/{arguments['topic_id']}/card.png"
    return in_this_language("/card.png")
