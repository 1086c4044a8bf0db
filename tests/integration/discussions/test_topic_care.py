"""Closing, pinning and moving topics."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.discussions.models import Post, Tag, Topic
from forum.discussions.operations.tags import set_tags
from forum.discussions.operations.topic_care import move_topic
from tests.conversations import NOON, answer, opening, quoting, shelf, team_shelf
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")

ACTS = {
    "closing": {"note": "Solved"},
    "closing/delete": {},
    "pinning": {"where": "everywhere"},
    "category": {"category": 1},
    "title": {"title": "Better"},
    "split": {"title": "Apart", "category": 1, "posts": [2]},
    "merging": {"target": "1"},
}


def topic_of(post: Post) -> Topic:
    db.session.rollback()
    return db.session.get_one(Topic, post.topic_id, populate_existing=True)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["alice", "chloe", "dana"])
def test_members_and_the_brand_do_not_look_after_topics(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], who: str, act: str
) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    address = f"/topics/{post.topic_id}/{act}"
    browser = browser_of(who)
    assert browser.get(address).status_code == 403
    assert browser.post(address, data=ACTS[act]).status_code == 403
    topic = topic_of(post)
    assert (topic.title, topic.closed_at, topic.pinned, topic.post_count) == ("Into the pot", None, 0, 2)


@pytest.mark.parametrize("act", ACTS)
def test_guests_are_led_to_the_sign_in(cast: SimpleNamespace, guest: FlaskClient, act: str) -> None:
    post = opening(cast.viewer("alice"))
    answer = guest.post(f"/topics/{post.topic_id}/{act}", data=ACTS[act])
    assert "/sign-in" in answer.location


@pytest.mark.parametrize("act", ACTS)
def test_a_topic_that_is_not_there_is_not_found(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], act: str
) -> None:
    assert browser_of("bruno").get(f"/topics/999/{act}").status_code == 404


def test_a_moderator_closes_with_a_word_and_opens_again(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"))
    bruno = browser_of("bruno")
    bruno.post(f"/topics/{post.topic_id}/closing", data={"note": "All is <b>said</b>"})
    page = guest.get(f"/topics/{post.topic_id}", follow_redirects=True).text
    assert "All is &lt;b&gt;said&lt;/b&gt;" in page
    assert browser_of("alice").post(f"/topics/{post.topic_id}/posts", data={"body": "But"}).status_code == 403
    bruno.post(f"/topics/{post.topic_id}/closing/delete")
    assert browser_of("alice").post(f"/topics/{post.topic_id}/posts", data={"body": "But"}).status_code == 303


def test_pinning_chooses_where(cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]) -> None:
    post = opening(cast.viewer("alice"))
    bruno = browser_of("bruno")
    for where, level in (("category", 1), ("everywhere", 2), ("nowhere", 0)):
        bruno.post(f"/topics/{post.topic_id}/pinning", data={"where": where})
        assert topic_of(post).pinned == level


def test_moving_moves_counts_and_readers(cast: SimpleNamespace) -> None:
    kitchen, back_room = shelf(), team_shelf()
    alice = cast.viewer("alice")
    first = opening(alice, "Add saffron", category=kitchen)
    answer(first, cast.viewer("chloe"))
    with write_transaction():
        set_tags(db.session.get_one(Topic, first.topic_id), ["soup"], actor=alice, now=NOON)
    elsewhere = opening(cast.viewer("dana"), quoting(first, "alice", "Add saffron"), category=kitchen)

    with write_transaction():
        topic = db.session.get_one(Topic, first.topic_id)
        move_topic(
            topic,
            category=db.session.get_one(type(back_room), back_room.id),
            actor=cast.viewer("bruno"),
            now=NOON,
        )
    assert {post.read_level for post in db.session.query(Post).filter_by(topic_id=first.topic_id)} == {2}
    assert db.session.get_one(Member, cast.alice.id, populate_existing=True).post_count == 0
    assert db.session.query(Tag).one().topic_count == 0
    assert "saffron" not in db.session.get_one(Post, elsewhere.id, populate_existing=True).html
    assert_all_counters_are_right()

    with write_transaction():
        topic = db.session.get_one(Topic, first.topic_id)
        move_topic(
            topic,
            category=db.session.get_one(type(kitchen), kitchen.id),
            actor=cast.viewer("bruno"),
            now=NOON,
        )
    assert "saffron" in db.session.get_one(Post, elsewhere.id, populate_existing=True).html
    assert_all_counters_are_right()


def test_a_moderator_who_was_given_no_such_category_cannot_move_there(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    post = opening(cast.viewer("alice"))
    hidden = shelf("safe", read_level=3, reply_level=3, start_level=3)
    answer = browser_of("bruno").post(f"/topics/{post.topic_id}/category", data={"category": hidden.id})
    assert answer.status_code == 422
    assert topic_of(post).category_id != hidden.id
