"""Liking what others write, once each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from flask import Flask

from forum.accounts.models import Member
from forum.core.check import differing_counts
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.policy import NotAllowed
from forum.discussions.models import Post, Topic
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.reactions.models import Like
from forum.reactions.operations import like_post, unlike_post
from tests.conversations import NOON, opening

pytestmark = pytest.mark.usefixtures("app")


def like(post_id: int, viewer: object) -> None:
    with write_transaction():
        like_post(db.session.get_one(Post, post_id), actor=viewer, now=NOON)


def unlike(post_id: int, viewer: object) -> None:
    with write_transaction():
        unlike_post(db.session.get_one(Post, post_id), actor=viewer, now=NOON)


def counted(post_id: int) -> tuple[int, int, int]:
    """Likes of the post, of its topic, and received by its author."""
    db.session.rollback()
    post = db.session.get_one(Post, post_id, populate_existing=True)
    topic = db.session.get_one(Topic, post.topic_id, populate_existing=True)
    author = db.session.get_one(Member, post.author_id, populate_existing=True)
    return post.like_count, topic.like_count, author.likes_received


def assert_all_counters_are_right() -> None:
    assert [line for counter in counters for line in differing_counts(counter)] == []


def test_a_like_counts_for_the_post_its_topic_and_its_author(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    like(post.id, cast.viewer("chloe"))
    assert counted(post.id) == (1, 1, 1)
    assert_all_counters_are_right()


def test_liking_twice_is_liking_once(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    like(post.id, cast.viewer("chloe"))
    like(post.id, cast.viewer("chloe"))
    assert counted(post.id) == (1, 1, 1)


def test_a_like_taken_back_leaves_no_trace(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    like(post.id, cast.viewer("chloe"))
    unlike(post.id, cast.viewer("chloe"))
    unlike(post.id, cast.viewer("chloe"))
    assert counted(post.id) == (0, 0, 0)


def test_nobody_likes_their_own_post(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with pytest.raises(NotAllowed):
        like(post.id, cast.viewer("alice"))
    assert counted(post.id) == (0, 0, 0)


def test_likes_of_a_hidden_post_do_not_count_until_it_is_shown_again(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    like(post.id, cast.viewer("chloe"))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="off-topic", now=NOON)
    assert counted(post.id) == (1, 0, 0)
    assert_all_counters_are_right()
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, post.id), now=NOON)
    assert counted(post.id) == (1, 1, 1)


def test_a_storm_of_toggling_leaves_the_counter_exact(app: Flask, cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    viewers = [cast.viewer(handle) for handle in ("bruno", "chloe", "dana", "emil")]

    def toggle(turn: int) -> None:
        with app.app_context():
            (like if turn % 3 else unlike)(post.id, viewers[turn % 4])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(toggle, range(120)))
    db.session.rollback()
    standing = db.session.query(Like).filter_by(post_id=post.id).count()
    assert counted(post.id) == (standing, standing, standing)


def test_the_button_answers_with_the_new_count(cast: SimpleNamespace, browser_of: object) -> None:
    post = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    page = chloe.post(f"/posts/{post.id}/likes", headers={"HX-Request": "true"}).text
    assert "1 like" in page
    assert 'aria-pressed="true"' in page
    page = chloe.post(f"/posts/{post.id}/likes/delete", headers={"HX-Request": "true"}).text
    assert 'aria-pressed="true"' not in page


def test_a_guest_who_likes_is_led_to_the_sign_in(cast: SimpleNamespace, guest: object) -> None:
    post = opening(cast.viewer("alice"))
    answer = guest.post(f"/posts/{post.id}/likes")
    assert answer.status_code in (302, 303)
    assert "/sign-in" in answer.location


def test_who_likes_a_post_can_be_seen(cast: SimpleNamespace, guest: object) -> None:
    post = opening(cast.viewer("alice"))
    like(post.id, cast.viewer("chloe"))
    assert "Chloé Clove" in guest.get(f"/posts/{post.id}/likes").text


def test_bookmarks_are_found_again_by_whoever_kept_them_alone(
    cast: SimpleNamespace, browser_of: object
) -> None:
    post = opening(cast.viewer("alice"), title="Lentils for a crowd")
    chloe, bruno = browser_of("chloe"), browser_of("bruno")
    chloe.post(f"/posts/{post.id}/bookmark")
    assert "Lentils for a crowd" in chloe.get("/bookmarks").text
    assert "Lentils for a crowd" not in bruno.get("/bookmarks").text
    chloe.post(f"/posts/{post.id}/bookmark/delete")
    assert "Lentils for a crowd" not in chloe.get("/bookmarks").text
