"""The statement of reasons: at once, in the page and by mail, with everything the law wants said (DSA, art. 17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db
from forum.core.outbox import drain
from forum.core.policy import SYSTEM
from forum.discussions.models import Post
from forum.moderation.models import Statement
from forum.moderation.operations import hide_post, report_post, unhide_post
from forum.moderation.operations.statements import months_after
from tests.conversations import answer, opening
from tests.integration.moderation.desk import act, hidden, statement_of
from tests.letters import letters_to
from tests.replaying import replayed

SECRET = "The moon is made of Gruyère."
BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return answer(opening(cast.viewer("chloe")), cast.viewer("alice"), SECRET)


def page_of(statement: Statement, browser: FlaskClient) -> str:
    return browser.get(f"/statements/{statement.id}").text


def test_the_author_reads_what_where_how_long_why_and_how_to_object(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    statement = hidden(post, cast.viewer("bruno"), message="Try the cheese corner.", now=clock.now())
    page = page_of(statement, browser_of("alice"))
    for said in (
        "Your post was hidden.",
        "Into the pot",
        "until somebody decides otherwise",
        "off topic",
        "It does not belong to the subject",
        "Try the cheese corner.",
        "The charter of this community",
        "Moderators found it themselves.",
        "No. A human being looked at it and decided.",
        "out-of-court dispute settlement body",
        SECRET,
    ):
        assert said in page


def test_the_mail_says_all_of_it_too_and_comes_once(post: Post, cast: SimpleNamespace) -> None:
    hidden(post, cast.viewer("bruno"), message="Try the cheese corner.")
    drain()
    (letter,) = letters_to("alice")
    text = letter.get_body(("plain",)).get_content()
    for said in ("off topic", "Try the cheese corner.", "No. A human being", "object until", "/statements/"):
        assert said in text


def test_it_says_when_somebody_had_reported_it(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    act(report_post, post, reason="off-topic", note="", actor=cast.viewer("chloe"))
    assert "Somebody had reported it." in page_of(hidden(post, cast.viewer("bruno")), browser_of("alice"))


def test_it_never_says_who(post: Post, cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    act(report_post, post, reason="off-topic", note="by a friend", actor=cast.viewer("dana"))
    page = page_of(hidden(post, cast.viewer("bruno"), note="see above"), browser_of("alice"))
    for secret in ("Dana", "by a friend", "Bruno", "see above"):
        assert secret not in page


def test_it_says_when_a_machine_decided(post: Post, browser_of: BrowserOf) -> None:
    assert "Yes: a rule decided it." in page_of(hidden(post, SYSTEM), browser_of("alice"))


def test_it_keeps_the_words_of_then(post: Post, cast: SimpleNamespace) -> None:
    statement = hidden(post, cast.viewer("bruno"))
    assert statement.ground["names"]["de"] == "gehört nicht zum Thema"
    assert statement.ground["clause"] == "topic"


def test_nobody_has_to_be_told_of_advertising_but_its_author_can_read_why(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    statement = hidden(post, cast.viewer("bruno"), reason="spam")
    drain()
    assert letters_to("alice") == []
    assert "advertising" in page_of(statement, browser_of("alice"))


@pytest.mark.parametrize(("handle", "status"), [("chloe", 404), ("dana", 404), ("bruno", 200)])
def test_only_its_receiver_and_moderators_read_it(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf, handle: str, status: int
) -> None:
    statement = hidden(post, cast.viewer("bruno"))
    assert browser_of(handle).get(f"/statements/{statement.id}").status_code == status


def test_the_hidden_post_leads_its_author_there(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    statement = hidden(post, cast.viewer("bruno"))
    page = browser_of("alice").get(f"/topics/{post.topic_id}/into-the-pot").text
    assert f"/statements/{statement.id}" in page
    assert f"/statements/{statement.id}" in browser_of("alice").get("/statements").text.replace("&amp;", "&")


def test_shown_again_it_says_so(post: Post, cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    hidden(post, cast.viewer("bruno"))
    act(unhide_post, post, actor=cast.viewer("bruno"))
    db.session.rollback()
    assert "taken back" in page_of(statement_of(post), browser_of("alice"))


def test_a_suspected_crime_is_not_named_to_readers(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    act(hide_post, post, reason="hate", actor=cast.viewer("bruno"))
    page = guest.get(f"/topics/{post.topic_id}/into-the-pot").text
    assert "Hidden by the moderators." in page
    assert "hate" not in page
    assert "hate against people" in browser_of("alice").get(f"/topics/{post.topic_id}/into-the-pot").text


def test_six_months_end_on_the_same_day_or_the_last_of_the_month() -> None:
    at = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)
    assert months_after(at, 6) == datetime(2027, 2, 28, 9, 0, tzinfo=UTC)
