"""Whatever is hidden and shown again, in whatever order: counters, badges, quotes, search, reading are as before."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.reading import mark_read
from forum.discussions.operations.tags import set_tags
from tests.conversations import answer, opening, quoting, shelf
from tests.counting import assert_all_counters_are_right
from tests.integration.badges.kitchen import a_rule, like
from tests.restoring import hide_and_show_again, state_of_everything

pytestmark = pytest.mark.usefixtures("app")


def some_talk(cast: SimpleNamespace) -> list[int]:
    """Two tagged topics with answers, quotes, likes, badges and read positions; gives the numbers of their posts."""
    a_rule("likes-on-one", (1, 2), name="One")
    a_rule("likes-on-all", (2, 3), name="All")
    kitchen, posts = shelf(), []
    for title in ("Into the pot", "Onto the plate"):
        first = opening(
            cast.viewer("alice"),
            f"Porridge with honey? {title}",
            category=db.session.get_one(Category, kitchen.id),
            title=title,
        )
        second = answer(first, cast.viewer("chloe"), "Porridge with salt.")
        third = answer(second, cast.viewer("alice"), quoting(second, "chloe", "Porridge with salt."))
        like(first, cast.viewer("chloe"), cast.viewer("dana"))
        like(third, cast.viewer("chloe"), cast.viewer("emil"))
        like(second, cast.viewer("dana"))
        with write_transaction():
            topic = db.session.get_one(Topic, first.topic_id)
            set_tags(topic, ["porridge"], actor=cast.viewer("alice"), now=clock.now())
            mark_read(cast.chloe.id, topic.id, 2)
        posts += [first, second, third]
    return [post.id for post in posts]


@pytest.mark.parametrize("seed", [1, 2])
def test_everything_is_as_before(cast: SimpleNamespace, guest: FlaskClient, seed: int) -> None:
    post_ids, chance = some_talk(cast), random.Random(seed)
    drain()
    before, found = state_of_everything(), guest.get("/search?q=porridge").text
    assert "4 posts" in found
    assert hide_and_show_again(cast.viewer("bruno"), post_ids, chance=chance) >= 4
    drain()
    assert state_of_everything() == before
    assert guest.get("/search?q=porridge").text == found
    assert_all_counters_are_right()
    assert db.session.query(Post).filter(Post.hidden_at.is_not(None)).count() == 0
