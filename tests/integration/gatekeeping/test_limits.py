"""Few links, mentions and posts at once, until the community knows somebody."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from forum.core.database import db
from forum.core.policy import Invalid
from forum.discussions.models import Topic
from tests.conversations import answer, opening
from tests.gatekeeping import at_home, later

pytestmark = pytest.mark.usefixtures("app")

LINKS = "See https://a.example, https://b.example and [this](https://c.example)"


def test_a_new_member_is_told_to_take_links_out(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="2 links"):
        opening(cast.viewer("alice"), LINKS)
    assert db.session.query(Topic).count() == 0


def test_links_within_the_community_are_no_such_links(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("bruno"))
    source = " ".join(f"[a](/posts/{first.id})" for _ in range(9)) + " ![b](/uploads/abc/full.webp)"
    assert answer(first, cast.viewer("alice"), source).number == 2


def test_a_new_member_mentions_few(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="mention 3"):
        opening(cast.viewer("alice"), "@bruno @chloe @dana @emil")


@pytest.mark.parametrize("who", ["bruno", "dana", "emil"])
def test_those_with_an_office_are_not_new(cast: SimpleNamespace, who: str) -> None:
    assert opening(cast.viewer(who), LINKS).number == 1


def test_whoever_is_known_may_link_more(cast: SimpleNamespace) -> None:
    at_home(cast.alice, days=2, read=10, likes=0, post=opening(cast.viewer("bruno")))
    assert opening(cast.viewer("alice"), LINKS).number == 1


def test_nobody_mentions_everybody(cast: SimpleNamespace) -> None:
    crowd = " ".join(f"@member{number}" for number in range(21))
    with pytest.raises(Invalid, match="20 people"):
        opening(cast.viewer("bruno"), crowd)


def test_a_new_member_writes_twenty_posts_an_hour(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("bruno"))
    for number in range(20):
        answer(first, cast.viewer("alice"), f"Carrot {number}.", now=later(number))
    with pytest.raises(Invalid, match="20 posts within an hour"):
        answer(first, cast.viewer("alice"), "One more.", now=later(20))
    assert answer(first, cast.viewer("alice"), "And on we go.", now=later(61)).number == 22
