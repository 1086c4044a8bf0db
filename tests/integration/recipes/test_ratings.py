"""Giving stars: one to five, one member once, never to oneself, counted exactly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.check import differing_counts
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text
from forum.recipes.models import Creation, Rating
from forum.recipes.operations.ratings import rate_creation, unrate_creation
from forum.recipes.queries.ratings import bayesian_average
from tests.conversations import NOON
from tests.creations import recipe

pytestmark = pytest.mark.usefixtures("app")


def rate(post_id: int, viewer: Viewer, stars: int) -> None:
    with write_transaction():
        rate_creation(db.session.get_one(Post, post_id), stars, actor=viewer, now=NOON)


def unrate(post_id: int, viewer: Viewer) -> None:
    with write_transaction():
        unrate_creation(db.session.get_one(Post, post_id), actor=viewer, now=NOON)


def counted(post: Post) -> tuple[int, int]:
    """Sum and number of the stars, once all counters are seen to be right."""
    db.session.rollback()
    assert [line for counter in counters for line in differing_counts(counter)] == []
    creation = db.session.get_one(Creation, post.topic_id, populate_existing=True)
    return creation.rating_sum, creation.rating_count


def test_stars_are_counted_changed_and_taken_back(cast: SimpleNamespace) -> None:
    post = recipe(cast.viewer("alice"))
    rate(post.id, cast.viewer("chloe"), 5)
    rate(post.id, cast.viewer("bruno"), 2)
    assert counted(post) == (7, 2)
    rate(post.id, cast.viewer("chloe"), 3)
    assert counted(post) == (5, 2)
    unrate(post.id, cast.viewer("chloe"))
    unrate(post.id, cast.viewer("chloe"))
    assert counted(post) == (2, 1)


def test_nobody_rates_their_own(cast: SimpleNamespace) -> None:
    post = recipe(cast.viewer("alice"))
    with pytest.raises(NotAllowed):
        rate(post.id, cast.viewer("alice"), 5)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_other_numbers_of_stars_are_refused(cast: SimpleNamespace, stars: int) -> None:
    post = recipe(cast.viewer("alice"))
    with pytest.raises(Invalid):
        rate(post.id, cast.viewer("chloe"), stars)


def test_what_is_hidden_is_not_rated(cast: SimpleNamespace) -> None:
    post = recipe(cast.viewer("alice"))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
    with pytest.raises(NotAllowed):
        rate(post.id, cast.viewer("bruno"), 1)


def test_a_storm_of_ratings_leaves_sum_and_number_exact(app: Flask, cast: SimpleNamespace) -> None:
    post = recipe(cast.viewer("alice"))
    raters = [cast.viewer(handle) for handle in ("bruno", "chloe", "dana", "emil")]

    def act(turn: int) -> None:
        with app.app_context():
            viewer = raters[turn % 4]
            if turn % 7 == 0:
                unrate(post.id, viewer)
            else:
                rate(post.id, viewer, turn % 5 + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(96)))
    total, number = counted(post)
    stored = db.session.execute(select(func.sum(Rating.stars), func.count()).select_from(Rating)).one()
    assert (total, number) == (stored[0] or 0, stored[1])


def test_one_enthusiast_does_not_outrun_many() -> None:
    assert bayesian_average(5, 1) < bayesian_average(48 * 5, 50)
