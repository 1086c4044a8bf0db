"""`flask forum check` finds what is miscounted, and mends it when asked."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import update

from forum.core.database import write_transaction
from forum.discussions.models import Topic
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
    assert "topic.post_count of topic 1: is 41, should be 2" in output


def test_repair_mends_it_for_good(miscounted: Flask) -> None:
    assert run(miscounted, "--repair")[0] == 0
    assert run(miscounted)[0] == 0
