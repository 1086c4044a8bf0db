"""Answering in a topic."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core import events
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Audience, Invalid, NotAllowed
from forum.core.stamps import make_stamp
from forum.discussions.events import PostPublished
from forum.discussions.models import Following, Post, Topic
from forum.discussions.operations.posts import reply
from forum.discussions.operations.texts import prepare_text
from forum.discussions.operations.topic_care import close_topic
from tests.conversations import NOON, answer, opening, quoting, shelf
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")


def test_an_answer_takes_the_next_number_and_lifts_the_topic(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    later = NOON + timedelta(hours=1)
    post = answer(first, cast.viewer("chloe"), now=later)
    topic = db.session.get_one(Topic, first.topic_id)
    assert (post.number, post.reply_to_id) == (2, first.id)
    assert (topic.post_count, topic.bumped_at, topic.last_author_id) == (2, later, cast.chloe.id)
    assert_all_counters_are_right()


def test_fifty_answers_at_once_get_fifty_numbers(app: Flask, cast: SimpleNamespace) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    writers = [cast.viewer(handle) for handle in ("alice", "bruno", "chloe", "dana", "emil")]

    def write(turn: int) -> int:
        with app.app_context():
            text = prepare_text(f"Answer number {turn}", read_level=0)
            with write_transaction():
                topic = db.session.get_one(Topic, topic_id)
                return reply(topic, source=text, author=writers[turn % 5], now=NOON).number

    with ThreadPoolExecutor(10) as pool:
        numbers = list(pool.map(write, range(50)))
    assert sorted(numbers) == list(range(2, 52))
    assert_all_counters_are_right()


def test_who_answers_follows_the_topic(cast: SimpleNamespace) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    followed = db.session.query(Following.member_id).filter_by(target="topic", target_id=post.topic_id)
    assert {member_id for (member_id,) in followed} == {cast.alice.id, cast.chloe.id}


@pytest.mark.parametrize(
    ("who", "reply_level", "allowed"),
    [
        ("chloe", Audience.MEMBERS, True),
        ("chloe", Audience.TEAM, False),
        ("bruno", Audience.TEAM, True),
        ("dana", Audience.TEAM, True),
    ],
)
def test_who_may_answer_where(cast: SimpleNamespace, who: str, reply_level: int, allowed: bool) -> None:
    category = shelf(reply_level=reply_level, start_level=reply_level)
    first = opening(cast.viewer("dana"), category=category)
    if allowed:
        assert answer(first, cast.viewer(who)).number == 2
    else:
        with pytest.raises(NotAllowed):
            answer(first, cast.viewer(who))


def test_a_closed_topic_takes_answers_of_moderators_only(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    with write_transaction():
        close_topic(db.session.get_one(Topic, first.topic_id), actor=cast.viewer("bruno"), now=NOON)
    with pytest.raises(NotAllowed, match="closed"):
        answer(first, cast.viewer("alice"))
    assert answer(first, cast.viewer("bruno")).number == 2


def test_a_post_of_another_topic_cannot_be_answered_here(cast: SimpleNamespace) -> None:
    here, elsewhere = opening(cast.viewer("alice")), opening(cast.viewer("alice"))
    with pytest.raises(Invalid), write_transaction():
        reply(
            db.session.get_one(Topic, here.topic_id),
            source="Hm",
            author=cast.viewer("chloe"),
            now=NOON,
            reply_to=db.session.get_one(Post, elsewhere.id),
        )


def test_those_spoken_to_are_told_of(app: Flask, cast: SimpleNamespace) -> None:
    heard: list[PostPublished] = []
    events.listen(app, PostPublished, heard.append)
    first = opening(cast.viewer("alice"))
    answer(
        first,
        cast.viewer("chloe"),
        quoting(first, "alice", "What do you put", "@bruno knows, @nobody does not."),
    )
    said = heard[-1]
    assert (said.number, said.mentioned, said.quoted_post_ids) == (2, (cast.bruno.id,), (first.id,))


def test_a_member_answers_from_the_form_and_sees_it_in_its_place(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    sent = chloe.post(f"/topics/{first.topic_id}/posts", data={"body": "Leeks *too*", "reply_to": first.id})
    page = chloe.get(sent.location, follow_redirects=True).text
    assert "Leeks <em>too</em>" in page
    assert "Reply to Alice Almond" in page


def test_an_answer_that_is_sent_twice_stands_once(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    fields = {"body": "Leeks", "once": "the-same-word"}
    places = {chloe.post(f"/topics/{first.topic_id}/posts", data=fields).location for _ in range(3)}
    assert len(places) == 1
    assert db.session.query(Post).count() == 2


def test_the_editor_is_told_where_the_answer_stands(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    sent = browser_of("chloe").post(
        f"/topics/{first.topic_id}/posts", data={"body": "Leeks"}, headers={"X-Sent-By": "editor"}
    )
    post = db.session.query(Post).filter_by(number=2).one()
    assert (sent.status_code, sent.headers["Location"]) == (201, f"/posts/{post.id}")


def test_the_form_brings_the_quote_of_a_post(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"), "Carrots\n\n> old quote\n\nand leeks")
    chloe = browser_of("chloe")
    expected = f"> [@alice wrote](/posts/{first.id}):\n>\n> Carrots\n>\n>\n> and leeks"
    assert chloe.get(f"/posts/{first.id}/quote").text.strip() == expected
    page = chloe.get(f"/topics/{first.topic_id}/posts/new?quote={first.id}").text
    assert "[@alice wrote]" in page


def test_the_form_comes_alone_when_a_page_asks_for_it(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    part = browser_of("chloe").get(f"/topics/{first.topic_id}/posts/new", headers={"HX-Request": "true"}).text
    assert "<textarea" in part
    assert "<html" not in part


def test_nobody_answers_in_a_topic_that_they_may_not_open(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    secret = opening(cast.viewer("dana"), category=shelf(read_level=2, reply_level=2, start_level=2))
    chloe = browser_of("chloe")
    assert chloe.get(f"/topics/{secret.topic_id}/posts/new").status_code == 404
    assert chloe.post(f"/topics/{secret.topic_id}/posts", data={"body": "Boo"}).status_code == 404
    assert chloe.get(f"/posts/{secret.id}/quote").status_code == 404


@pytest.mark.parametrize("number", [0, 10**12, 10**17])
def test_a_number_that_is_nobodys_is_not_found(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], number: int
) -> None:
    chloe = browser_of("chloe")
    assert chloe.get(f"/topics/{number}/posts/new").status_code == 404
    assert chloe.get(f"/posts/{number}/edit").status_code == 404


def test_a_text_of_the_greatest_length_is_answered_quickly(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    for source in ("x" * 50_000, "*" * 50_000, "> " * 25_000, "[" * 50_000, "@a " * 16_000, "`" * 50_000):
        begun = db.session.query(Post).count()
        sent = chloe.post(f"/topics/{first.topic_id}/posts", data={"body": source})
        assert sent.status_code in (303, 422)
        assert db.session.query(Post).count() in (begun, begun + 1)


def test_numbers_that_no_post_can_have_are_only_words(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    huge = 10**17
    source = f"> [@alice wrote](/posts/{huge}):\n>\n> Hm\n\n/topics/{huge}\n\n/posts/{huge}\n\nWell"
    assert "Well" in answer(first, cast.viewer("chloe"), source).html


def test_one_text_in_two_windows_is_sent_once(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    path, chloe, now = f"/topics/{first.topic_id}/posts", browser_of("chloe"), clock.now()
    windows = [make_stamp(cast.chloe.id, now=now - timedelta(hours=ago)) for ago in (2, 1)]
    sent = [chloe.post(path, data={"body": "With miso.", "once": once}).location for once in windows]
    assert (sent[0], said_in(first.topic_id, "With miso.")) == (sent[1], 1)
    assert "it stands here once" in chloe.get(sent[1], follow_redirects=True).text


def test_the_same_words_can_be_said_again_later(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    with write_transaction():
        topic = db.session.get_one(Topic, first.topic_id)
        reply(topic, source="Yes.", author=cast.viewer("chloe"), now=clock.now() - timedelta(hours=1))
    stamp = make_stamp(cast.chloe.id, now=clock.now())
    browser_of("chloe").post(f"/topics/{first.topic_id}/posts", data={"body": "Yes.", "once": stamp})
    assert said_in(first.topic_id, "Yes.") == 2


def said_in(topic_id: int, words: str) -> int:
    """Count the answers with these words."""
    return db.session.query(Post).filter_by(topic_id=topic_id, source=words).count()
