"""A topic's page, and the addresses that lead into it."""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from forum.accounts.views.guards import sign_in_required
from forum.core.database import write_transaction
from forum.core.fragments import render_shared
from forum.core.frame import own
from forum.core.http import LARGEST_NUMBER, private
from forum.core.slots import load_slots
from forum.core.versions import depend_on, opening_scope, topic_scope
from forum.core.viewing import current_viewer
from forum.discussions.operations.reading import mark_read
from forum.discussions.queries.places import first_unread, place_of_number, place_of_post
from forum.discussions.queries.post_facts import remember_facts
from forum.discussions.queries.reading import read_position
from forum.discussions.queries.topic_facts import remember_topic
from forum.discussions.queries.topic_page import count_after
from forum.discussions.topic_content import TopicContent, TopicMerged, topic_content
from forum.discussions.views.blueprint import asked_page, blueprint

log = logging.getLogger(__name__)


@blueprint.get("/topics/<int:topic_id>")
@blueprint.get("/topics/<int:topic_id>/<slug>")
def topic(topic_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Show one page of a topic; other spellings of its address lead here."""
    versions = depend_on(topic_scope(topic_id), opening_scope(topic_id))
    page = asked_page()
    try:
        content = topic_content(current_viewer(), topic_id, page, versions)
    except TopicMerged as merged:
        return redirect(url_for("discussions.topic", topic_id=merged.into_id), 301)
    if slug != content.head.slug:
        return redirect(content.head.href(page), 301)
    return _shown(content)


def _shown(content: TopicContent) -> Response:
    """Return the page for the present viewer; when it has been answered, a member has read it."""
    viewer = current_viewer()
    remember_facts(content.posts)
    remember_topic(content.head)
    actions = load_slots("post.actions", viewer, [post.id for post in content.posts], personal=True)
    read = read_position(viewer, content.head.id) if viewer.id is not None else 0
    divider = _first_unread(content, read)

    def show(place: str, id: int) -> Markup:
        if place == "post.actions":
            return actions.render(id)
        if place == "topic.unread":
            return render_shared("discussions/_unread.html") if id == divider else Markup()
        return own(place, id)

    answer = make_response(content.page.fill(show))
    if viewer.id is None:
        return answer
    if content.last_shown > read:
        _mark_read_later(answer, viewer.id, content.head.id, content.last_shown)
    return private(answer)


def _first_unread(content: TopicContent, read: int) -> int:
    """Return the number of the first post that a returning member has not seen; 0 when it is not on this page."""
    if not 0 < read < content.head.last_number:
        return 0
    return next((post.number for post in content.posts if post.number > read), 0)


def _mark_read_later(answer: Response, member_id: int, topic_id: int, number: int) -> None:
    """Move the member's position forward once the page is on its way: nobody waits for it, and it may fail."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way to what it stands for

    def write() -> None:
        with app.app_context():
            try:
                with write_transaction():
                    mark_read(member_id, topic_id, number)
            except SQLAlchemyError:
                log.warning("the read position of member %s in topic %s was not kept", member_id, topic_id)

    answer.call_on_close(write)


@blueprint.get("/topics/<int:topic_id>/unread")
@sign_in_required
def jump_to_unread(topic_id: int) -> ResponseReturnValue:
    """Lead to the first post that a member has not seen."""
    return redirect(first_unread(current_viewer(), topic_id).href)


@blueprint.get("/topics/<int:topic_id>/new-replies")
@sign_in_required
def new_replies(topic_id: int) -> ResponseReturnValue:
    """Answer with a word when others have written after a post, else with nothing."""
    viewer = current_viewer()
    after = request.args.get("after", 0, type=int)
    count = count_after(viewer, topic_id, min(after, LARGEST_NUMBER))
    if count == 0:
        return private(Response(status=204))
    href = url_for("discussions.jump_to_unread", topic_id=topic_id)
    return private(make_response(render_template("discussions/_new_replies.html", count=count, href=href)))


@blueprint.get("/topics/<int:topic_id>/posts/<int:number>")
def numbered_post(topic_id: int, number: int) -> ResponseReturnValue:
    """Lead to the post that has this number in this topic, or had it before it moved."""
    return redirect(place_of_number(current_viewer(), topic_id, number).href)


@blueprint.get("/posts/<int:post_id>")
def permalink(post_id: int) -> ResponseReturnValue:
    """Lead to where a post stands now."""
    return redirect(place_of_post(current_viewer(), post_id).href)
