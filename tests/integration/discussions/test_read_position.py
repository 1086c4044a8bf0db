"""How far somebody has read: remembered after the page, moving forward only, and shown in lists."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.pagination import POSTS_PER_PAGE
from forum.discussions.models import Post, ReadPosition
from forum.discussions.operations.reading import mark_read
from tests.conversations import answer, opening

BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("app")


def read(browser: FlaskClient, post: Post, page: int = 1) -> str:
    """Read a page to its end: the position is written when the answer is closed."""
    with browser.get(f"/topics/{post.topic_id}/into-the-pot?page={page}") as answered:
        return answered.text


def positions() -> dict[int, int]:
    db.session.rollback()
    return {position.member_id: position.number for position in db.session.query(ReadPosition)}


def grow(first: Post, who: object, posts: int) -> None:
    for _ in range(posts):
        answer(first, who, silent=True)


def test_what_was_shown_counts_as_read(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    grow(first, cast.viewer("alice"), 2)
    read(browser_of("chloe"), first)
    assert positions() == {cast.chloe.id: 3}


def test_a_first_page_counts_up_to_its_end_only(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    grow(first, cast.viewer("alice"), POSTS_PER_PAGE)
    read(browser_of("chloe"), first)
    assert positions() == {cast.chloe.id: POSTS_PER_PAGE}


def test_going_back_forgets_nothing(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    grow(first, cast.viewer("alice"), POSTS_PER_PAGE)
    browser = browser_of("chloe")
    read(browser, first, 2)
    read(browser, first, 1)
    with write_transaction():
        mark_read(cast.chloe.id, first.topic_id, 2)  # as another window writes it that was slower
    assert positions() == {cast.chloe.id: POSTS_PER_PAGE + 1}


def test_guests_leave_no_trace(cast: SimpleNamespace, guest: FlaskClient) -> None:
    read(guest, opening(cast.viewer("alice"), silent=True))
    assert positions() == {}


def test_a_returning_reader_sees_where_the_new_begins(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    browser = browser_of("chloe")
    read(browser, first)
    grow(first, cast.viewer("alice"), 2)
    before, _, after = read(browser, first).partition('id="unread"')
    assert 'id="post-1"' in before
    assert 'id="post-2"' in after


def test_somebody_who_comes_for_the_first_time_sees_no_such_line(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    assert 'id="unread"' not in read(browser_of("chloe"), first)


def test_lists_say_how_much_is_new(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    browser = browser_of("chloe")
    read(browser, first)
    grow(first, cast.viewer("alice"), 3)
    assert "3 new" in browser.get("/latest").text


def test_the_unread_list_holds_topics_once_opened_that_have_grown(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    grown = opening(cast.viewer("alice"), title="It has grown", silent=True)
    opening(cast.viewer("alice"), title="Never opened", silent=True)
    still = opening(cast.viewer("alice"), title="All is read", silent=True)
    browser = browser_of("chloe")
    for post in (grown, still):
        browser.get(f"/topics/{post.topic_id}", follow_redirects=True).close()
    grow(grown, cast.viewer("alice"), 1)
    page = browser.get("/unread").text
    assert ["It has grown" in page, "Never opened" in page, "All is read" in page] == [True, False, False]


def test_one_click_leads_to_the_first_unread_post(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    grow(first, cast.viewer("alice"), POSTS_PER_PAGE)
    browser = browser_of("chloe")
    read(browser, first)
    assert browser.get(f"/topics/{first.topic_id}/unread").location.endswith("?page=2#post-21")


def test_when_all_is_read_it_leads_to_the_last_post(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    grow(first, cast.viewer("alice"), 1)
    browser = browser_of("chloe")
    read(browser, first)
    assert browser.get(f"/topics/{first.topic_id}/unread").location.endswith("#post-2")


def test_readers_are_told_of_replies_by_others(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    browser = browser_of("chloe")
    quiet = browser.get(f"/topics/{first.topic_id}/new-replies?after=1")
    grow(first, cast.viewer("alice"), 2)
    grow(first, cast.viewer("chloe"), 1)
    told = browser.get(f"/topics/{first.topic_id}/new-replies?after=1")
    assert (quiet.status_code, quiet.data) == (204, b"")
    assert "2 new replies" in told.text
