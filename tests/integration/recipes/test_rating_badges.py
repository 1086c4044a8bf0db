"""A badge for a recipe that many rate highly: the average counts once enough members gave stars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.badges.jobs import award_everybody, reconcile
from forum.badges.models import BadgeRule
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.recipes.operations.ratings import rate_creation, unrate_creation
from tests.conversations import NOON
from tests.creations import recipe
from tests.integration.badges.kitchen import a_rule, awards, guests, held
from tests.integration.badges.test_rules import TYPED, work

pytestmark = pytest.mark.usefixtures("app")
BrowserOf = Callable[[str], FlaskClient]


def rate(post: Post, stars: int, viewer: Viewer, hour: int = 0) -> None:
    with write_transaction():
        at = NOON + timedelta(hours=hour)
        rate_creation(db.session.get_one(Post, post.id), stars, actor=viewer, now=at)


def test_the_rating_that_lifts_the_average_earns_the_badge_and_one_taken_back_costs_it(
    cast: SimpleNamespace,
) -> None:
    rule = a_rule("average-rating", (45,), minimum=3)
    waffles, fans = recipe(cast.viewer("alice")), guests(4)
    rate(waffles, 5, fans[0])
    rate(waffles, 5, fans[1])
    assert held(rule) == []
    rate(waffles, 3, fans[2])
    assert held(rule) == []
    rate(waffles, 4, fans[2])
    assert held(rule) == [(cast.alice.id, 1)]
    with write_transaction():
        hide_post_text(db.session.get_one(Post, waffles.id), reason_key="spam", now=NOON)
    assert held(rule) == []
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, waffles.id), now=NOON)
    assert held(rule) == [(cast.alice.id, 1)]
    with write_transaction():
        unrate_creation(db.session.get_one(Post, waffles.id), actor=fans[0], now=NOON)
    assert held(rule) == []


def test_looking_back_finds_the_rating_that_first_reached_it(cast: SimpleNamespace) -> None:
    waffles, fans = recipe(cast.viewer("alice")), guests(4)
    for hour, (stars, fan) in enumerate(zip((5, 3, 5, 5), fans, strict=True)):
        rate(waffles, stars, fan, hour)
    rule = a_rule("average-rating", (40, 45), minimum=2)
    with write_transaction():
        award_everybody(now=NOON + timedelta(days=9))
    assert [(each.level, each.earned_at) for each in awards(rule)] == [
        (1, NOON + timedelta(hours=1)),
        (2, NOON + timedelta(hours=3)),
    ]
    reconcile()
    assert {tuple(job.result.values()) for job in work()} == {(0, 0, 0)}


@pytest.mark.parametrize(("typed", "threshold"), [("4.5", 45), ("4,5", 45), ("4", 40)])
def test_the_brand_types_an_average_as_people_write_it(
    browser_of: BrowserOf, typed: str, threshold: int
) -> None:
    dana = browser_of("dana")
    form = {**TYPED, "metric": "average-rating", "first": typed, "second": "", "minimum": "5"}
    assert dana.post("/admin/badges/new", data=form).status_code == 303
    rule = db.session.query(BadgeRule).one()
    assert (rule.first, rule.minimum) == (threshold, 5)
    assert f'value="{typed.replace(",", ".")}"' in dana.get(f"/admin/badges/{rule.id}").text
    assert "4.5 stars on average" in dana.get(f"/badges/{rule.id}").text or threshold == 40


@pytest.mark.parametrize(
    ("metric", "first", "message"),
    [
        ("average-rating", "4.55", "At most one digit after the comma."),
        ("likes-on-one", "4.5", "Whole numbers only."),
        ("likes-on-one", "many", "Type a number."),
        ("likes-on-one", "1e309", "Choose a number from 1 to"),
        ("likes-on-one", "1e999999999", "Choose a number from 1 to"),
        ("likes-on-one", "NaN", "Type a number."),
        ("likes-on-one", "Infinity", "Type a number."),
    ],
)
def test_a_level_that_nobody_can_count_is_refused_beside_it(
    browser_of: BrowserOf, metric: str, first: str, message: str
) -> None:
    answer = browser_of("dana").post(
        "/admin/badges/new", data={**TYPED, "metric": metric, "first": first, "second": ""}
    )
    assert answer.status_code == 422
    assert message in answer.text.split('id="first-errors"')[1][:400]
    assert f'value="{first}"' in answer.text
