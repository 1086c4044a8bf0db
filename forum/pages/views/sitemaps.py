"""The sitemap: an index of parts, each of at most 50,000 topics by number, and one of all other places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from forum.campaigns.settings import there_are_campaigns
from forum.core.policy import GUEST, NotFound
from forum.core.settings import get_setting
from forum.core.versions import LATEST, depend_on
from forum.discussions.addresses import topic_address
from forum.discussions.queries.categories import shelves
from forum.discussions.queries.tags import most_used_tags
from forum.pages.queries.sitemaps import PART, last_topic, topics_of_part
from forum.pages.views.blueprint import blueprint

OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PLACES = (
    "/",
    "/latest",
    "/top",
    "/unanswered",
    "/categories",
    "/tags",
    "/recipes",
    "/polls",
    "/badges",
    "/members",
)
LEGAL = ("charter", "privacy", "imprint")


@blueprint.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """List the parts there are."""
    depend_on(LATEST)
    parts = -(-last_topic() // PART)
    names = ["places", *(f"topics-{part}" for part in range(1, parts + 1))]
    site = current_app.config["PUBLIC_URL"]
    listed = "".join(f"<sitemap><loc>{site}/sitemaps/{name}.xml</loc></sitemap>\n" for name in names)
    return _xml(f"<sitemapindex {NAMESPACE}>\n{listed}</sitemapindex>\n")


@blueprint.get("/sitemaps/places.xml")
def sitemap_of_places() -> ResponseReturnValue:
    """List home page, categories, tags and other lasting places. Members are left out: nobody is listed by name."""
    depend_on(LATEST)
    places = [*PLACES, *(["/campaigns"] if there_are_campaigns() else [])]
    places += [f"/{name}" for name in LEGAL if get_setting(f"site.{name}")]
    places += [shelf.href for shelf in shelves().for_viewer(GUEST)]
    places += [tag.href for tag in most_used_tags(GUEST)]
    return _urls((place, None) for place in places)


@blueprint.get("/sitemaps/topics-<int:part>.xml")
def sitemap_of_topics(part: int) -> ResponseReturnValue:
    """List the topics whose numbers lie in one range."""
    if not 1 <= part <= max(1, -(-last_topic() // PART)):
        raise NotFound
    return _urls((topic_address(topic_id, slug), at) for topic_id, slug, at in topics_of_part(part))


def _urls(places: Iterable[tuple[str, datetime | None]]) -> Response:
    return _xml(f"<urlset {NAMESPACE}>\n{''.join(_lines(places))}</urlset>\n")


def _lines(places: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    site = current_app.config["PUBLIC_URL"]
    for place, at in places:
        changed = f"<lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if at else ""
        yield f"<url><loc>{site}{escape(place)}</loc>{changed}</url>\n"


def _xml(text: str) -> Response:
    return Response(OPENING + text, content_type="application/xml; charset=utf-8")
