"""Lists of topics: their order, their pages, and what does not stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Category, FollowTarget, Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.followings import mute
from forum.discussions.operations.tags import set_tags
from forum.discussions.operations.topic_care import pin_topic
from forum.reactions.operations import like_post
from tests.cast import CAST
from tests.conversations import NOON, answer, opening, shelf
from tests.people import invite_cast

BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("app")

TITLE = re.compile(r'class="topic-row-title"><a [^>]*>([^<]*)<')
OLDER = re.compile(r'rel="next" href="([^"]*)"')


def titles(browser: FlaskClient, path: str) -> list[str]:
    return TITLE.findall(browser.get(path).text)


def walk(browser: FlaskClient, path: str) -> list[str]:
    """Return the titles of a list from its first page to its last, following its own links."""
    found: list[str] = []
    while path:
        page = browser.get(path).text
        found += TITLE.findall(page)
        older = OLDER.search(page)
        path = older[1].replace("&amp;", "&") if older else ""
    return found


def topic(cast: SimpleNamespace, title: str, hours: float = 0, **given: object) -> Post:
    return opening(cast.viewer("alice"), title=title, now=NOON + timedelta(hours=hours), silent=True, **given)


def test_latest_puts_the_most_recent_reply_first(cast: SimpleNamespace, guest: FlaskClient) -> None:
    old = topic(cast, "Old", 0)
    topic(cast, "Young", 1)
    answer(old, cast.viewer("chloe"), now=NOON + timedelta(hours=2), silent=True)
    assert titles(guest, "/latest") == ["Old", "Young"]


def test_new_puts_the_youngest_topic_first(cast: SimpleNamespace, guest: FlaskClient) -> None:
    old = topic(cast, "Old", 0)
    topic(cast, "Young", 1)
    answer(old, cast.viewer("chloe"), now=NOON + timedelta(hours=2), silent=True)
    assert titles(guest, "/new") == ["Young", "Old"]


def test_top_counts_likes_and_nothing_else(cast: SimpleNamespace, guest: FlaskClient) -> None:
    quiet, liked = topic(cast, "Quiet"), topic(cast, "Liked")
    for _ in range(3):
        answer(quiet, cast.viewer("chloe"), silent=True)
    with write_transaction():
        like_post(db.session.get_one(Post, liked.id), actor=cast.viewer("chloe"), now=NOON)
    assert titles(guest, "/top?period=all") == ["Liked", "Quiet"]


def test_top_of_a_week_holds_what_was_begun_in_it(cast: SimpleNamespace, guest: FlaskClient) -> None:
    now = clock.now()
    opening(cast.viewer("alice"), title="Eight days ago", now=now - timedelta(days=8), silent=True)
    opening(cast.viewer("alice"), title="Six days ago", now=now - timedelta(days=6), silent=True)
    assert titles(guest, "/top") == ["Six days ago"]


def test_an_unknown_period_is_not_found(guest: FlaskClient) -> None:
    assert guest.get("/top?period=fortnight").status_code == 404


def test_unanswered_holds_open_questions_without_an_accepted_answer(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    topic(cast, "No question")
    topic(cast, "Open", kind="question")
    solved = topic(cast, "Solved", kind="question")
    solution = answer(solved, cast.viewer("chloe"), silent=True)
    with write_transaction():
        found, post = db.session.get_one(Topic, solved.topic_id), db.session.get_one(Post, solution.id)
        accept_answer(found, post, actor=cast.viewer("alice"), now=NOON)
    assert titles(guest, "/unanswered") == ["Open"]


def many_questions() -> None:
    """Forty-five questions in one category, all with one tag, three of each hour."""
    cast, kitchen = invite_cast(CAST, NOON), shelf("kitchen")
    for number in range(45):
        post = topic(cast, f"Topic {number}", number // 3, category=kitchen, kind="question")
        with write_transaction():
            set_tags(db.session.get_one(Topic, post.topic_id), ["salt"], actor=cast.viewer("alice"), now=NOON)


@pytest.mark.standing(by=many_questions)
@pytest.mark.parametrize(
    "path", ["/latest", "/new", "/top?period=all", "/unanswered", "/categories/kitchen", "/tags/salt"]
)
def test_walking_a_list_meets_every_topic_once(guest: FlaskClient, path: str) -> None:
    found = walk(guest, path)
    assert sorted(found) == sorted(f"Topic {number}" for number in range(45))


def test_walking_goes_on_where_it_was_while_others_write(cast: SimpleNamespace, guest: FlaskClient) -> None:
    for number in range(25):
        topic(cast, f"Topic {number}", number)
    first = guest.get("/latest").text
    topic(cast, "Written meanwhile", 100)
    older = OLDER.search(first)
    assert older is not None
    assert titles(guest, older[1]) == ["Topic 4", "Topic 3", "Topic 2", "Topic 1", "Topic 0"]


@pytest.mark.parametrize(
    "mark", ["x", "WzFd", "W251bGwsbnVsbF0", "WyJhIiwxXQ", "%00", "WzEsOTk5OTk5OTk5OTk5OTk5OTk5OTldXQ"]
)
def test_a_mark_that_is_none_leads_to_the_beginning(
    cast: SimpleNamespace, guest: FlaskClient, mark: str
) -> None:
    topic(cast, "The only one")
    assert titles(guest, f"/latest?before={mark}") == ["The only one"]


def test_a_category_shows_what_is_pinned_first(cast: SimpleNamespace, guest: FlaskClient) -> None:
    kitchen = shelf("kitchen")
    pinned = topic(cast, "Pinned", 0, category=kitchen)
    topic(cast, "Younger", 1, category=kitchen)
    with write_transaction():
        pin_topic(db.session.get_one(Topic, pinned.topic_id), actor=cast.viewer("bruno"), now=NOON)
    assert titles(guest, "/categories/kitchen") == ["Pinned", "Younger"]


def test_a_category_holds_what_stands_in_those_nested_in_it(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    kitchen = shelf("kitchen")
    oven = shelf("oven", parent_id=kitchen.id)
    for number in range(3):
        topic(cast, f"Kitchen {number}", 2 * number, category=kitchen)
        topic(cast, f"Oven {number}", 2 * number + 1, category=oven)
    assert titles(guest, "/categories/kitchen") == [
        "Oven 2",
        "Kitchen 2",
        "Oven 1",
        "Kitchen 1",
        "Oven 0",
        "Kitchen 0",
    ]


def test_a_category_can_show_one_kind_only(cast: SimpleNamespace, guest: FlaskClient) -> None:
    kitchen = shelf("kitchen")
    topic(cast, "A talk", category=kitchen)
    topic(cast, "A question", category=kitchen, kind="question")
    assert titles(guest, "/categories/kitchen?kind=question") == ["A question"]


def test_what_a_member_muted_is_not_among_their_latest(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    loud, quiet = topic(cast, "Loud"), shelf("quiet")
    topic(cast, "In a muted category", category=quiet)
    topic(cast, "Heard")
    with write_transaction():
        mute(cast.viewer("chloe"), FollowTarget.TOPIC, loud.topic_id, now=NOON)
        mute(cast.viewer("chloe"), FollowTarget.CATEGORY, quiet.id, now=NOON)
    assert titles(browser_of("chloe"), "/latest") == ["Heard"]


def test_a_member_s_pages_hold_what_they_began_and_wrote(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = topic(cast, "Begun by Alice")
    answer(first, cast.viewer("chloe"), "Chloé answers.", silent=True)
    assert titles(guest, "/members/alice/topics") == ["Begun by Alice"]
    assert "Chloé answers." in guest.get("/members/chloe/posts").text


def test_an_empty_list_says_so(guest: FlaskClient) -> None:
    assert "Nothing here yet" in guest.get("/latest").text


def test_the_team_s_categories_are_not_shown_to_others(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    with write_transaction():
        for slug, level in (("open-house", 0), ("back-room", 2)):
            levels = dict.fromkeys(("read_level", "reply_level", "start_level"), level)
            db.session.add(Category(slug=slug, names={"en": slug}, **levels))
    assert "back-room" not in guest.get("/categories").text
    assert "back-room" in browser_of("dana").get("/categories").text
