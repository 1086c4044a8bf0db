"""The kinds of topic that this room brings: discussion, question, announcement."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.kinds import TopicKind, kinds
from forum.core.policy import Permission

DISCUSSION = "discussion"
QUESTION = "question"
ANNOUNCEMENT = "announcement"


def init_app(app: Flask) -> None:
    """Enter the three kinds, and let templates ask for any kind by its key."""
    app.jinja_env.globals["topic_kind"] = kinds.get
    for kind in (
        TopicKind(
            DISCUSSION, name=_l("Discussion"), start=_l("Start a discussion"), icon="discussion", order=10
        ),
        TopicKind(QUESTION, name=_l("Question"), start=_l("Ask a question"), icon="question", order=20),
        TopicKind(
            ANNOUNCEMENT,
            name=_l("Announcement"),
            start=_l("Announce something"),
            icon="announcement",
            permission=Permission.ANNOUNCE,
            order=90,
        ),
    ):
        kinds.add(app, kind.key, kind)
