"""Making two topics of one, and one of two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.discussions.models import Category, Following, Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.splitting import merge_topics, split_topic
from forum.discussions.operations.tags import set_tags
from tests.conversations import NOON, answer, opening, team_shelf
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")


def split(first: Post, posts: list[Post], who: object, category: Category | None = None) -> Topic:
    with write_transaction():
        topic = db.session.get_one(Topic, first.topic_id)
        place = db.session.get_one(Category, category.id if category else topic.category_id)
        ids = [post.id for post in posts]
        return split_topic(topic, post_ids=ids, title="Apart", category=place, actor=who, now=NOON)


def merge(source: Post, target: Post, who: object) -> None:
    with write_transaction():
        topics = db.session.get_one(Topic, source.topic_id), db.session.get_one(Topic, target.topic_id)
        merge_topics(*topics, actor=who, now=NOON)


def places(*posts: Post) -> list[tuple[int, int]]:
    db.session.rollback()
    fresh = [db.session.get_one(Post, post.id, populate_existing=True) for post in posts]
    return [(post.topic_id, post.number) for post in fresh]


def test_posts_that_are_split_off_keep_their_order_and_their_old_address(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    first = opening(cast.viewer("alice"))
    one, two, three = (answer(first, cast.viewer("chloe"), f"Answer {n}") for n in (1, 2, 3))
    new = split(first, [three, one], cast.viewer("bruno"))
    assert places(first, one, two, three) == [
        (first.topic_id, 1),
        (new.id, 1),
        (first.topic_id, 3),
        (new.id, 2),
    ]
    assert_all_counters_are_right()
    old_address = guest.get(f"/topics/{first.topic_id}/posts/2", follow_redirects=True)
    assert old_address.request.path.startswith(f"/topics/{new.id}/")
    assert "Answer 1" in old_address.text


def test_the_new_topic_belongs_to_who_wrote_its_first_post(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    one = answer(first, cast.viewer("chloe"), now=NOON + timedelta(hours=1))
    new = split(first, [one], cast.viewer("bruno"))
    old = db.session.get_one(Topic, first.topic_id, populate_existing=True)
    assert (new.author_id, new.created_at, new.last_author_id) == (
        cast.chloe.id,
        one.created_at,
        cast.chloe.id,
    )
    assert (old.last_author_id, old.last_post_at) == (cast.alice.id, NOON)
    assert (
        db.session.query(Following)
        .filter_by(target="topic", target_id=new.id, member_id=cast.chloe.id)
        .count()
        == 1
    )


def test_what_goes_to_the_team_is_read_by_the_team(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    one = answer(first, cast.viewer("chloe"))
    split(first, [one], cast.viewer("bruno"), team_shelf())
    db.session.rollback()
    assert not db.session.get_one(Post, one.id, populate_existing=True).visible_to(cast.viewer("chloe"))
    assert_all_counters_are_right()


def test_an_accepted_answer_that_leaves_is_the_answer_no_longer(cast: SimpleNamespace) -> None:
    question = opening(cast.viewer("alice"), kind="question")
    post = answer(question, cast.viewer("chloe"))
    with write_transaction():
        topic = db.session.get_one(Topic, question.topic_id)
        accept_answer(topic, db.session.get_one(Post, post.id), actor=cast.viewer("alice"), now=NOON)
    split(question, [post], cast.viewer("bruno"))
    assert db.session.get_one(Topic, question.topic_id, populate_existing=True).answer_post_id is None


def test_a_hidden_post_that_opens_the_new_topic_hides_its_title(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    one = answer(first, cast.viewer("chloe"))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, one.id), reason_key="off-topic", now=NOON)
    assert split(first, [one], cast.viewer("bruno")).is_hidden
    assert_all_counters_are_right()


def test_the_first_post_and_posts_of_other_topics_stay_where_they_are(cast: SimpleNamespace) -> None:
    first, other = opening(cast.viewer("alice")), opening(cast.viewer("alice"))
    one = answer(first, cast.viewer("chloe"))
    for chosen in ([], [first], [first, one], [one, other]):
        with pytest.raises(Invalid):
            split(first, chosen, cast.viewer("bruno"))


def test_merged_posts_follow_those_that_were_there(cast: SimpleNamespace, guest: FlaskClient) -> None:
    source, target = (
        opening(cast.viewer("alice"), title="Source"),
        opening(cast.viewer("dana"), title="Target"),
    )
    one, two = answer(source, cast.viewer("chloe")), answer(target, cast.viewer("chloe"))
    with write_transaction():
        set_tags(db.session.get_one(Topic, source.topic_id), ["soup"], actor=cast.viewer("alice"), now=NOON)
    merged_id = source.topic_id
    merge(source, target, cast.viewer("bruno"))
    assert places(target, two, source, one) == [(target.topic_id, number) for number in (1, 2, 3, 4)]
    assert_all_counters_are_right()
    page = guest.get(f"/topics/{merged_id}", follow_redirects=True)
    assert page.request.path.startswith(f"/topics/{target.topic_id}/")
    feed = guest.get(f"/topics/{merged_id}/feed.atom", follow_redirects=True)
    assert (feed.status_code, feed.request.path) == (200, f"/topics/{target.topic_id}/feed.atom")


def test_the_likes_go_along(cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]) -> None:
    source, target = opening(cast.viewer("alice")), opening(cast.viewer("dana"))
    browser_of("chloe").post(f"/posts/{source.id}/likes")
    merge(source, target, cast.viewer("bruno"))
    assert db.session.get_one(Topic, target.topic_id, populate_existing=True).like_count == 1
    assert_all_counters_are_right()


def test_what_was_merged_once_or_with_itself_is_refused(cast: SimpleNamespace) -> None:
    a, b, c = (opening(cast.viewer("alice")) for _ in range(3))
    a_topic = db.session.get_one(Topic, a.topic_id)
    merge(a, b, cast.viewer("bruno"))
    for pair in ((a_topic.id, c.topic_id), (c.topic_id, a_topic.id), (c.topic_id, c.topic_id)):
        with pytest.raises(Invalid), write_transaction():
            merge_topics(
                *(db.session.get_one(Topic, id) for id in pair), actor=cast.viewer("bruno"), now=NOON
            )


def test_a_chain_of_merges_leads_to_its_end(cast: SimpleNamespace, guest: FlaskClient) -> None:
    a, b, c = (opening(cast.viewer("alice")) for _ in range(3))
    a_id, b_id, c_id = a.topic_id, b.topic_id, c.topic_id
    merge(a, b, cast.viewer("bruno"))
    with write_transaction():
        merge_topics(
            db.session.get_one(Topic, b_id),
            db.session.get_one(Topic, c_id),
            actor=cast.viewer("bruno"),
            now=NOON,
        )
    assert guest.get(f"/topics/{a_id}", follow_redirects=True).request.path.startswith(f"/topics/{c_id}/")
    assert_all_counters_are_right()


def test_a_moderator_does_both_from_their_pages(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    one = answer(first, cast.viewer("chloe"), "A thing apart")
    bruno = browser_of("bruno")
    assert "A thing apart" in bruno.get(f"/topics/{first.topic_id}/split").text
    fields = {"title": "Apart", "category": 1, "posts": [one.id]}
    page = bruno.post(f"/topics/{first.topic_id}/split", data=fields, follow_redirects=True)
    assert "Apart" in page.text
    new_id = places(one)[0][0]
    answered = bruno.post(
        f"/topics/{new_id}/merging", data={"target": f"https://x.example/topics/{first.topic_id}/into?page=2"}
    )
    assert answered.status_code == 303
    assert places(one)[0][0] == first.topic_id
    assert (
        bruno.post(f"/topics/{first.topic_id}/merging", data={"target": "the other one"}).status_code == 422
    )
