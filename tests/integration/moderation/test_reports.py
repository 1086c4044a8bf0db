"""Reporting a post or a profile, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db
from forum.core.outbox import drain
from forum.discussions.models import Post
from forum.moderation.models import Report, ReportState
from tests.conversations import opening
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return opening(cast.viewer("alice"), "Buy my pans at once!")


def report(person: FlaskClient, post: Post, **data: str) -> int:
    return person.post(f"/posts/{post.id}/reports/new", data={"reason": "spam", **data}).status_code


def test_a_member_reports_a_post_and_a_moderator_finds_it(post: Post, browser_of: BrowserOf) -> None:
    assert report(browser_of("chloe"), post, note="the fifth today") == 303
    page = browser_of("bruno").get("/moderation/reports").text
    assert "Buy my pans at once!" in page
    assert "the fifth today" in page


def test_a_guest_can_report_too(post: Post, guest: FlaskClient) -> None:
    assert report(guest, post) == 303
    assert db.session.query(Report).one().reporter_id is None


def test_reporting_twice_is_one_report(post: Post, browser_of: BrowserOf) -> None:
    chloe = browser_of("chloe")
    report(chloe, post)
    report(chloe, post, note="still there")
    assert db.session.query(Report).one().note == "still there"


def test_without_a_reason_nothing_is_reported_and_the_note_stays(post: Post, browser_of: BrowserOf) -> None:
    answer = browser_of("chloe").post(f"/posts/{post.id}/reports/new", data={"note": "look at this"})
    assert answer.status_code == 422
    assert "look at this" in answer.text
    assert db.session.query(Report).count() == 0


def test_hiding_the_post_upholds_its_reports_and_thanks_the_reporter(
    post: Post, browser_of: BrowserOf
) -> None:
    report(browser_of("chloe"), post)
    browser_of("bruno").post(f"/posts/{post.id}/hiding", data={"reason": "spam"})
    drain()
    assert db.session.query(Report).one().state == ReportState.UPHELD
    assert "A moderator looked at what you reported" in browser_of("chloe").get("/notifications").text


def test_a_report_can_be_declined_and_the_post_stays(
    post: Post, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    report(browser_of("chloe"), post)
    report_id = db.session.query(Report).one().id
    browser_of("bruno").post(f"/moderation/reports/{report_id}/declining")
    db.session.rollback()
    assert db.session.query(Report).one().state == ReportState.DECLINED
    assert "Buy my pans at once!" in guest.get(f"/topics/{post.topic_id}/into-the-pot").text


def test_members_cannot_read_the_reports(browser_of: BrowserOf) -> None:
    assert browser_of("chloe").get("/moderation/reports").status_code == 403


def test_a_profile_that_passes_itself_off_as_the_brand_can_be_reported(browser_of: BrowserOf) -> None:
    answer = browser_of("chloe").post("/members/alice/reports/new", data={"reason": "impersonation"})
    assert answer.status_code == 303
    assert "Alice Almond" in browser_of("bruno").get("/moderation/reports").text


def test_a_hidden_post_cannot_be_reported_by_those_who_cannot_read_it(
    post: Post, browser_of: BrowserOf
) -> None:
    browser_of("bruno").post(f"/posts/{post.id}/hiding", data={"reason": "spam"})
    assert browser_of("chloe").get(f"/posts/{post.id}/reports/new").status_code in (403, 404)
