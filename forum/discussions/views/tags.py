"""The tags of the community, and the topics that carry one."""

from __future__ import annotations

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from forum.core.http import private
from forum.core.versions import LATEST, depend_on
from forum.core.viewing import current_viewer
from forum.discussions.queries.reading import mark_unread
from forum.discussions.queries.tags import most_used_tags, tag_named
from forum.discussions.queries.topic_lists import tagged_topics
from forum.discussions.views.blueprint import asked_mark, blueprint
from forum.discussions.views.lists import older_address


@blueprint.get("/tags")
def tags() -> ResponseReturnValue:
    """Show the tags that are used most."""
    depend_on(LATEST)
    viewer = current_viewer()
    answer = make_response(render_template("discussions/tags.html", tags=most_used_tags(viewer)))
    return private(answer) if viewer.is_authenticated else answer


@blueprint.get("/tags/<slug>")
def tag(slug: str) -> ResponseReturnValue:
    """List the topics that carry one tag."""
    depend_on(LATEST)
    viewer = current_viewer()
    chosen = tag_named(viewer, slug)
    page = tagged_topics(viewer, chosen.id, asked_mark())
    mark_unread(viewer, page.items)
    answer = make_response(
        render_template(
            "discussions/tag.html",
            tag=chosen,
            rows=page.items,
            first_href=chosen.href if asked_mark() else None,
            older_href=older_address(chosen.href, page.older),
        )
    )
    return private(answer) if viewer.is_authenticated else answer
