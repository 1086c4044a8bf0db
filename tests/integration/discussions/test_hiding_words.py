"""Withheld words stay withheld wherever they stand, and come back when they may."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.gates import Outcome, Verdict, gates
from forum.core.policy import Invalid
from forum.core.versions import ContentVersion
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.discussions.operations.posts import publish_held_post
from forum.discussions.operations.withdrawals import withdraw_post
from tests.conversations import NOON, answer, opening, quoting, shelf, team_shelf
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")


def hide(post: Post) -> None:
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="off-topic", now=NOON)


def unhide(post: Post) -> None:
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, post.id), now=NOON)


def present(post: Post) -> Post:
    db.session.rollback()
    return db.session.get_one(Post, post.id, populate_existing=True)


def version(scope: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(ContentVersion.number).where(ContentVersion.scope == scope)) or 0


def test_hiding_takes_the_post_from_its_authors_count_and_showing_it_gives_it_back(
    cast: SimpleNamespace,
) -> None:
    post = opening(cast.viewer("alice"))
    hide(post)
    alice = db.session.get_one(Member, cast.alice.id, populate_existing=True)
    assert (alice.post_count, alice.topic_count) == (0, 0)
    assert_all_counters_are_right()
    unhide(post)
    assert db.session.get_one(Member, cast.alice.id, populate_existing=True).post_count == 1
    assert_all_counters_are_right()


def test_the_title_goes_with_the_first_post(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    hide(post)
    topic = db.session.get_one(Topic, post.topic_id, populate_existing=True)
    assert topic.is_hidden
    assert not topic.title_visible_to(cast.viewer("chloe"))
    assert topic.title_visible_to(cast.viewer("alice"))
    unhide(post)
    assert not db.session.get_one(Topic, post.topic_id, populate_existing=True).is_hidden


def test_quotes_lose_the_words_and_get_them_back(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"), "Add a pinch of saffron")
    quoter = answer(first, cast.viewer("chloe"), quoting(first, "alice", "a pinch of saffron", "How much?"))
    hide(first)
    assert "saffron" not in present(quoter).html
    assert "How much?" in present(quoter).html
    unhide(first)
    assert "saffron" in present(quoter).html


def test_a_quote_of_a_quote_loses_the_words_too(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"), "Add a pinch of saffron")
    middle = answer(first, cast.viewer("chloe"), quoting(first, "alice", "a pinch of saffron", "How much?"))
    inner = f"> > [@alice](/posts/{first.id}):\n> > a pinch of saffron"
    nested = f"> [@chloe](/posts/{middle.id}):\n{inner}\n>\n> How much?\n\nEh."
    last = answer(first, cast.viewer("bruno"), nested)
    hide(first)
    assert "saffron" not in present(last).html
    assert "How much?" in present(last).html


def test_quoting_a_post_that_is_already_hidden_shows_nothing_of_it(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"), "Add a pinch of saffron")
    hide(first)
    quoter = answer(first, cast.viewer("chloe"), quoting(first, "alice", "a pinch of saffron", "I saw it!"))
    assert "saffron" not in present(quoter).html
    assert "saffron" not in present(quoter).text


def test_the_words_of_the_team_are_not_quoted_to_everyone(cast: SimpleNamespace) -> None:
    inside = opening(cast.viewer("dana"), "We raise prices in May", category=team_shelf())
    outside = opening(cast.viewer("dana"), quoting(inside, "dana", "We raise prices in May", "Oops"))
    assert "prices" not in outside.html


def test_a_card_shows_a_title_only_while_everyone_may_read_it(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"), title="Grandmother's dumplings")
    card = answer(opening(cast.viewer("chloe")), cast.viewer("chloe"), f"/topics/{first.topic_id}")
    assert "dumplings" in card.html
    hide(first)
    assert "dumplings" not in present(card).html
    unhide(first)
    assert "dumplings" in present(card).html


def test_pages_that_show_the_words_are_out_of_date_at_once(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"), "Add a pinch of saffron")
    elsewhere = opening(cast.viewer("chloe"), quoting(first, "alice", "a pinch of saffron"))
    scopes = [f"topic:{first.topic_id}", f"topic:{elsewhere.topic_id}", "latest"]
    before = [version(scope) for scope in scopes]
    hide(first)
    assert all(version(scope) > old for scope, old in zip(scopes, before, strict=True))


def test_what_its_author_took_back_cannot_be_hidden(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        withdraw_post(present(post), actor=cast.viewer("alice"), now=NOON)
    with pytest.raises(Invalid):
        hide(post)


class TestAHeldPost:
    @pytest.fixture(autouse=True)
    def a_gate_that_holds(self, app: object, monkeypatch: pytest.MonkeyPatch) -> None:
        entries = dict(gates.items())
        verdict = Verdict(Outcome.HOLD, "Later", "test")
        monkeypatch.setitem(
            gates._of(app), "test", lambda submission: verdict if "HOLD" in submission.source else Verdict()
        )  # type: ignore[arg-type]
        assert "test" not in entries

    def test_is_known_to_author_and_moderators_only(self, cast: SimpleNamespace) -> None:
        post = opening(cast.viewer("alice"), "HOLD this")
        topic = db.session.get_one(Topic, post.topic_id)
        assert post.state == PostState.HELD
        assert [topic.visible_to(cast.viewer(who)) for who in ("alice", "bruno", "chloe")] == [
            True,
            True,
            False,
        ]
        assert [post.visible_to(cast.viewer(who)) for who in ("alice", "bruno", "chloe")] == [
            True,
            True,
            False,
        ]
        assert topic.post_count == 0
        assert_all_counters_are_right()

    def test_does_not_lift_its_topic_until_it_stands(self, cast: SimpleNamespace) -> None:
        first = opening(cast.viewer("alice"), category=shelf())
        held = answer(first, cast.viewer("chloe"), "HOLD me")
        assert (
            db.session.get_one(Topic, first.topic_id, populate_existing=True).last_author_id == cast.alice.id
        )
        with write_transaction():
            publish_held_post(present(held), now=NOON)
        topic = db.session.get_one(Topic, first.topic_id, populate_existing=True)
        assert (present(held).state, topic.last_author_id, topic.post_count) == (
            PostState.VISIBLE,
            cast.chloe.id,
            2,
        )
        assert_all_counters_are_right()

    def test_that_opens_a_topic_makes_the_topic_stand(self, cast: SimpleNamespace) -> None:
        post = opening(cast.viewer("alice"), "HOLD this")
        with write_transaction():
            publish_held_post(present(post), now=NOON)
        assert db.session.get_one(Topic, post.topic_id, populate_existing=True).visible_to(
            cast.viewer("chloe")
        )
        assert_all_counters_are_right()

    def test_can_be_hidden_for_a_reason(self, cast: SimpleNamespace) -> None:
        post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"), "HOLD me")
        hide(post)
        assert present(post).state == PostState.HIDDEN
        assert_all_counters_are_right()
