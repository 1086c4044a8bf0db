"""Enters creations into the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from sqlalchemy import func, select

from forum.core.counters import Counter, register_counter
from forum.core.former_mentions import register_mentioning_texts
from forum.core.personal_data import register_personal_data
from forum.core.policy import Permission, Viewer
from forum.core.slots import Slot, fill
from forum.recipes import (
    creation_kinds,
    drafts,
    kinds,
    listeners,
    metrics,
    personal,
    personal_words,
    wording_of_pages,
)
from forum.recipes.finding import categories
from forum.recipes.importing import cli as importing
from forum.recipes.mentions import MENTIONING
from forum.recipes.models import Creation, Rating
from forum.recipes.queries.ratings import load_ratings
from forum.recipes.views import finding, making, reading, writing


def load_starts(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """Return something for each of `ids` when the viewer may write."""
    return dict.fromkeys(ids, True) if Permission.POST in viewer.permissions else {}


def init_app(app: Flask) -> None:
    """Register kinds, pages, listeners, a metric, counters and personal data."""
    creation_kinds.init_app(app)
    kinds.init_app(app)
    importing.init_app(app)
    categories.init_app(app)
    listeners.init_app(app)
    metrics.init_app(app)
    for views in (finding, reading, writing, making):
        app.register_blueprint(views.blueprint)
    wording_of_pages.init_app(app)
    drafts.init_app(app)
    fill(app, Slot("creation.rating", "recipes", "recipes/_rating.html", load_ratings))
    for place in ("home.greeting", "category.actions"):
        fill(app, Slot(place, "recipes", "recipes/_start.html", load_starts, order=120))
    register_personal_data(
        app, "recipes", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
    for texts in MENTIONING:
        register_mentioning_texts(app, texts)
    given = select(func.count()).select_from(Rating).where(Rating.topic_id == Creation.topic_id)
    stars = select(func.coalesce(func.sum(Rating.stars), 0)).where(Rating.topic_id == Creation.topic_id)
    register_counter(app, Counter(Creation.rating_count, given))
    register_counter(app, Counter(Creation.rating_sum, stars))
