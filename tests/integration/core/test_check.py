"""`flask forum check` finds what is miscounted, and mends it when asked."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import update

from forum.accounts.models import Member
from forum.core.database import write_transaction
from forum.discussions.models import Category, Post, Topic
from tests.conversations import answer, opening


@pytest.fixture
def miscounted(app: Flask, cast: SimpleNamespace) -> Flask:
    """A community in which one topic claims 41 posts."""
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    with write_transaction() as session:
        session.execute(update(Topic).values(post_count=41))
    return app


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["forum", "check", *arguments])
    return result.exit_code, result.output


def test_a_sound_community_is_said_to_be_right(app: Flask, cast: SimpleNamespace) -> None:
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert run(app) == (0, "every counter and reference is right\n")


def test_a_wrong_counter_is_listed_and_ends_with_1(miscounted: Flask) -> None:
    code, output = run(miscounted)
    assert code == 1
    assert output == "topic.post_count of topic 1: is 41, should be 2\n"


def test_a_wrong_count_of_likes_makes_no_other_look_wrong(app: Flask, cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    with write_transaction() as session:
        session.execute(update(Post).values(like_count=9, counted_likes=9))
    assert run(app)[1].splitlines() == [
        f"post.like_count of post {first.id}: is 9, should be 0",
        f"post.counted_likes of post {first.id}: is 9, should be 0",
    ]


def test_one_repair_mends_all(miscounted: Flask) -> None:
    with write_transaction() as session:
        session.execute(update(Post).values(like_count=9, counted_likes=8))
        session.execute(update(Topic).values(like_count=7))
        session.execute(update(Category).values(post_count=6, topic_count=5))
        session.execute(update(Member).values(likes_received=4, counted_likes=3, post_count=2, topic_count=9))
    code, output = run(miscounted, "--repair")
    assert (code, output.splitlines()[-1]) == (0, "every counter and reference is right")
    assert run(miscounted) == (0, "every counter and reference is right\n")
