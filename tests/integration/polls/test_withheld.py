"""While the post above a poll is withheld, nobody votes: not even those who may still read it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.discussions.operations.topics import first_post_of
from forum.polls.models import Poll
from tests.conversations import NOON
from tests.integration.polls.ballots import LATER, a_poll, stored, vote
from tests.integration.polls.test_duels import a_duel, asked

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
WITHHELD = "This poll takes no votes while the post above it is hidden from others."


def withhold(poll_id: int, *, is_held: bool) -> Post:
    """Hide the post above a poll, or have it wait for a moderator as if it had been caught."""
    with write_transaction():
        topic = db.session.get_one(Topic, db.session.get_one(Poll, poll_id).topic_id)
        post = first_post_of(topic)
        if is_held:
            post.state, topic.is_held = PostState.HELD, True
        else:
            hide_post_text(post, reason_key="off-topic", now=NOON)
        return post


@pytest.mark.parametrize("is_held", [False, True])
def test_below_a_withheld_post_nobody_votes_also_not_its_author_and_moderators(
    cast: SimpleNamespace, browser_of: BrowserOf, is_held: bool
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("alice"), poll_id, q1="2")
    post = withhold(poll_id, is_held=is_held)
    for handle in ("alice", "bruno"):
        browser = browser_of(handle)
        for page in (browser.get(f"/polls/{poll_id}"), browser.get("/topics/1/what-next")):
            assert WITHHELD in page.text and "/ballot" not in page.text, handle
        answer = browser.post(f"/polls/{poll_id}/ballot", data={"q1": "1"})
        assert (answer.status_code, WITHHELD in answer.text) == (403, True), handle
        assert browser.post(f"/polls/{poll_id}/ballot/delete").status_code == 403
    assert stored() == ["[[2]]"]
    if not is_held:
        with write_transaction():
            unhide_post_text(db.session.merge(post), now=LATER)
        assert browser_of("bruno").post(f"/polls/{poll_id}/ballot", data={"q1": "1"}).status_code == 200


def test_a_duel_below_a_hidden_post_asks_nobody_and_takes_no_answer(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_duel(cast)
    dana = browser_of("dana")
    token, pair = asked(dana.get(f"/polls/{poll_id}").text)
    withhold(poll_id, is_held=False)
    page = dana.get(f"/polls/{poll_id}").text
    assert asked(page) == ("", []) and "takes no votes while the post above it is hidden" in page
    answered = dana.post(f"/polls/{poll_id}/pairs", data={"q1-pair": token, "q1": str(pair[0])})
    assert (answered.status_code, stored()) == (403, [])
