"""Hiding several posts in one act, and profiles and pictures; all of it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.accounts.operations.members import describe_member
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Post, PostState, Topic
from forum.moderation.models import Hidden, HidingAct, Statement
from forum.moderation.operations import (
    Why,
    hide_all_by,
    hide_picture,
    hide_post,
    hide_posts,
    hide_profile,
    hide_topic,
    lift_hiding,
    undo_act,
)
from forum.uploads.models import Withheld
from forum.uploads.policy import may_see
from tests.conversations import NOON, answer, opening
from tests.counting import assert_all_counters_are_right
from tests.integration.moderation.desk import a_picture, act, again
from tests.replaying import replayed

WHY = Why("off-topic", note="all of it")
BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def talk(cast: SimpleNamespace) -> list[Post]:
    """A topic of Alice's with answers by Chloé, Alice and Bruno, an hour apart."""
    first = opening(cast.viewer("alice"), "Tulips?")
    later = [
        answer(first, cast.viewer(handle), f"{handle} says so.", now=NOON + timedelta(hours=hours))
        for hours, handle in ((1, "chloe"), (2, "alice"), (3, "bruno"))
    ]
    return [first, *later]


def topic_of(talk: list[Post]) -> Topic:
    return db.session.get_one(Topic, talk[0].topic_id)


def states(talk: list[Post]) -> list[int]:
    db.session.rollback()
    return [again(post).state for post in talk]


SHOWN, GONE = PostState.VISIBLE, PostState.HIDDEN


def test_a_whole_topic_goes_but_not_what_the_moderator_wrote(talk: list[Post], cast: SimpleNamespace) -> None:
    act(hide_topic, topic_of(talk), WHY, actor=cast.viewer("bruno"))
    assert states(talk) == [GONE, GONE, GONE, SHOWN]
    assert again(topic_of(talk)).is_hidden


def test_each_author_gets_one_statement(talk: list[Post], cast: SimpleNamespace) -> None:
    act(hide_topic, topic_of(talk), WHY, actor=cast.viewer("bruno"))
    found = {each.member_id: each.things for each in db.session.query(Statement)}
    assert found == {cast.alice.id: 2, cast.chloe.id: 1}


def test_undone_in_one_act_everything_is_as_before(talk: list[Post], cast: SimpleNamespace) -> None:
    made = act(hide_topic, topic_of(talk), WHY, actor=cast.viewer("bruno"))
    assert act(undo_act, made, actor=cast.viewer("emil")) == 3
    assert states(talk) == [SHOWN] * 4
    assert_all_counters_are_right()
    with pytest.raises(Invalid, match="undone this before you"):
        act(undo_act, made, actor=cast.viewer("emil"))


def test_undoing_leaves_what_was_hidden_for_itself(talk: list[Post], cast: SimpleNamespace) -> None:
    act(hide_post, talk[1], reason="unkind", actor=cast.viewer("bruno"))
    made = act(hide_topic, topic_of(talk), WHY, actor=cast.viewer("bruno"))
    act(undo_act, made, actor=cast.viewer("bruno"))
    assert states(talk) == [SHOWN, GONE, SHOWN, SHOWN]


def test_only_the_chosen_ones(talk: list[Post], cast: SimpleNamespace) -> None:
    with write_transaction():
        hide_posts([talk[1].id, talk[2].id], WHY, topic=topic_of(talk), actor=cast.viewer("bruno"), now=NOON)
    assert states(talk) == [SHOWN, GONE, GONE, SHOWN]


@pytest.mark.parametrize("foreign", [True, False])
def test_a_foreign_or_own_post_among_them_and_nothing_is_hidden(
    talk: list[Post], cast: SimpleNamespace, foreign: bool
) -> None:
    other = opening(cast.viewer("chloe")) if foreign else talk[3]
    with pytest.raises(Invalid if foreign else NotAllowed), write_transaction():
        hide_posts([talk[1].id, other.id], WHY, topic=topic_of(talk), actor=cast.viewer("bruno"), now=NOON)
    assert states(talk) == [SHOWN] * 4


def test_everything_by_one_member_in_a_period(talk: list[Post], cast: SimpleNamespace) -> None:
    since, until = NOON + timedelta(minutes=30), NOON + timedelta(hours=9)
    late = answer(talk[0], cast.viewer("alice"), "Later.", now=until)
    act(hide_all_by, cast.alice, WHY, since=since, until=until, actor=cast.viewer("bruno"))
    assert states([*talk, late]) == [SHOWN, SHOWN, GONE, SHOWN, SHOWN]


def test_by_hand_with_a_period_and_undone(
    talk: list[Post], cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    bruno = browser_of("bruno")
    data = {"reason": "off-topic", "since": "2026-03-14", "until": "2026-03-14"}
    assert bruno.post("/members/alice/posts/hiding", data=data).status_code == 303
    assert states(talk) == [GONE, SHOWN, GONE, SHOWN]
    assert "2 posts" in bruno.get("/moderation/acts").text
    assert bruno.post(f"/moderation/acts/{db.session.query(HidingAct).one().id}/delete").status_code == 303
    assert states(talk) == [SHOWN] * 4


def test_by_hand_a_topic_needs_a_reason(talk: list[Post], browser_of: BrowserOf) -> None:
    bruno = browser_of("bruno")
    assert bruno.post(f"/topics/{talk[0].topic_id}/hiding", data={"note": "why"}).status_code == 422
    chosen = {"reason": "off-topic", "posts": [talk[1].id]}
    assert bruno.post(f"/topics/{talk[0].topic_id}/hiding", data=chosen).status_code == 303
    assert states(talk) == [SHOWN, GONE, SHOWN, SHOWN]


def describe(cast: SimpleNamespace, words: str) -> None:
    with write_transaction():
        describe_member(
            again(cast.alice),
            first_name="Alice",
            about_source=words,
            about_html=f"<p>{words}</p>",
            languages=[],
            now=NOON,
        )


def test_a_profile_text_goes_with_a_placeholder_and_comes_back(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    describe(cast, "I sell miracle pans.")
    bruno = browser_of("bruno")
    assert bruno.post("/members/alice/hiding", data={"reason": "unkind"}).status_code == 303
    page = guest.get("/members/alice").text
    assert "miracle pans" not in page
    assert "hidden by the moderators. Reason: unkind" in page
    statement = db.session.query(Statement).one()
    assert "miracle pans" in browser_of("alice").get(f"/statements/{statement.id}").text
    bruno.post("/members/alice/hiding/delete")
    assert "miracle pans" in guest.get("/members/alice").text


def test_a_new_text_is_not_overwritten_by_the_old_one(cast: SimpleNamespace) -> None:
    describe(cast, "I sell miracle pans.")
    (hiding,) = act(hide_profile, cast.alice, reason="unkind", actor=cast.viewer("bruno"))
    assert hiding.what == Hidden.PROFILE
    describe(cast, "I cook.")
    act(lift_hiding, hiding, actor=cast.viewer("bruno"))
    assert again(cast.alice).about_source == "I cook."


def test_nobody_hides_their_own_profile_and_an_empty_one_is_answered_clearly(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        act(hide_profile, cast.bruno, reason="unkind", actor=cast.viewer("bruno"))
    with pytest.raises(Invalid, match="neither a text nor a picture"):
        act(hide_profile, cast.alice, reason="unkind", actor=cast.viewer("bruno"))


def test_a_picture_goes_for_all_but_its_owner_and_moderators_and_comes_back(cast: SimpleNamespace) -> None:
    upload = a_picture(cast.alice.id, opening(cast.viewer("alice")))
    hiding = act(hide_picture, upload, reason="copied", actor=cast.viewer("bruno"))
    assert again(upload).withheld == Withheld.HIDDEN
    sees = [handle for handle in ("alice", "bruno", "chloe") if may_see(cast.viewer(handle), again(upload))]
    assert sees == ["alice", "bruno"]
    with pytest.raises(Invalid, match="somebody was here before you"):
        act(hide_picture, upload, reason="copied", actor=cast.viewer("emil"))
    act(lift_hiding, hiding, actor=cast.viewer("emil"))
    assert again(upload).withheld == Withheld.NOT
    assert may_see(cast.viewer("chloe"), again(upload))
