"""The half of the room that shows what was written: pages, and what is kept of them."""

from __future__ import annotations

from flask import Flask

from forum.core.slots import Slot, fill
from forum.discussions import post_fragments, topic_content
from forum.discussions.queries import muted
from forum.discussions.views import blueprint
from forum.discussions.views.members import load_beginnings


def init_app(app: Flask) -> None:
    """Register the pages for reading."""
    post_fragments.init_app(app)
    topic_content.init_app(app)
    muted.init_app(app)
    app.register_blueprint(blueprint)
    fill(app, Slot("profile", "writings", "discussions/_profile.html", load_beginnings))
