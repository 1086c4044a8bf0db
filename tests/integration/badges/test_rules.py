"""The brand writes a rule, sees whom it would reward, and everybody who deserves it is given it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.badges.jobs import BACKFILL, reconcile, ship
from forum.badges.models import BadgeRule
from forum.badges.shipped import SHIPPED
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.jobs.running import _do_step
from forum.core.metrics import metrics
from forum.core.notices import FAN_OUT
from forum.core.outbox.models import OutboxRow
from tests.conversations import NOON, opening
from tests.integration.badges.kitchen import a_rule, awards, guests, held, like, unlike

pytestmark = pytest.mark.usefixtures("app")
BrowserOf = Callable[[str], FlaskClient]
TYPED = {
    "names-en": "Beloved",
    "names-fr": "",
    "names-de": "",
    "texts-en": "For what many like.",
    "metric": "likes-on-one",
    "kind": "",
    "category_id": "0",
    "first": "2",
    "second": "3",
    "picture": "heart",
    "active": "y",
}


def work() -> list[Job]:
    """Do all that jobs have to do; return them."""
    jobs = list(db.session.query(Job).filter_by(kind=BACKFILL).order_by(Job.id))
    for job in jobs:
        while _do_step(job.id):
            pass
    db.session.expire_all()
    return jobs


def told_of_badges() -> int:
    rows = db.session.query(OutboxRow).filter_by(task=FAN_OUT)
    return len([row for row in rows if row.payload["kind"] == "badge"])


def test_the_form_shows_whom_the_rule_would_reward_before_anything_is_saved(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    like(opening(cast.viewer("alice")), *guests(2))
    dana = browser_of("dana")
    for page in (
        dana.post("/admin/badges/preview", data=TYPED, headers={"HX-Request": "true"}).text,
        dana.post("/admin/badges/new", data={**TYPED, "preview": "1"}).text,
    ):
        assert "1 member would have this badge now." in page
        assert "Alice Almond" in page
        assert "2 likes" in page
    assert db.session.query(BadgeRule).count() == 0


@pytest.mark.parametrize(("silent", "notices"), [(True, 0), (False, 2)])
def test_who_deserves_a_new_badge_is_given_it_as_of_the_nth_like_that_stands(
    cast: SimpleNamespace, browser_of: BrowserOf, silent: bool, notices: int
) -> None:
    post = opening(cast.viewer("alice"), silent=True)
    fans = guests(4)
    for hour, fan in enumerate(fans):
        like(post, fan, now=NOON + timedelta(hours=hour))
    unlike(post, fans[0], now=NOON + timedelta(hours=9))
    answer = browser_of("dana").post(
        "/admin/badges/new", data=TYPED | ({"silent": "y"} if silent else {}), follow_redirects=True
    )
    assert "The badge is saved." in answer.text
    (job,) = work()
    assert job.result == {"awarded": 2, "restored": 0, "lost": 0}
    assert [(each.level, each.earned_at) for each in awards()] == [
        (1, NOON + timedelta(hours=2)),
        (2, NOON + timedelta(hours=3)),
    ]
    assert told_of_badges() == notices


def test_a_changed_rule_takes_back_what_is_not_deserved_any_more(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    rule = a_rule(thresholds=(2, 3))
    like(opening(cast.viewer("alice")), *guests(2))
    browser_of("dana").post(f"/admin/badges/{rule}", data={**TYPED, "first": "5", "second": "9"})
    work()
    assert held() == []
    assert len(awards()) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"first": ""}, "Say how much the first level takes."),
        ({"second": "2"}, "Each level takes more than the one before."),
        ({"second": "", "third": "9"}, "Each level takes more than the one before."),
        ({"first": "0"}, "Choose a number from 1 to"),
        ({"names-en": " "}, "Give it a name in one language at least."),
        ({"tag": "nowhere"}, "No topic has this tag."),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_is_kept(
    cast: SimpleNamespace, browser_of: BrowserOf, wrong: dict[str, str], message: str
) -> None:
    answer = browser_of("dana").post("/admin/badges/new", data=TYPED | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert "For what many like." in answer.text


@pytest.mark.parametrize("who", ["alice", "bruno"])
@pytest.mark.parametrize("path", ["/admin/badges", "/admin/badges/new"])
def test_rules_are_for_the_brand(cast: SimpleNamespace, browser_of: BrowserOf, who: str, path: str) -> None:
    assert browser_of(who).get(path).status_code == 403
    assert browser_of(who).post("/admin/badges/new", data=TYPED).status_code == 403


def test_a_badge_is_given_by_hand_and_taken_back(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    dana = browser_of("dana")
    dana.post("/admin/badges/new", data=TYPED | {"metric": "by-hand", "first": "", "second": ""})
    rule = db.session.query(BadgeRule).one().id
    answer = dana.post(f"/admin/badges/{rule}/awards", data={"handle": "@alice", "level": "1"})
    assert answer.status_code == 303
    assert held() == [(cast.alice.id, 1)]
    assert awards()[0].awarded_by_id == cast.dana.id
    page = dana.get(f"/admin/badges/{rule}/awards").text
    assert "Alice Almond" in page
    dana.post(f"/admin/badges/{rule}/awards/delete", data={"award": "alice 1"})
    assert held() == []
    assert (
        dana.post(f"/admin/badges/{rule}/awards", data={"handle": "nobody", "level": "1"}).status_code == 422
    )


def test_what_comes_along_is_said_in_a_form(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    rule = a_rule(thresholds=(2, 3))
    dana = browser_of("dana")
    typed = {"level": "2", "texts-2-en": "Well done.", "level-2-gift": "voucher", "level-2-codes": "A\nB\n"}
    assert dana.post(f"/admin/badges/{rule}/thanks", data=typed).status_code == 303
    page = dana.get(f"/admin/badges/{rule}/thanks").text
    assert "Well done." in page
    assert "2 of 2 codes are left." in page


def test_the_shipped_badges_come_once_and_stay_as_the_brand_left_them(cast: SimpleNamespace) -> None:
    ship()
    counted = {each.name for each in SHIPPED if metrics.get(each.metric) is not None}
    rules = {rule.shipped_as: rule for rule in db.session.query(BadgeRule)}
    assert rules.keys() == counted
    star = rules["star-cook"]
    assert star.names == {
        "en": "Star cook of the community",
        "fr": "Cuisinier étoilé de la communauté",
        "de": "Sternekoch der Community",
    }
    assert (star.kind, star.thresholds) == ("recipe", (10, 50, 200))
    with write_transaction():
        db.session.get_one(BadgeRule, star.id).active = False
    ship()
    assert db.session.query(BadgeRule).filter_by(shipped_as="star-cook").one().active is False


def test_by_night_nothing_is_to_be_corrected(cast: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    a_rule(thresholds=(2,))
    a_rule("topics", (1,), name="First")
    like(opening(cast.viewer("alice")), *guests(2))
    reconcile()
    assert [job.result for job in work()] == [{"awarded": 0, "restored": 0, "lost": 0}] * 2
    assert "corrected" not in caplog.text


def test_answers_topics_days_and_years_earn_badges_too(cast: SimpleNamespace, browser_of: Any) -> None:
    first = a_rule("topics", (1,), name="First")
    days = a_rule("days-visited", (1,), name="Here")
    a_rule("membership-years", (50,), name="Old")
    opening(cast.viewer("alice"))
    browser_of("chloe")
    assert held(first) == [(cast.alice.id, 1)]
    assert held(days) == [(cast.chloe.id, 1)]
    reconcile()
    work()
    assert len(awards()) == 2


@pytest.mark.parametrize("first", ["NaN", "1e999999999", "4.5", "-1", ""])
def test_the_preview_says_what_cannot_be_counted(browser_of: BrowserOf, first: str) -> None:
    answer = browser_of("dana").post("/admin/badges/preview", data={**TYPED, "first": first})
    assert answer.status_code == 200
    assert "would have this badge" not in answer.text
    assert "number" in answer.text or "Say how much" in answer.text


def test_all_that_is_wrong_is_said_at_once(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    wrong = {**TYPED, "names-en": "", "first": "many", "second": "4.5", "tag": "nowhere"}
    page = browser_of("dana").post("/admin/badges/new", data=wrong).text
    assert "Type a number." in page.split('id="first-errors"')[1][:400]
    assert "Whole numbers only." in page.split('id="second-errors"')[1][:400]
    for field in ("first", "tag", "names-en"):
        assert f'id="{field}-errors"' in page, field
