"""Asking anew: other words are another poll, which takes the place of the first, and whoever voted there is told."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.campaigns.models import Campaign, Idea
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid, NotAllowed
from forum.notifications.models import Notification
from forum.polls.models import Poll
from forum.polls.operations.closing import close_due
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.succeeding import make_successor, open_in_place
from forum.polls.words import State
from tests.campaigns import a_campaign, an_idea, ask, keep
from tests.conversations import NOON
from tests.integration.polls.ballots import LATER, a_poll, asking, close, question, seal, vote

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
ANEW = asking(questions=[question(options=("Oat", "Hazelnut", "Rye"))])


def told(member_id: int) -> list[str]:
    """Return the kinds of what a member was told."""
    drain()
    db.session.rollback()
    return list(db.session.scalars(db.select(Notification.kind).where(Notification.member_id == member_id)))


def succeed(cast: SimpleNamespace, old_id: int, handle: str = "dana") -> int:
    """Open a poll in the place of another; answers its number."""
    with write_transaction():
        old = db.session.get_one(Poll, old_id)
        new = make_successor(old, ANEW, actor=cast.viewer(handle), now=LATER)
        open_in_place(new, actor=cast.viewer(handle), now=LATER)
        return new.id


def test_the_brand_asks_anew_by_the_form_and_the_old_poll_points_to_it(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    old_id = a_poll(cast.viewer("dana"))
    vote(cast.viewer("chloe"), old_id, q1="2")
    dana = browser_of("dana")
    form = dana.get(f"/polls/{old_id}/successor").text
    assert 'value="Hazel"' in form
    sent = dana.post(
        f"/polls/{old_id}/successor",
        data={
            "questions-0-text": "Which nut?",
            "questions-0-kind": "one",
            "questions-0-method": "usual",
            "questions-0-options-0-title": "Hazelnut",
            "questions-0-options-1-title": "Walnut",
            "shown": "always",
            "secrecy": "named",
            "roll": "open",
        },
    )
    assert sent.location.endswith("/polls/2/opening")
    assert "Which flavour?" in guest.get("/topics/1/what-next").text
    dana.post("/polls/2/opening")
    page = guest.get("/topics/1/what-next").text
    assert "Which nut?" in page and "Which flavour?" not in page
    old = guest.get(f"/polls/{old_id}").text
    assert "asked anew in other words" in old and 'href="/polls/2"' in old
    with pytest.raises(Invalid):
        vote(cast.viewer("alice"), old_id, q1="1")


def test_the_form_proposes_the_close_of_a_poll_that_is_open(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    with write_transaction():
        db.session.merge(cast.dana).time_zone = "Europe/Berlin"
    poll_id = a_poll(cast.viewer("dana"))
    dana, closes = browser_of("dana"), 'value="2026-03-15T13:00"'
    assert closes in dana.get(f"/polls/{poll_id}/successor").text
    close(poll_id)
    assert closes not in dana.get(f"/polls/{poll_id}/successor").text


def test_whoever_voted_is_told_that_it_is_asked_anew(app: Flask, cast: SimpleNamespace) -> None:
    old_id = a_poll(cast.viewer("dana"))
    vote(cast.viewer("chloe"), old_id, q1="2")
    succeed(cast, old_id)
    assert "poll-succeeded" in told(cast.chloe.id) and "poll-succeeded" not in told(cast.alice.id)


def test_a_poll_has_one_successor_and_only_those_who_may_ask_here_make_it(cast: SimpleNamespace) -> None:
    old_id = a_poll(cast.viewer("dana"))
    with pytest.raises(NotAllowed):
        succeed(cast, old_id, "chloe")
    succeed(cast, old_id)
    with pytest.raises(Invalid):
        succeed(cast, old_id)


def test_the_vote_of_a_campaign_goes_on_in_the_successor(app: Flask, cast: SimpleNamespace) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    ideas = [
        an_idea(cast.viewer(name), campaign_id, title)
        for name, title in (("alice", "Oat"), ("chloe", "Hazel"))
    ]
    for idea in ideas:
        keep(cast.viewer("dana"), idea)
    old_id = ask(cast.viewer("dana"), campaign_id)
    with write_transaction():
        new = make_successor(
            db.session.get_one(Poll, old_id),
            asking(questions=[question(options=("Hazel", "Oat porridge"))]),
            actor=cast.viewer("dana"),
            now=NOON,
        )
        open_in_place(new, actor=cast.viewer("dana"), now=NOON)
        new_id = new.id
    with write_transaction():
        assert seal_poll(old_id, now=LATER)
    db.session.expire_all()
    campaign = db.session.get_one(Campaign, campaign_id)
    assert (campaign.phase, campaign.poll_id) == ("vote", new_id)
    assert [db.session.get_one(Idea, idea).option_number for idea in ideas] == [2, 1]


def test_followers_are_told_of_an_opening_voters_of_the_result_and_the_author_of_a_close_on_hold(
    app: Flask, cast: SimpleNamespace
) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    seal(poll_id)
    assert "poll-result" in told(cast.chloe.id) and "poll-result" not in told(cast.bruno.id)
    other = a_poll(cast.viewer("alice"))
    with write_transaction():
        close_due(NOON)
    with write_transaction():
        close_due(NOON.replace(year=NOON.year + 1))
    assert db.session.get_one(Poll, other).state == State.OPEN
    assert "poll-held" in told(cast.alice.id)
