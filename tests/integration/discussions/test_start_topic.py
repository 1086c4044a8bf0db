"""Beginning a topic."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Audience, Invalid, NotAllowed
from forum.discussions.kinds import ANNOUNCEMENT, DISCUSSION
from forum.discussions.models import Category, Post, Tag, Topic
from forum.discussions.operations.topics import first_post_of, start_topic
from tests.conversations import NOON, shelf, team_shelf
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")


def start(category: Category, author: object, **given: object) -> Topic:
    values = {"kind": DISCUSSION, "title": "Soup", "source": "Which soup?", **given}
    with write_transaction():
        return start_topic(
            category=db.session.get_one(Category, category.id), author=author, now=NOON, **values
        )


def test_a_topic_begins_with_its_first_post(cast: SimpleNamespace) -> None:
    topic = start(shelf(), cast.viewer("alice"), title="  Crème   brûlée ", source="How **hot**?")
    post = first_post_of(topic)
    assert (topic.title, topic.slug, topic.post_count, topic.next_number) == (
        "Crème brûlée",
        "creme-brulee",
        1,
        2,
    )
    assert (post.number, post.html.strip(), post.text) == (1, "<p>How <strong>hot</strong>?</p>", "How hot?")
    assert_all_counters_are_right()


def test_the_language_of_the_text_is_found_out(cast: SimpleNamespace) -> None:
    topic = start(shelf(), cast.viewer("alice"), source="Je fais toujours fondre le chocolat au bain-marie.")
    assert (topic.language, first_post_of(topic).language) == ("fr", "fr")


def test_tags_are_made_once_and_counted(cast: SimpleNamespace) -> None:
    category = shelf()
    start(category, cast.viewer("alice"), tags=["Dark Chocolate", "#café"])
    start(category, cast.viewer("chloe"), tags=["CAFÉ", "dark  chocolate", "café"])
    assert [(tag.slug, tag.topic_count) for tag in db.session.query(Tag).order_by(Tag.slug)] == [
        ("cafe", 2),
        ("dark-chocolate", 2),
    ]
    assert_all_counters_are_right()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " \u202e "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"source": "  \n "}, "body"),
        ({"source": "x" * 50_001}, "body"),
        ({"tags": ["one", "two", "three", "four", "five", "six"]}, "tags"),
        ({"tags": ["<script>alert(1)</script>"]}, "tags"),
        ({"tags": ["x" * 31]}, "tags"),
        ({"kind": "sermon"}, "kind"),
    ],
)
def test_what_cannot_be_accepted_is_said_beside_its_field(
    cast: SimpleNamespace, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        start(shelf(), cast.viewer("alice"), **given)
    assert list(refused.value.errors) == [field]
    assert db.session.query(Topic).count() == 0


@pytest.mark.parametrize(
    ("who", "kind", "start_level", "allowed"),
    [
        ("alice", DISCUSSION, Audience.MEMBERS, True),
        ("alice", DISCUSSION, Audience.TEAM, False),
        ("dana", DISCUSSION, Audience.TEAM, True),
        ("bruno", DISCUSSION, Audience.MEMBERS, True),
        ("alice", ANNOUNCEMENT, Audience.MEMBERS, False),
        ("bruno", ANNOUNCEMENT, Audience.MEMBERS, False),
        ("dana", ANNOUNCEMENT, Audience.TEAM, True),
        ("emil", ANNOUNCEMENT, Audience.TEAM, True),
    ],
)
def test_who_may_begin_what_where(
    cast: SimpleNamespace, who: str, kind: str, start_level: int, allowed: bool
) -> None:
    category = shelf(reply_level=start_level, start_level=start_level)
    if allowed:
        assert start(category, cast.viewer(who), kind=kind).kind == kind
    else:
        with pytest.raises(NotAllowed):
            start(category, cast.viewer(who), kind=kind)


def test_what_is_brought_in_asks_for_no_permission_and_keeps_its_author(cast: SimpleNamespace) -> None:
    topic = start(shelf(start_level=Audience.TEAM), cast.viewer("alice"), silent=True, language="de")
    assert (topic.author_id, topic.language) == (cast.alice.id, "de")


def test_a_member_publishes_a_topic_from_the_form(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    category = shelf("pastry")
    alice = browser_of("alice")
    assert "Pastry" in alice.get("/topics/new").text
    fields = {
        "kind": "question",
        "category": category.id,
        "title": "Why?",
        "body": "Tell me",
        "tags": "oven, Flour",
    }
    answer = alice.post("/topics", data=fields, follow_redirects=True)
    assert "Why?" in answer.text
    assert "flour" in answer.text
    assert "Tell me" in answer.text


def test_what_was_typed_stays_when_something_is_wrong(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    shelf()
    answer = browser_of("alice").post(
        "/topics", data={"kind": "question", "category": 0, "body": "My long text"}
    )
    assert answer.status_code == 422
    assert "My long text" in answer.text
    assert "Choose a category." in answer.text
    assert "Give it a title." in answer.text


def test_a_form_that_is_sent_twice_makes_one_topic(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    category = shelf()
    alice = browser_of("alice")
    fields = {
        "kind": "discussion",
        "category": category.id,
        "title": "Once",
        "body": "Once",
        "once": "word-1",
    }
    first = alice.post("/topics", data=fields)
    second = alice.post("/topics", data=fields)
    assert first.location == second.location
    assert db.session.query(Topic).count() == 1


def test_fields_that_nobody_offered_change_nothing(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    category = shelf()
    extra = {
        "pinned": 2,
        "author_id": cast.dana.id,
        "read_level": 0,
        "is_hidden": "1",
        "post_count": 99,
        "id": 77,
    }
    fields = {"kind": "discussion", "category": category.id, "title": "Mine", "body": "Mine", **extra}
    browser_of("alice").post("/topics", data=fields)
    topic = db.session.query(Topic).one()
    assert (topic.author_id, topic.pinned, topic.post_count) == (cast.alice.id, 0, 1)
    assert topic.id != 77


def test_a_category_that_one_may_not_know_of_is_not_found(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    shelf()
    secret = team_shelf()
    alice = browser_of("alice")
    assert "Back-Room" not in alice.get("/topics/new").text
    fields = {"kind": "discussion", "category": secret.id, "title": "In", "body": "In"}
    assert alice.post("/topics", data=fields).status_code == 422
    assert db.session.query(Topic).count() == 0


def test_a_member_is_not_offered_announcements(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    shelf()
    assert 'value="announcement"' not in browser_of("alice").get("/topics/new").text
    assert 'value="announcement"' in browser_of("dana").get("/topics/new").text


def test_a_guest_may_write_first_and_is_led_to_join(cast: SimpleNamespace, guest: FlaskClient) -> None:
    category = shelf()
    page = guest.get(f"/topics/new?category={category.id}").text
    assert "/sign-up?next=/topics/new%3Fcategory%3D" in page
    answer = guest.post(
        "/topics", data={"kind": "discussion", "category": category.id, "title": "T", "body": "Kept"}
    )
    assert "Kept" in answer.text
    assert db.session.query(Topic).count() == 0


def test_titles_and_tags_are_words_and_never_markup(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    category = shelf()
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    fields = {"kind": "discussion", "category": category.id, "title": evil, "body": evil}
    page = browser_of("alice").post("/topics", data=fields, follow_redirects=True).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_preview_without_javascript_publishes_nothing(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    category = shelf()
    fields = {
        "kind": "discussion",
        "category": category.id,
        "title": "T",
        "body": "So *nice*",
        "preview": "yes",
    }
    page = browser_of("alice").post("/topics", data=fields).text
    assert "<em>nice</em>" in page
    assert db.session.query(Post).count() == 0
