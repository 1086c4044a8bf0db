"""Conversations from elsewhere arrive whole, once, with their dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.check import differing_counts
from forum.core.counters import counters
from forum.core.database import db
from forum.core.outbox import drain
from forum.discussions.models import Category, Post, Tag, Topic
from forum.notifications.models import Notification

SOUP = {
    "topic_id": "soup-1",
    "title": "Too much salt",
    "category": "Soups & stews",
    "tags": ["salt"],
    "created": "2019-05-04T10:00:00Z",
    "posts": [
        {
            "author": "ruby_wren",
            "created": "2019-05-04T10:00:00Z",
            "body": "It is **salty**. @tidy_fennel?",
            "score": 3,
        },
        {
            "author": "tidy_fennel",
            "created": "2019-05-04T11:30:00Z",
            "body": "Add a potato.",
            "score": 5,
            "reply_to": 0,
        },
        {"author": "ruby_wren", "created": "2019-05-05T09:00:00Z", "body": "It worked.", "reply_to": 1},
    ],
}


def run(app: Flask, file: Path) -> str:
    answer = app.test_cli_runner().invoke(args=["import", "threads", str(file)])
    assert answer.exit_code == 0, answer.output
    db.session.rollback()
    return answer.output


def write(folder: Path, *lines: Any) -> Path:
    file = folder / "threads.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts) + "\n", "utf-8")
    return file


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_topic_arrives_with_its_posts_authors_dates_and_replies(app: Flask, tmp_path: Path) -> None:
    assert "1 imported, 0 already here, 0 rejected" in run(app, write(tmp_path, SOUP))
    topic = db.session.scalars(select(Topic)).one()
    posts = list(db.session.scalars(select(Post).order_by(Post.number)))
    assert (topic.title, topic.created_at.isoformat()) == ("Too much salt", "2019-05-04T10:00:00+00:00")
    assert topic.bumped_at == posts[2].created_at
    assert [post.number for post in posts] == [1, 2, 3]
    assert "<strong>salty</strong>" in posts[0].html
    assert posts[2].reply_to_id == posts[1].id
    assert set(db.session.scalars(select(Member.name))) == {"ruby_wren", "tidy_fennel"}
    assert db.session.scalars(select(Category.names)).one() == {"en": "Soups & stews"}
    assert db.session.scalars(select(Tag.slug)).one() == "salt"


def test_every_counter_is_right_afterwards(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, SOUP, {**SOUP, "topic_id": "soup-2", "title": "Again"}))
    assert [line for counter in counters for line in differing_counts(counter)] == []


def test_running_it_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    file = write(tmp_path, SOUP)
    run(app, file)
    assert "0 imported, 1 already here, 0 rejected" in run(app, file)
    assert (count(Topic), count(Post), count(Member)) == (1, 3, 2)


def test_an_interrupted_import_goes_on_where_it_stopped(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, SOUP))
    assert "1 imported, 1 already here" in run(app, write(tmp_path, SOUP, {**SOUP, "topic_id": "soup-2"}))


BAD_LINES = {
    "not JSON": "{oops",
    "not a JSON object": "[]",
    "posts: must be a list": {**SOUP, "posts": []},
    "title: must be a text": {**SOUP, "title": " "},
    "topic_id: must be": {**SOUP, "topic_id": None},
    "created: must be a time": {**SOUP, "created": "yesterday"},
    "posts[0].body: must be": {**SOUP, "posts": [{**SOUP["posts"][0], "body": ""}]},  # type: ignore[index]
    "posts[0].author: must be": {**SOUP, "posts": [{"created": "2019-05-04", "body": "x"}]},
    "posts[0].body: has 50001": {**SOUP, "posts": [{**SOUP["posts"][0], "body": "x" * 50_001}]},  # type: ignore[index]
    "text that is not Unicode": '{"topic_id": "\\ud800"}',
    "tags: must be": {**SOUP, "tags": [1]},
}


@pytest.mark.parametrize("reason", list(BAD_LINES))
def test_a_bad_line_is_told_with_its_number_and_reason_and_the_rest_goes_in(
    app: Flask, tmp_path: Path, reason: str
) -> None:
    good = {**SOUP, "topic_id": "good"}
    assert "1 imported, 0 already here, 1 rejected" in run(app, write(tmp_path, BAD_LINES[reason], good))
    rejects = app.extensions["potluck.config"].data_dir / "rejects" / "threads.jsonl.rejects.jsonl"
    rejected = json.loads(rejects.read_text("utf-8"))
    assert rejected["line"] == 1
    assert reason in rejected["reason"]


def test_two_names_that_look_alike_become_two_members(app: Flask, tmp_path: Path) -> None:
    posts = [
        {"author": name, "created": "2019-05-04", "body": "x"}
        for name in ("Anna", "anna", "Ánna", "!!!", "???")
    ]
    run(app, write(tmp_path, {**SOUP, "posts": posts}))
    assert count(Member) == 5
    assert db.session.scalar(select(func.count(func.distinct(Member.handle)))) == 5


def test_nobody_is_told_of_what_is_imported(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, SOUP))
    drain()
    assert count(Notification) == 0


def test_an_imported_author_cannot_sign_in(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, SOUP))
    assert set(db.session.execute(select(Member.email, Member.password))) == {(None, None)}


def test_imported_topics_can_be_read_at_once(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, SOUP))
    topic_id = db.session.scalars(select(Topic.id)).one()
    assert "Add a potato." in app.test_client().get(f"/topics/{topic_id}/too-much-salt").text
