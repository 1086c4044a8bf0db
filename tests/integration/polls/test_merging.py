"""Topics are merged and split: polls go with the post that opens their topic, and stand beside those already there."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid
from forum.discussions.models import Category, Topic
from forum.discussions.operations.splitting import merge_topics, split_topic
from forum.notifications.models import Notification
from forum.polls.models import Poll
from forum.polls.operations.opening import NewPoll, make_poll
from forum.polls.operations.succeeding import make_successor, open_in_place
from tests.conversations import NOON, answer, opening
from tests.integration.polls.ballots import a_poll, asking, poll_on, question, seal, vote

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]


def about(*options: str) -> NewPoll:
    return asking(questions=[question(options=options)])


def merge(cast: SimpleNamespace, source: int, target: int) -> None:
    with write_transaction():
        merge_topics(
            db.session.get_one(Topic, source),
            db.session.get_one(Topic, target),
            actor=cast.viewer("bruno"),
            now=NOON,
        )


def test_two_polls_of_merged_topics_stand_side_by_side_and_both_come_to_their_end(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    dana = cast.viewer("dana")
    went, stayed = a_poll(dana, about("Elderflower", "Quince")), a_poll(dana, about("Nutmeg", "Clove"))
    merge(cast, 1, 2)
    page = guest.get("/topics/2/what-next").text
    assert page.index(f'id="poll-{stayed}"') < page.index(f'id="poll-{went}"')
    for poll_id in (went, stayed):
        vote(cast.viewer("alice"), poll_id, q1="1")
        seal(poll_id)
    page = browser_of("alice").get("/topics/2/what-next").text
    assert "Most votes: Elderflower, 1 of 1." in page and "Most votes: Nutmeg, 1 of 1." in page
    listed = guest.get("/polls?state=closed").text
    assert f"/polls/{went}" in listed and f"/polls/{stayed}" in listed
    assert "/topics/2#poll-1" in guest.get(f"/polls/{went}").text
    drain()
    assert "What next?" in guest.get("/search?q=elderflower").text
    told = db.select(Notification.kind).where(Notification.member_id == cast.alice.id)
    assert list(db.session.scalars(told)).count("poll-result") == 2


def test_a_merged_poll_is_asked_anew_beside_the_other(cast: SimpleNamespace, guest: FlaskClient) -> None:
    dana = cast.viewer("dana")
    went, _stayed = a_poll(dana, about("Elderflower", "Quince")), a_poll(dana, about("Nutmeg", "Clove"))
    merge(cast, 1, 2)
    with write_transaction():
        anew = make_successor(db.session.get_one(Poll, went), about("Elder", "Quince"), actor=dana, now=NOON)
        open_in_place(anew, actor=dana, now=NOON)
    page = guest.get("/topics/2/what-next").text
    assert "Elder<" in page and "Elderflower" not in page and "Nutmeg" in page
    with pytest.raises(Invalid, match="has a poll already"), write_transaction():
        make_poll(db.session.get_one(Topic, 2), about("One", "More"), actor=dana, now=NOON)


def test_a_poll_stays_with_the_post_that_opens_its_topic_when_others_leave(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("dana"), title="What next?")
    poll_id = poll_on(post, cast.viewer("dana"))
    reply = answer(post, cast.viewer("alice"))
    with write_transaction():
        new = split_topic(
            db.session.get_one(Topic, post.topic_id),
            post_ids=[reply.id],
            title="Another thing",
            category=db.session.get_one(Category, db.session.get_one(Topic, post.topic_id).category_id),
            actor=cast.viewer("bruno"),
            now=NOON,
        ).id
    assert f'id="poll-{poll_id}"' in guest.get("/topics/1/what-next").text
    assert "poll-title" not in guest.get(f"/topics/{new}/another-thing").text


def test_a_poll_goes_along_when_its_topic_is_merged(cast: SimpleNamespace, guest: FlaskClient) -> None:
    dana = cast.viewer("dana")
    poll_id = a_poll(dana)
    vote(cast.viewer("chloe"), poll_id, q1="2")
    target = opening(dana, title="The other talk").topic_id
    merge(cast, 1, target)
    assert "Which flavour?" in guest.get(f"/topics/{target}/the-other-talk").text
    vote(cast.viewer("alice"), poll_id, q1="1")
