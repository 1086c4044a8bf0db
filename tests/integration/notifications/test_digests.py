"""The digest: what was missed, one poll, one word of thanks; nothing that its reader may not see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.notices import Pace
from forum.core.outbox import drain
from forum.core.policy import Audience
from forum.discussions.models import FollowTarget, Post, Topic
from forum.discussions.operations.followings import follow, mute
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.topic_care import move_topic
from forum.notifications.digests import compose_digest, send_due_digests
from forum.notifications.models import DigestDue, Notification
from forum.notifications.operations import choose
from forum.reactions.operations import like_post
from tests.conversations import NOON, answer, opening, shelf, team_shelf
from tests.integration.polls.ballots import asking, poll_on
from tests.letters import letters_to, plain_text
from tests.replaying import replayed
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def followed(cast: SimpleNamespace) -> Post:
    """A topic of Dana's that Alice follows, in which Chloé has written."""
    post = opening(cast.viewer("dana"), title="Spring soups")
    drain()
    with write_transaction():
        follow(cast.viewer("alice"), FollowTarget.TOPIC, post.topic_id, now=NOON)
    answer(post, cast.viewer("chloe"), "Nettles, with a spoon of cream.")
    drain()
    return post


def send_all() -> None:
    """Let the morning come on which everything is due."""
    with write_transaction():
        db.session.execute(update(DigestDue).values(due_at=clock.now() - timedelta(minutes=1)))
    send_due_digests()


def test_what_is_new_in_a_followed_topic_comes_with_the_daily_digest(followed: Post) -> None:
    assert letters_to("alice") == []
    send_all()
    (letter,) = letters_to("alice")
    assert letter["Subject"].endswith("your day")
    text = plain_text(letter)
    assert "Spring soups" in text
    assert "Chloé Clove" in text


def test_what_is_hidden_between_queueing_and_sending_is_not_told(followed: Post) -> None:
    reply = db.session.scalars(select(Post).where(Post.topic_id == followed.topic_id, Post.number == 2)).one()
    with write_transaction():
        hide_post_text(db.session.get_one(Post, reply.id), reason_key="spam", now=NOON)
    send_all()
    assert letters_to("alice") == []


def test_what_was_read_in_the_page_was_not_missed(followed: Post, browser_of: BrowserOf) -> None:
    browser_of("alice").post("/notifications/reading")
    send_all()
    assert letters_to("alice") == []


def test_somebody_muted_meanwhile_is_left_out(followed: Post, cast: SimpleNamespace) -> None:
    with write_transaction():
        mute(cast.viewer("alice"), FollowTarget.MEMBER, cast.chloe.id, now=NOON)
    send_all()
    assert letters_to("alice") == []


def test_a_digest_tells_everything_once(followed: Post, cast: SimpleNamespace) -> None:
    send_all()
    assert len(letters_to("alice")) == 1
    assert db.session.scalars(select(DigestDue)).all() == []
    send_all()
    assert len(letters_to("alice")) == 1
    answer(followed, cast.viewer("chloe"), "And salt.")
    drain()
    send_all()
    assert sorted("Nettles" in plain_text(letter) for letter in letters_to("alice")) == [False, True]


def test_a_digest_speaks_the_language_of_its_reader(followed: Post, cast: SimpleNamespace) -> None:
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).language = "fr"
    send_all()
    (letter,) = letters_to("alice")
    assert "votre journée" in letter["Subject"]
    assert "Ce que vous avez manqué depuis hier" in plain_text(letter)


def test_one_click_stops_every_digest_and_nothing_else(
    followed: Post, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    send_all()
    (letter,) = letters_to("alice")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert guest.post(f"/{address}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    answer(followed, cast.viewer("chloe"), "And salt.")
    drain()
    assert db.session.scalars(select(DigestDue)).all() == []
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert len(letters_to("alice")) == 2


def test_the_team_says_thanks_for_a_post_that_it_liked(followed: Post, cast: SimpleNamespace) -> None:
    own = opening(cast.viewer("alice"), title="My grandmother’s bread")
    with write_transaction():
        like_post(db.session.get_one(Post, own.id), actor=cast.viewer("dana"), now=clock.now())
    send_all()
    (letter,) = letters_to("alice")
    assert "Dana Dill of the team liked your post in “My grandmother’s bread”" in plain_text(letter)


def test_a_digest_costs_the_same_few_statements_for_one_topic_and_for_many(
    app: Flask, cast: SimpleNamespace
) -> None:
    place = shelf()
    with write_transaction():
        follow(cast.viewer("alice"), FollowTarget.CATEGORY, place.id, now=NOON)
        choose(cast.alice.id, "followed", page=True, pace=Pace.WEEKLY)
    opening(cast.viewer("chloe"), category=place)
    drain()
    compose_digest(cast.alice.id, Pace.WEEKLY, clock.now())
    counts = []
    for topics in (0, 11):
        for number in range(topics):
            opening(cast.viewer("chloe"), category=place, title=f"Soup {number}")
        drain()
        with statements(app) as seen:
            assert compose_digest(cast.alice.id, Pace.WEEKLY, clock.now()) is not None
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
    waiting = select(Notification).where(Notification.pace == Pace.WEEKLY)
    assert len(db.session.scalars(waiting).all()) == 12


def test_likes_that_join_a_notice_come_with_the_next_digest(cast: SimpleNamespace) -> None:
    own = opening(cast.viewer("alice"), title="My grandmother’s bread")
    with write_transaction():
        choose(cast.alice.id, "like", page=True, pace=Pace.DAILY)
    for number, handle in enumerate(("bruno", "chloe"), 1):
        with write_transaction():
            like_post(db.session.get_one(Post, own.id), actor=cast.viewer(handle), now=clock.now())
        drain()
        send_all()
        assert len(letters_to("alice")) == number
    assert any("and 1 more like your post" in plain_text(letter) for letter in letters_to("alice"))


def test_a_title_that_was_hidden_meanwhile_is_not_told(followed: Post) -> None:
    with write_transaction():
        hide_post_text(db.session.get_one(Post, followed.id), reason_key="spam", now=NOON)
    send_all()
    (letter,) = letters_to("alice")
    assert "Chloé Clove" in plain_text(letter) and "Spring soups" not in plain_text(letter)


def test_nothing_is_told_of_a_topic_that_became_the_teams(followed: Post, cast: SimpleNamespace) -> None:
    """Nor by a notice that tells of the topic and of no post."""
    back_room = team_shelf()
    with write_transaction():
        topic = db.session.get_one(Topic, followed.topic_id)
        move_topic(topic, category=back_room, actor=cast.viewer("bruno"), now=NOON)
        db.session.execute(update(Notification).values(post_id=None))
    send_all()
    assert letters_to("alice") == []


def test_the_digest_thanks_for_no_post_and_asks_for_no_vote_that_was_hidden(
    followed: Post, cast: SimpleNamespace
) -> None:
    own = opening(cast.viewer("alice"), title="My grandmother’s bread")
    asked = opening(cast.viewer("dana"), title="The plum of the year")
    poll_on(asked, cast.viewer("dana"), replace(asking(), closes_at=clock.now() + timedelta(days=9)))
    with write_transaction():
        like_post(db.session.get_one(Post, own.id), actor=cast.viewer("dana"), now=clock.now())
    drain()
    told = compose_digest(cast.alice.id, Pace.DAILY, clock.now())
    assert told is not None and {"bread", "flavour"} <= set(re.findall("bread|flavour", told.text))
    with write_transaction():
        for post in (own, asked):
            hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
        db.session.execute(update(Topic).where(Topic.id == own.topic_id).values(read_level=Audience.TEAM))
        db.session.execute(update(Post).where(Post.id == own.id).values(read_level=Audience.TEAM))
    told = compose_digest(cast.alice.id, Pace.DAILY, clock.now())
    assert told is not None and re.findall("bread|flavour", told.text) == []
