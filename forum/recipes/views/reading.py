"""A creation on a page of its own: as a sheet to print, scaled, in other measures; and while it is being made."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private, wants_fragment
from forum.core.limits import limit_write
from forum.core.policy import NotFound, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.addresses import topic_address
from forum.recipes.asked import asked_stars, asked_view
from forum.recipes.creation_kinds import creation_kind
from forum.recipes.operations.ratings import rate_creation, unrate_creation
from forum.recipes.page import sheet_of
from forum.recipes.policy import Opened, get_creation_for
from forum.recipes.queries.one import StoredCreation
from forum.recipes.queries.ratings import load_ratings
from forum.recipes.sheet import Sheet

blueprint = Blueprint("recipes", __name__)


@blueprint.get("/recipes/<int:topic_id>")
def recipe(topic_id: int) -> ResponseReturnValue:
    """Lead to the topic of a creation."""
    opened = get_creation_for(current_viewer(), topic_id)
    return redirect(_topic_address(opened), 301)


@blueprint.get("/recipes/<int:topic_id>/sheet")
def sheet(topic_id: int) -> ResponseReturnValue:
    """Show a creation alone: for printing, for other servings and other measures."""
    opened = get_creation_for(current_viewer(), topic_id)
    return _page("recipes/sheet.html", opened)


@blueprint.get("/recipes/<int:topic_id>/cook")
def cook(topic_id: int) -> ResponseReturnValue:
    """Show a creation large, step by step, for somebody who is making it."""
    opened = get_creation_for(current_viewer(), topic_id)
    return _page("recipes/cook.html", opened)


@blueprint.post("/recipes/<int:topic_id>/rating")
@limit_write("like")
def rate(topic_id: int) -> ResponseReturnValue:
    """Give a creation stars."""
    viewer = current_viewer()
    get_creation_for(viewer, topic_id)
    with write_transaction():
        post = get_creation_for(viewer, topic_id).post
        rate_creation(post, asked_stars(), actor=viewer, now=clock.now())
    return _stars(viewer, topic_id)


@blueprint.post("/recipes/<int:topic_id>/rating/delete")
@limit_write("like")
def unrate(topic_id: int) -> ResponseReturnValue:
    """Take one's stars back."""
    viewer = current_viewer()
    get_creation_for(viewer, topic_id)
    with write_transaction():
        unrate_creation(get_creation_for(viewer, topic_id).post, actor=viewer, now=clock.now())
    return _stars(viewer, topic_id)


def _stars(viewer: Viewer, topic_id: int) -> ResponseReturnValue:
    if not wants_fragment():
        return redirect(url_for("recipes.recipe", topic_id=topic_id) + "#rating", 303)
    item = load_ratings(viewer, [topic_id]).get(topic_id)
    return private(make_response(render_template("recipes/_rating.html", item=item, id=topic_id)))


def _page(template: str, opened: Opened) -> ResponseReturnValue:
    page = render_template(
        template, sheet=_sheet(opened), topic=opened.topic, post=opened.post, href=_topic_address(opened)
    )
    answer = make_response(page)
    return private(answer) if current_viewer().is_authenticated else answer


def _sheet(opened: Opened) -> Sheet:
    creation = opened.creation
    kind = creation_kind(creation.kind)
    if kind is None:
        raise NotFound
    stored = StoredCreation(creation.kind, creation.document, creation.rating_sum, creation.rating_count)
    return sheet_of(
        stored,
        kind,
        topic_id=opened.topic.id,
        language=opened.topic.language,
        html=opened.post.html,
        wanted=asked_view(),
    )


def _topic_address(opened: Opened) -> str:
    return topic_address(opened.topic.id, opened.topic.slug)
