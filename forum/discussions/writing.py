"""Enters the writing half of this room: kinds of topic, counters, chores, gates, personal data, views."""

from __future__ import annotations

from flask import Flask

from forum.core.counters import register_counter
from forum.core.former_mentions import register_mentioning_texts
from forum.core.markup.cli import POSTS, contexts
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill
from forum.discussions import attributes, jobs, kinds, metrics, notices, personal, personal_words, pictures
from forum.discussions.counters import COUNTERS
from forum.discussions.importing import cli as importing  # noqa: F401 - adds `flask import threads`
from forum.discussions.mentions import MENTIONING
from forum.discussions.operations.texts import text_context
from forum.discussions.queries import tools
from forum.discussions.views import (
    answers,
    drafts,
    editing,
    following,
    mentions,
    posting,
    preview,
    revisions,
    splitting,
    topic_care,
)
from forum.uploads.registry import register_pictures

VIEWS = (posting, editing, revisions, drafts, preview, mentions, following, answers, topic_care, splitting)
SLOTS = (
    Slot(
        "post.actions", "writing", "discussions/_post_tools.html", tools.load_post_tools, order=20, plain=True
    ),
    Slot("topic.actions", "writing", "discussions/_topic_tools.html", tools.load_topic_tools, plain=True),
    Slot("topic.foot", "writing", "discussions/_topic_foot.html", tools.load_topic_foot, plain=True),
    Slot(
        "category.actions", "writing", "discussions/_shelf_tools.html", tools.load_category_tools, plain=True
    ),
    Slot("tag.actions", "writing", "discussions/_shelf_tools.html", tools.load_tag_tools, plain=True),
    Slot("profile.actions", "writing", "discussions/_follow.html", tools.load_member_tools, plain=True),
    Slot("member-menu", "writing", "discussions/_menu.html", tools.load_for_writers, order=50, plain=True),
    Slot("home.greeting", "writing", "discussions/_start.html", tools.load_for_writers, plain=True),
)


def init_app(app: Flask) -> None:
    """Register what writing conversations needs."""
    kinds.init_app(app)
    jobs.init_app(app)
    notices.init_app(app)
    metrics.init_app(app)
    attributes.init_app(app)
    for counter in COUNTERS:
        register_counter(app, counter)
    for view in VIEWS:
        app.register_blueprint(view.blueprint)
    for slot in SLOTS:
        fill(app, slot)
    register_personal_data(
        app, "discussions", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    for texts in MENTIONING:
        register_mentioning_texts(app, texts)
    contexts.add(app, POSTS, text_context)
    register_pictures(app, "discussions", shows_to=pictures.shows, needed=pictures.needed)
