"""Which answer solved a question."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Post, Topic
from forum.discussions.operations.answers import accept_answer, unaccept_answer
from forum.discussions.operations.hiding import hide_post_text
from tests.conversations import NOON, answer, opening

pytestmark = pytest.mark.usefixtures("app")


def accept(post: Post, who: object) -> None:
    with write_transaction():
        topic = db.session.get_one(Topic, post.topic_id)
        accept_answer(topic, db.session.get_one(Post, post.id), actor=who, now=NOON)


def accepted(post: Post) -> int | None:
    db.session.rollback()
    return db.session.get_one(Topic, post.topic_id, populate_existing=True).answer_post_id


@pytest.mark.parametrize(
    ("who", "allowed"), [("alice", True), ("bruno", True), ("chloe", False), ("dana", False)]
)
def test_who_asked_and_moderators_choose(cast: SimpleNamespace, who: str, allowed: bool) -> None:
    post = answer(opening(cast.viewer("alice"), kind="question"), cast.viewer("chloe"))
    if allowed:
        accept(post, cast.viewer(who))
        assert accepted(post) == post.id
    else:
        with pytest.raises(NotAllowed):
            accept(post, cast.viewer(who))


def test_there_is_one_answer_and_it_can_be_taken_away(cast: SimpleNamespace) -> None:
    question = opening(cast.viewer("alice"), kind="question")
    first, second = answer(question, cast.viewer("chloe")), answer(question, cast.viewer("dana"))
    accept(first, cast.viewer("alice"))
    accept(second, cast.viewer("alice"))
    assert accepted(question) == second.id
    with write_transaction():
        unaccept_answer(db.session.get_one(Topic, question.topic_id), actor=cast.viewer("alice"), now=NOON)
    assert accepted(question) is None


def test_what_cannot_be_the_answer(cast: SimpleNamespace) -> None:
    question = opening(cast.viewer("alice"), kind="question")
    talk = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    hidden = answer(question, cast.viewer("chloe"))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, hidden.id), reason_key="off-topic", now=NOON)
    for post in (question, talk, hidden):
        with pytest.raises(Invalid):
            accept(post, cast.viewer("alice"))
    with pytest.raises(Invalid), write_transaction():
        accept_answer(
            db.session.get_one(Topic, question.topic_id),
            db.session.get_one(Post, talk.id),
            actor=cast.viewer("alice"),
            now=NOON,
        )


def test_the_button_asks_first_and_then_shows_the_answer(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    post = answer(opening(cast.viewer("alice"), kind="question"), cast.viewer("chloe"), "Use butter")
    alice = browser_of("alice")
    address = f"/topics/{post.topic_id}/answer/{post.id}"
    assert "This is the answer" in alice.get(f"/topics/{post.topic_id}", follow_redirects=True).text
    assert "Use butter" in alice.get(address).text
    assert accepted(post) is None
    assert "Accepted answer" in alice.post(address, follow_redirects=True).text
    alice.post(f"/topics/{post.topic_id}/answer/delete")
    assert accepted(post) is None
    assert browser_of("chloe").post(address).status_code == 403
