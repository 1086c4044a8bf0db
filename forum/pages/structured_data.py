"""What the home page tells search engines: the community, and who stands behind it, in the vocabulary of schema.org.

https://developers.google.com/search/docs/appearance/site-names and …/logo
"""

from __future__ import annotations

from typing import Any

from flask import current_app

from forum.core.breadcrumbs import CONTEXT
from forum.core.i18n import current_language, localized
from forum.core.settings import get_setting
from forum.pages.face import Face
from forum.pages.icons import icon_address


def site_described(face: Face) -> dict[str, Any]:
    """Return the description of the community in the language of the present page."""
    site = current_app.config["PUBLIC_URL"]
    publisher = {
        "@type": "Organization",
        "name": face.shown_name,
        "url": f"{site}/",
        "logo": site + icon_address(face, "512"),
    }
    described = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": face.shown_name,
        "alternateName": sorted({face.name, *face.names.values()} - {face.shown_name}),
        "url": f"{site}/",
        "description": localized(get_setting("site.description")),
        "inLanguage": current_language(),
        "publisher": publisher,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{site}/search?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
    return {name: value for name, value in described.items() if value}
