"""A topic's page: what stands on it, and the addresses that lead there."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.pagination import POSTS_PER_PAGE
from forum.core.policy import Audience
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.splitting import merge_topics, split_topic
from forum.discussions.operations.topic_care import close_topic
from tests.conversations import NOON, answer, opening, shelf, team_shelf

BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("app")


def long_topic(cast: SimpleNamespace, posts: int) -> Post:
    first = opening(cast.viewer("alice"), "Post 1.", silent=True)
    for number in range(2, posts + 1):
        answer(first, cast.viewer("chloe"), f"Post {number}.", silent=True)
    return first


def numbers_on(page: str) -> list[int]:
    return [
        int(part.partition('"')[0])
        for part in page.split('id="post-')[1:]
        if part.partition('"')[0].isdigit()
    ]


def test_a_page_shows_its_posts_by_their_numbers(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = long_topic(cast, POSTS_PER_PAGE + 3)
    page = guest.get(f"/topics/{first.topic_id}/into-the-pot?page=2").text
    assert numbers_on(page) == [21, 22, 23]


def test_a_page_beyond_the_last_is_not_found(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = long_topic(cast, 2)
    assert guest.get(f"/topics/{first.topic_id}/into-the-pot?page=2").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "²", "99999999999999999999"])
def test_a_page_that_is_no_page_is_not_found(cast: SimpleNamespace, guest: FlaskClient, page: str) -> None:
    first = opening(cast.viewer("alice"))
    assert guest.get(f"/topics/{first.topic_id}/into-the-pot", query_string={"page": page}).status_code == 404


def test_another_spelling_of_the_title_leads_to_the_right_one(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    first = long_topic(cast, POSTS_PER_PAGE + 1)
    answered = guest.get(f"/topics/{first.topic_id}/another-title?page=2")
    assert (answered.status_code, answered.location) == (301, f"/topics/{first.topic_id}/into-the-pot?page=2")


def test_a_lasting_address_leads_to_where_the_post_stands(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = long_topic(cast, POSTS_PER_PAGE)
    last = answer(first, cast.viewer("chloe"), silent=True)
    assert guest.get(f"/posts/{last.id}").location == f"/topics/{first.topic_id}/into-the-pot?page=2#post-21"


def test_a_post_is_found_by_its_old_number_after_it_moved(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"))
    moved = answer(first, cast.viewer("chloe"))
    with write_transaction():
        topic = db.session.get_one(Topic, first.topic_id)
        split_topic(
            topic,
            post_ids=[moved.id],
            title="Apart",
            category=db.session.get_one(Category, topic.category_id),
            actor=cast.viewer("bruno"),
            now=NOON,
        )
    assert guest.get(f"/topics/{first.topic_id}/posts/2").location.endswith("/apart#post-1")


def test_a_merged_topic_leads_to_the_other(cast: SimpleNamespace, guest: FlaskClient) -> None:
    source, target = opening(cast.viewer("alice")), opening(cast.viewer("chloe"), title="The other pot")
    former = source.topic_id
    with write_transaction():
        topics = db.session.get_one(Topic, source.topic_id), db.session.get_one(Topic, target.topic_id)
        merge_topics(*topics, actor=cast.viewer("bruno"), now=NOON)
    answered = guest.get(f"/topics/{former}/into-the-pot", follow_redirects=True)
    assert answered.request.path == f"/topics/{target.topic_id}/the-other-pot"


def test_a_reply_says_whom_it_answers(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"))
    answer(first, cast.viewer("chloe"))
    assert "Reply to Alice Almond" in guest.get(f"/topics/{first.topic_id}/into-the-pot").text


def test_an_accepted_answer_stands_below_the_question_wherever_it_was_given(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    first = opening(cast.viewer("alice"), kind="question", silent=True)
    for _ in range(POSTS_PER_PAGE):
        answer(first, cast.viewer("bruno"), "I do not know.", silent=True)
    solution = answer(first, cast.viewer("chloe"), "A pinch of salt.", silent=True)
    with write_transaction():
        topic, post = db.session.get_one(Topic, first.topic_id), db.session.get_one(Post, solution.id)
        accept_answer(topic, post, actor=cast.viewer("alice"), now=NOON)
    page = guest.get(f"/topics/{first.topic_id}/into-the-pot").text
    assert "A pinch of salt." in page.partition('id="post-2"')[0]


def test_a_closed_topic_says_why(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"))
    with write_transaction():
        topic = db.session.get_one(Topic, first.topic_id)
        close_topic(topic, actor=cast.viewer("bruno"), now=NOON, note="The contest is over.")
    assert "The contest is over." in guest.get(f"/topics/{first.topic_id}/into-the-pot").text


def test_a_guest_is_told_that_signing_in_helps_where_it_does(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    members = shelf("members", read_level=Audience.MEMBERS)
    first = opening(cast.viewer("alice"), category=members)
    assert guest.get(f"/topics/{first.topic_id}/into-the-pot").status_code == 403


@pytest.mark.parametrize(
    "address", ["/topics/{0}", "/topics/{0}/into-the-pot", "/posts/{1}", "/topics/{0}/posts/1"]
)
def test_what_is_for_the_team_is_not_there_for_others(
    cast: SimpleNamespace, browser_of: BrowserOf, address: str
) -> None:
    first = opening(cast.viewer("dana"), category=team_shelf())
    assert browser_of("chloe").get(address.format(first.topic_id, first.id)).status_code == 404


def test_nothing_is_found_where_nothing_is(guest: FlaskClient) -> None:
    assert [
        guest.get(path).status_code for path in ("/topics/7", "/posts/7", "/topics/7/x", "/categories/x")
    ] == [404] * 4


def test_titles_cannot_end_the_structured_data(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"), title="</script><script>alert(1)</script>")
    page = guest.get(f"/topics/{first.topic_id}", follow_redirects=True).text
    assert "<script>alert(1)" not in page
