"""Fetch through the viewer: whether somebody may meet a category, topic or post is decided here and nowhere else.

What a viewer may not know of is not found. What every member may read is refused to guests with a word about signing
in, because mails and members lead there.
"""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.database import db
from forum.core.policy import Audience, NotAllowed, NotFound, Viewer
from forum.discussions.models import Category, Post, PostState, Topic


def belongs_to(viewer: Viewer, audience: int) -> bool:
    """Whether what is meant for `audience` is meant for `viewer` too."""
    return audience <= viewer.clearance


def check_read_level(viewer: Viewer, read_level: int) -> None:
    """Let pass who belongs to the audience `read_level`.

    Raises:
        NotAllowed: to a guest, where signing in would help.
        NotFound: to everybody else outside.
    """
    if belongs_to(viewer, read_level):
        return
    if viewer.id is None and read_level <= Audience.MEMBERS:
        raise NotAllowed(_("This is for members. Sign in to read it."))
    raise NotFound


def get_category_for(viewer: Viewer, category_id: int) -> Category:
    """Return the category `category_id` if `viewer` may know of it.

    Raises:
        NotFound, NotAllowed: see `check_read_level`.
    """
    category = db.session.get(Category, category_id)
    if category is None:
        raise NotFound
    check_read_level(viewer, category.read_level)
    return category


def get_topic_for(viewer: Viewer, topic_id: int) -> Topic:
    """Return the topic `topic_id` if `viewer` may open it.

    Raises:
        NotFound, NotAllowed: see `check_read_level`; a topic whose first post still waits for a moderator is found by
            its author and by moderators only.
    """
    topic = db.session.get(Topic, topic_id)
    if topic is None:
        raise NotFound
    check_read_level(viewer, topic.read_level)
    if not topic.visible_to(viewer):
        raise NotFound
    return topic


def get_post_for(viewer: Viewer, post_id: int) -> Post:
    """Return the post `post_id` if `viewer` may read its words.

    Raises:
        NotFound, NotAllowed: see `check_read_level`.
        NotAllowed: where a placeholder stands for its words.
    """
    post = db.session.get(Post, post_id)
    if post is None:
        raise NotFound
    check_read_level(viewer, post.read_level)
    if not post.visible_to(viewer):
        if post.state == PostState.HELD:
            raise NotFound
        raise NotAllowed(_("This post is not shown."))
    return post
