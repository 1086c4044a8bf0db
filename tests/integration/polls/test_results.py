"""Who sees a result, and when: the same answer wherever it could be seen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.personal_data import personal_data
from forum.core.policy import NotAllowed
from forum.core.search import SearchDocument
from forum.discussions.models import Post, Topic
from forum.polls.models import Ballot, PollLive, PollVoter
from forum.polls.operations.opening import make_poll
from forum.polls.words import Shown
from forum.search.documents import read_documents
from tests.conversations import opening
from tests.integration.polls.ballots import (
    FRAGMENT,
    LATER,
    a_poll,
    asking,
    close,
    count_now,
    question,
    seal,
    trust,
    vote,
)

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
VERDICT = "Most votes: Hazel"
EVERYBODY = {"guest", "alice", "bruno", "chloe", "dana", "emil"}
BRAND = {"dana", "emil"}
VOTED = {"chloe"}
NOBODY: set[str] = set()
SEES = {
    Shown.ALWAYS: {"open": EVERYBODY, "sealed": EVERYBODY},
    Shown.AFTER_VOTING: {"open": VOTED, "closed": VOTED, "sealed": EVERYBODY},
    Shown.AFTER_CLOSE: {"open": NOBODY, "closed": NOBODY, "sealed": EVERYBODY},
    Shown.BRAND: {"open": BRAND, "sealed": BRAND},
}


@pytest.fixture
def browsers(app: Flask, cast: SimpleNamespace, browser_of: BrowserOf) -> dict[str, FlaskClient]:
    return {who: app.test_client() if who == "guest" else browser_of(who) for who in EVERYBODY}


@pytest.mark.parametrize("shown", SEES)
def test_the_same_people_see_the_result_everywhere(
    cast: SimpleNamespace, browsers: dict[str, FlaskClient], shown: Shown
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(shown=shown, publishes_ballots=shown is not Shown.BRAND))
    vote(cast.viewer("chloe"), poll_id, q1="2", at=LATER - timedelta(minutes=2))
    count_now(poll_id)
    for state, may in SEES[shown].items():
        if state == "closed":
            close(poll_id, at=LATER - timedelta(minutes=1))
        elif state == "sealed":
            seal(poll_id, at=LATER - timedelta(minutes=1))
        files = may if state == "sealed" else NOBODY
        expected = {"topic": may, "page": may, "fragment": may, "names": may, "file": files}
        assert who_sees(poll_id, browsers) == expected, state


def who_sees(poll_id: int, browsers: dict[str, FlaskClient]) -> dict[str, set[str]]:
    """Return for each place at which a result could be seen who sees it there."""
    found: dict[str, set[str]] = {
        "topic": set(),
        "page": set(),
        "fragment": set(),
        "names": set(),
        "file": set(),
    }
    for who, browser in browsers.items():
        asked = {
            "topic": VERDICT in browser.get("/topics/1/what-next").text,
            "page": VERDICT in browser.get(f"/polls/{poll_id}").text,
            "fragment": VERDICT in browser.get(f"/polls/{poll_id}", headers=FRAGMENT).text,
            "names": browser.get(f"/polls/{poll_id}/voters").status_code == 200,
            "file": browser.get(f"/polls/{poll_id}/ballots/1").status_code == 200,
        }
        for place, sees in asked.items():
            found[place] |= {who} if sees else set()
    return found


def test_structured_data_and_search_carry_no_result(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    seal(poll_id)
    page = guest.get("/topics/1/what-next").text
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert blocks and not any("Hazel" in json.dumps(json.loads(block)) for block in blocks)
    documents: list[SearchDocument] = read_documents([db.session.scalar(db.select(Post.id)) or 0])
    assert [VERDICT in document.text for document in documents] == [False]


def test_the_live_result_of_a_secret_poll_moves_by_five_votes(app: Flask, cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    counted = []
    for handle in ("alice", "bruno", "chloe", "dana", "emil"):
        vote(cast.viewer(handle), poll_id, q1="1")
        count_now(poll_id)
        db.session.rollback()
        counted.append(db.session.scalar(db.select(PollLive.voters)))
    vote(cast.viewer("emil"), poll_id, q1="3")
    count_now(poll_id)
    db.session.rollback()
    live = db.session.query(PollLive).one()
    assert counted == [None, None, None, None, 5]
    assert live.result["1"]["scores"] == {"1": 5, "2": 0, "3": 0}


def test_a_secret_ballot_names_nobody_and_once_sealed_nobody_can_tell(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    ballot = db.session.query(Ballot).one()
    assert (ballot.member_id, len(ballot.voter_key)) == (None, 64)
    seal(poll_id)
    db.session.expire_all()
    poll = db.session.execute(db.text("SELECT secret_key FROM poll")).scalar_one()
    assert (poll, db.session.query(Ballot).one().cast_at) == (None, None)


def test_nobody_is_shown_the_voters_of_a_secret_poll(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    assert browser_of("emil").get(f"/polls/{poll_id}/voters").status_code == 403


def test_a_named_poll_says_beforehand_that_names_are_shown(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    chloe = browser_of("chloe")
    assert "Named: whoever sees the result" in chloe.get(f"/polls/{poll_id}").text
    vote(cast.viewer("chloe"), poll_id, q1="2")
    page = chloe.get(f"/polls/{poll_id}/voters").text
    assert "Chloé Clove" in page and "Hazel" in page


@pytest.mark.parametrize(("is_secret", "kept"), [(True, False), (False, True)])
def test_everything_about_me_says_that_i_voted_and_what_in_named_polls_only(
    cast: SimpleNamespace, is_secret: bool, kept: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=is_secret))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    (entry,) = personal_data["polls"].export(cast.chloe.id)["votes"]
    assert (entry["poll_id"], "answers" in entry) == (poll_id, kept)


@pytest.mark.parametrize("is_secret", [True, False])
def test_erasing_an_account_changes_no_result(cast: SimpleNamespace, is_secret: bool) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=is_secret))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    with write_transaction():
        personal_data["polls"].erase(cast.chloe.id, True)
    assert db.session.query(PollVoter).count() == 0
    assert db.session.query(Ballot).filter_by(member_id=cast.chloe.id).count() == 0
    seal(poll_id)
    assert db.session.execute(db.text("SELECT voters FROM poll")).scalar_one() == 1


def test_a_small_poll_is_for_authors_and_larger_ones_are_the_brand_s(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = opening(cast.viewer("alice"), title="Whose?")
    assert browser_of("chloe").get(f"/topics/{post.topic_id}/poll/new").status_code == 403
    trust(cast.viewer("alice"))
    form = browser_of("alice").get(f"/topics/{post.topic_id}/poll/new").text
    assert "How is it counted?" in form and "Another question" not in form and "The team alone" not in form
    larger = asking(questions=[question(), question()])
    with pytest.raises(NotAllowed, match="Only the brand"), write_transaction():
        make_poll(db.session.get_one(Topic, post.topic_id), larger, actor=cast.viewer("alice"), now=LATER)
    assert "Another question" in browser_of("dana").get(f"/topics/{post.topic_id}/poll/new").text
    assert "Add a poll" in browser_of("alice").get(f"/topics/{post.topic_id}/whose").text
    assert "Add a poll" not in browser_of("chloe").get(f"/topics/{post.topic_id}/whose").text
