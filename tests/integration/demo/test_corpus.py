"""The corpus for measuring is as large as asked, realistic in shape, and counted right."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.check import differing_counts
from forum.core.counters import counters
from forum.core.database import db
from forum.discussions.models import Post, Topic


def test_a_seeded_corpus_has_the_size_that_was_asked_for_and_every_counter_right(app: Flask) -> None:
    arguments = ["bench", "seed", "--topics", "40", "--posts", "600", "--members", "30", "--likes", "500"]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    db.session.rollback()
    counts = [db.session.scalar(select(func.count()).select_from(model)) for model in (Topic, Post, Member)]
    assert counts == [40, 600, 30]
    assert [line for counter in counters for line in differing_counts(counter)] == []
    topic = db.session.scalars(select(Topic.id).order_by(Topic.post_count.desc())).first()
    assert app.test_client().get(f"/topics/{topic}", follow_redirects=True).status_code == 200


def test_more_topics_than_posts_are_refused_in_plain_words(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["bench", "seed", "--topics", "9", "--posts", "3"])
    assert result.exit_code == 2
    assert "every topic has at least one post" in result.output
