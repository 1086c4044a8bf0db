"""Publishing: written now, read later, once; series; who has to agree; the calendar and the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.discussions.models import Category, Topic
from forum.editorial.balance import shares, weeks
from forum.editorial.jobs import publish_what_is_due
from forum.editorial.models import Approval, Publication
from forum.editorial.operations import drafts
from forum.editorial.operations.drafts import Exceptional, Written
from forum.editorial.operations.publishing import publish_due
from forum.editorial.series import next_time
from forum.editorial.words import Every, Purpose, State
from tests.conversations import NOON, shelf
from tests.letters import letters_to, plain_text, told
from tests.people import signed_in_client
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
HOUR = timedelta(hours=1)
TOMORROW = NOON + timedelta(days=1)

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock."""

    def set_clock(now: datetime) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda self: now)

    set_clock(NOON)
    return set_clock


def written(author: Viewer, planned_for: datetime | None = TOMORROW, **more: Any) -> int:
    """Keep a draft of `author`; answers its number."""
    place = db.session.query(Category).first() or shelf("news")
    known = {"purpose": Purpose.CONVERSATION, "title": "The spring bar", "source": "It is **here**.", **more}
    with write_transaction():
        text = Written(db.session.get_one(Category, place.id), planned_for=planned_for, **known)
        return drafts.write_publication(text, author=author, now=NOON).id


def the(number: int) -> Publication:
    return db.session.get_one(Publication, number, populate_existing=True)


def planned(author: Viewer, planned_for: datetime | None = TOMORROW, **more: Any) -> int:
    number = written(author, planned_for, **more)
    with write_transaction():
        drafts.plan(the(number), actor=author, now=NOON)
    return number


def asked(author: Viewer, *approvers: int, until: datetime | None = None) -> int:
    number = written(author)
    with write_transaction():
        drafts.ask_approval(the(number), Exceptional("A recall.", approvers, until), actor=author, now=NOON)
    return number


def another_brand(cast: SimpleNamespace) -> int:
    """Let Bruno speak for the brand, too."""
    with write_transaction():
        db.session.get_one(Member, cast.bruno.id).is_brand = True
    return int(cast.bruno.id)


def titles() -> list[str]:
    db.session.rollback()
    return [title for (title,) in db.session.query(Topic.title).order_by(Topic.id)]


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


@pytest.mark.parametrize(
    ("every", "expected"),
    [(Every.WEEK, (2026, 2, 7)), (Every.TWO_WEEKS, (2026, 2, 14)), (Every.MONTH, (2026, 2, 28))],
)
def test_a_month_ends_where_it_ends(every: Every, expected: tuple[int, int, int]) -> None:
    last = datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert next_time(last, every, after=last) == datetime(*expected, 10, tzinfo=UTC)


def test_a_month_comes_back_to_its_day_and_every_series_to_its_hour() -> None:
    paris, winter = "Europe/Paris", datetime(2026, 1, 31, 9, tzinfo=UTC)
    february = next_time(winter, Every.MONTH, after=winter, zone=paris, day=31)
    march = next_time(february, Every.MONTH, after=february, zone=paris, day=31)
    assert (february, march) == (datetime(2026, 2, 28, 9, tzinfo=UTC), datetime(2026, 3, 31, 8, tzinfo=UTC))
    before_spring = datetime(2026, 3, 27, 9, tzinfo=UTC)
    assert next_time(before_spring, Every.WEEK, after=before_spring, zone=paris) == datetime(
        2026, 4, 3, 8, tzinfo=UTC
    )
    assert next_time(winter, Every.WEEK, after=march, zone=paris) == datetime(2026, 4, 4, 8, tzinfo=UTC)


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


def test_those_who_were_asked_are_reminded_once_and_told_when_it_is_too_late(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    bruno = another_brand(cast)
    number = asked(cast.viewer("dana"), cast.emil.id, bruno, until=NOON + 4 * HOUR)
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("bruno"), now=NOON)
    for moment in (NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR):
        at(moment)
        publish_what_is_due()
    assert told(cast.emil.id) == ["approval", "approval-reminder"]
    assert told(bruno) == ["approval"]
    assert told(cast.dana.id) == []
    at(NOON + 4 * HOUR)
    publish_what_is_due()
    assert told(cast.emil.id) == ["approval", "approval-reminder", "approval-outcome"]
    assert told(bruno) == ["approval"]
    assert told(cast.dana.id) == ["approval-outcome"]
    assert "not everybody answered in time" in plain_text(letters_to("dana")[-1])


@pytest.mark.parametrize(
    ("agrees", "words"), [(True, "everybody agrees"), (False, "somebody does not agree")]
)
def test_its_author_is_told_what_those_who_were_asked_say(
    cast: SimpleNamespace, agrees: bool, words: str
) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id)
    with write_transaction():
        drafts.say(the(number), agrees, "Ask the lawyers.", actor=cast.viewer("emil"), now=NOON)
    assert told(cast.dana.id) == ["approval-outcome"]
    assert words in plain_text(letters_to("dana")[-1])


def test_the_exceptional_waits_for_everybody_who_is_named(cast: SimpleNamespace) -> None:
    bruno = another_brand(cast)
    number = asked(cast.viewer("dana"), cast.emil.id, bruno)
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("emil"), now=NOON)
    assert the(number).state == State.ASKED
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("bruno"), now=NOON)
    assert the(number).state == State.PLANNED


def test_one_who_refuses_gives_it_back_with_the_reason(cast: SimpleNamespace) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id)
    with pytest.raises(Invalid), write_transaction():
        drafts.say(the(number), False, " ", actor=cast.viewer("emil"), now=NOON)
    with write_transaction():
        drafts.say(the(number), False, "Ask the lawyers.", actor=cast.viewer("emil"), now=NOON)
    assert (the(number).state, the(number).problem) == (
        State.DRAFT,
        "Emil Estragon does not agree: Ask the lawyers.",
    )


def test_what_nobody_agrees_to_in_time_goes_back(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id, until=NOON + HOUR)
    at(TOMORROW)
    publish_what_is_due()
    assert (titles(), the(number).state) == ([], State.DRAFT)
    assert "in time" in the(number).problem


def test_a_word_was_given_to_other_words(cast: SimpleNamespace) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id)
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("emil"), now=NOON)
    with write_transaction():
        place = db.session.query(Category).one()
        other = Written(place, Purpose.PROMOTION, "Buy it", "Now.", TOMORROW)
        drafts.rewrite_publication(the(number), other, actor=cast.viewer("dana"), now=NOON)
    assert the(number).state == State.DRAFT
    assert db.session.query(Approval).count() == 0


def test_nobody_approves_their_own_or_gives_another_s_word(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        asked(cast.viewer("dana"), cast.dana.id)
    with pytest.raises(Invalid):
        asked(cast.viewer("dana"), cast.alice.id)
    number = written(cast.viewer("dana"))
    with pytest.raises(NotAllowed), write_transaction():
        drafts.plan(the(number), actor=cast.viewer("emil"), now=NOON)


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


def test_shares_make_a_hundred() -> None:
    counted = shares([Purpose.CONVERSATION, Purpose.RELAY, Purpose.PROMOTION])
    assert [share.percent for share in counted] == [34, 33, 33]
    assert [share.target for share in counted] == [70, 25, 5]
    assert sum(share.percent for share in shares([])) == 0


def test_weeks_begin_on_monday() -> None:
    monday, sunday = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 15, 23, tzinfo=UTC)
    shown = weeks([(Purpose.RELAY, monday), (Purpose.RELAY, sunday)], date(2026, 3, 18))
    assert [week.total for week in shown] == [0, 0, 0, 0, 0, 0, 2, 0]
