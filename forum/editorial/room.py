"""Enters publishing into the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask

from forum.core.former_mentions import register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.core.policy import Viewer
from forum.core.slots import Slot, fill
from forum.editorial import jobs, moments, notices, personal, personal_words
from forum.editorial.mentions import MENTIONING
from forum.editorial.policy import may_publish
from forum.editorial.views import desk, reading, writing  # noqa: F401 - they add their pages
from forum.editorial.views.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Enter pages, the notice, work that comes round, the way in the menu, and personal data."""
    app.register_blueprint(blueprint)
    notices.init_app(app)
    jobs.init_app(app)
    moments.init_app(app)
    fill(app, Slot("member-menu", "editorial", "editorial/_menu.html", _load_menu, order=70))
    register_mentioning_texts(app, MENTIONING)
    register_personal_data(
        app, "editorial", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )


def _load_menu(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    return dict.fromkeys(ids, True) if may_publish(viewer) else {}
