"""What people see of badges."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.badges.models import BadgeAward, VoucherCode
from forum.badges.operations.thanks import save_thanks
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.notices import FAN_OUT
from forum.core.outbox.models import OutboxRow
from forum.core.personal_data import personal_data
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text
from forum.notifications.delivery import fan_out
from forum.reactions.honesty import discount_likes
from tests.conversations import NOON, opening
from tests.integration.badges.kitchen import a_rule, awards, guests, like, unlike

pytestmark = pytest.mark.usefixtures("app")
BrowserOf = Callable[[str], FlaskClient]


def deliver_notices() -> None:
    """Tell everybody what waits in the outbox."""
    rows = list(db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))
    with write_transaction():
        for row in rows:
            if row.task == FAN_OUT:
                fan_out(row.payload)


def test_a_badge_greys_after_a_day_and_keeps_its_date(cast: SimpleNamespace, guest: FlaskClient) -> None:
    a_rule(thresholds=(1,))
    post = opening(cast.viewer("alice"))
    (fan,) = guests(1)
    now = clock.now()
    like(post, fan, now=now - timedelta(days=9))
    unlike(post, fan, now=now - timedelta(hours=2))
    assert "is-grey" not in guest.get("/members/alice").text
    with write_transaction():
        (award,) = db.session.scalars(select(BadgeAward))
        award.lost_since = now - timedelta(hours=25)
    page = guest.get("/members/alice").text
    assert "is-grey" in page
    assert "Beloved" in page


def test_the_badge_stands_beside_the_name_in_the_topic(cast: SimpleNamespace, guest: FlaskClient) -> None:
    a_rule(thresholds=(1,))
    post = opening(cast.viewer("alice"))
    like(post, *guests(1))
    page = guest.get(f"/topics/{post.topic_id}/into-the-pot").text
    assert re.search(r'class="badge-mark"[^>]*title="Beloved"', page)


def test_who_earns_it_sees_it_on_their_next_page_until_they_close_it(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    a_rule(thresholds=(1,))
    alice, chloe = browser_of("alice"), browser_of("chloe")
    assert "badge-news" not in alice.get("/latest").text
    like(opening(cast.viewer("alice")), *guests(1))
    assert "You have earned a badge!" in alice.get("/latest").text
    assert "badge-news" not in chloe.get("/latest").text
    alice.post("/badges/seen")
    assert "badge-news" not in alice.get("/latest").text


def test_who_earns_it_is_told_and_led_to_the_badge(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    rule = a_rule(thresholds=(1, 2), name="Beloved")
    like(opening(cast.viewer("alice"), silent=True), *guests(1))
    deliver_notices()
    alice = browser_of("alice")
    page = alice.get("/notifications").text
    assert "You have earned the badge “Beloved ★”." in page
    opening_address = re.findall(r'action="(/notifications/\d+/opening)"', page)
    locations = {alice.post(address).location for address in opening_address}
    assert f"/badges/{rule}" in locations


def test_all_badges_and_one_with_its_holders(cast: SimpleNamespace, guest: FlaskClient) -> None:
    rule = a_rule(thresholds=(1, 3))
    post = opening(cast.viewer("alice"), title="Lentils at dusk")
    like(post, *guests(1))
    assert "1 member holds it" in guest.get("/badges").text
    page = guest.get(f"/badges/{rule}").text
    for words in ("Alice Almond", "Lentils at dusk", "1 like", "3 likes"):
        assert words in page
    assert guest.get("/badges/999").status_code == 404


def test_a_contribution_that_is_hidden_is_not_named(cast: SimpleNamespace, guest: FlaskClient) -> None:
    rule = a_rule(thresholds=(1,))
    post = opening(cast.viewer("alice"), title="Lentils at dusk")
    like(post, *guests(1))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
    for address in (f"/badges/{rule}", "/members/alice"):
        assert "Lentils at dusk" not in guest.get(address).text


def test_progress_says_how_far_and_what_did_not_count(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    a_rule(thresholds=(1, 5))
    post = opening(cast.viewer("alice"))
    fans = guests(3)
    like(post, *fans)
    with write_transaction():
        discount_likes(
            [(post.id, fans[0].id)], reason="A ring.", finding="ring", actor=cast.viewer("bruno"), now=NOON
        )
    page = browser_of("alice").get("/settings/badges").text
    assert "2 of 5 likes to the second star" in page
    assert "1 like did not count" in page
    assert "A moderator discounted this like." in page
    assert "A ring." not in page


def with_thanks(rule: int, actor: Any, gift: str, codes: str = "") -> None:
    with write_transaction():
        save_thanks(rule, 1, texts={"en": "Merci!"}, gift=gift, codes=codes, actor=actor, now=NOON)


def test_each_code_is_given_to_one_award(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    rule = a_rule(thresholds=(1,))
    with_thanks(rule, cast.viewer("dana"), "voucher", "COCOA-1\nCOCOA-2\nCOCOA-1")
    fans = guests(1)
    for name in ("alice", "chloe", "bruno"):
        like(opening(cast.viewer(name)), *fans)
    codes = list(db.session.scalars(select(VoucherCode).order_by(VoucherCode.id)))
    assert [code.code for code in codes] == ["COCOA-1", "COCOA-2"]
    assert [code.award_id for code in codes] == [each.id for each in awards()[:2]]
    assert "COCOA-1" in browser_of("alice").get("/settings/badges").text
    assert "COCOA" not in browser_of("bruno").get("/settings/badges").text


def test_an_invitation_is_made_once_by_whom_it_was_given(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    rule = a_rule(thresholds=(1,))
    with_thanks(rule, cast.viewer("dana"), "invitation")
    like(opening(cast.viewer("alice")), *guests(1))
    (award,) = awards()
    address = f"/badges/awards/{award.id}/invitation"
    assert browser_of("chloe").post(address).status_code == 404
    alice = browser_of("alice")
    page = alice.post(address, follow_redirects=True).text
    assert re.search(r"/join/[\w-]{20,}", page)
    assert alice.post(address).status_code == 400


def test_the_holder_who_leaves_holds_nothing_and_earns_nothing_more(
    app: Flask, cast: SimpleNamespace
) -> None:
    a_rule(thresholds=(1,))
    a_rule(thresholds=(2,), name="More")
    post = opening(cast.viewer("alice"))
    fans = guests(2)
    like(post, fans[0])
    with write_transaction():
        for keeping in personal_data:
            keeping.erase(cast.alice.id, False)
    like(post, fans[1])
    assert awards() == []


def test_likes_of_members_who_leave_keep_counting(cast: SimpleNamespace) -> None:
    a_rule(thresholds=(2,))
    post = opening(cast.viewer("alice"))
    fans = guests(2)
    like(post, fans[0])
    with write_transaction():
        for keeping in personal_data:
            keeping.erase(fans[0].id or 0, False)
    like(post, fans[1])
    assert len(awards()) == 1
