"""One post as all viewers of a class see it, made once: a page that changes makes only what changed anew."""

from __future__ import annotations

from flask import Flask, current_app
from flask_babel import get_timezone
from markupsafe import Markup

from forum.core.fragments import hole, render_shared
from forum.core.i18n import current_language
from forum.core.kept import Kept
from forum.discussions.queries.topic_page_rows import PostRow

EXTENSION = "potluck.post_fragments"
CAPACITY = 32 * 1024 * 1024
A_DAY = 60.0 * 60 * 24


def post_fragment(
    post: PostRow, *, accepted: bool, to_members: bool, marks: Markup, foot: Markup, below: Markup
) -> Markup:
    """Return a post with its holes, from everything that is printed of it: nothing else decides how it looks."""
    kept: Kept[Markup] = current_app.extensions[EXTENSION]
    key = (post, accepted, to_members, marks, foot, below, current_language(), str(get_timezone()))
    entry = kept.find(key)
    if entry is not None:
        return entry.value
    made = render_shared(
        "discussions/_post.html",
        post=post,
        accepted=accepted,
        to_members=to_members,
        marks=marks,
        foot=foot,
        below=below,
        own=hole,
    )
    kept.keep(key, made, {}, 2 * len(made) + 1_000)
    return made


def init_app(app: Flask) -> None:
    """Give `app` its store of posts."""
    app.extensions[EXTENSION] = Kept[Markup](CAPACITY, stands_for=A_DAY)
