"""The feeds of the community: all of it, one category, tag, topic or member, recipes, campaigns."""

from __future__ import annotations

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.policy import get_member_for
from forum.core.kinds import kinds
from forum.core.policy import GUEST, NotFound
from forum.core.site import site_name
from forum.core.versions import LATEST, category_scope, depend_on, topic_scope
from forum.discussions.addresses import category_address, member_address, tag_address
from forum.discussions.queries.categories import shelves
from forum.discussions.queries.tags import tag_named
from forum.discussions.queries.topic_lists import new_topics, tagged_topics, topics_by, topics_in_categories
from forum.pages.feeds import (
    NOT_IN_XML,
    SIZE,
    Entry,
    Feed,
    entries_of_posts,
    entries_of_topics,
    merged_for_guests,
    newest_of_kinds,
    topic_for_guests,
)
from forum.pages.views.blueprint import blueprint
from forum.recipes.creation_kinds import creation_kinds

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
CAMPAIGN_KINDS = ("campaign", "idea")


@blueprint.get("/feed.atom")
def site_feed() -> ResponseReturnValue:
    """Give the newest topics of all."""
    depend_on(LATEST)
    return _feed(site_name(), "/", entries_of_topics(new_topics(GUEST).items))


@blueprint.get("/categories/<slug>/feed.atom")
def category_feed(slug: str) -> ResponseReturnValue:
    """Give the topics of one category, and of those nested in it."""
    known = shelves()
    shelf = known.named(GUEST, slug)
    ids = [shelf.id, *(each.id for each in known.within(GUEST, shelf))]
    depend_on(*map(category_scope, ids))
    rows = topics_in_categories(GUEST, ids).items
    return _feed(shelf.name, category_address(slug), entries_of_topics(rows))


@blueprint.get("/tags/<slug>/feed.atom")
def tag_feed(slug: str) -> ResponseReturnValue:
    """Give the topics that carry one tag."""
    depend_on(LATEST)
    tag = tag_named(GUEST, slug)
    return _feed(f"#{tag.label}", tag_address(slug), entries_of_topics(tagged_topics(GUEST, tag.id).items))


@blueprint.get("/topics/<int:topic_id>/feed.atom")
def topic_feed(topic_id: int) -> ResponseReturnValue:
    """Give the last posts of one topic."""
    depend_on(topic_scope(topic_id))
    row = topic_for_guests(topic_id)
    if row is None:
        merged_into = merged_for_guests(topic_id)
        if merged_into is None:
            raise NotFound
        return redirect(url_for("pages.topic_feed", topic_id=merged_into), 301)
    return _feed(row.title, row.href, entries_of_posts(topic_id))


@blueprint.get("/members/<handle>/feed.atom")
def member_feed(handle: str) -> ResponseReturnValue:
    """Give what one member began."""
    depend_on(LATEST)
    member = get_member_for(GUEST, handle)
    rows = topics_by(GUEST, member.id, size=SIZE).items
    return _feed(member.name, member_address(member.handle), entries_of_topics(rows))


@blueprint.get("/recipes/feed.atom")
def recipes_feed() -> ResponseReturnValue:
    """Give the newest recipes and other creations."""
    depend_on(LATEST)
    made = [kind.key for kind in creation_kinds()]
    return _feed(_("Recipes"), "/recipes", entries_of_topics(newest_of_kinds(made)))


@blueprint.get("/campaigns/feed.atom")
def campaigns_feed() -> ResponseReturnValue:
    """Give campaigns and the ideas in them."""
    depend_on(LATEST)
    entries = entries_of_topics(newest_of_kinds([kind for kind in CAMPAIGN_KINDS if kinds.get(kind)]))
    return _feed(_("Campaigns"), "/campaigns", entries)


def _feed(title: str, page: str, entries: list[Entry]) -> Response:
    feed = Feed(title, page, request.path, entries)
    site = current_app.config["PUBLIC_URL"]
    xml = render_template("pages/feed.xml", feed=feed, site=site)
    return Response(NOT_IN_XML.sub("", xml), content_type=CONTENT_TYPE)
