"""Small polls take trust: a member who may not put one into their topic yet is told why, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.database import db, write_transaction
from forum.core.policy import NotAllowed
from forum.core.settings import set_setting
from forum.discussions.models import Topic
from forum.gatekeeping.privileges import POLLS
from forum.polls.models import Poll
from forum.polls.operations.opening import make_poll
from tests.conversations import NOON, opening
from tests.integration.polls.ballots import asking, trust

BrowserOf = Callable[[str], FlaskClient]


def test_who_is_not_trusted_yet_is_told_what_is_missing_instead_of_a_form(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    topic_id = opening(cast.viewer("alice"), title="What next?").topic_id
    alice = browser_of("alice")
    page = alice.get(f"/topics/{topic_id}/poll/new")
    assert page.status_code == 403 and "<textarea" not in page.text
    assert "Only members who are “Trusted” here can do this" in page.text
    assert "200 posts read" in page.text and "10 likes received" in page.text and 'href="/trust"' in page.text
    sent = alice.post(f"/topics/{topic_id}/poll/new", data={"questions-0-text": "Which?"})
    assert sent.status_code == 403
    with pytest.raises(NotAllowed, match="still missing"):
        make_poll(db.session.get_one(Topic, topic_id), asking(), actor=cast.viewer("alice"), now=NOON)
    assert db.session.scalar(select(func.count()).select_from(Poll)) == 0


@pytest.mark.parametrize("way", ["by hand", "by setting"])
def test_trust_opens_the_form_and_so_does_the_brand_for_everybody(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, way: str
) -> None:
    topic_id = opening(cast.viewer("alice"), title="What next?").topic_id
    if way == "by hand":
        trust(cast.viewer("alice"))
    else:
        with write_transaction():
            set_setting(POLLS, "new")
    assert browser_of("alice").get(f"/topics/{topic_id}/poll/new").status_code == 200
    rules = guest.get("/trust").text
    assert rules.index("a small poll in a topic of one’s own") > rules.index("From the first day") and (
        (rules.index("a small poll") < rules.index("1 day here")) == (way == "by setting")
    )


def test_whoever_has_an_office_needs_no_trust(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    topic_id = opening(cast.viewer("bruno"), title="What next?").topic_id
    assert browser_of("bruno").get(f"/topics/{topic_id}/poll/new").status_code == 200
