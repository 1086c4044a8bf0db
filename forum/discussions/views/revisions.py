"""What a post said before each of its edits."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.http import private
from forum.core.policy import NotFound
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_post_for
from forum.discussions.queries.revisions import revisions_of, steps_between

blueprint = Blueprint("revisions", __name__)


@blueprint.get("/posts/<int:post_id>/revisions")
def revisions(post_id: int) -> ResponseReturnValue:
    """List the edits of a post, and show what one of them changed: the last, or the one asked for by `edit`."""
    post = get_post_for(current_viewer(), post_id)
    known = revisions_of(post)
    chosen = request.args.get("edit", len(known), type=int)
    if not known or not 1 <= chosen <= len(known):
        raise NotFound
    page = render_template(
        "discussions/revisions.html",
        post=post,
        revisions=known,
        chosen=chosen,
        step=steps_between(post, known, chosen),
    )
    return private(make_response(page))
