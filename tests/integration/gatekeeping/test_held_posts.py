"""A post that waits: its author sees that and why, a moderator publishes or refuses it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.editing import edit_post
from forum.gatekeeping.models import Decision, PostCheck
from forum.gatekeeping.operations.checks import refuse_post, release_post
from forum.moderation.measures import measures
from forum.moderation.models import Statement
from tests.conversations import NOON, opening
from tests.gatekeeping import a_rule, present

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture
def held(cast: SimpleNamespace) -> Post:
    a_rule(cast.viewer("bruno"), "casino", "hold")
    return opening(cast.viewer("alice"), "Down at the casino")


def test_its_author_sees_that_it_waits_and_why(held: Post, browser_of: BrowserOf, guest: FlaskClient) -> None:
    alice = browser_of("alice")
    assert "Why does it wait?" in alice.get(f"/topics/{held.topic_id}", follow_redirects=True).text
    page = alice.get(f"/posts/{held.id}/check").text
    assert "This post waits" in page and "words that a moderator looks at first" in page
    assert "casino”, which a word rule" not in page
    assert [
        guest.get(f"/topics/{held.topic_id}").status_code,
        browser_of("chloe").get(f"/posts/{held.id}/check").status_code,
    ] == [404, 404]


def test_a_moderator_sees_what_was_found(held: Post, browser_of: BrowserOf) -> None:
    page = browser_of("bruno").get(f"/posts/{held.id}/check").text
    assert "It says “casino”, which a word rule looks for." in page and "The decision is yours." in page


def test_published_it_stands_for_all(held: Post, browser_of: BrowserOf, guest: FlaskClient) -> None:
    assert browser_of("bruno").post(f"/posts/{held.id}/release").status_code == 303
    assert "Down at the casino" in guest.get(f"/topics/{held.topic_id}", follow_redirects=True).text
    assert db.session.get_one(PostCheck, held.id).decision == Decision.RELEASED


def test_refused_its_author_is_told_why_and_nobody_else_reads_it(
    held: Post, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    answer = browser_of("bruno").post(f"/posts/{held.id}/refusal", data={"reason": "off-topic"})
    assert answer.status_code == 303
    page = browser_of("alice").get(f"/posts/{held.id}/check").text
    assert "This post is not published" in page and "off topic" in page
    assert guest.get(f"/topics/{held.topic_id}").status_code == 404
    statement = db.session.query(Statement).one()
    assert (statement.measure, statement.member_id, statement.found_by_machine) == (
        "post-refused",
        held.author_id,
        True,
    )


def test_no_post_is_refused_without_a_reason(held: Post, browser_of: BrowserOf) -> None:
    page = browser_of("bruno").post(f"/posts/{held.id}/refusal", data={})
    assert page.status_code == 422 and "Choose a reason." in page.text


def test_of_two_moderators_the_second_is_told(held: Post, cast: SimpleNamespace) -> None:
    with write_transaction():
        release_post(present(held), actor=cast.viewer("bruno"), now=NOON)
    with pytest.raises(Invalid, match="before you"), write_transaction():
        refuse_post(present(held), reason="spam", actor=cast.viewer("emil"), now=NOON)


def test_nobody_publishes_their_own_post(held: Post, cast: SimpleNamespace) -> None:
    present(held).author_id = cast.bruno.id
    with pytest.raises(NotAllowed), write_transaction():
        row = db.session.get_one(Post, held.id)
        row.author_id = cast.bruno.id
        release_post(row, actor=cast.viewer("bruno"), now=NOON)


def test_a_refused_post_that_was_changed_waits_again(held: Post, cast: SimpleNamespace) -> None:
    with write_transaction():
        refuse_post(present(held), reason="spam", actor=cast.viewer("bruno"), now=NOON)
    with write_transaction():
        row = present(held)
        edit_post(row, source="Near the casino", editor=cast.viewer("alice"), now=NOON, based_on_revision=0)
    check = db.session.get_one(PostCheck, held.id)
    assert (check.decision, present(held).state) == (None, PostState.HELD)


def test_an_objection_that_is_upheld_publishes_it(held: Post, cast: SimpleNamespace) -> None:
    with write_transaction():
        refuse_post(present(held), reason="off-topic", actor=cast.viewer("bruno"), now=NOON)
    with write_transaction():
        measures["post-refused"].take_back(
            db.session.query(Statement).one(), cast.viewer("emil"), NOON, "Right."
        )
    assert present(held).state == PostState.VISIBLE
    assert not db.session.get_one(Topic, held.topic_id).is_held
