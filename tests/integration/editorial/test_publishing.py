"""Publishing: written now, read later, once; series; the calendar and the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.discussions.models import Topic
from forum.editorial.jobs import publish_what_is_due
from forum.editorial.models import Publication
from forum.editorial.operations.publishing import publish_due
from forum.editorial.words import Every, State
from tests.conversations import shelf
from tests.people import signed_in_client
from tests.publications import HOUR, TOMORROW, planned, the, titles, written
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("cast")


def test_what_is_planned_appears_at_its_time_and_once(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    number = planned(cast.viewer("dana"))
    at(TOMORROW - HOUR)
    publish_what_is_due()
    assert titles() == []
    at(TOMORROW)
    publish_what_is_due()
    publish_what_is_due()
    with write_transaction():
        assert not publish_due(number, now=TOMORROW + HOUR)
    assert titles() == ["The spring bar"]
    topic = db.session.query(Topic).one()
    assert (topic.kind, topic.author_id, topic.created_at) == ("announcement", cast.dana.id, TOMORROW)


def test_what_was_rolled_back_by_a_kill_appears_when_it_is_done_again(cast: SimpleNamespace) -> None:
    number = planned(cast.viewer("dana"))
    assert publish_due(number, now=TOMORROW)
    db.session.rollback()
    assert (titles(), the(number).state) == ([], State.PLANNED)
    with write_transaction():
        assert publish_due(number, now=TOMORROW)
    assert titles() == ["The spring bar"]


def test_without_a_time_it_appears_on_its_author_s_word(browser_of: BrowserOf, cast: SimpleNamespace) -> None:
    number = written(cast.viewer("dana"), None)
    browser_of("dana").post(f"/editorial/{number}/planning")
    assert titles() == ["The spring bar"]


def test_a_series_goes_on_once_and_makes_up_for_nothing(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    number = planned(cast.viewer("dana"), every=Every.WEEK)
    at(TOMORROW + timedelta(days=15))
    publish_what_is_due()
    publish_what_is_due()
    assert titles() == ["The spring bar"]
    (after,) = db.session.query(Publication).filter_by(follows_id=number)
    assert (after.state, after.planned_for) == (State.PLANNED, TOMORROW + timedelta(days=21))


def test_a_monthly_series_keeps_its_author_s_day_and_hour(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    first = datetime(2026, 3, 31, 8, tzinfo=UTC)
    with write_transaction():
        db.session.get_one(Member, cast.dana.id).time_zone = "Europe/Paris"
    number = planned(cast.viewer("dana"), planned_for=first, every=Every.MONTH)
    times = []
    for _ in range(8):
        at(the(number).planned_for or first)
        publish_what_is_due()
        number = db.session.query(Publication).filter_by(follows_id=number).one().id
        moment = the(number).planned_for or first
        times.append((moment.month, moment.day, moment.hour))
    assert times == [
        (4, 30, 8), (5, 31, 8), (6, 30, 8), (7, 31, 8), (8, 31, 8), (9, 30, 8), (10, 31, 9), (11, 30, 9),
    ]  # fmt: skip


def test_what_its_author_may_no_longer_publish_goes_back(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    number = planned(cast.viewer("dana"))
    with write_transaction():
        db.session.get_one(Member, cast.dana.id).is_brand = False
    at(TOMORROW)
    publish_what_is_due()
    assert (titles(), the(number).state) == ([], State.DRAFT)
    assert the(number).problem


def test_dana_writes_plans_and_moves_by_the_calendar(
    browser_of: BrowserOf, cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    place, dana = shelf("news"), browser_of("dana")
    sent = {"title": "The spring bar", "body": "Here.", "purpose": "relay", "category": place.id}
    made = dana.post("/editorial", data={**sent, "planned_for": "2026-03-16T09:30", "every": "once"})
    assert made.status_code == 303, made.text
    dana.post("/editorial/1/planning")
    month = dana.get("/editorial/calendar?month=2026-03").text
    assert "The spring bar" in month.partition('data-day="2026-03-16"')[2].partition("</td>")[0]
    dana.post("/editorial/1/moving", data={"day": "2026-03-20", "month": "2026-03"})
    assert the(1).planned_for == datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
    dana.post("/editorial/1/moving", data={"day": "2026-03-01"})
    assert the(1).planned_for == datetime(2026, 3, 20, 9, 30, tzinfo=UTC)


def test_members_and_moderators_stay_outside(browser_of: BrowserOf, cast: SimpleNamespace) -> None:
    number = written(cast.viewer("dana"))
    for handle in ("alice", "bruno"):
        for path in ("/editorial", "/editorial/new", "/editorial/calendar", f"/editorial/{number}"):
            assert browser_of(handle).get(path).status_code == 403, (handle, path)


def test_the_desk_costs_the_same_for_one_and_for_thirty(app: Flask, cast: SimpleNamespace) -> None:
    dana, costs = signed_in_client(app, "dana"), []
    for amount in (1, 29):
        for _ in range(amount):
            planned(cast.viewer("dana"))
        dana.get("/editorial")
        with statements(app) as seen:
            assert dana.get("/editorial").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
