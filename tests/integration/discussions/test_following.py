"""What a member wants to hear of."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.discussions.models import Following, FollowTarget, Topic
from forum.discussions.operations.followings import follow, mute, unfollow
from forum.discussions.operations.tags import set_tags
from tests.conversations import NOON, answer, opening, shelf, team_shelf

pytestmark = pytest.mark.usefixtures("app")


def modes() -> dict[tuple[str, int], str]:
    db.session.rollback()
    return {(row.target, row.target_id): row.mode for row in db.session.query(Following)}


def test_one_follows_or_mutes_but_never_both(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    with write_transaction():
        follow(alice, FollowTarget.TAG, 3, now=NOON)
        follow(alice, FollowTarget.TAG, 3, now=NOON)
        mute(alice, FollowTarget.TAG, 3, now=NOON)
    assert modes() == {("tag", 3): "mute"}
    with write_transaction():
        unfollow(alice, FollowTarget.TAG, 3)
        unfollow(alice, FollowTarget.TAG, 3)
    assert modes() == {}


def test_answering_in_a_muted_topic_leaves_it_muted(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"))
    with write_transaction():
        mute(cast.viewer("chloe"), FollowTarget.TOPIC, first.topic_id, now=NOON)
    answer(first, cast.viewer("chloe"))
    mode = db.session.query(Following.mode).filter_by(member_id=cast.chloe.id, target="topic")
    assert mode.scalar() == "mute"


def test_nobody_follows_themselves(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid), write_transaction():
        follow(cast.viewer("alice"), FollowTarget.MEMBER, cast.alice.id, now=NOON)


def test_each_thing_has_its_choice_and_the_list_shows_them(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    kitchen = shelf("kitchen")
    first = opening(cast.viewer("alice"), title="Slow beans", category=kitchen)
    with write_transaction():
        set_tags(db.session.get_one(Topic, first.topic_id), ["beans"], actor=cast.viewer("alice"), now=NOON)
    chloe = browser_of("chloe")
    for address in (f"/topics/{first.topic_id}", "/categories/kitchen", "/tags/beans", "/members/alice"):
        assert "What do you want to hear of it?" in chloe.get(f"{address}/following").text
        assert chloe.post(f"{address}/following", data={"mode": "follow"}).status_code == 303
    page = chloe.get("/following").text
    for name in ("Slow beans", "Kitchen", "beans", "Alice Almond"):
        assert name in page
    chloe.post(f"/topics/{first.topic_id}/following", data={"mode": "none"})
    assert "Slow beans" not in chloe.get("/following").text


def test_the_button_answers_with_the_new_state(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    part = chloe.post(
        f"/topics/{first.topic_id}/following", data={"mode": "mute"}, headers={"HX-Request": "true"}
    ).text
    assert "Muted" in part
    assert "<html" not in part
    assert "Muted" in chloe.get(f"/topics/{first.topic_id}", follow_redirects=True).text


def test_what_one_may_not_know_of_cannot_be_followed(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    secret = opening(cast.viewer("dana"), title="Prices in May", category=team_shelf())
    chloe = browser_of("chloe")
    for address in (f"/topics/{secret.topic_id}", "/categories/back-room", "/tags/none", "/members/nobody"):
        assert chloe.post(f"{address}/following", data={"mode": "follow"}).status_code == 404
    with write_transaction():
        follow(cast.viewer("chloe"), FollowTarget.TOPIC, secret.topic_id, now=NOON)
    assert "Prices" not in chloe.get("/following").text


def test_a_guest_is_led_to_the_sign_in(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"))
    assert "/sign-in" in guest.post(f"/topics/{first.topic_id}/following", data={"mode": "follow"}).location
