"""Likes that come all at once, and what a like costs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from flask import Flask
from sqlalchemy import select

from forum.badges.rules import all_rules
from forum.badges.settling import differences
from forum.core.database import db, write_transaction
from forum.core.metrics import metrics
from forum.core.notices import FAN_OUT
from forum.core.outbox.models import OutboxRow
from forum.core.settings import get_setting
from forum.discussions.models import Post
from forum.reactions.operations import like_post, unlike_post
from forum.reactions.settings import ALLOWANCE
from tests.conversations import NOON, opening, shelf
from tests.counting import assert_all_counters_are_right
from tests.integration.badges.kitchen import a_rule, awards, guests, held, like
from tests.statements import statements

MOST_STATEMENTS = 6


def told(kind: str) -> int:
    rows = db.session.scalars(select(OutboxRow).where(OutboxRow.task == FAN_OUT))
    return len([row for row in rows if row.payload["kind"] == kind])


def test_likes_that_cross_the_line_together_earn_one_badge_and_one_notice(
    app: Flask, cast: SimpleNamespace
) -> None:
    a_rule(thresholds=(5, 10))
    a_rule("likes-on-all", (10,))
    post = opening(cast.viewer("alice"), silent=True)
    fans = guests(16)

    def like_it(viewer: object) -> None:
        with app.app_context():
            like(post, viewer)
            db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(like_it, fans))
    assert sorted(level for _, level in held()) == [1, 1, 2]
    assert [each.times for each in awards()] == [1, 1, 1]
    assert told("badge") == 3
    assert_all_counters_are_right()


def test_a_storm_of_toggling_leaves_what_an_exact_count_gives(app: Flask, cast: SimpleNamespace) -> None:
    a_rule(thresholds=(2, 3))
    post = opening(cast.viewer("alice"), silent=True)
    fans = guests(4)

    def toggle(turn: int) -> None:
        with app.app_context():
            act = like_post if turn % 3 else unlike_post
            with write_transaction():
                act(db.session.get_one(Post, post.id), actor=fans[turn % 4], now=NOON)
            db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(toggle, range(120)))
    db.session.rollback()
    for rule in all_rules().values():
        assert differences(rule, metrics[rule.metric], None).count == 0
    assert_all_counters_are_right()


def cost_of_a_like(app: Flask, post: Post, viewer: object) -> list[str]:
    """Return what a like asks of the database, from the post that was fetched to the commit."""
    get_setting(ALLOWANCE)
    all_rules()
    db.session.rollback()
    with statements(app) as seen, write_transaction():
        fetched = db.session.get_one(Post, post.id)
        before = len(seen)
        like_post(fetched, actor=viewer, now=NOON)
    return seen[before:]


def test_a_like_takes_six_statements_at_most_also_when_it_crosses_lines_of_rules_of_every_sort(
    app: Flask, cast: SimpleNamespace
) -> None:
    here = shelf("kitchen")
    a_rule("likes-on-one", (4, 50))
    a_rule("likes-on-one", (4,), kind="question")
    a_rule("likes-on-one", (3,), category_id=here.id)
    a_rule("likes-on-all", (4, 6, 100))
    a_rule("likes-on-all", (2, 5), kind="discussion")
    a_rule("likes-on-all", (4,), category_id=here.id)
    post = opening(cast.viewer("alice"), category=here, silent=True)
    costs = [len(cost_of_a_like(app, post, fan)) for fan in guests(8)]
    assert costs[0] == 5, costs
    assert max(costs) <= MOST_STATEMENTS, costs
    assert sorted(level for _, level in held()) == [1, 1, 1, 1, 1, 2, 2]
    assert told("badge") == 7
