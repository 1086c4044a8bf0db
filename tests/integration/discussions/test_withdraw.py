"""Taking a post back, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core import clock as clocks
from forum.core.database import db, write_transaction
from forum.core.policy import NotAllowed
from forum.discussions import jobs
from forum.discussions.models import Draft, Post, PostState, Revision, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.drafts import save_draft
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.purging import overdue_posts, purge_post
from forum.discussions.operations.withdrawals import withdraw_post
from tests.conversations import NOON, answer, opening, quoting
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")

SECRET = "my shameful shortcut"


def withdraw(post: Post, who: object) -> None:
    with write_transaction():
        withdraw_post(db.session.get_one(Post, post.id), actor=who, now=NOON)


def purge(post: Post) -> None:
    with write_transaction():
        purge_post(db.session.get_one(Post, post.id), now=NOON)


def present(post: Post) -> Post:
    db.session.rollback()
    return db.session.get_one(Post, post.id, populate_existing=True)


def everything_written() -> str:
    """All text that the database holds of conversations."""
    db.session.rollback()
    posts = [part for row in db.session.execute(select(Post.source, Post.html, Post.text)) for part in row]
    revisions = [
        str(part) for row in db.session.execute(select(Revision.source, Revision.title)) for part in row
    ]
    drafts = [str(fields) for fields in db.session.scalars(select(Draft.fields))]
    return "\n".join([*posts, *revisions, *drafts, *db.session.scalars(select(Topic.title))])


def test_nobody_but_moderators_reads_it_any_more(cast: SimpleNamespace) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"), SECRET)
    withdraw(post, cast.viewer("chloe"))
    readers = {who: present(post).visible_to(cast.viewer(who)) for who in ("alice", "bruno", "chloe")}
    assert readers == {"alice": False, "bruno": True, "chloe": False}
    assert_all_counters_are_right()


@pytest.mark.parametrize("who", ["chloe", "bruno", "emil"])
def test_only_its_author_takes_it_back(cast: SimpleNamespace, who: str) -> None:
    post = opening(cast.viewer("alice"))
    with pytest.raises(NotAllowed):
        withdraw(post, cast.viewer(who))


def test_what_a_moderator_has_hidden_stays(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        hide_post_text(present(post), reason_key="off-topic", now=NOON)
    with pytest.raises(NotAllowed, match="moderator"):
        withdraw(post, cast.viewer("alice"))


def test_quotes_lose_the_words(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), SECRET)
    quoter = answer(post, cast.viewer("chloe"), quoting(post, "alice", SECRET))
    withdraw(post, cast.viewer("alice"))
    assert SECRET not in present(quoter).html


def test_an_accepted_answer_that_is_taken_back_leaves_the_question_open(cast: SimpleNamespace) -> None:
    question = opening(cast.viewer("alice"), kind="question")
    post = answer(question, cast.viewer("chloe"))
    with write_transaction():
        topic = db.session.get_one(Topic, post.topic_id)
        accept_answer(topic, db.session.get_one(Post, post.id), actor=cast.viewer("alice"), now=NOON)
    withdraw(post, cast.viewer("chloe"))
    assert db.session.get_one(Topic, post.topic_id, populate_existing=True).answer_post_id is None


def test_what_will_follow_is_said_before(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    post = opening(cast.viewer("alice"))
    alice = browser_of("alice")
    assert "30 days" in alice.get(f"/posts/{post.id}/withdrawal").text
    assert present(post).state == PostState.VISIBLE
    assert alice.post(f"/posts/{post.id}/withdrawal").status_code == 303
    assert present(post).state == PostState.WITHDRAWN
    chloe = browser_of("chloe")
    assert chloe.get(f"/posts/{opening(cast.viewer('alice')).id}/withdrawal").status_code == 403


def test_purging_leaves_no_word_of_it_anywhere(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), SECRET, title=SECRET)
    with write_transaction():
        edit_post(
            present(post),
            source=f"{SECRET}, again",
            title=f"{SECRET}, again",
            editor=cast.viewer("alice"),
            now=NOON,
            based_on_revision=0,
        )
    quote = quoting(post, "alice", SECRET)
    quoter = answer(post, cast.viewer("chloe"), quote)
    with write_transaction():
        edit_post(
            present(quoter), source="No quote", editor=cast.viewer("chloe"), now=NOON, based_on_revision=0
        )
        save_draft(cast.viewer("bruno"), "topic:new", {"body": quote}, based_on_version=0, now=NOON)
        save_draft(cast.viewer("alice"), f"edit:{post.id}", {"body": SECRET}, based_on_version=0, now=NOON)
    purge(post)
    assert SECRET not in everything_written()
    assert "I think so too." in everything_written()
    assert present(post).state == PostState.PURGED
    assert_all_counters_are_right()


def test_purging_twice_is_purging_once(cast: SimpleNamespace) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    purge(post)
    purge(post)
    assert_all_counters_are_right()


def test_posts_are_purged_when_their_days_are_over(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"), SECRET)
    other = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    withdraw(post, cast.viewer("chloe"))
    assert overdue_posts(now=NOON + timedelta(days=29, hours=23), limit=9) == []
    monkeypatch.setattr(clocks.SystemClock, "now", lambda self: NOON + timedelta(days=30))
    jobs.purge_overdue()
    assert (present(post).state, present(other).state) == (PostState.PURGED, PostState.VISIBLE)
    assert SECRET not in everything_written()
