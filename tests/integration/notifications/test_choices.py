"""What members choose: in the page or by mail, at once or gathered, when it is quiet, for one topic, birthdays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core import clock as clock_module
from forum.core.database import db, write_transaction
from forum.core.notices import Pace
from forum.core.outbox.models import OutboxRow
from forum.discussions.models import FollowTarget
from forum.discussions.operations.followings import follow
from forum.notifications.birthdays import greet
from forum.notifications.delivery import MAIL
from forum.notifications.models import Birthday, DigestDue, NoticeChoice, Notification
from forum.notifications.operations import choose, choose_for_topic, keep_quiet
from tests.conversations import NOON, answer, opening
from tests.letters import letters_to, told

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")
FORM = "/settings/notifications"


def due(member_id: int) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(DigestDue.pace).where(DigestDue.member_id == member_id)))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock_module.clock, "now", lambda: moment, raising=False)

    return set_clock


def test_a_kind_comes_with_the_digest_that_was_chosen(cast: SimpleNamespace) -> None:
    with write_transaction():
        choose(cast.alice.id, "reply", page=True, pace=Pace.WEEKLY)
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert told(cast.alice.id) == ["reply"]
    assert letters_to("alice") == []
    assert due(cast.alice.id) == ["weekly"]


def test_what_is_wanted_by_mail_alone_stands_in_no_list(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    with write_transaction():
        choose(cast.alice.id, "reply", page=False, pace=Pace.AT_ONCE)
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert len(letters_to("alice")) == 1
    assert "Chloé Clove answers you" not in browser_of("alice").get("/notifications").text


def test_a_topic_can_be_heard_of_at_once_whatever_holds_for_the_others(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = opening(cast.viewer("dana"))
    told(cast.alice.id)
    with write_transaction():
        follow(cast.viewer("alice"), FollowTarget.TOPIC, post.topic_id, now=NOON)
    address = f"/topics/{post.topic_id}/notices"
    alice = browser_of("alice")
    assert alice.post(address, data={"pace": "at-once"}).status_code == 303
    answer(post, cast.viewer("chloe"))
    assert len(letters_to("alice")) == 1
    assert "Into the pot" in alice.get(FORM).text
    alice.post(address, data={"pace": ""})
    answer(post, cast.viewer("chloe"), "And salt.")
    assert len(letters_to("alice")) == 1


def test_mail_waits_until_quiet_hours_are_over(cast: SimpleNamespace, at: Callable[[datetime], None]) -> None:
    at(datetime(2026, 3, 14, 23, 30, tzinfo=UTC))
    with write_transaction():
        keep_quiet(cast.alice.id, (22 * 60, 7 * 60))
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert letters_to("alice") == []
    waiting = db.session.scalars(select(OutboxRow).where(OutboxRow.task == MAIL)).one()
    assert waiting.run_after == datetime(2026, 3, 15, 7, 0, tzinfo=UTC)
    at(datetime(2026, 3, 15, 7, 1, tzinfo=UTC))
    assert len(letters_to("alice")) == 1


def test_a_choice_made_while_mail_waits_counts(cast: SimpleNamespace, at: Callable[[datetime], None]) -> None:
    at(datetime(2026, 3, 14, 23, 30, tzinfo=UTC))
    with write_transaction():
        keep_quiet(cast.alice.id, (22 * 60, 7 * 60))
    post = opening(cast.viewer("alice"))
    answer(post, cast.viewer("chloe"))
    told(cast.alice.id)
    with write_transaction():
        choose_for_topic(cast.alice.id, post.topic_id, Pace.NONE)
    at(datetime(2026, 3, 15, 7, 1, tzinfo=UTC))
    assert letters_to("alice") == []


def test_the_page_keeps_quiet_hours_and_birthday_and_deletes_them(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    alice = browser_of("alice")
    given = {"quiet": "on", "quiet-from": "21:30", "quiet-until": "06:15"}
    given |= {"birthday": "on", "birthday-day": "29", "birthday-month": "2"}
    assert alice.post(FORM, data=given).status_code == 303
    page = alice.get(FORM).text
    assert 'value="21:30"' in page
    assert 'value="29"' in page
    assert alice.post(FORM, data={}).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(Birthday)).all() == []


@pytest.mark.parametrize(
    "given",
    [
        {"birthday": "on", "birthday-day": "31", "birthday-month": "2"},
        {"birthday": "on", "birthday-day": "", "birthday-month": "2"},
        {"quiet": "on", "quiet-from": "22:00", "quiet-until": "22:00"},
        {"quiet": "on", "quiet-from": "25:00", "quiet-until": "07:00"},
    ],
)
def test_what_no_clock_or_calendar_knows_is_refused(browser_of: BrowserOf, given: dict[str, str]) -> None:
    assert browser_of("alice").post(FORM, data=given).status_code == 422


def test_a_birthday_is_greeted_once_and_only_where_it_was_asked_for(
    cast: SimpleNamespace, browser_of: BrowserOf, at: Callable[[datetime], None]
) -> None:
    at(datetime(2026, 3, 14, 9, 0, tzinfo=UTC))
    given = {"page-birthday": "on", "birthday": "on", "birthday-day": "14", "birthday-month": "3"}
    browser_of("alice").post(FORM, data=given)
    for _ in range(2):
        greet()
        assert told(cast.alice.id) == ["birthday"]
    assert db.session.scalars(select(Notification.member_id)).all() == [cast.alice.id]


def test_a_member_chooses_among_what_can_reach_them(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    asked_of_brand, asked_of_keepers = (
        "asks you to agree to an announcement",
        "The authorities have to be told",
    )
    for handle, agrees, keeps in (("alice", False, False), ("dana", True, False), ("emil", True, True)):
        page = browser_of(handle).get(FORM).text
        assert (asked_of_brand in page, asked_of_keepers in page) == (agrees, keeps), handle


def test_saving_silences_nothing_that_was_not_offered(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    browser_of("alice").post(FORM, data={})
    kept = set(db.session.scalars(select(NoticeChoice.kind).where(NoticeChoice.member_id == cast.alice.id)))
    assert "reply" in kept
    assert "approval" not in kept
