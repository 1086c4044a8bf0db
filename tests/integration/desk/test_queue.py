"""The queue: fed in the transaction of what causes it, one row for each thing, in the order of what was promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.desk.models import DeskCause, DeskItem
from forum.desk.operations import care
from forum.desk.operations.answers import ignore, remove
from forum.desk.operations.queue import wake_due
from forum.desk.operations.undoing import undo
from forum.discussions.models import Post
from forum.moderation.models import Report, ReportState
from tests.conversations import NOON, opening
from tests.desk import give, item_of, reported
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return opening(cast.viewer("alice"), "Buy my pans at once!")


def care_for(act: Callable[..., object], item: DeskItem, viewer: object, **words: object) -> None:
    with write_transaction():
        fresh = db.session.get_one(DeskItem, item.id, populate_existing=True)
        act(fresh, actor=viewer, **{"now": NOON, **words})


def test_a_report_stands_in_the_queue_at_once(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    reported(post, cast.viewer("chloe"))
    page = browser_of("bruno").get("/desk").text
    assert "Buy my pans at once!" in page
    assert "Chloé Clove" in page


def test_a_report_that_is_undone_leaves_no_row(cast: SimpleNamespace, post: Post) -> None:
    with pytest.raises(RuntimeError), write_transaction():
        ask_for_human("report", 1, about=Thing.post(post.id), now=NOON)
        raise RuntimeError
    assert item_of(post) is None


def test_two_reports_of_one_post_are_one_row(cast: SimpleNamespace, post: Post) -> None:
    reported(post, cast.viewer("chloe"))
    item = reported(post, cast.viewer("dana"))
    assert db.session.query(DeskItem).count() == 1
    assert item.weight == 2


def test_reports_of_somebody_who_was_often_wrong_weigh_less(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    for _ in range(2):
        wrong = opening(cast.viewer("alice"))
        reported(wrong, cast.viewer("chloe"))
        give(ignore, wrong, cast.viewer("bruno"))
    item = reported(post, cast.viewer("chloe"))
    assert item.weight == pytest.approx(0.5)
    assert "0 of 2 reports upheld" in browser_of("bruno").get(f"/desk/items/{item.id}").text


def test_ignoring_declines_the_report_and_closes_the_row(cast: SimpleNamespace, post: Post) -> None:
    reported(post, cast.viewer("chloe"))
    give(ignore, post, cast.viewer("bruno"))
    assert item_of(post).state == "done"
    assert db.session.query(Report).one().state == ReportState.DECLINED


def test_removing_upholds_the_report_and_closes_the_row(cast: SimpleNamespace, post: Post) -> None:
    reported(post, cast.viewer("chloe"))
    give(remove, post, cast.viewer("bruno"), reason="spam")
    assert item_of(post).state == "done"
    assert db.session.query(Report).one().state == ReportState.UPHELD


def test_what_is_taken_back_waits_again_in_its_row(cast: SimpleNamespace, post: Post) -> None:
    item = reported(post, cast.viewer("chloe"))
    given = give(ignore, post, cast.viewer("bruno"))
    with write_transaction():
        undo(db.session.merge(given), actor=cast.viewer("bruno"), now=NOON)
    assert (item_of(post).id, item_of(post).state) == (item.id, "open")
    assert db.session.query(Report).one().state == ReportState.OPEN


def test_reported_again_after_an_answer_it_stands_in_a_new_row(cast: SimpleNamespace, post: Post) -> None:
    first = reported(post, cast.viewer("chloe"))
    give(ignore, post, cast.viewer("bruno"))
    assert reported(post, cast.viewer("dana")).id != first.id
    give(ignore, post, cast.viewer("bruno"))
    assert item_of(post).state == "done"


def test_what_is_settled_elsewhere_leaves_the_queue(cast: SimpleNamespace, post: Post) -> None:
    reported(post, cast.viewer("chloe"))
    with write_transaction():
        needs_nobody("report", [db.session.query(Report).one().id], now=NOON)
    assert item_of(post).state == "done"


def test_what_was_settled_meanwhile_is_told_and_nothing_is_done(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    item, bruno = reported(post, cast.viewer("chloe")), browser_of("bruno")
    give(ignore, post, cast.viewer("emil"))
    told = bruno.post(f"/desk/items/{item.id}/claim", follow_redirects=True).text
    assert "Somebody answered this before you." in told
    assert "This is done." in told and "desk-age" not in told
    assert item_of(post).claimed_by_id is None
    assert bruno.post("/desk/items/4711/claim").status_code == 404


def test_a_colleague_sees_who_works_on_it_and_cannot_act(cast: SimpleNamespace, post: Post) -> None:
    item = reported(post, cast.viewer("chloe"))
    care_for(care.claim, item, cast.viewer("bruno"))
    with pytest.raises(Invalid, match="Bruno Basil is working on this"):
        give(ignore, post, cast.viewer("emil"))


def test_a_colleague_can_take_it_over(cast: SimpleNamespace, post: Post) -> None:
    item = reported(post, cast.viewer("chloe"))
    care_for(care.claim, item, cast.viewer("bruno"))
    care_for(care.claim, item, cast.viewer("emil"), take_over=True)
    give(ignore, post, cast.viewer("emil"))
    assert item_of(post).state == "done"


def test_a_claim_lapses(cast: SimpleNamespace, post: Post) -> None:
    item = reported(post, cast.viewer("chloe"))
    care_for(care.claim, item, cast.viewer("bruno"))
    with pytest.raises(Invalid, match="is working on this"):
        give(ignore, post, cast.viewer("emil"), now=NOON + timedelta(minutes=14))
    give(ignore, post, cast.viewer("emil"), now=NOON + timedelta(minutes=15))
    assert item_of(post).state == "done"


def test_on_hold_it_sleeps_until_its_day(cast: SimpleNamespace, post: Post) -> None:
    item = reported(post, cast.viewer("chloe"))
    until = NOON + timedelta(days=2)
    care_for(care.hold, item, cast.viewer("bruno"), until=until, because="She answers on Monday.")
    assert item_of(post).state == "asleep"
    with write_transaction():
        wake_due(now=until)
    assert item_of(post).state == "open"


def test_anything_new_wakes_what_is_on_hold(cast: SimpleNamespace, post: Post) -> None:
    item = reported(post, cast.viewer("chloe"))
    until = NOON + timedelta(days=2)
    care_for(care.hold, item, cast.viewer("bruno"), until=until, because="Later.")
    assert reported(post, cast.viewer("dana")).state == "open"


def test_an_item_is_given_to_a_colleague_with_a_note(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    item, bruno = reported(post, cast.viewer("chloe")), browser_of("bruno")
    bruno.post(f"/desk/items/{item.id}/assignee", data={"assignee": str(cast.emil.id)})
    bruno.post(f"/desk/items/{item.id}/notes", data={"text": "You know her better."})
    emil = browser_of("emil")
    assert "Buy my pans" in emil.get("/desk?mine=1").text
    assert "You know her better." in emil.get(f"/desk/items/{item.id}").text


def test_two_who_look_at_one_item_see_each_other(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    item = reported(post, cast.viewer("chloe"), now=clock.now())
    browser_of("bruno").post(f"/desk/items/{item.id}/presence")
    assert "Bruno Basil is looking at this" in browser_of("emil").post(f"/desk/items/{item.id}/presence").text


def test_a_filter_shows_one_source(cast: SimpleNamespace, post: Post, browser_of: BrowserOf) -> None:
    reported(post, cast.viewer("chloe"))
    assert "Buy my pans" in browser_of("bruno").get("/desk?source=report").text
    assert "Buy my pans" not in browser_of("bruno").get("/desk?source=complaint").text


def test_from_an_item_one_comes_to_the_next(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    items = [
        reported(opening(cast.viewer("alice")), cast.viewer("chloe"), now=NOON + timedelta(hours=hour))
        for hour in range(2)
    ]
    assert f"/desk/items/{items[1].id}" in browser_of("bruno").get(f"/desk/items/{items[0].id}").text


@pytest.mark.parametrize("path", ["/desk", "/desk?order=weight"])
def test_pages_by_key_show_everything_once(cast: SimpleNamespace, browser_of: BrowserOf, path: str) -> None:
    with write_transaction():
        for number in range(1, 36):
            ask_for_human("talk", number, about=Thing("talk", number), now=NOON)
    bruno = browser_of("bruno")
    page = bruno.get(path).text
    more = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    rows = [
        part.split('"')[0]
        for each in (page, bruno.get(more).text)
        for part in each.split('href="/desk/items/')[1:]
    ]
    assert len(rows) == len(set(rows)) == 35


def test_members_do_not_come_in(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    assert browser_of("alice").get("/desk").status_code == 403
    assert db.session.query(DeskCause).count() == 0
