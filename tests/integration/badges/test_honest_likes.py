"""Which likes count for badges, and which are only shown."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from forum.accounts.models import Member
from forum.accounts.operations.members import lift_suspension, suspend_member
from forum.audit.models import AuditEntry
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM, Invalid, NotAllowed
from forum.core.settings import set_setting
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.reactions.honesty import discount_likes, lift_discount, mend_suspensions
from forum.reactions.models import Flaw, Like, LikeDiscount
from forum.reactions.settings import ALLOWANCE
from tests.conversations import NOON, opening
from tests.counting import assert_all_counters_are_right
from tests.integration.badges.kitchen import a_rule, awards, guests, held, like

pytestmark = pytest.mark.usefixtures("app")


def counted(post: Post) -> tuple[int, int]:
    """All likes of a post, and those that count."""
    db.session.rollback()
    row = db.session.get_one(Post, post.id, populate_existing=True)
    return row.like_count, row.counted_likes


def test_what_one_member_likes_beyond_a_days_share_does_not_count(cast: SimpleNamespace) -> None:
    a_rule(thresholds=(1,))
    with write_transaction():
        set_setting(ALLOWANCE, 2)
    posts = [opening(cast.viewer("alice")) for _ in range(4)]
    (fan,) = guests(1)
    for post in posts[:3]:
        like(post, fan)
    like(posts[3], fan, now=NOON + timedelta(days=1))
    assert [counted(post) for post in posts] == [(1, 1), (1, 1), (1, 0), (1, 1)]
    assert {each.post_id for each in awards()} == {posts[0].id, posts[1].id, posts[3].id}
    assert_all_counters_are_right()


def test_likes_of_a_suspended_member_count_again_when_they_are_back(cast: SimpleNamespace) -> None:
    a_rule(thresholds=(2,))
    post = opening(cast.viewer("alice"))
    fans = guests(2)
    like(post, *fans)
    with write_transaction():
        member = db.session.get_one(Member, fans[0].id)
        suspend_member(member, until=NOON + timedelta(days=2), reason="rude", actor=SYSTEM, now=NOON)
    assert counted(post) == (2, 1)
    assert held() == []
    with write_transaction():
        assert mend_suspensions(now=NOON + timedelta(days=1)) == 0
        assert mend_suspensions(now=NOON + timedelta(days=3)) == 1
    assert counted(post) == (2, 2)
    assert len(held()) == 1
    with write_transaction():
        lift_suspension(db.session.get_one(Member, fans[0].id), actor=SYSTEM, now=NOON)
    assert_all_counters_are_right()


def test_likes_on_a_hidden_post_do_not_count_until_it_is_shown_again(cast: SimpleNamespace) -> None:
    a_rule(thresholds=(2,))
    a_rule("likes-on-all", (2,), name="All")
    post = opening(cast.viewer("alice"))
    like(post, *guests(2))
    assert len(held()) == 2
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
    assert held() == []
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, post.id), now=NOON)
    assert len(held()) == 2


def test_a_discount_is_one_act_with_a_reason_and_can_be_lifted(cast: SimpleNamespace) -> None:
    a_rule(thresholds=(2,))
    post = opening(cast.viewer("alice"))
    fans = guests(2)
    like(post, *fans)
    pairs = [(post.id, fan.id) for fan in fans]
    bruno = cast.viewer("bruno")
    with write_transaction():
        discount_likes(pairs, reason="They like nobody else.", finding="ring", actor=bruno, now=NOON)
    assert counted(post) == (2, 0)
    assert held() == []
    with write_transaction():
        lift_discount(
            db.session.query(LikeDiscount).one(), because="They are sisters.", actor=bruno, now=NOON
        )
    assert counted(post) == (2, 2)
    assert len(held()) == 1
    acts = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert acts[-2:] == ["likes.discounted", "likes.discount-lifted"]
    assert_all_counters_are_right()


def test_what_two_acts_discount_counts_only_when_both_are_lifted(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    fans = guests(1)
    like(post, *fans)
    pairs = [(post.id, fans[0].id)]
    bruno = cast.viewer("bruno")
    for _ in range(2):
        with write_transaction():
            discount_likes(pairs, reason="A ring.", finding="ring", actor=bruno, now=NOON)
    for expected in (0, 1):
        with write_transaction():
            act = db.session.query(LikeDiscount).filter_by(lifted_at=None).first()
            assert act is not None
            lift_discount(act, because="No ring.", actor=bruno, now=NOON)
        assert counted(post) == (1, expected)
    assert db.session.query(Like).one().flaws & Flaw.DISCOUNTED == 0


def test_only_moderators_discount_and_only_with_a_reason(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    fans = guests(1)
    like(post, *fans)
    pairs = [(post.id, fans[0].id)]
    with pytest.raises(NotAllowed), write_transaction():
        discount_likes(pairs, reason="no", finding="ring", actor=cast.viewer("dana"), now=NOON)
    with pytest.raises(Invalid), write_transaction():
        discount_likes(pairs, reason=" ", finding="ring", actor=cast.viewer("bruno"), now=NOON)
