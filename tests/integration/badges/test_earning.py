"""A like crosses a line, and a badge is there."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from tests.conversations import NOON, opening
from tests.integration.badges.kitchen import a_rule, awards, guests, held, like, unlike

pytestmark = pytest.mark.usefixtures("app")


def test_the_like_that_crosses_the_line_earns_the_badge(cast: SimpleNamespace) -> None:
    rule = a_rule(thresholds=(2, 3))
    post = opening(cast.viewer("alice"))
    fans = guests(3)
    like(post, fans[0])
    assert held() == []
    like(post, fans[1])
    assert held() == [(cast.alice.id, 1)]
    like(post, fans[2])
    assert held(rule) == [(cast.alice.id, 1), (cast.alice.id, 2)]
    assert {each.post_id for each in awards()} == {post.id}


def test_the_badge_stands_on_the_profile_at_once(cast: SimpleNamespace, guest: FlaskClient) -> None:
    a_rule()
    like(opening(cast.viewer("alice")), *guests(2))
    assert "Beloved" in guest.get("/members/alice").text


def test_a_badge_is_lost_and_found_again_with_its_date(cast: SimpleNamespace) -> None:
    a_rule()
    post = opening(cast.viewer("alice"))
    fans = guests(2)
    like(post, *fans)
    unlike(post, fans[0])
    assert held() == []
    (award,) = awards()
    assert award.lost_since is not None
    like(post, fans[0], now=NOON + timedelta(days=2))
    (again,) = awards()
    assert (again.lost_since, again.earned_at, again.times) == (None, NOON, 2)
