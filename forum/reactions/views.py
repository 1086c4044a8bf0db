"""Likes and bookmarks as resources of a post: `POST /posts/7/likes` makes one, `…/likes/delete` unmakes it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import wants_fragment
from forum.core.limits import limit_write
from forum.core.pagination import decode_mark
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_post_for
from forum.reactions import operations
from forum.reactions.queries import load_reactions, page_of_bookmarks, page_of_likers

blueprint = Blueprint("reactions", __name__)


@blueprint.post("/posts/<int:post_id>/likes")
@login_required
@limit_write("like")
def like(post_id: int) -> ResponseReturnValue:
    """Like a post."""
    viewer = current_viewer()
    with write_transaction():
        operations.like_post(get_post_for(viewer, post_id), actor=viewer, now=clock.now())
    return _buttons(viewer, post_id)


@blueprint.post("/posts/<int:post_id>/likes/delete")
@login_required
@limit_write("like")
def unlike(post_id: int) -> ResponseReturnValue:
    """Take one's like back."""
    viewer = current_viewer()
    with write_transaction():
        operations.unlike_post(get_post_for(viewer, post_id), actor=viewer, now=clock.now())
    return _buttons(viewer, post_id)


@blueprint.post("/posts/<int:post_id>/bookmark")
@login_required
@limit_write("like")
def bookmark(post_id: int) -> ResponseReturnValue:
    """Keep a post among one's bookmarks."""
    viewer = current_viewer()
    with write_transaction():
        operations.bookmark_post(get_post_for(viewer, post_id), actor=viewer, now=clock.now())
    return _buttons(viewer, post_id)


@blueprint.post("/posts/<int:post_id>/bookmark/delete")
@login_required
@limit_write("like")
def remove_bookmark(post_id: int) -> ResponseReturnValue:
    """Take a post from one's bookmarks."""
    viewer = current_viewer()
    with write_transaction():
        operations.remove_bookmark(get_post_for(viewer, post_id), actor=viewer)
    return _buttons(viewer, post_id)


@blueprint.get("/posts/<int:post_id>/likes")
def likers(post_id: int) -> ResponseReturnValue:
    """Show who likes a post."""
    post = get_post_for(current_viewer(), post_id)
    page = page_of_likers(post.id, before=_mark())
    return render_template("reactions/likers.html", post=post, page=page)


@blueprint.get("/bookmarks")
@login_required
def bookmarks() -> ResponseReturnValue:
    """Show what this member bookmarked."""
    return render_template(
        "reactions/bookmarks.html", page=page_of_bookmarks(current_viewer(), before=_mark())
    )


def _mark() -> tuple[datetime, int] | None:
    key = decode_mark(request.args.get("before"), 2)
    if key is None:
        return None
    try:
        return datetime.fromisoformat(str(key[0])), int(key[1])
    except ValueError:
        return None


def _buttons(viewer: Viewer, post_id: int) -> ResponseReturnValue:
    """Answer with the buttons as they now stand, or, without JavaScript, with the post they belong to."""
    if not wants_fragment():
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    item = load_reactions(viewer, [post_id])[post_id]
    return render_template("reactions/post_actions.html", item=item, id=post_id, viewer=viewer)
